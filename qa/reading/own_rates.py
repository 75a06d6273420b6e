"""Rates of the asker's own figure: “按照固定资产投资总额10%的比例” for one who invests 3亿元.

Official texts say what a rate is of right before it (按X的10%, 不超过X的10%, 占X的比重不低于6%) or right
behind it (给予10%的X补贴; 2个百分点的贷款贴息, which is a share of the loan for each year).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures.quantities import Quantity, find_quantities
from qa.questions import Question
from qa.reading.subjects import OwnFigure, own_figures, same_subject
from qa.verdicts import as_bound, comparable, meets

SHARES = frozenset(("ratio", "points", "multiple"))
_MULTIPLIED = frozenset(("money", "person", "count", "area", "area_m"))

_BEFORE = re.compile(
    r"按照?|依照?|给予|不超过|不高于|不低于|最高|最多|达到|以(?![上下内])|占|予以|提供"
)
_SHARE_OF = re.compile(r"占(?P<base>[^，。；占]{2,20}?)的?(?:比重|比例|比率)?(?:应|须|要)?$")
_BEHIND = re.compile(
    r"(?:（[^）]{0,20}）|\([^)]{0,20}\))?(?:的(?:比例|标准|幅度|额度)?)?(?:给予|予以|进行|提供|安排|发放|作为|实施)?"
    r"(?P<base>[\u4e00-\u9fff“”]{1,14}?)(?:补贴|补助|贴费|资助|奖励|支持|奖补|减免|返还)"
)
# “对地方贡献新增部分给予最高50%的奖励”: right before the rate stands only that it is granted
_GRANTED = re.compile(r"(?:给予|予以|提供|安排)(?:最高|最多|不超过|不高于)?\s*$")
_CASE = re.compile(r"[，：]")


@dataclass(frozen=True, slots=True)
class OwnRate:
    """A rate (spans in the text of the document) of a figure of the asker's; `yearly` where it
    falls due each year."""

    quantity: Quantity
    own: OwnFigure
    yearly: bool = False


def own_rate(question: Question, rate: Quantity, text: str, start: int, end: int) -> OwnRate | None:
    """The asker's figure that a rate of the sentence `text[start:end]` is of."""
    if rate.kind not in SHARES or (rate.ranged and rate.kind != "multiple"):
        return None
    if _is_required(rate, text, start) and not _ASKS_LEAST.search(question.text):
        return None
    sentence = text[start:end]
    for base, yearly in _bases(rate, text, start, end):
        fitting = [
            own
            for own in own_figures(question)
            if own.quantity.kind in _MULTIPLIED
            and _is_exact(own.quantity)
            and same_subject(base, own, sentence)
        ]
        if fitting:
            own = fitting[0]
            holds = (
                _one_value(fitting)
                and _within(own, rate, text, start)
                and not _excepted(own, rate, text, end)
            )
            return OwnRate(rate, own, yearly) if holds else None
    return None


def _is_exact(own: Quantity) -> bool:
    """“超过100人的企业” names a kind and no number to compute with."""
    return own.low is not None and own.low == own.high


_BRACKET = re.compile(r"\s*[（(](?P<inside>[^）)]*)[）)]")


def _excepted(own: OwnFigure, rate: Quantity, text: str, end: int) -> bool:
    """“25%（超过100人的企业达到15%）”: the exception in brackets holds for the asker's figure."""
    bracket = _BRACKET.match(text, rate.outer_end, end)
    if bracket is None:
        return False
    figures = find_quantities(bracket["inside"])
    bounds = [b for one in figures if (b := as_bound(one, bracket["inside"])) is not None]
    return any(one.kind == rate.kind for one in figures) and any(
        comparable(own.quantity, bound) and meets(own.quantity, bound) for bound in bounds
    )


def _before_bracket(rate: Quantity, text: str, start: int) -> Quantity | None:
    """The rate that the brackets around this one make an exception from."""
    opening = max(text.rfind(mark, start, rate.start) for mark in "（(")
    if opening < 0 or re.search(r"[）)]", text[opening : rate.start]):
        return None
    before = [one for one in find_quantities(text[start:opening]) if one.kind == rate.kind]
    ends = before and not text[start + before[-1].outer_end : opening].strip()
    return before[-1].moved(start) if ends else None


def _within(own: OwnFigure, rate: Quantity, text: str, start: int) -> bool:
    """Whether the asker's figure lies within the bounds that the rule sets before the rate
    (注册资本5000万元以上的，按1%)."""
    told = text[start : rate.start]
    figures = find_quantities(told)
    begin = max((one.end for one in figures if one.kind in SHARES), default=0)
    return all(
        meets(own.quantity, bound)
        for one in figures
        if one.start >= begin
        and (bound := as_bound(one, told)) is not None
        and comparable(own.quantity, bound)
        and same_subject(_CASE.split(told[begin : one.start])[-1], own, told)
    )


_REQUIRED = re.compile(r"达到?|(?<!已)完成|不低于|不少于|(?<!不)(?<!不得)超过|高于|占|满足")
_ASKS_LEAST = re.compile(
    r"至少|最少|最低|不少于|门槛|够|达标|(?:需要?|要|得)(?:再|新)?(?:有|达|投|招|花|占|拿|交|存|留|多少)"
)


def _is_required(rate: Quantity, text: str, start: int) -> bool:
    """“完成投资总额60%以上的” sets a condition: such a share is asked for as the least, and is none
    that is granted."""
    before = _CASE.split(text[start : rate.start])[-1]
    return rate.high is None or bool(_REQUIRED.search(before))


# “累计超过15000元的部分，在80000元限额内据实扣除”: what lies above a floor is granted
_ABOVE = re.compile(r"超(?:过|出)[^，。；]{0,4}$")
_PART = re.compile(r"(?:以上)?的?部分")


def own_floor(
    question: Question, floor: Quantity, text: str, start: int, end: int
) -> OwnRate | None:
    """The asker's figure of which the part above a floor is granted."""
    if floor.kind != "money" or not _PART.match(text, floor.end, end):
        return None
    if not _ABOVE.search(text, start, floor.start) and floor.high is not None:
        return None
    told = _CASE.split(text[start : floor.start])[-1]
    fitting = [
        own
        for own in own_figures(question)
        if own.quantity.unit == floor.unit
        and _is_exact(own.quantity)
        and same_subject(told, own, text[start:end])
    ]
    return OwnRate(floor, fitting[0]) if fitting and _one_value(fitting) else None


def _one_value(fitting: Sequence[OwnFigure]) -> bool:
    return len({(own.quantity.unit, own.quantity.value) for own in fitting}) == 1


def _bases(rate: Quantity, text: str, start: int, end: int) -> list[tuple[str, bool]]:
    """What the rate is of in its own clause, the nearest words first; in brackets that make an
    exception, what the rate before them is of."""
    main = _before_bracket(rate, text, start)
    if main is not None:
        return _bases(main, text, start, end)
    before = _CASE.split(text[start : rate.outer_start])[-1]
    share = _SHARE_OF.search(before)
    if share is not None:
        return [(share["base"], False)]
    told = _BEFORE.split(_GRANTED.sub("", before))[-1].strip()
    clause = text[rate.start - len(before) : _clause_end(text, rate.end, end)]
    if _is_interest_rate(rate, clause, before):
        return [("贷款", True)]
    behind = _BEHIND.match(text, rate.outer_end, end)
    return [(base, False) for base in (told, behind["base"] if behind else "") if base]


def _clause_end(text: str, position: int, end: int) -> int:
    match = _CASE.search(text, position, end)
    return match.start() if match else end


_INTEREST_RATE = 10.0
"""Percent. Rates of interest are lower, shares of the interest paid are higher."""


def _is_interest_rate(rate: Quantity, clause: str, before: str) -> bool:
    """2个百分点的贷款贴息, 贴息率不超过2%: a share of the loan for each year of it."""
    if "贴息" not in clause or re.search(r"利息|付息", before):
        return False
    return rate.kind == "points" or (rate.kind == "ratio" and rate.value <= _INTEREST_RATE)
