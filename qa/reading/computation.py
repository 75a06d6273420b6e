"""Answers that are computed, with the computation written out: 18家－12家＝6家.

Only what the question asks for in so many words: a difference, a sum, a share, a multiple over
things compared, or over one figure and a number of the asker's own (`own_case.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.figures.quantities import Quantity, find_quantities
from qa.comparing_words import (
    asks_distance,
    asks_multiple,
    asks_share,
    asks_total,
    asks_winner,
)
from qa.equations import bare, written
from qa.questions import Question
from qa.reading.findings import Finding


def combine(
    question: Question,
    findings: Sequence[Finding],
    times: Sequence[Quantity | None] = (),
    names: Sequence[str] = (),
) -> str | None:
    """The computation over the findings of compared parts (places, years, tiers).

    `times` says how many of each the asker has, `names` what each is called.
    """
    quantities = [f.quantity for f in findings if f.quantity is not None]
    if len(quantities) != len(findings) or len(quantities) < 2 or any(q.ranged for q in quantities):
        return None
    if len({q.unit for q in quantities}) > 1 or not _comparable(findings, quantities):
        return None
    text = question.text
    if asks_total(text) and not asks_distance(text):
        return _total(quantities, times or [None] * len(quantities))
    if len(quantities) != 2:
        return None
    larger, smaller = sorted(quantities, key=lambda q: -q.value)
    if asks_multiple(text):
        return multiple(larger, smaller)
    if asks_distance(text):
        if larger.value == smaller.value:
            return None
        return _distance(text, larger, smaller, _in_order(quantities, larger, names))
    if asks_share(text) and larger.kind != "ratio":  # two shares that are asked for themselves
        return share(smaller, larger)
    quality = asks_winner(text)
    ordered = _in_order(quantities, larger, names)
    if quality is not None and ordered is not None and larger.value != smaller.value:
        return _won(quality, larger, smaller, ordered)
    return None


def _in_order(
    quantities: Sequence[Quantity], larger: Quantity, names: Sequence[str]
) -> tuple[str, str] | None:
    """The names of the larger and the smaller one."""
    if len(names) != 2:
        return None
    at = quantities.index(larger)
    return names[at], names[1 - at]


_LESS = re.compile(r"低|(?<!多)少(?!于)|便宜|短|减|降|矮|小(?=多少|几)")


def _distance(text: str, larger: Quantity, smaller: Quantity, names: tuple[str, str] | None) -> str:
    """“苏州比常州多5家：15家－10家＝5家”: the one that the question says to be more, or less, first."""
    equation = difference(larger, smaller)
    if names is None:
        return equation
    more, less = ("高", "低") if larger.unit == "%" or re.search("[高低]", text) else ("多", "少")
    result = equation.rsplit("＝", 1)[1]
    written_out = equation.split("：", 1)[1]
    if _LESS.search(text):
        return f"{names[1]}比{names[0]}{less}{result}：{written_out}"
    return f"{names[0]}比{names[1]}{more}{result}：{written_out}"


_SMALL = frozenset("低少小短慢")


def _won(quality: str, larger: Quantity, smaller: Quantity, names: tuple[str, str]) -> str | None:
    """“油菜更高：65%＞55%”: the name first; of 哪个更低 the smaller one. An order in time is none of
    size."""
    if quality in "早晚":
        return None
    if quality in _SMALL:
        return f"{names[1]}更{quality}：{bare(smaller)}＜{bare(larger)}"
    return f"{names[0]}更{quality}：{bare(larger)}＞{bare(smaller)}"


_RATE = re.compile(r"人均|户均|亩均|单位|每[\u4e00-\u9fff]|/[\u4e00-\u9fff]")


def _comparable(findings: Sequence[Finding], quantities: Sequence[Quantity]) -> bool:
    """A rate and a total are no terms of one sum or difference, nor a cap and a fixed amount."""
    together = len({f.quotes for f in findings}) == 1
    rates = {bool(_RATE.search(f.text)) for f in findings}
    caps = {q.low is None for q in quantities}
    return (together or len(rates) == 1) and len(caps) == 1


def difference(first: Quantity, second: Quantity) -> str:
    larger, smaller = sorted((first, second), key=lambda q: -q.value)
    less = written(larger.value - smaller.value, larger)
    if larger.unit == "%":  # shares differ by points
        less = f"{less.rstrip('%％')}个百分点"
    return f"相差{less}：{bare(larger)}－{bare(smaller)}＝{less}"


def share(part: Quantity, whole: Quantity) -> str | None:
    if not whole.value:
        return None
    return f"占比：{bare(part)}÷{bare(whole)}＝{100 * part.value / whole.value:.1f}%"


def multiple(larger: Quantity, smaller: Quantity) -> str | None:
    if not smaller.value:
        return None
    return f"倍数：{bare(larger)}÷{bare(smaller)}＝{larger.value / smaller.value:.2f}倍"


def _total(quantities: Sequence[Quantity], times: Sequence[Quantity | None]) -> str:
    terms: list[str] = []
    total = 0.0
    for quantity, count in zip(quantities, times, strict=True):
        if count is None or count.value == 1:
            terms.append(bare(quantity))
            total += quantity.value
        else:
            terms.append(f"{count.value:g}{count.unit}×{bare(quantity)}")
            total += count.value * quantity.value
    return f"合计：{'＋'.join(terms)}＝{written(total, quantities[0])}"


_PREVIOUS = re.compile(
    r"(?<![比较])(?:上一?|去|前一)年(?!末|底|度?同期)[^，。？]{0,12}(?:多少|几)|倒推|上一?年的?[^，。？]{0,16}是多少"
)
_CHANGE = re.compile(
    r"比(?:上一?年|去年|前一年)(?:同期)?(?P<sign>增加|增收|增支|多|增长|提高|减少|减收|减支|少|下降|降低)了?$"
)


def asks_previous_year(question: Question) -> bool:
    return bool(_PREVIOUS.search(question.text))


def previous_year(finding: Finding) -> str | None:
    """Last year's value from this year's and the change (“17.9亿元，比上年增收1.4亿元”), as
    statistical communiqués state it."""
    text = "".join(finding.document.text[start:end] for start, end in finding.quotes)
    quantities = find_quantities(text)
    for now, change in pairwise(quantities):
        sign = _CHANGE.search(text[: change.outer_start].rstrip())
        if sign is None or now.unit != change.unit or now.ranged or change.ranged:
            continue
        grew = sign["sign"][0] in "增多提"
        before = now.value - change.value if grew else now.value + change.value
        operator = "－" if grew else "＋"
        return f"上年：{bare(now)}{operator}{bare(change)}＝{written(before, now)}"
    return None
