"""Computations over the figures of one sentence: its sum, or the change it tells.

Official prose puts the members of a sum side by side (安排20亿元救灾款和35亿元重建资金) and tells a
change by both its ends (由120亿元增加到150亿元). Who asks for the sum or the change is answered by
that sentence and a calculation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from ingest.figures.numbers import parse_chinese
from ingest.figures.quantities import Quantity, find_quantities
from qa.comparing_words import asks_distance, asks_total
from qa.equations import bare, written
from qa.questions import Question
from qa.reading.computation import difference
from qa.reading.findings import Finding
from qa.reading.matching import matching_form

_NAMED = 0.4
"""Share of the character pairs of a member's own name that the question must have."""
_LEAD = 8
"""Characters before the first member in which a total would be announced."""
_VERBS = re.compile(
    r"^(?:累计|力争|拟|计划|共)?(?:培育|新增|建设|建成|安排|下达|投入|认定|完成|其中|包括)+"
)
_TOTAL_STATED = re.compile(r"共计?|合计|总[计额数量]")
# behind these the name of what is counted stands before the figure (企业50家以上)
_ENDS_FIGURE = re.compile(r"^[以左（(上下、，,。；;]|^$")
_JOINT = re.compile(r"^[和与及、，]+|[和与及、，]+$")
_YEARS = re.compile(
    r"(?<!第)([两二三四五六七八九十]|\d{1,2})年(?!度|级|以上|前)[^，。？]{0,6}(?:加起来|合起来|下来|一共|总共|合计|累计|共)"
)
_YEARLY = re.compile(r"每年(?:分别|度)?[^。；]*$")
_FROM = re.compile(r"[由从自][^，。；]{0,14}$")
_TO = re.compile(
    r"^[^，。；、]{0,8}(?:增加|提高|增长|上升|升|扩大|拓展|上调|涨|减少|降低|下降|缩减|下调|压减|降|减|调整|变)[^，。；、]{0,2}[到至为][^，。；、]{0,4}$"
)


def within_sentence(question: Question, finding: Finding) -> str | None:
    """The computation over the figures of the finding's own sentence that the question asks for."""
    if len(finding.quotes) != 1 or finding.passage.table_id is not None:
        return None
    start, end = finding.quotes[0]
    text = finding.document.text[start:end]
    if asks_total(question.text):
        return _sum(question, text, finding.quantity) or _of_years(question, text, finding)
    return _change(text, finding.quantity) if asks_distance(question.text) else None


def _sum(question: Question, text: str, found: Quantity | None) -> str | None:
    """The sum of the members that the question names each, where the sentence has no other figure
    of their unit among them and tells no total."""
    asked = matching_form(question.text)
    quantities = find_quantities(text)
    alike = [at for at, q in enumerate(quantities) if found is not None and q.unit == found.unit]
    names = {at: _pairs(_name(text, quantities, at)) for at in alike}
    named = [at for at in alike if _is_named(at, names, asked)]
    members = [quantities[at] for at in named]
    if len(members) < 2 or alike[alike.index(named[0]) :][: len(named)] != named:
        return None
    ways = {(q.low is None, q.ranged) for q in members}
    told = text[max(0, members[0].start - _LEAD) :]
    if len(ways) > 1 or members[0].ranged or _TOTAL_STATED.search(told):
        return None
    total = sum(quantity.value for quantity in members)
    return f"合计：{'＋'.join(bare(q) for q in members)}＝{written(total, members[0])}"


def _is_named(at: int, names: Mapping[int, frozenset[str]], asked: str) -> bool:
    """Whether the question says what only this member is called."""
    others = frozenset().union(*(pairs for other, pairs in names.items() if other != at))
    own = names[at] - others
    return bool(own) and sum(pair in asked for pair in own) >= _NAMED * len(own)


def _pairs(name: str) -> frozenset[str]:
    told = re.sub(r"[^\u4e00-\u9fffa-z0-9]", "", matching_form(_VERBS.sub("", name)))
    return frozenset(told[at : at + 2] for at in range(len(told) - 1))


def _name(text: str, quantities: tuple[Quantity, ...], at: int) -> str:
    """What a figure counts: the noun behind it, or where none stands there what is before it."""
    own = quantities[at]
    until = quantities[at + 1].outer_start if at + 1 < len(quantities) else len(text)
    behind = re.split(r"[，。；、,;]", text[own.end : until])[0]
    if not _ENDS_FIGURE.match(behind) and len(_JOINT.sub("", behind)) > 1:
        return _JOINT.sub("", behind)
    since = quantities[at - 1].outer_end if at else 0
    before = re.split(r"[，。；、,;]", text[since : own.outer_start])[-1]
    return _JOINT.sub("", before)


def _of_years(question: Question, text: str, finding: Finding) -> str | None:
    """“三年加起来” of a figure that holds for each year (每年新增2—5家)."""
    years, quantity = _YEARS.search(question.text), finding.quantity
    if years is None or quantity is None:
        return None
    sentence = finding.quotes[0][0]
    at = quantity.outer_start - sentence
    if not _YEARLY.search(text[: max(0, at)]):
        return None
    count = parse_chinese(years[1]) if not years[1].isdigit() else float(years[1])
    if not count or count < 2:
        return None
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    low, high = (written(count * end, quantity) for end in (ends[0], ends[-1]))
    total = low if low == high else f"{re.sub(r'[^0-9.]+$', '', low)}—{high}"
    return f"合计：{count:g}年×{bare(quantity)}＝{total}"


def _change(text: str, found: Quantity | None) -> str | None:
    for before, after in pairwise(find_quantities(text)):
        if before.unit != after.unit or before.ranged or after.ranged:
            continue
        if found is not None and found.unit != after.unit:
            continue
        told = _FROM.search(text[: before.outer_start])
        if told and _TO.match(text[before.end : after.start]) and before.value != after.value:
            return difference(before, after)
    return None
