"""Responsible units as answers: the “（责任单位：…）” or “（财政部牵头）” at the end of a task.

Plans put it behind the task it belongs to, so a tail speaks for the text between the tail before
it (or the head of its section) and itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.structure.responsible import Tail, responsible_tails, units_in_role
from qa.answers import Hit
from qa.questions import Question
from qa.reading.analysed import Analysed
from qa.reading.findings import Finding, surest_first
from qa.reading.matching import Matcher, longest_run, matching_form

_TASK, _HEADING, _SECTION, _PATH, _TITLE = 0.95, 1.0, 0.5, 0.6, 0.5

_ROLES = (
    (re.compile(r"牵头|主办"), True, "牵头单位"),
    (re.compile(r"配合|参与|参加|协办|协助"), False, "配合单位"),
)
_RUN = 0.15
"""How much a task is before others that the question names in one piece."""
_LONG_RUN = 12
_LEAST_OWN = 0.3
"""Share of the question that must stand in the task and its headings: the title holds for all."""
_FIRST_LEADS = re.compile(r"(?:列|排)(?:在)?第一(?:位)?(?:者|的)?(?:单位|部门)?(?:为|是)牵头")


def responsible_findings(
    question: Question, hits: Sequence[tuple[Hit, Analysed]], matcher: Matcher
) -> list[Finding]:
    """Tails with their units, best task first; where one role is asked, the units in it."""
    findings: dict[tuple[str, int], Finding] = {}
    for hit, analysed in hits:
        for start, tail in _tails(analysed):
            key = (analysed.document.doc_id, tail.start)
            if key not in findings and _own(analysed, start, tail, matcher) >= _LEAST_OWN:
                findings[key] = _finding(question, hit, analysed, start, tail, matcher)
    return surest_first(findings.values())


def _tails(analysed: Analysed) -> Iterator[tuple[int, Tail]]:
    """(start of the task, tail) for each tail of the passage's section; offsets into the text.

    The tail of a task that was cut into several passages stands in the last of them.
    """
    section, passage = analysed.passage.section, analysed.passage
    begin = section.start
    for tail in responsible_tails(analysed.text[section.start : section.end]):
        start, end = section.start + tail.start, section.start + tail.end
        if begin < passage.end and passage.start < end:
            yield begin, Tail(start, end, tail.units)
        begin = end


def _own(analysed: Analysed, begin: int, tail: Tail, matcher: Matcher) -> float:
    """How much of the question the task and its headings hold, the title of the text aside."""
    path = " ".join(analysed.passage.section.path)
    task = analysed.text[begin : tail.start].removeprefix(analysed.document.title)
    return matcher.coverage(((task, 1.0), (path, 1.0)))


def _run(question: Question, task: str) -> float:
    """Longest piece of the question in the task, as a share of what leaves no doubt."""
    run = longest_run(matching_form(question.text), matching_form(task), _LONG_RUN)
    return run / _LONG_RUN


def _worded(question: Question, text: str, tail: Tail) -> str:
    """“牵头单位：生态环境部” where that is asked and the statement parts it from the others, or
    the text says that the first one named leads."""
    statement = text[tail.start : tail.end]
    told: list[str] = []
    for asked, leading, label in _ROLES:
        if not asked.search(question.text):
            continue
        units = units_in_role(statement, leading=leading)
        if not units and leading and _FIRST_LEADS.search(text):
            units = tail.units[:1]
        if units:
            told.append(f"{label}：{'、'.join(units)}")
    return "；".join(told) or "责任单位：" + "、".join(tail.units)


def _finding(
    question: Question, hit: Hit, analysed: Analysed, begin: int, tail: Tail, matcher: Matcher
) -> Finding:
    section, text = analysed.passage.section, analysed.text
    coverage = matcher.coverage(
        (
            (section.heading, _HEADING),
            (text[begin : tail.start], _TASK),
            (text[section.start : section.end], _SECTION),
            (" ".join(section.path[:-1]), _PATH),
            (analysed.document.title, _TITLE),
        )
    )
    return Finding(
        text=_worded(question, text, tail),
        document=analysed.document,
        passage=analysed.passage,
        hit=hit,
        quotes=((tail.start, tail.end),),
        confidence=min(1.0, coverage + _RUN * _run(question, text[begin : tail.start])),
        answers=text[begin : tail.start],
    )
