"""Deontic force: whether a clause of an official text forbids, requires, allows, exempts or counts in."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from qa.questions import rows


class Force(StrEnum):
    """What a clause lays down by its form."""

    FORBIDS = "forbids"
    EXEMPTS = "exempts"
    EXCLUDES = "excludes"
    REQUIRES = "requires"
    ALLOWS = "allows"
    ENCOURAGES = "encourages"
    COUNTS = "counts"
    BOUNDS = "bounds"
    NEGATES = "negates"


DENYING = frozenset((Force.FORBIDS, Force.EXEMPTS, Force.EXCLUDES))
"""Forces with a negation of their own: rare in a text, and said only where somebody might do it."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Force, re.Pattern[str]], ...]:
    return tuple((Force(row[0]), re.compile(row[1])) for row in rows("deontic.tsv"))


@lru_cache(maxsize=8192)
def forces_of(text: str) -> frozenset[Force]:
    """The forces whose forms stand in a text."""
    return frozenset(force for force, pattern in _patterns() if pattern.search(text))
