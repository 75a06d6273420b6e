"""The year of an event that its sentence does not name: the one its report speaks of there.

“取消农业税是哪一年的事？” is answered in a report by a sentence that says 去年 or nothing, below a heading
that names the year; the year is given with that sentence, and the line that names it is cited too.
"""

from __future__ import annotations

import re
from dataclasses import replace

from qa.reading.binding import Where, bind
from qa.reading.findings import Finding
from qa.reading.matching import Matcher
from qa.reading.scene import Scene, sensed
from qa.reading.sentences import SentenceAt
from qa.reading.wording import clean

_ASKS_YEAR = re.compile(r"哪(?:一)?年|几几年|什么年份|哪个年份")
_ASKS_REPORT = re.compile(r"(?:哪(?:一)?年|哪个年份)的?[^，。？]{0,8}报告")
_ASKS_FIRST = re.compile(r"最早|首次|第一次|最先|头一回|开始")
_TRIED = 8
"""Sentences compared."""
_LEAST_SHARE = 0.6
"""Share of the question that the sentence itself must hold."""
_AS_MUCH = 0.9
"""Share of the best sentence's at which another tells as much."""


def told_year(scene: Scene) -> Finding | None:
    """The year of the sentence that tells best of what is asked. None where no year is asked for, where
    that sentence names a date itself or stands for several years, and where sentences of several
    years tell as much."""
    text = scene.question.text
    if not _ASKS_YEAR.search(text):
        return None
    matcher = _of_event(scene)
    told = [(at, _own_share(matcher, at)) for at in scene.sentences[:_TRIED]]
    best = max((share for _, share in told), default=0.0)
    if best < _LEAST_SHARE:
        return None
    alike = [at for at, share in told if share >= _AS_MUCH * best]
    years = [_year(scene, at) for at in alike]
    if None in years or (len(set(years)) > 1 and not _ASKS_FIRST.search(text)):
        return None
    first = min(range(len(alike)), key=lambda place: (years[place], place))
    return _finding(scene, alike[first], years[first] or 0)


def _of_event(scene: Scene) -> Matcher:
    """Matches the event alone, without the words that ask for a report or for the first one."""
    text = scene.question.text
    asking = "".join(m.group() for p in (_ASKS_REPORT, _ASKS_FIRST) for m in p.finditer(text))
    terms = tuple(term for term in scene.question.terms if term.text not in asking)
    return Matcher(replace(scene.question, terms=terms), ())


def _own_share(matcher: Matcher, at: SentenceAt) -> float:
    return matcher.coverage([(at.analysed.text[at.sentence.start : at.sentence.end], 1.0)])


def _year(scene: Scene, at: SentenceAt) -> int | None:
    """The one year that a sentence is told of; of the text itself where that is asked. What is only
    aimed at did not happen in that year."""
    analysed, sentence = at.analysed, at.sentence
    clock, above = analysed.timeline.clock, analysed.timeline.at(sentence.start)
    dated = any(sentence.start <= m.start < sentence.end for m in analysed.told_dates)
    titled = analysed.text[sentence.start : sentence.end] in analysed.heading
    if clock is None or dated or titled or analysed.table is not None:
        return None
    if _ASKS_REPORT.search(scene.question.text):
        return clock.named
    if above is None or above.years is None or above.years[0] != above.years[1]:
        return None
    binding = bind(analysed, Where.of_sentence(sentence))
    single = len(binding.years) == 1 and binding.year_named and binding.aimed is False
    return binding.years[0] if single else None


def _finding(scene: Scene, at: SentenceAt, year: int) -> Finding | None:
    analysed, sentence = at.analysed, at.sentence
    binding = bind(analysed, Where.of_sentence(sentence))
    fit = scene.binder.place_fit(binding, analysed.document.region_code)
    named = _line_that_names(analysed.text, year, sentence.start)
    if fit.mismatch is not None or named is None:
        return None
    said = analysed.text[sentence.start : sentence.end].rstrip("。；")
    return Finding(
        text=f"{year}年：{clean(said)}",
        document=analysed.document,
        passage=analysed.passage,
        hit=at.hit,
        quotes=((sentence.start, sentence.end), named),
        confidence=scene.matcher.share(sensed(scene, at), fit.asked, fit.matched),
        answers="时间 哪年 年份 报告",
        binding=replace(binding, years=(year,)),
    )


def _line_that_names(text: str, year: int, before: int) -> tuple[int, int] | None:
    """The last line before a position that names a year: the heading, or the title."""
    for match in reversed(list(re.finditer(rf"[^\n]*(?<!\d){year}(?!\d)[^\n]*", text[:before]))):
        if match.end() - match.start() <= _LONGEST_LINE:
            return match.span()
    return None


_LONGEST_LINE = 60
"""Characters of a title or heading."""
