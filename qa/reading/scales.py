"""Scales whose members exclude one another: what holds for 博士 is not told of 本科.

Rules grade what they grant by such members, one figure each; a question that names a member for
which the text states no figure is not answered by the figure of another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.questions import rows
from qa.reading.analysed import Analysed
from qa.reading.binding import Where

_ABOVE, _BELOW = (
    re.compile(r"[^，。；、]{0,4}?(?:及|或|含)?以上"),
    re.compile(r"[^，。；、]{0,4}?(?:及|或|含)?以下"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """The `place`th member of a scale."""

    scale: str
    place: int


@lru_cache(maxsize=1)
def _scales() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (name, tuple(re.compile(member) for member in members))
        for name, *members in rows("scales.tsv")
    )


@lru_cache(maxsize=4096)
def members_named(text: str) -> frozenset[Member]:
    """The members that a text names, with those that 及以上 or 以下 reaches."""
    found: set[Member] = set()
    for scale, members in _scales():
        for place, member in enumerate(members):
            for match in member.finditer(text):
                reached = [place]
                if _ABOVE.match(text, match.end()):
                    reached += range(place + 1, len(members))
                elif _BELOW.match(text, match.end()):
                    reached += range(place)
                found.update(Member(scale, one) for one in reached)
    return frozenset(found)


def is_of_other_member(asked: frozenset[Member], analysed: Analysed, where: Where) -> bool:
    """Whether a figure is told of other members of a scale than the one asked: by its label, else
    its item, else its clause, else what leads to it."""
    text = analysed.text
    near = (
        f"{where.label} {where.header}",
        text[where.item.start : where.item.end],
        text[where.clause.start : where.clause.end],
        text[_led_from(analysed, where) : where.start],
    )
    for scale in {member.scale for member in asked}:
        wanted = {member for member in asked if member.scale == scale}
        told = next(
            (own for piece in near if (own := _of_scale(members_named(piece), scale))), frozenset()
        )
        if told and not told & wanted:
            return True
    return False


def _led_from(analysed: Analysed, where: Where) -> int:
    """Where the words begin that lead to a figure: behind the figure before it in the sentence."""
    ends = (s.quantity.end for s in analysed.statements)
    before = (end for end in ends if where.sentence.start <= end <= where.start)
    return max(before, default=where.sentence.start)


def _of_scale(members: frozenset[Member], scale: str) -> frozenset[Member]:
    return frozenset(member for member in members if member.scale == scale)
