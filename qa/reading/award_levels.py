"""国家 and 省 before a name: awards, laboratories and bases of one name stand on both levels.

“国家科学技术进步奖” and “省科学技术进步奖” are two awards. Unlike 国家级 and 省级 such a word is no
tier of its own, for 国家 and 省 also stand in names that have no other level (国家电网, 山东省).
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.reading.findings import Candidate

_LEVEL = re.compile(
    r"国家(?!级?机关|政府)|(?<![全本我各外该跨])省(?![外内份委直会市]|政府|级?以下)"
)


@lru_cache(maxsize=4096)
def levels_named(text: str) -> frozenset[str]:
    """The levels (国家, 省) that names of a text are put on."""
    return frozenset(_LEVEL.findall(text))


def levels_of(candidate: Candidate) -> frozenset[str]:
    """The levels named in the sentence of a candidate before it."""
    where = candidate.where
    return levels_named(candidate.analysed.text[where.sentence.start : where.start])


def other_level(asked: frozenset[str], candidate: Candidate) -> bool:
    """Whether the candidate's sentence speaks of another level than the one asked."""
    named = levels_of(candidate)
    return bool(asked and named) and not asked & named
