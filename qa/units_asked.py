"""Which kinds of figure can answer: the unit asked for (几家, 多少兆瓦), or the topic (期限, 面积)."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.figures.units import load_units
from qa.questions import rows

# Kinds that measure one thing in several units; a count of people may be given as persons or items.
_KIN = (
    frozenset(("ratio", "points", "multiple")),
    frozenset(("count", "person")),
    frozenset(("duration", "workday", "hour", "minute", "second")),
    frozenset(("area", "area_m", "area_km")),
    frozenset(("weight", "gram")),
    frozenset(("volume", "litre")),
)
_FIRMS = ("家", "户")
_TWOFOLD = {"度": ("temperature", "energy")}
"""Units of everyday speech that measure two things: 多少度 of a room, of electricity."""
# grades and months name no amount: 几级, 几月
_NO_AMOUNT = ("级", "等级", "月")


def kinds_asked(text: str) -> tuple[frozenset[str], str | None]:
    """The kinds of figure that can answer (empty for any), and the unit named, if one is.

    A unit behind the interrogative says more than the topic: 补贴公示几个工作日 asks for days.
    """
    named = _named_unit().search(text)
    unit = named.group("unit") if named else None
    if unit is not None:
        return _kin(unit), unit
    for pattern, kinds in _topics():
        if pattern.search(text):
            return kinds, None
    return frozenset(), None


def _kin(unit: str) -> frozenset[str]:
    kind = load_units()[unit].kind
    if unit in _TWOFOLD:
        return frozenset(_TWOFOLD[unit])
    if unit in _FIRMS:
        return frozenset((kind,))
    return next((family for family in _KIN if kind in family), frozenset((kind,)))


@lru_cache(maxsize=1)
def _named_unit() -> re.Pattern[str]:
    names = sorted((n for n in load_units() if n not in _NO_AMOUNT), key=len, reverse=True)
    own = "|".join(re.escape(name) for name in names if not name.isascii())
    latin = "|".join(re.escape(name) for name in names if name.isascii())
    # 第几, 前几 ask for a rank and 哪几 for a list; “几个亿” is money and no count
    return re.compile(
        rf"(?<![哪第])(?<!(?<!提)前)(?:几|多少)[十百千万亿]*(?P<unit>(?:{own})(?<!个(?=[亿钱]))(?<!分(?=[比之点]))|(?:{latin})(?![A-Za-z]))"
    )


@lru_cache(maxsize=1)
def _topics() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    return tuple(
        (re.compile(row[0]), frozenset(row[1].split(",")) if row[1] else frozenset())
        for row in rows("units_asked.tsv")
    )
