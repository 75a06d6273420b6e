"""What a rule yields for the asker's own case: 300万元×50%＝150万元, 2个×1000元×12个月＝24000元.

A rate says what it is a rate of: 每名, 每月, “当年新增部分的50%”. Only a number of the asker's that is
of that very thing is multiplied; a cap in the same sentence holds for the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.figures.numbers import parse_chinese
from ingest.figures.quantities import Quantity, find_quantities
from ingest.language.normalise import squash
from qa.comparing_words import asks_distance, asks_share, asks_total
from qa.equations import bare, written
from qa.questions import Question
from qa.reading.computation import asks_previous_year, difference, previous_year
from qa.reading.findings import Finding
from qa.reading.own_rates import OwnRate, own_floor, own_rate
from qa.verdicts import claims_verdict

_ASKS_SUM = re.compile(
    r"(?:能|可以?|会|得|要)(?:\w{0,4}?)(?:拿|领|得|扣|补|享|获|花|交|付|缴|报)[^，。？]{0,8}(?:多少|几)|多少钱|几[万元块]|"
    r"(?:得|拿|领|发|给|补|扣|花|交|付|缴)(?:到|了)?多少"
)
_COUNTED = frozenset(("count", "person", "area", "weight", "length"))


def of_own_case(question: Question, finding: Finding) -> str | None:
    """The computation of one finding with a number of the asker's own."""
    if claims_verdict(finding.text):
        return None
    if not _asks_rate(question) and (computed := _percentage(question, finding)):
        return computed
    quantity = _rate(finding)
    if quantity is None:
        return None
    if asks_previous_year(question):
        return previous_year(finding)
    if quantity.kind == "ratio" and (rest := _complement(question, finding, quantity)):
        return rest
    if asks_distance(question.text):
        return _gap(question, quantity)
    if not (asks_total(question.text) or _ASKS_SUM.search(question.text)):
        return _of_noun(question, finding, quantity) if quantity.kind != "money" else None
    return _times(question, finding, quantity)


_ASKS_RATE = re.compile(
    r"(?:比例|比重|百分比|费率|利率|税率)[^，。？]{0,4}(?:多少|几|多高|多大)|(?:多少|多大|什么)比[例重]"
)


def _asks_rate(question: Question) -> bool:
    """Whether the rate itself is asked for."""
    return asks_share(question.text) or bool(_ASKS_RATE.search(question.text))


def _rate(finding: Finding) -> Quantity | None:
    """The finding's figure; behind “每认定1家”, which only names the unit of a rate, the rate."""
    quantity = finding.quantity
    if quantity is None or quantity.low != 1 or quantity.high != 1:
        return quantity
    text, end = finding.document.text, max(end for _, end in finding.quotes)
    if not re.search(r"每[^，。；\d]{0,8}$", text[max(0, quantity.start - 10) : quantity.start]):
        return quantity
    behind = [q for q in find_quantities(text[quantity.end : end]) if q.kind == "money"]
    return behind[0].moved(quantity.end) if behind else quantity


# --- difference and complement -------------------------------------------------------------


def _gap(question: Question, quantity: Quantity) -> str | None:
    for own in question.own_values:
        if own.unit == quantity.unit and not own.ranged and own.value != quantity.value:
            return difference(own, quantity)
    return None


_EXCEPT = re.compile(
    r"非(?P<one>[\u4e00-\u9fff]{2,4})|除了?(?P<two>[\u4e00-\u9fff]{2,6}?)(?:以外|之外|外)"
)


def _complement(question: Question, finding: Finding, quantity: Quantity) -> str | None:
    """The share of all that is not X, where the text states that of X."""
    match = _EXCEPT.search(question.text)
    if match is None or quantity.ranged:
        return None
    named = match["one"] or match["two"]
    told = _told(finding)
    head = named[:2]
    if head not in told or f"非{head}" in told or not re.search(r"占|比重|比例", told):
        return None
    return f"其余：100%－{bare(quantity)}＝{written(100 - quantity.value, quantity)}"


# --- percentage ----------------------------------------------------------------------------


def _percentage(question: Question, finding: Finding) -> str | None:
    """A share of the asker's own amount, where the rule takes it of that amount."""
    found = _own_rate(question, finding)
    if found is None:
        return _above_floor(question, finding)
    rate, own = found.quantity, found.own.quantity
    share = 0.01 if rate.kind in ("ratio", "points") else 1.0
    value = own.value * rate.value * share
    line = _capped(f"{bare(own)}×{bare(rate)}", value, own, finding, rate)
    if _is_most(rate, finding):
        line = line.replace("合计：", "最多：", 1)
    if heads := _heads_beside(question, found, finding):
        return f"{line}，{_for_all(heads, value, own, finding, rate)}"
    return f"{line}（每年）" if found.yearly else line


def _for_all(heads: Quantity, each: float, like: Quantity, finding: Finding, rate: Quantity) -> str:
    """What each gets, as far as the lowest cap goes, for all heads; the other caps hold for the sum."""
    caps = sorted(_caps(finding, rate, like.unit), key=lambda cap: cap.value)
    bound = caps[0] if caps and caps[0].value < each else None
    amount = (bound.value if bound else each) * heads.value
    shown = bare(bound) if bound else written(each, like)
    line = f"{bare(heads)}×{shown}＝{written(amount, bound or like)}"
    if len(caps) > 1 and amount > caps[1].value:
        return f"{line}，超过上限，按上限为{bare(caps[1])}"
    return line


_MOST = re.compile(r"(?:不超过|不高于|不得超过|最高|最多)[^，。；]*$")


def _is_most(rate: Quantity, finding: Finding) -> bool:
    """“不超过合同额的20%” tells the most there is, and not how much there will be."""
    start = next((s for s, e in finding.quotes if s <= rate.start < e), rate.start)
    before = finding.document.text[start : rate.start]
    return rate.low is None or bool(_MOST.search(before))


_EACH = re.compile(r"每[人名位辆台套件户家头亩]")


def _heads_beside(question: Question, rate: OwnRate, finding: Finding) -> Quantity | None:
    """How many the asker has, where rule and asker both tell the amount of each: “30名员工，每人花了
    3000元” by “按每人实际费用的50%”."""
    rule, told = _EACH.findall(_told(finding)), _EACH.findall(rate.own.near)
    if not told or not rule:
        return None
    heads = [q for q in question.own_values if q.kind in ("person", "count") and not q.ranged]
    fitting = [q for q in heads if told[-1][-1] == bare(q)[-1] or q.kind == "person"]
    return fitting[0] if len(fitting) == 1 else None


def _above_floor(question: Question, finding: Finding) -> str | None:
    """What lies above the floor of the rule, and its cap."""
    text = finding.document.text
    for start, end in finding.quotes:
        for quantity in find_quantities(text[start:end]):
            floor = own_floor(question, quantity.moved(start), text, start, end)
            if floor is None or floor.own.quantity.value <= quantity.value:
                continue
            own = floor.own.quantity
            product = f"{bare(own)}－{bare(floor.quantity)}"
            return _capped(product, own.value - quantity.value, own, finding, floor.quantity)
    return None


def _own_rate(question: Question, finding: Finding) -> OwnRate | None:
    """The one rate of the rule quoted that is of a figure of the asker's; the finding's own figure
    where it is such a rate."""
    text = finding.document.text
    found: dict[int, OwnRate] = {}
    for start, end in finding.quotes:
        for quantity in find_quantities(text[start:end]):
            rate = own_rate(question, quantity.moved(start), text, start, end)
            if rate is not None:
                found[rate.quantity.start] = rate
    if finding.quantity is not None and finding.quantity.start in found:
        return found[finding.quantity.start]
    return next(iter(found.values())) if len(found) == 1 else None


# --- rates ---------------------------------------------------------------------------------

_HEAD = re.compile(
    r"每(?!年|月|日|天|季|周|次年)(?:[\u4e00-\u9fff]{2,4}?)?\s*(?:一|1)?\s*(?P<unit>[家户个名人位项件台套亩吨次证头只辆所间斤])|"
    r"/(?P<slash>家|户|个|人|名|项|件|台|套|亩|吨|次|头|只|辆|斤|公斤|平方米)"
)
_PERIODS = (
    (re.compile(r"每(?:个)?月|按月|/月|月均"), "个月"),
    (re.compile(r"每(?:一)?年|年均|/年|每年度"), "年"),
    (re.compile(r"每(?:一)?[天日]|/[天日]"), "天"),
)
_FAMILIES = ("家户", "名人位个", "件项个", "台套辆")


def _times(question: Question, finding: Finding, quantity: Quantity) -> str | None:
    """A rate by the heads and the time the asker names."""
    if quantity.kind not in ("money", "bare", "count", "person"):
        return None
    told = _told(finding)
    factors = [*_heads(question, finding, quantity, told), *_months(question, quantity, told)]
    if not factors:
        return None
    product = "×".join([*(name for name, _ in factors), bare(quantity)])
    scale = 1.0
    for _, number in factors:
        scale *= number
    if scale == 1.0:
        return None
    if quantity.ranged and quantity.low is not None and quantity.high is not None:
        low = written(scale * quantity.low, quantity)
        digits = re.match(r"[\d.,]+", low)
        high = written(scale * quantity.high, quantity)
        return f"合计：{product}＝{digits.group() if digits else low}—{high}"
    return _capped(product, scale * quantity.value, quantity, finding, quantity)


def _heads(
    question: Question, finding: Finding, quantity: Quantity, told: str
) -> Iterable[tuple[str, float]]:
    """How many of what the rate is for; an award is for each winner."""
    text = finding.document.text
    around = text[max(0, quantity.outer_start - 30) : quantity.outer_end + 6]
    matches = list(_HEAD.finditer(around))
    match = matches[-1] if matches else None
    unit = (match["unit"] or match["slash"]) if match else None
    for own in question.own_values:
        if own.kind not in _COUNTED or own.ranged or quantity.kind not in ("money", "bare"):
            continue
        if own.low is None or own.high is None or own.low != own.high:
            continue
        written_unit = bare(own)[-1]
        if unit is not None and (
            unit == own.unit or unit[-1] == written_unit or _kin(unit, own.unit)
        ):
            return [(bare(own), own.value if own.kind in ("count", "person") else _shown(own))]
        if unit is None and asks_total(question.text) and re.search(r"奖励|奖补|补助|补贴", told):
            return [(bare(own), own.value)]
    if unit is not None and (chained := _chained(question, told, unit)):
        return chained
    if unit is not None:
        counted = re.search(rf"(?P<n>\d+|[二两三四五六七八九十]+){unit}", question.text)
        if counted and not counted["n"].isdigit() and (value := parse_chinese(counted["n"])):
            return [(f"{value}个", float(value))]
    return []


def _chained(question: Question, told: str, unit: str) -> list[tuple[str, float]]:
    """“每亩限量1吨，480元/吨” for so many 亩: the rule says itself how much of the unit goes to each."""
    for own in question.own_values:
        if own.kind not in _COUNTED or own.ranged:
            continue
        each = re.search(
            rf"(?:每{own.unit}|/{own.unit})[^，。；\d]{{0,16}}(?P<n>\d+(?:\.\d+)?){unit}(?![\u4e00-\u9fff]?/)",
            told,
        )
        if each:
            return [(bare(own), _shown(own)), (f"{each['n']}{unit}", float(each["n"]))]
    return []


_SINGLE = re.compile(r"(?:单个|每一?个|每)(?P<noun>[\u4e00-\u9fff]{2,3})")


def _of_noun(question: Question, finding: Finding, quantity: Quantity) -> str | None:
    """“单个工位按5平方米计算” for 40个工位: the rule names what the figure is for each of."""
    text = finding.document.text
    sentence = text[min(s for s, _ in finding.quotes) : quantity.outer_start]
    for single in _SINGLE.finditer(squash(sentence)):
        for own in question.own_values:
            behind = question.text[own.end :]
            if own.kind == "count" and not own.ranged and behind.startswith(single["noun"][:2]):
                product = f"{bare(own)}×{bare(quantity)}"
                return f"合计：{product}＝{written(own.value * quantity.value, quantity)}"
    return None


def _kin(one: str, other: str) -> bool:
    return any(one in family and other in family for family in _FAMILIES)


def _shown(quantity: Quantity) -> float:
    match = re.match(r"\d+(?:\.\d+)?", bare(quantity))
    return float(match.group()) if match else quantity.value


_YEAR = re.compile(r"(?<![\d第每上下前去今明])(?:一|全|整)(?:整)?年|每年")
_HALF = re.compile(r"半年")


def _months(question: Question, quantity: Quantity, told: str) -> Iterable[tuple[str, float]]:
    """How many months, years or days the rate runs for."""
    at = told.rfind(bare(quantity))
    near = told[max(0, at - 30) : at + len(quantity.text) + 8] if at >= 0 else told
    period = next((unit for pattern, unit in _PERIODS if pattern.search(near)), None)
    if period is None:
        return []
    for own in question.own_values:
        if own.kind != "duration" or own.ranged:
            continue
        if own.unit == period:
            return [(bare(own), own.value)]
        if own.unit == "年" and period == "个月":
            return [(f"{12 * own.value:g}个月", 12 * own.value)]
    if period == "个月" and _HALF.search(question.text):
        return [("6个月", 6.0)]
    if period == "个月" and _YEAR.search(question.text):
        return [("12个月", 12.0)]
    return []


# --- caps ----------------------------------------------------------------------------------


def _capped(product: str, value: float, like: Quantity, finding: Finding, rate: Quantity) -> str:
    """The product, and the cap of the rule where it is lower."""
    result = f"合计：{product}＝{written(value, like)}"
    caps = _caps(finding, rate, like.unit)
    if not caps:
        return result
    cap = min(caps, key=lambda one: one.value)
    if value > cap.value:
        return f"{result}，超过上限，按上限为{bare(cap)}"
    return result


_BOUND = re.compile(r"(?:最高|最多|不超过|不得超过|上限|封顶)[^，。；\d]{0,8}$")


_LIMIT = re.compile(r"的?(?:限额|额度|上限)(?:以?内|之内|范围内)?")


def _caps(finding: Finding, rate: Quantity, unit: str) -> list[Quantity]:
    """Bounds behind the rate in what is quoted: “…，单个企业最高200万元。每年合计不超过…”."""
    found: list[Quantity] = []
    for start, end in finding.quotes:
        if end <= rate.start:
            continue
        begin = max(start, rate.outer_end)
        behind = finding.document.text[begin:end]
        for quantity in find_quantities(behind):
            bounded = quantity.low is None and quantity.high is not None
            limit = bool(_LIMIT.match(behind, quantity.end))
            bounded = bounded or limit or bool(_BOUND.search(behind, 0, quantity.start))
            if quantity.unit == unit and bounded:
                found.append(quantity.moved(begin))
    return found


def _told(finding: Finding) -> str:
    return squash("".join(finding.document.text[s:e] for s, e in finding.quotes))
