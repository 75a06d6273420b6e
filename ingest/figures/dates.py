"""Dates and periods in Chinese text, with spans.

2022年4月22日, 2022-02-07, 二〇二二年四月二十二日, 2021年底, 2022—2024年, 6月底前, “十四五”,
and what recurs or depends on an event: 每年4月30日, 次月十五日, 印发之日起.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from ingest.figures.numbers import CHINESE_NUMERALS, fold_digits, parse_chinese

_NUMBER = rf"(?:\d{{1,2}}|[{CHINESE_NUMERALS}]{{1,3}})"
_YEAR = r"(?:(?:1[89]|2[01])\d{2}|[一二][〇○零一二三四五六七八九]{3})"
_PATTERN = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR})\s*年\s*(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*(?:日|号)"
    rf"|(?<!\d)(?P<year2>(?:1[89]|2[01])\d{{2}})(?P<mark>[-/.])(?P<month2>\d{{1,2}})(?P=mark)(?P<day2>\d{{1,2}})(?!\d)"
    rf"|(?<!\d)(?P<from>{_YEAR})\s*年?\s*(?:—+|–|-{{1,2}}|─+|－|~|～|至|到)\s*(?P<to>{_YEAR})\s*年"
    rf"|(?<!\d)(?P<year3>{_YEAR})\s*年\s*(?P<month3>{_NUMBER})\s*月(?:底|末|初)?"
    rf"|(?<!\d)(?P<year4>{_YEAR})\s*年(?:度)?(?P<part>初|底|末|上半年|下半年|第?[一二三四]季度)?"
    rf"|(?:每年|次年|翌年|当年|每月|次月|当月|下月|每(?=季度))的?\s*(?P<recurring>{_NUMBER}\s*月\s*(?:{_NUMBER}\s*(?:日|号)|底|末|初|份)|{_NUMBER}\s*(?:日|号)|[月年]?[底末初]"
    # seasons of a yearly round: 每年3月左右, 每年第一季度, 每季度末
    rf"|(?<=每年)\s*{_NUMBER}\s*月(?:[上中下]旬)?(?![\d一二三四五六七八九十])|(?<=每年)\s*(?:第?[一二三四]季度|[上下]半年|[春夏秋冬][季天])"
    r"|(?<=每)季度(?:首月|[初末]|第?[一二三]个月))"
    r"|(?P<event>(?:印发|发布|公布|施行|签发|发文|通过|批准)之日)起?"
    rf"|(?P<month5>(?<![\d])(?<!\d年)\d{{1,2}})\s*月\s*(?:(?P<day5>\d{{1,2}})\s*(?:日|号)|(?P<part5>底|末|初|份))"
    rf"|[“\"「](?P<plan>十[一二三四五六])五[”\"」]"
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period with its span; `first`/`last` are the days it covers.

    `year` is None for a month or day named without its year (both days are then None).
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    year: int | None
    precision: str

    def covers(self, day: date) -> bool:
        return self.first is not None and self.last is not None and self.first <= day <= self.last


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Every date, year, month and plan period of the text, in order of appearance."""
    folded = fold_digits(text)
    mentions = (_mention(match, text) for match in _PATTERN.finditer(folded))
    return tuple(mention for mention in mentions if mention is not None)


def _mention(match: re.Match[str], text: str) -> DateMention | None:
    first, last, year, precision = _read(match)
    if precision == "invalid":
        return None
    start, end = match.span()
    return DateMention(start, end, text[start:end], first, last, year, precision)


def _read(match: re.Match[str]) -> tuple[date | None, date | None, int | None, str]:
    group = match.groupdict()
    if group["year"] or group["year2"]:
        day = _day(
            group["year"] or group["year2"],
            group["month"] or group["month2"],
            group["day"] or group["day2"],
        )
        return (day, day, day.year, "day") if day else (None, None, None, "invalid")
    if group["from"]:
        first, last = _int(group["from"]), _int(group["to"])
        return date(first, 1, 1), date(last, 12, 31), last, "period"
    if group["year3"]:
        year, month = _int(group["year3"]), _int(group["month3"])
        if not 1 <= month <= 12:
            return None, None, None, "invalid"
        days = calendar.monthrange(year, month)[1]
        return date(year, month, 1), date(year, month, days), year, "month"
    if group["year4"]:
        year = _int(group["year4"])
        return date(year, 1, 1), date(year, 12, 31), year, "year"
    if group["event"] or group["recurring"]:
        return None, None, None, "no year"
    if group["plan"]:
        # 五年规划: the tenth ran 2001-2005, each later one five years on
        number = parse_chinese(group["plan"]) or 0
        start = 2001 + (number - 10) * 5
        return date(start, 1, 1), date(start + 4, 12, 31), start + 4, "plan"
    return None, None, None, "no year"


def _int(text: str) -> int:
    return int(text) if text.isdigit() else parse_chinese(text) or 0


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(_int(year), _int(month), _int(day))
    except ValueError:
        return None
