"""An aim and what became of it: “目标是多少，实际完成多少？”, “目标超没超？”.

The two stand in texts of two years, or in two sections of one: the aim where the year is planned, the
result where it is looked back on. So they are asked for apart, each in the words of the measure alone,
and what was found is compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.figures.dates import find_dates
from ingest.figures.quantities import Quantity, find_quantities
from qa.analysis import QuestionAnalyser
from qa.asked_time import asks_aim, asks_result
from qa.equations import bare, written
from qa.questions import INTERROGATIVE, Question
from qa.reading.findings import Finding
from qa.reading.gap import bigrams
from qa.sides import Side


def aim_and_result(question: Question, analyser: QuestionAnalyser) -> tuple[Side, ...]:
    """The question of the aim and that of the result; empty where not both are asked for."""
    text = question.text
    if len(question.years) != 1 or question.multi_place or not _asks_both(text):
        return ()
    asked = analyser.analyse(_measure(text))
    asked = replace(
        asked,
        raw=question.raw,
        places=asked.places or question.places,
        years=question.years,
        dates=question.dates,
        as_of=question.as_of,
    )
    if not asked.terms:
        return ()
    return (
        Side("目标", replace(asked, aimed=True)),
        Side("实际", replace(asked, aimed=False)),
    )


# whether an aim was met: only with the aim and the result in hand can that be said
_MET = re.compile(
    r"(?:完成|达到|达成|实现|超过|超额|超|够|达标)(?:了)?(?:吗|没有?|不|[？?]|$)|(?:有没有|是否|是不是)[^，。？]{0,4}(?:完成|达到|达成|实现|超)|"
    r"(?P<verb>[超完])没(?P=verb)|(?P<two>完成|达到|实现)没(?P=two)|超(?:额|出)?了?(?:多少|几)|差(?:了)?(?:多少|几)"
)
_AIM = re.compile(r"目标|任务|计划(?!生育|单列)|预期|打算|原来|年初|指标")


def _asks_both(text: str) -> bool:
    """Both are asked for in figures, or whether the one met the other."""
    if _AIM.search(text) and _MET.search(text):
        return True
    return bool(asks_aim(text) and asks_result(text) and _AIM.search(text))


# words that tell the aim from the result, or ask how they stand to each other: what is left is the
# measure that both are of
_OF_EITHER = re.compile(
    r"(?:当年|当初|年初|年底|全年|那年|一年下来|原来|原先)?(?:所)?(?:[定提说]|设|确定|制定|提出|预定|下达)(?:下|出|好)?(?:来)?的|"
    r"年初(?:说|定|提)(?:的|了)?|年底|原来|原先|当年|当时|"
    r"(?:预期|主要|控制|约束性)?(?:目标|任务|指标)(?:值|数)?|(?:打算|计划|预期|预计|指望|准备)|"
    r"实际(?:上)?|最终|最后|到头来|结果|真正?(?=[开完建做减增])|干成|完成(?:情况)?|"
    r"(?:各自|各|分别|又|都|是|为|有|定|在|到底|究竟)(?=多少|几|百分)|[和与跟、](?=[各分都，]|$)"
)
_ASKED_FOR = re.compile(r"(?:多少|几|百分之几)[\u4e00-\u9fff%]{0,3}?(?=[呢了]?$|[和与、])")
_UNIT = re.compile(r"(?:多少|几)(?:[万亿]?[套人家个户项元钱亩斤吨]|公里|百分点|个百分点)|百分之几")


def _measure(text: str) -> str:
    """The question without what is aim or result in it, nor the figures it gives: “2018年减贫多少人？”."""
    given = [q for q in find_quantities(text) if not _dated(text, q)]
    for quantity in reversed(given):
        text = text[: quantity.outer_start] + text[quantity.outer_end :]
    kept: list[str] = []
    for piece in filter(None, re.split(r"[，,。；;？?：:]+", text)):
        left = _OF_EITHER.sub("", _MET.sub("", _ASKED_FOR.sub("", piece)))
        left = re.sub(r"^[和与跟、的了]+|[和与跟、的了是各]+$", "", left).replace("、", "")
        if len(left) > 1 and (not kept or _names_year_alone(kept)):
            kept.append(left)
    measure = "".join(kept)
    if INTERROGATIVE.search(measure):
        return f"{measure}？"
    unit = _UNIT.search(text)
    return f"{measure}{unit.group() if unit else '多少'}？"


def _dated(text: str, quantity: Quantity) -> bool:
    return any(m.start <= quantity.start < m.end for m in find_dates(text))


def _names_year_alone(kept: Sequence[str]) -> bool:
    """A later clause mostly repeats the measure with a verb; a first one may only name the year."""
    return bool(_YEAR_ALONE.fullmatch("".join(kept)))


_YEAR_ALONE = re.compile(r"[^，]{0,6}\d{4}年[^，]{0,4}")


# --- compared ------------------------------------------------------------------------------

# of these less is better: what stays below its aim has met it
_LESS_IS_BETTER = re.compile(
    r"失业率|涨幅|物价|消费价格|死亡|事故|赤字|杠杆率|负债率|浓度(?!下降|降低)"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a result stands to its aim, with the computation: “完成目标：1260万人－1200万人＝60万人”."""

    said: str
    larger: Quantity
    smaller: Quantity

    @property
    def line(self) -> str:
        less = written(self.larger.value - self.smaller.value, self.larger)
        if self.larger.unit == "%":
            less = f"{less.rstrip('%％')}个百分点"
        return f"{self.said}：{bare(self.larger)}－{bare(self.smaller)}＝{less}"


def of_one_measure(aim: Finding, result: Finding) -> bool:
    """Whether two figures measure one thing: the words before the one stand before the other too,
    and neither rises where the other falls."""
    first, second = aim.quantity, result.quantity
    if first is None or second is None or first.unit != second.unit:
        return False
    if aim.document.doc_id == result.document.doc_id and first.start == second.start:
        return False
    named, told = _named(aim), _lead(result)
    pairs = bigrams(named)
    alike = bool(pairs) and sum(pair in told for pair in pairs) >= _ALIKE * len(pairs)
    return alike and _direction(_lead(aim)) * _direction(told) >= 0


def outcome(aim: Finding, result: Finding) -> Outcome | None:
    """The result beside an aim of one measure with it; None where one of them is a range."""
    aimed, reached = aim.quantity, result.quantity
    if aimed is None or reached is None or aimed.ranged or reached.ranged:
        return None
    if aimed.value == reached.value:
        return Outcome("达到目标", reached, aimed)
    capped = aimed.low is None or bool(_LESS_IS_BETTER.search(_named(aim)))
    above = reached.value > aimed.value
    if capped:
        said = "超出目标" if above else "未超出目标"
    else:
        said = "完成目标" if above else "未完成目标"
    larger, smaller = (reached, aimed) if above else (aimed, reached)
    return Outcome(said, larger, smaller)


_ALIKE = 0.4
_LEAD = 40
"""Characters before a figure in which its measure is named."""
_NO_MEASURE = re.compile(
    r"其中|今年|去年|全年|当年|将|再|要|拟|力争|确保|实现|完成|达到?|控制|保持|在|为|约|增[长加速幅]+|新增|减少|下降|降低|提高|上升|左右|[\d\W]"
)
_RISES = re.compile(r"上升|增长|增加|提高|上涨|扩大|多(?=\d|$)")
_FALLS = re.compile(r"下降|降低|减少|回落|下调|缩小|压减|负增长")


def _lead(finding: Finding) -> str:
    """What stands before the figure in its sentence."""
    if finding.quantity is None:
        return ""
    text, start = finding.document.text, finding.quantity.start
    before = text[max(0, start - _LEAD) : start]
    return re.split(r"[。；\n]", before)[-1]


def _named(finding: Finding) -> str:
    """The name of the measure: the last clause before the figure that holds more than a verb."""
    for clause in reversed(re.split(r"[，：、]", _lead(finding))):
        name = _NO_MEASURE.sub("", clause)
        if len(name) > 1:
            return name
    return ""


def _direction(lead: str) -> int:
    clause = re.split(r"[，：、]", lead)[-1]
    return bool(_RISES.search(clause)) - bool(_FALLS.search(clause))
