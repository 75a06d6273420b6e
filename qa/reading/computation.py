"""Answers that are computed, with the computation written out: 18家－12家＝6家.

Only what the question asks for in so many words: a difference, a sum over places or tiers, a
share, a multiple of a yearly or per-head figure by a number the asker gives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.figures.numbers import MAGNITUDES, fold_digits
from ingest.figures.quantities import Quantity, find_quantities
from qa.questions import Question
from qa.reading.findings import Finding

_DIFFERENCE = re.compile(
    r"差(?:多少|几|距|了|额)|相差|还差|差在|(?:多|少|高|低)(?:了|出)?(?:多少|几)|(?:增加|减少|提高|下降|增长)(?:了)?(?:多少|几)|涨(?:了)?(?:多少|几)"
)
_SUM = re.compile(r"合计|总共|一共|共计|加起来|合起来|总和|加总")
_SHARE = re.compile(r"占(?:了)?.{0,12}(?:百分之几|多少|几成|比例|比重)|百分之几")
_PER_YEAR = re.compile(r"每年|年均|一年|/年")
_PER_HEAD = re.compile(r"每(?:家|户|个|名|人|项|件|台|套|亩|吨|次)")
_COUNTED = frozenset(("count", "person", "area", "weight"))


def asks_difference(question: Question) -> bool:
    return bool(_DIFFERENCE.search(question.text))


def combine(question: Question, findings: Sequence[Finding]) -> str | None:
    """The computation over the findings of compared parts (places, years, tiers)."""
    quantities = [f.quantity for f in findings if f.quantity is not None]
    if len(quantities) != len(findings) or len(quantities) < 2 or any(q.ranged for q in quantities):
        return None
    if len({q.unit for q in quantities}) > 1:
        return None
    if asks_difference(question) and len(quantities) == 2:
        larger, smaller = sorted(quantities, key=lambda q: -q.value)
        result = written(larger.value - smaller.value, larger)
        return f"相差：{_bare(larger)}－{_bare(smaller)}＝{result}"
    if _SHARE.search(question.text) and len(quantities) == 2:
        larger, smaller = sorted(quantities, key=lambda q: -q.value)
        return f"占比：{_bare(smaller)}÷{_bare(larger)}＝{100 * smaller.value / larger.value:.1f}%"
    if _SUM.search(question.text):
        terms = "＋".join(_bare(q) for q in quantities)
        return f"合计：{terms}＝{written(sum(q.value for q in quantities), quantities[0])}"
    return None


def extend(question: Question, finding: Finding) -> str | None:
    """The computation of one finding with a number of the asker's own."""
    quantity = finding.quantity
    if quantity is None:
        return None
    if _PREVIOUS.search(question.text):
        return _previous_year(finding)
    if asks_difference(question):
        return _gap_to_own(question, quantity)
    if not _SUM.search(question.text):
        return None
    for own in question.own_values:
        if own.kind == "duration" and own.unit == "年" and _PER_YEAR.search(finding.text):
            return _product(own, quantity)
        if own.kind in _COUNTED and quantity.kind == "money" and _counts_heads(finding):
            return _product(own, quantity)
    return None


def _counts_heads(finding: Finding) -> bool:
    """A per-head figure says so, or is an award, which goes to each winner."""
    quoted = "".join(finding.document.text[start:end] for start, end in finding.quotes)
    return bool(_PER_HEAD.search(finding.text) or re.search(r"奖励|奖补|补助|补贴", quoted))


def _gap_to_own(question: Question, quantity: Quantity) -> str | None:
    for own in question.own_values:
        if own.unit == quantity.unit and not own.ranged and own.value != quantity.value:
            larger, smaller = sorted((own, quantity), key=lambda q: -q.value)
            result = written(larger.value - smaller.value, larger)
            return f"相差：{_bare(larger)}－{_bare(smaller)}＝{result}"
    return None


_PREVIOUS = re.compile(
    r"(?<![比较])(?:上一?|去|前一)年(?!末|底|度?同期)[^，。？]{0,12}(?:多少|几)|倒推|上一?年的?[^，。？]{0,16}是多少"
)
_CHANGE = re.compile(
    r"比(?:上一?年|去年|前一年)(?:同期)?(?P<sign>增加|增收|增支|多|增长|提高|减少|减收|减支|少|下降|降低)了?$"
)


def _previous_year(finding: Finding) -> str | None:
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
        return f"上年：{_bare(now)}{operator}{_bare(change)}＝{written(before, now)}"
    return None


def _product(own: Quantity, quantity: Quantity) -> str:
    times = own.value
    if quantity.ranged and quantity.low is not None and quantity.high is not None:
        low, high = (
            written(times * quantity.low, quantity),
            written(times * quantity.high, quantity),
        )
        number = re.match(r"[\d.,]+", low)
        result = f"{number.group() if number else low}—{high}"
    else:
        result = written(times * quantity.value, quantity)
    return f"合计：{_bare(own)}×{_bare(quantity)}＝{result}"


def _bare(quantity: Quantity) -> str:
    return "".join(quantity.text.split())


def written(value: float, like: Quantity) -> str:
    """A value in base units, written in the magnitude and unit of the figure it came from."""
    text = fold_digits(_bare(like))
    match = re.search(rf"([{''.join(MAGNITUDES)}]*)([^\d.,{''.join(MAGNITUDES)}—\-~至到]*)$", text)
    magnitude, unit = match.groups() if match else ("", like.unit)
    scale = _factor(like, text)
    return f"{round(value / scale, 4):g}{magnitude}{unit}"


def _factor(like: Quantity, text: str) -> float:
    """Base units per written number: 1e4 for 20万元."""
    numbers = re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)
    shown = float(numbers[-1].replace(",", "")) if numbers else 0.0
    last = like.high if like.high is not None else like.low
    return last / shown if shown and last else 1.0
