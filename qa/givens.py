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

_TO_TARGET = re.compile(r"(?:离|距)(?:离)?[^，。？]{0,8}目标")
_AMONG = re.compile(r"里|中|当中|之中")
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
    text, own = question.text, _own_figure(question)
    if own is None or not (asks_distance(text) or asks_multiple(text) or asks_share(text)):
        return None
    to_target = bool(_TO_TARGET.search(text, own.outer_end))
    if asks_share(text) and _AMONG.match(text, own.outer_end):
        rest = _beside_whole(text, own, analyser)
    elif to_target:
        rest = _beside_state(text, own)
    elif lead := _LEAD.search(text, 0, own.outer_start):
        rest = text[: lead.start()] + _behind(text, own)
    else:
        return None
    asked = analyser.analyse(of_one_side(rest))
    asked = replace(
        asked,
        raw=question.raw,
        places=(asked.places or question.places)[-1:],
        years=asked.years or (() if to_target else question.years),
        as_of=question.as_of,
    )
    return Given(own, asked)


def _own_figure(question: Question) -> Quantity | None:
    """The one figure of the asker, where it may be computed with."""
    owns = [own for own in question.own_values if not own.ranged]
    return owns[0] if len(owns) == 1 and owns[0].kind != "duration" else None


def _behind(text: str, own: Quantity) -> str:
    tail = _TAIL.match(text, own.outer_end)
    return text[tail.end() if tail else own.outer_end :]


def _beside_whole(text: str, own: Quantity, analyser: QuestionAnalyser) -> str:
    """“江苏99家里常州占百分之几？” asks how many 常州 has; the place before the figure is its own."""
    start = own.outer_start
    for mention in analyser.places_asked(text):
        start = mention.start if mention.end == start else start
    return _TAKES_UP.sub(f"有多少{own.unit}", text[:start] + _behind(text, own), count=1)


def _beside_state(text: str, own: Quantity) -> str:
    """“2022年24家，离目标还差多少？” asks for the target; what is given is where things stand, and
    its day is not that of the target."""
    before = text[: own.outer_start]
    for dated in reversed(find_dates(before)):
        before = before[: dated.start] + before[dated.end :]
    return before + _behind(text, own)


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
