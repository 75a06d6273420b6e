"""Indicators over time: figures of one thing, place and tier that name different years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.documents import Nature
from ui.page.facts import FactRow

_YEAR = re.compile(r"(?:19|20)\d{2}")
_SHOWN_SERIES = 40

# What may stand between the thing counted and its figure: a general noun, and words of quantity.
# Anything else makes the term a mere attribute (“专精特新”上市企业 counts listed companies).
_TO_FIGURE = re.compile(
    r"(?:企业|产品|项目|单位|机构)?(?:数量|总数|数)?"
    r"(?:分别|累计|已|将|力争|争取|总|共|计|超过|达|增加|提高|倍增|增|至|到|不少于|不低于|有|为|是|约|近)*"
)
_BEHIND = re.compile(r"(?:企业|产品|项目|单位|机构)?(?:称号|名单)?")


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a year; `target` where it is aimed at, not reached."""

    year: int
    value: float
    target: bool
    row: FactRow


@dataclass(frozen=True, slots=True)
class Series:
    """Points by year of one indicator; `unit` is the base unit."""

    name: str
    unit: str
    points: tuple[Point, ...]


class Indicators:
    """Names what a clause counts, by the policy terms in it.

    Relies on the wording of plans and reports, which put the thing counted beside its figure
    (国家级专精特新“小巨人”企业12家, 18家企业入选制造业单项冠军).
    """

    def __init__(self, terms: Iterable[str]) -> None:
        longest_first = sorted(set(terms), key=len, reverse=True)
        self._term = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def series(self, rows: Iterable[FactRow]) -> list[Series]:
        """Indicators with figures of two years or more, those with most points first."""
        groups: dict[tuple[str, ...], list[Point]] = {}
        for row in rows:
            if row.nature == Nature.FLOW.value:
                continue  # what is added in a year does not lie on the line of what there is
            year, subject = _YEAR.search(row.as_of), self._subject(row)
            if year and subject:
                key = (row.region, row.tier, _stem(subject), row.measure, row.unit)
                target = row.nature == Nature.TARGET.value
                point = Point(int(year.group()), row.value, target, row)
                groups.setdefault(key, []).append(point)
        found = [_series(key, points) for key, points in groups.items()]
        found = [one for one in found if len({point.year for point in one.points}) > 1]
        return sorted(found, key=lambda one: (-len(one.points), one.name))[:_SHOWN_SERIES]

    def _subject(self, row: FactRow) -> str | None:
        before, after = _bare(row.before), _bare(row.after)
        for match in self._term.finditer(before):
            if _TO_FIGURE.fullmatch(before, match.end()):
                return match.group()
        for match in self._term.finditer(after):
            if _BEHIND.fullmatch(after, match.end()):
                return match.group()
        return None


def _bare(clause: str) -> str:
    """Quotation marks part the terms of a dictionary: 专精特新“小巨人”企业."""
    return re.sub(r"[“”\"'‘’]", "", clause)


def _stem(subject: str) -> str:
    """小巨人 and 小巨人企业 count the same."""
    return subject.removesuffix("企业") or subject


def _series(key: Sequence[str], points: Sequence[Point]) -> Series:
    region, tier, subject, measure, unit = key
    name = " · ".join(part for part in (region, f"{tier}{subject}", f"{measure}（{unit}）") if part)
    distinct = {(point.year, point.value, point.target): point for point in points}
    ordered = sorted(distinct.values(), key=lambda point: (point.year, point.value))
    return Series(name, unit, tuple(ordered))
