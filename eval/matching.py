"""Whether a short answer holds a fact: substring matching that respects numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

BOUNDARY = "\x00"
"""Stands where a marker or a line end parted two digits, so that they do not grow together."""

_MARKER = re.compile(r"\s*\[\d{1,3}\]")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)(?:\s*\[\d{1,3}\]|\s*\n\s*)+(?=\d)")
_SPACE = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """The text without white space."""
    return _SPACE.sub("", text)


def without_markers(answer: str) -> str:
    """An answer without its citation markers."""
    return _MARKER.sub("", answer)


def main_text(answer: str) -> str:
    """An answer without citation markers and white space; digits that these parted stay apart."""
    parted = _BETWEEN_DIGITS.sub(BOUNDARY, answer)
    return squeeze(without_markers(parted))


def holds(text: str, variant: str) -> bool:
    """Whether `variant` stands in the squeezed `text`, not as a part of a longer number.

    6家 does not stand in 26家, 3.5% holds no 5%, 12,000元 no 000元 and no 12. Noughts that end a
    decimal fraction say nothing: 78.5 stands in 78.50.
    """
    wanted = squeeze(variant)
    return bool(wanted) and re.search(_pattern(wanted), text) is not None


def _pattern(wanted: str) -> str:
    before = r"(?<!\d)(?<!\d\.)" if wanted[0].isdigit() else ""
    after = r"(?!\d)(?!\.\d)" if wanted[-1].isdigit() else ""
    if re.search(r"\.\d+$", wanted):
        after = "0*" + after
    if before and re.match(r"\d{3}(?!\d)", wanted):
        before += r"(?<!\d,)"
    if after:
        after += r"(?!,\d{3}(?!\d))"
    return f"{before}{re.escape(wanted)}{after}"


def missing_facts(answer: str, facts: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The groups of which no variant stands in the answer's main text."""
    text = main_text(answer)
    return tuple(
        tuple(group) for group in facts if not any(holds(text, variant) for variant in group)
    )


def forbidden_found(answer: str, forbidden: Sequence[str]) -> tuple[str, ...]:
    """The forbidden strings that stand in the answer's main text."""
    text = main_text(answer)
    return tuple(word for word in forbidden if holds(text, word))
