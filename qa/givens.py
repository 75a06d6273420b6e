"""A figure the asker gives to be set beside the one that is asked for.

“离100家的目标还差几家？”, “从首批37家到2022年初增加了多少家？”, “全省99家里常州占百分之几？”: the given
figure is one side of the computation, and the question of the other side is what is left without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.figures.dates import find_dates
from ingest.figures.quantities import Quantity
from qa.analysis import QuestionAnalyser
from qa.comparing_words import asks_distance, asks_multiple, asks_share, of_one_side
from qa.questions import Question
from qa.reading.computation import difference, multiple, share
from qa.reading.findings import Finding

_LEAD = re.compile(r"(?:离|距离?|从|比|较|与|和|跟|按)(?P<what>[^，。？；离距从比较]{0,14})$")
_TAIL = re.compile(r"(?:的)?(?:目标|任务|要求|标准|水平|计划)?(?:里面?|中|当中|之中)?(?:到|还|，)?")

_TAKES_UP = re.compile(
    r"占(?:了)?(?:百分之几|多少|几成|比例?|比重)?(?:的?比例|比重)?(?:是|为)?(?:大约|左右)?(?:多少)?|左右|大约"
)


@dataclass(frozen=True, slots=True)
class Given:
    """The figure given, and the question of what is set beside it."""

    quantity: Quantity
    question: Question


def given_operand(question: Question, analyser: QuestionAnalyser) -> Given | None:
    """The given figure of a question for a distance, multiple or share; None without one."""
    text = question.text
    if not (asks_distance(text) or asks_multiple(text) or asks_share(text)):
        return None
    owns = [own for own in question.own_values if not own.ranged]
    if len(owns) != 1 or owns[0].kind == "duration":
        return None
    own = owns[0]
    lead, tail = _LEAD.search(text, 0, own.outer_start), _TAIL.match(text, own.outer_end)
    inside = text[own.outer_end : own.outer_end + 3]
    shares = asks_share(text) and re.match(r"里|中|当中|之中", inside)
    to_target = re.search(r"(?:离|距)(?:离)?[^，。？]{0,8}目标", text[own.outer_end :])
    if lead is None and not shares and not to_target:
        return None
    if to_target and not shares:
        lead = None  # “2022年24家，离目标还差多少？”: what is given is where things stand
    start = lead.start() if lead and not shares else own.outer_start
    for mention in analyser.places_asked(text) if shares else ():
        start = mention.start if mention.end == start else start  # “江苏99家里”: of what is given
    rest = text[:start] + text[tail.end() if tail else own.outer_end :]
    if shares:
        rest = _TAKES_UP.sub(f"有多少{own.unit}", rest, count=1)
    if to_target and not shares:
        for dated in reversed(find_dates(text[:start])):
            rest = rest[: dated.start] + rest[dated.end :]
    asked = analyser.analyse(of_one_side(rest))
    asked = replace(
        asked,
        raw=question.raw,
        places=(asked.places or question.places)[-1:],
        years=asked.years or (() if to_target else question.years),
        as_of=question.as_of,
    )
    return Given(own, asked)


def compute_given(question: Question, given: Given, finding: Finding) -> str | None:
    """The computation with the finding's figure, where the two are of one unit."""
    found, own = finding.quantity, given.quantity
    if found is None or found.ranged or found.unit != own.unit or found.value == own.value:
        return None
    larger, smaller = sorted((own, found), key=lambda q: -q.value)
    if asks_multiple(question.text):
        return multiple(larger, smaller)
    if asks_distance(question.text):
        return difference(own, found)
    return share(smaller, larger)
