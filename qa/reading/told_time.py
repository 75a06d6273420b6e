"""Of which year a place in a report speaks, and whether it tells what was done or what is aimed at.

A report that recurs every year (政府工作报告, 工作总结, 统计公报, an answer to a proposal) tells of two
years at once: the year that is over and the year to come. It names the year in its title and in a
few headings (2018年工作回顾, 2019年政府工作任务) and says 去年, 全年, 五年来 and 今年 everywhere else.
So the year of a figure is read in this order: a word of time in its sentence or at the begin of its
paragraph, then the heading above it. What the words count from is the document's own year.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Document, Section
from ingest.figures.dates import find_dates
from ingest.figures.numbers import parse_chinese
from qa.questions import tells


@dataclass(frozen=True, slots=True)
class Told:
    """First and last of the years that a heading speaks of, None where it names none, and whether
    what stands below is an aim or done."""

    years: tuple[int, int] | None
    aimed: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """What a document counts its words of time from: 今年 is `now`, what is over ends with `past`;
    by `named` it is cited (2019年政府工作报告)."""

    now: int
    past: int
    named: int


# a summary or a bulletin bears the year it tells of; it is written at the end of it or later
_OF_PAST = re.compile(
    r"总结|公报|年报|年度[^，。]{0,12}报告|报告[（(]\d{4}年度?[）)]|情况(?:的)?(?:报告|通报)"
)
_LOOKS_BOTH_WAYS = re.compile(r"工作报告")
_TO_COME = re.compile(r"计划|打算|安排|要点|任务|部署|思路")
_TITLE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def clock_of(document: Document) -> Clock | None:
    """The clock of a document, by the year in its title or its own day; None without either."""
    titled = sorted({int(year) for year in _TITLE_YEAR.findall(document.title)})
    own = document.year
    if titled and titled[-1] - titled[0] <= 1:
        last = titled[-1]
        if _OF_PAST.search(document.title) and not _TO_COME.search(document.title):
            return Clock(own if own and last < own <= last + 1 else last, last, last)
        if own is None or abs(own - last) <= 1:
            return Clock(last, last - 1, last)
    return Clock(own, own - 1, own) if own else None


_NUMERAL = r"(?:[两二三四五六七八九十]|\d{1,2})"
_WORDS = re.compile(
    rf"(?P<years>(?:过去的?|最?近|这){_NUMERAL}年|{_NUMERAL}年(?:来|间|累计|时间里|多来)|本届政府(?:任期|以来|五年))"
    r"|(?P<past>去年|(?<!础)上年(?!均)|上一年|前一年|过去的?一年|一年来|一年(?:的)?(?:工作)?回顾)"
    r"|(?P<now>今年|本年度?|目前|截[至止](?:目前|现在)|现有|现已)"
    r"|(?P<next>明年|下一年|来年)"
    r"|(?P<coming>(?:今后|未来)(?P<n>[三五两]|\d)年)"
)
# 比去年, 较上年末: what the figure is compared with, not what it is of
_STANDARD = re.compile(r"(?:比|较|与|同|按|相当于|由|从)$")


def years_told(text: str, clock: Clock | None) -> tuple[int, int] | None:
    """First and last of the years named in a short text, by figures or by words of time."""
    dated = [m for m in find_dates(text) if m.first is not None and m.last is not None]
    if dated and dated[0].first and dated[0].last:
        return dated[0].first.year, dated[0].last.year
    match = _WORDS.search(text)
    return _counted(match, clock) if match and clock else None


def _counted(match: re.Match[str], clock: Clock) -> tuple[int, int]:
    if match["years"]:
        numeral = re.search(_NUMERAL, match["years"])
        long = _value(numeral.group()) if numeral else 5
        return clock.past - long + 1, clock.past
    if match["coming"]:
        return clock.now, clock.now + _value(match["n"]) - 1
    year = clock.past if match["past"] else clock.now + bool(match["next"])
    return year, year


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else parse_chinese(numeral) or 1


class Timeline:
    """The times that the headings and the begins of the paragraphs of one document set."""

    def __init__(self, document: Document, sections: Sequence[Section]) -> None:
        self.clock = clock_of(document)
        self._text = document.text
        self._title = document.title
        self._starts: list[int] = []
        self._told: list[Told | None] = []
        if self.clock is None:
            return
        for section in sorted(sections, key=lambda one: one.start):
            self._starts.append(section.start)
            self._told.append(self._of_headings(section.path))

    @property
    def looks_both_ways(self) -> bool:
        """Whether the document tells of other years than that of its title by its nature: a report
        to an assembly does, a bulletin tells of the year in its title."""
        return bool(_LOOKS_BOTH_WAYS.search(self._title))

    def at(self, position: int) -> Told | None:
        """What the headings above a position say; None where they say nothing of time."""
        place = bisect_right(self._starts, position) - 1
        return self._told[place] if place >= 0 else None

    def tells_years(self, position: int) -> bool:
        """Whether the headings above a position say of which years it tells."""
        told = self.at(position)
        return told is not None and told.years is not None

    def _of_headings(self, path: Sequence[str]) -> Told | None:
        """The innermost heading that says of which year it is and which way it looks."""
        for heading in reversed(path):
            told = self._of_heading(heading)
            if told is not None:
                return told
        return None

    def _of_heading(self, heading: str) -> Told | None:
        if self.clock is None or len(heading) > _LONGEST:
            return None
        done, aimed = tells("heading", "done", heading), tells("heading", "aimed", heading)
        if done is aimed:
            return None
        span = years_told(heading, self.clock)
        # 主要成效 alone is also a heading of documents that do not recur
        return Told(span, aimed) if span or aimed else None

    def spoken(
        self, start: int, position: int, only: re.Pattern[str] | None = None
    ) -> tuple[int, tuple[int, int]] | None:
        """Where the last word of time (去年, 五年来) between two positions ends, and the years it
        names; `only` says which words count."""
        if self.clock is None:
            return None
        for match in reversed(list(_WORDS.finditer(self._text, start, position))):
            if only is not None and not only.match(self._text, match.start()):
                continue
            if not _STANDARD.search(self._text, start, match.start()):
                return match.end(), _counted(match, self.clock)
        return None

    def opened(self, position: int) -> tuple[int, int] | None:
        """The years with which the sentence at a position begins, or one before it in its paragraph
        (“过去一年，……。国内生产总值……”)."""
        if self.clock is None:
            return None
        begin = self._text.rfind("\n", 0, position) + 1
        found = None
        for sentence in re.finditer(r"[^。！？]+", self._text[begin:position]):
            found = _led_by(sentence.group(), self.clock) or found
        return found


def _led_by(sentence: str, clock: Clock) -> tuple[int, int] | None:
    """The years named first thing in a sentence (一年来，…; 刚刚过去的2017年，…; 到2020年，…)."""
    lead = _LEAD.match(sentence)
    if lead is None:
        return None
    match = _WORDS.match(sentence, lead.end())
    if match:
        return _counted(match, clock)
    dated = find_dates(sentence[lead.end() : lead.end() + _DATE_LENGTH])
    first = dated[0] if dated and dated[0].start == 0 else None
    if first and first.first and first.last and first.precision in _WHOLE_YEARS:
        return first.first.year, first.last.year
    return None


_LONGEST = 45
"""Characters of a heading; longer ones are sentences."""
_LEAD = re.compile(r"[\s\u3000—-]*(?:截?[至到]|在|[^，。；：\d]{2,6}的(?=(?:19|20)\d\d年))?")
_DATE_LENGTH = 14
_WHOLE_YEARS = ("year", "period", "plan")
