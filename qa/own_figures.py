"""The figures of the asker's own case, as people say them: 3个亿, 600万, 九万八, 3000块, 一年半.

Official texts write number, magnitude and unit (3亿元). Whoever asks leaves the unit of money out:
a magnitude of ten thousand or more with no unit behind it is money, unless what stands before it
is counted in heads. Each is read as official texts would write it, so that it can be compared
with theirs and written into an equation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.figures.numbers import fold_digits, parse_chinese
from ingest.figures.quantities import Quantity, find_quantities
from qa.questions import rows

_NUMERAL = r"\d+(?:,\d{3})*(?:\.\d+)?|[一二两三四五六七八九十百千]+"
_AMOUNT = re.compile(
    rf"(?<![\d.第〔\[（(一二两三四五六七八九十百千万A-Za-z])(?P<number>{_NUMERAL})\s*(?:来|多)?个?"
    r"(?P<magnitude>[十百千]?[万亿])(?P<rest>[一二三四五六七八九](?![一二三四五六七八九十百千万亿年月天个家人]))?"
    r"(?:块钱?|出头|左右)?(?![\d.万亿元吨])"
)
_YUAN = re.compile(rf"(?<![\d.一二三四五六七八九十百千万])(?P<number>{_NUMERAL})\s*块(?!钱|地)")
_HALF_YEARS = re.compile(
    r"(?<![\d一二三四五六七八九十])(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,2})年半|(?<![上下前后每])半年"
)
_PEOPLE = re.compile(r"(?<![\d.])(?P<number>\d+)多?个人")
_AGE = re.compile(
    r"(?:今年|现在|年龄|年纪|我|刚满|已经)(?:是|才|都)?(?P<number>\d{2})(?=[，,。了的、]|$)"
)
_MAGNITUDES = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_TENTH = {"万": 1e3, "亿": 1e7}

# “那50万能拿到吗”, “1万块的补贴”: a figure of the rule that the asker has heard of
_OF_RULE_BEFORE = re.compile(r"[那这](?:个|笔|份)?(?:说好)?的?$")
_OF_RULE_BEHIND = re.compile(r"(?:块钱?|元)?的?(?:补贴|补助|奖励|奖补|奖金|资助|扶持)")


def find_own_figures(text: str) -> tuple[Quantity, ...]:
    """The figures of a question: those with a unit, and those said without one."""
    said = [*_amounts(text), *_yuan(text), *_half_years(text), *_ages(text), *_people(text)]
    spans = [(one.start, one.end) for one in said]
    plain = [
        one
        for one in find_quantities(text)
        if not any(start <= one.start < end for start, end in spans)
    ]
    kept = [one for one in said if not _is_of_rule(text, one)]
    return tuple(sorted((*plain, *kept), key=lambda one: one.start))


def said_figures(own: Sequence[Quantity], text: str) -> tuple[Quantity, ...]:
    """Those of the asker's figures that are said in numerals no text writes so (九万八): they are
    compared and not looked for. Digits are no words of official texts anyhow."""
    return tuple(
        one
        for one in own
        if not text[one.start].isdigit() and text[one.start : one.end] != one.text
    )


def _is_of_rule(text: str, one: Quantity) -> bool:
    return bool(_OF_RULE_BEFORE.search(text, 0, one.start) or _OF_RULE_BEHIND.match(text, one.end))


def _amounts(text: str) -> list[Quantity]:
    folded = fold_digits(text)
    found: list[Quantity] = []
    for match in _AMOUNT.finditer(folded):
        if _has_unit(folded, match):
            continue
        value = _value(match["number"])
        if value is None or (match["number"] in "十百千" and not match["rest"]):
            continue  # 千万别, 百万庄
        magnitude = match["magnitude"]
        for char in magnitude:
            value *= _MAGNITUDES[char]
        if match["rest"]:
            value += (parse_chinese(match["rest"]) or 0) * _TENTH[magnitude[-1]]
        unit, kind = _counted(folded, match.start())
        figure = _figure(match.start(), match.end(), value, unit, kind)
        found.append(_directed(folded, figure))
    return _ranges(found, folded)


_TO = re.compile(r"\s*(?:到|至|—+|-|~|～)\s*")


def _ranges(figures: Sequence[Quantity], text: str) -> list[Quantity]:
    """“5000万到1亿之间” is one range."""
    joined: list[Quantity] = []
    for figure in figures:
        last = joined[-1] if joined else None
        if (
            last is None
            or last.unit != figure.unit
            or not _TO.fullmatch(text[last.end : figure.start])
        ):
            joined.append(figure)
            continue
        joined[-1] = replace(
            last,
            end=figure.end,
            outer_end=figure.end,
            text=f"{last.text}—{figure.text}",
            high=figure.value,
            ranged=True,
        )
    return joined


def with_units(text: str) -> str:
    """A rule with the units it leaves out: “户籍人口超过100万的城市” counts people as askers do."""
    pieces, at = [], 0
    for match in _AMOUNT.finditer(fold_digits(text)):
        if not _has_unit(text, match):
            pieces += [text[at : match.end()], _counted(text, match.start())[0]]
            at = match.end()
    return "".join((*pieces, text[at:]))


_UNDER = re.compile(r"(?:不到|不足|不满|没到|少于|低于|小于)$")
_AT_MOST = re.compile(r"不(?:得)?(?:超过|高于|多于|大于)$")
_OVER = re.compile(r"(?<!不)(?<!不得)(?:超过|超|多于|大于|过)了?$")


def _directed(text: str, figure: Quantity) -> Quantity:
    """不到5000万 is less than the figure, 超过5000万 more."""
    before = text[: figure.start]
    if _UNDER.search(before):
        return replace(figure, low=None, high_included=False)
    if _AT_MOST.search(before):
        return replace(figure, low=None)
    if _OVER.search(before):
        return replace(figure, high=None, low_included=False)
    return figure


def point_of(own: Quantity) -> float:
    """Where an own figure lies beside a bound: just below 5000万元 for 不到5000万, in the middle of
    a range."""
    if own.ranged and own.low is not None and own.high is not None:
        return (own.low + own.high) / 2
    if own.low is None and not own.high_included:
        return own.value * (1 - 1e-9)
    if own.high is None and not own.low_included:
        return own.value * (1 + 1e-9)
    return own.value


def _has_unit(text: str, match: re.Match[str]) -> bool:
    """Whether the grammar of official texts reads a unit behind the number (8000万吨)."""
    read = find_quantities(text[match.start() : match.end() + 8])
    end = match.end() - match.start()
    return bool(read) and read[0].start == 0 and read[0].end > end


def _yuan(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _YUAN.finditer(fold_digits(text)):
        value = _value(match["number"])
        if value is not None and value >= 10:
            found.append(_figure(match.start(), match.end(), value, "元", "money"))
    return found


def _half_years(text: str) -> list[Quantity]:
    """一年半, 半年."""
    return [
        _figure(match.start(), match.end(), value + 0.5, "年", "duration")
        for match in _HALF_YEARS.finditer(fold_digits(text))
        if (value := _value(match["number"]) if match["number"] else 0.0) is not None
    ]


def _people(text: str) -> list[Quantity]:
    return [
        _figure(match.start(), match.end(), float(match["number"]), "人", "person")
        for match in _PEOPLE.finditer(fold_digits(text))
    ]


def _ages(text: str) -> list[Quantity]:
    return [
        _figure(match.start("number"), match.end("number"), float(match["number"]), "岁", "age")
        for match in _AGE.finditer(fold_digits(text))
    ]


@lru_cache(maxsize=1)
def _counts() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(row[0]), row[1], row[2]) for row in rows("counted_without_unit.tsv"))


def _counted(text: str, start: int) -> tuple[str, str]:
    """Unit and kind of a bare magnitude, by the noun before it."""
    before = re.split(r"[，。；？、,?]", text[max(0, start - 10) : start])[-1]
    for pattern, unit, kind in _counts():
        if pattern.search(before):
            return unit, kind
    return "元", "money"


def _value(number: str) -> float | None:
    if number[0].isdigit():
        return float(number.replace(",", ""))
    value = parse_chinese(number)
    return None if value is None else float(value)


def _figure(start: int, end: int, value: float, unit: str, kind: str) -> Quantity:
    """A figure whose `text` is what an official text would write (3亿元 for 3个亿)."""
    text = f"{_digits(value)}{unit}"
    return Quantity(start, end, text, value, value, unit, kind, start, end)


def _digits(value: float) -> str:
    for magnitude, scale in (("亿", 1e8), ("万", 1e4)):
        if value >= scale:
            return f"{round(value / scale, 6):g}{magnitude}"
    return f"{round(value, 6):g}"
