"""Verdicts on the asker's own case: written by reading, read back by the gate.

“不符合：规定为“不少于5家”，您说的是4家”: a bound of a rule and a figure of the asker's of the same
unit, a window of days and the asker's day, or a list of places and the asker's place. The words 符合
and 不符合 are conclusions; they may be said only where comparing the two again gives the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ingest.figures.dates import DateMention, find_dates
from ingest.figures.quantities import Quantity, find_quantities
from ingest.figures.tiers import TIERS, find_tiers
from qa.own_figures import point_of

_MET, _UNMET = "符合这一条", "不符合"
_LISTED, _UNLISTED = "在其中", "不在其中"
_LINE = re.compile(
    rf"^(?P<said>{_MET}|{_UNMET}|{_LISTED}|{_UNLISTED})：规定为“(?P<rule>.+)”，您说的是(?P<own>[^，。”]+?)(?:（其他条件也须满足）)?$"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rule is met by what the asker has, each as it is written; `listed`: the rule is a
    list, and to be met is to stand in it."""

    met: bool
    rule: str
    own: str
    listed: bool = False


def verdict_line(verdict: Verdict) -> str:
    if verdict.listed:
        said = _LISTED if verdict.met else _UNLISTED
        return f"{said}：规定为“{verdict.rule}”，您说的是{verdict.own}"
    said, rest = (_MET, "（其他条件也须满足）") if verdict.met else (_UNMET, "")
    return f"{said}：规定为“{verdict.rule}”，您说的是{verdict.own}{rest}"


def read_verdict(line: str) -> Verdict | None:
    """The verdict that a line states, None where it states none."""
    match = _LINE.match(line.strip().rstrip("。"))
    if match is None:
        return None
    said = match["said"]
    met, listed = said in (_MET, _LISTED), said in (_LISTED, _UNLISTED)
    return Verdict(met, match["rule"], match["own"], listed)


def claims_verdict(line: str) -> bool:
    """Whether a line opens with a conclusion on the asker's case."""
    return bool(re.match(rf"(?:{_MET}|{_UNMET}|{_LISTED}|{_UNLISTED})：", line.strip()))


LEAST_LISTED = 3
"""Members from which an enumeration is a list."""


def holds(
    verdict: Verdict,
    own_values: Sequence[Quantity],
    dates: Sequence[DateMention],
    places: Sequence[str] = (),
) -> bool:
    """Whether a bound, a window or a list of the rule, compared again, gives the verdict."""
    if verdict.listed:
        members = verdict.rule.count("、") + 1
        listed = verdict.own in verdict.rule
        return verdict.own in places and members >= LEAST_LISTED and listed is verdict.met
    figures = [one for one in own_values if written_figure(one) == verdict.own]
    if figures:
        return any(
            meets(own, bound) is verdict.met
            for own in figures
            for bound in bounds_of(verdict.rule)
            if comparable(own, bound)
        )
    tier = next((one for one in TIERS if tier_name(one) == verdict.own), None)
    if tier is not None:
        above = [m for m in find_tiers(verdict.rule) if m.and_above and not m.negated]
        return any((tier in mention.tiers) is verdict.met for mention in above)
    days = [one for one in dates if one.text == verdict.own]
    return any(
        met is verdict.met
        for day in days
        for window in windows_of(verdict.rule)
        if (met := inside(day, window)) is not None
    )


def tier_name(tier: str) -> str:
    return tier if tier.endswith("级") else f"{tier}级"


# --- figures -------------------------------------------------------------------------------

_FULL = re.compile(r"(?:已满|满|达到|达|不少于|具有|具备)$")
_PEOPLE = frozenset(("人", "名", "位"))


def written_figure(own: Quantity) -> str:
    """An own figure as it is said back to the asker: with 不到 or 超过 where they said so."""
    under, over = own.low is None and not own.high_included, own.high is None
    return (
        f"{'不到' if under else '超过' if over and not own.low_included else ''}{own.text.strip()}"
    )


def bounds_of(text: str) -> tuple[Quantity, ...]:
    """The figures of a text that bound something: 不少于5家, 500万元以上, 已满三年, 3至5年."""
    return tuple(
        bound for one in find_quantities(text) if (bound := as_bound(one, text)) is not None
    )


def as_bound(one: Quantity, text: str) -> Quantity | None:
    """A figure as a bound; 满 and 达到 set a lower one. None where it bounds nothing."""
    if one.ranged or (one.low is None) != (one.high is None):
        return one
    if _FULL.search(text[max(0, one.start - 4) : one.start].rstrip()):
        return replace(one, high=None)
    return None


def comparable(own: Quantity, bound: Quantity) -> bool:
    return own.kind == bound.kind and (own.unit == bound.unit or _in_months(own, bound) is not None)


def meets(own: Quantity, bound: Quantity) -> bool:
    """Whether a comparable figure lies within a bound."""
    return bound.contains(point_of(own) * (_in_months(own, bound) or 1.0))


_MONTHS = {("年", "个月"): 12.0, ("个月", "年"): 1 / 12}


def _in_months(own: Quantity, bound: Quantity) -> float | None:
    """How many of the bound's unit one of the asker's is: 成立8个月 beside 满1年."""
    return _MONTHS.get((own.unit, bound.unit))


# --- days ----------------------------------------------------------------------------------

_UNTIL = re.compile(r"\s*(?:以?前|之前|前|止|截止|为止)")
_SINCE = re.compile(r"\s*(?:以来|之?后|以后|起(?!至|到)|（含）以?后)")
_CLOSES = re.compile(r"截[止至](?:日期|时间)?(?:为|是|到|至|：|:)?\s*$")
_TO = re.compile(r"\s*(?:起)?(?:至|到|—+|-|~|～)\s*$")


@dataclass(frozen=True, slots=True)
class Window:
    """Days from the first to the last, with the span of the text that names them."""

    first: date
    last: date
    start: int
    end: int


def windows_of(text: str) -> tuple[Window, ...]:
    """The windows of a text: 2023年1月1日至11月30日, 2023年9月30日前, 2019年1月1日以来."""
    mentions = find_dates(text)
    found = [window for one in mentions if (window := _open_window(one, text)) is not None]
    for opening, closing in pairwise(mentions):
        if not _TO.fullmatch(text[opening.end : closing.start]):
            continue
        last = closing.last or _in_year_of(opening, closing)
        if opening.first is not None and last is not None and opening.first <= last:
            found.append(Window(opening.first, last, opening.start, closing.end))
    return tuple(found)


def _open_window(one: DateMention, text: str) -> Window | None:
    """The days up to one (前) or from one on (以来)."""
    if one.first is None or one.last is None or one.precision not in ("day", "month"):
        return None
    if _UNTIL.match(text, one.end) or _CLOSES.search(text, 0, one.start):
        return Window(date.min, one.last, one.start, one.end)
    if _SINCE.match(text, one.end):
        return Window(one.first, date.max, one.start, one.end)
    return None


_DAY = re.compile(r"(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")


def _in_year_of(opening: DateMention, closing: DateMention) -> date | None:
    """“2023年1月1日至11月30日”: the second day is of the year of the first."""
    match = _DAY.search(closing.text)
    if match is None or opening.first is None:
        return None
    month, day = int(match[1]), int(match[2] or 28)
    try:
        return date(opening.first.year, month, day)
    except ValueError:
        return None


def inside(day: DateMention, window: Window) -> bool | None:
    """Whether the asker's day or month lies in a window; None where only a part of it does."""
    if day.first is None or day.last is None:
        return None
    if day.last < window.first or window.last < day.first:
        return False
    return True if window.first <= day.first and day.last <= window.last else None


def dated(mentions: Iterable[DateMention]) -> list[DateMention]:
    """Days and months of the asker's; a year alone seldom tells when something was done."""
    return [one for one in mentions if one.precision in ("day", "month") and one.first is not None]
