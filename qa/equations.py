"""Equations written out in answers: 18家－12家＝6家, 2家×30万元＋100万元＝160万元.

The composer writes them and the gate reads them back; both hold to this grammar: products of
figures, joined by ＋ or －, or one figure ÷ another, ＝ and the result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures.numbers import MAGNITUDES, fold_digits
from ingest.figures.quantities import Quantity, find_quantities
from ingest.language.normalise import squash

_EQUATION = re.compile(r"(?P<left>[^，。；：=＝\n]+?)\s*[=＝]\s*(?P<right>[^，。；（\n]+)")
# a dash behind a unit subtracts (18家-12家); behind a digit it makes a range (2—5家)
_OPERATOR = re.compile(r"\s*(?P<sign>[+＋加×x*乘÷/除－减]|(?<=[^\d\s])[-—])\s*(?:以|上|去)?")
_SIGNS = {"+": "+", "＋": "+", "加": "+", "×": "*", "x": "*", "*": "*", "乘": "*", "÷": "/", "/": "/", "除": "/"}  # fmt: skip
_ROUNDED = 0.06
"""Results of a division are given with one or two decimals."""


@dataclass(frozen=True, slots=True)
class Equation:
    """One equation that holds, with its span in the text."""

    operands: tuple[Quantity, ...]
    result: Quantity
    start: int
    end: int


def find_equations(text: str) -> tuple[Equation, ...]:
    """The equations of a text whose two sides agree."""
    found: list[Equation] = []
    for match in _EQUATION.finditer(text):
        signs, operands = _read(match["left"])
        results = find_quantities(match["right"])
        if len(operands) >= 2 and results and _holds(signs, operands, results[0]):
            end = match.start("right") + results[0].end
            found.append(Equation(operands, results[0], match.start(), end))
    return tuple(found)


_COMPARISON = re.compile(
    r"(?P<left>[^，。；：=＝＞＜\n]+?)(?P<sign>[＞＜])(?P<right>[^，。；：（\n\[]+)"
)


def holds_comparison(text: str) -> bool:
    """Whether a text compares two figures (65%＞55%), and rightly so."""
    match = _COMPARISON.search(text)
    if match is None:
        return False
    left, right = find_quantities(match["left"]), find_quantities(match["right"])
    if len(left) != 1 or len(right) != 1 or left[0].unit != right[0].unit:
        return False
    return (left[0].value > right[0].value) is (match["sign"] == "＞")


def _read(expression: str) -> tuple[list[str], tuple[Quantity, ...]]:
    """The operands and the sign before each ("+" before the first); nothing where one of the
    terms is no quantity."""
    signs, operands, at, sign = [], [], 0, "+"
    for end, following, behind in [
        *((m.start(), _SIGNS.get(m["sign"], "-"), m.end()) for m in _OPERATOR.finditer(expression)),
        (len(expression), "", len(expression)),
    ]:
        found = find_quantities(expression[at:end])
        if not found:
            return [], ()
        signs.append(sign)
        operands.append(found[-1].moved(at))
        at, sign = behind, following
    return signs, tuple(operands)


def _holds(signs: Sequence[str], operands: Sequence[Quantity], result: Quantity) -> bool:
    """Whether the operands make the result, from left to right, products first."""
    totals: list[tuple[float, float]] = []
    for at, (sign, quantity) in enumerate(zip(signs, operands, strict=True)):
        low, high = _ends(quantity)
        if sign == "*":
            first, last = totals[-1]
            scale = 0.01 if quantity.kind in ("ratio", "points") else 1.0
            totals[-1] = (first * low * scale, last * high * scale)
        elif sign == "/":
            if not low or len(operands) > 2:
                return False
            share = totals[-1][0] / low * (100 if result.unit == "%" else 1)
            return abs(share - result.value) < _ROUNDED * max(1.0, abs(result.value) / 10)
        else:
            if signs[at + 1 : at + 2] == ["*"]:
                low, high = _factor_ends(quantity)
            direction = -1.0 if sign == "-" else 1.0
            totals.append((direction * low, direction * high))
    sums = [abs(sum(ends)) for ends in zip(*totals, strict=True)]
    return all(_near(value, end) for value, end in zip(sums, _ends(result), strict=True))


def _ends(quantity: Quantity) -> tuple[float, float]:
    low = quantity.low if quantity.low is not None else quantity.value
    return low, quantity.high if quantity.high is not None else low


def _factor_ends(quantity: Quantity) -> tuple[float, float]:
    """A factor counts as it is written: 5斤 at 2.38元 a 斤 are 5 times the price."""
    if quantity.kind == "money":
        return _ends(quantity)
    scale = scale_of(quantity)
    low, high = _ends(quantity)
    return low / scale, high / scale


def _near(value: float, other: float) -> bool:
    return abs(value - other) <= 1e-6 * max(1.0, abs(value))


# --- writing -------------------------------------------------------------------------------


def bare(quantity: Quantity) -> str:
    return squash(quantity.text)


def written(value: float, like: Quantity) -> str:
    """A value in base units, written in the magnitude and unit of the figure it came from."""
    text = fold_digits(bare(like))
    match = re.search(rf"([{''.join(MAGNITUDES)}]*)([^\d.,{''.join(MAGNITUDES)}—\-~至到]*)$", text)
    magnitude, unit = match.groups() if match else ("", like.unit)
    scale = scale_of(like)
    if abs(value) < scale and magnitude in _LOWER:  # 0.3亿元 is said as 3000万元
        magnitude, step = _LOWER[magnitude]
        scale /= step
    return f"{_number(value / scale)}{magnitude}{unit}"


_LOWER = {"亿": ("万", 1e4), "万": ("", 1e4)}


def _number(value: float) -> str:
    return f"{round(value, 4):.4f}".rstrip("0").rstrip(".")


def scale_of(quantity: Quantity) -> float:
    """Base units per written number: 1e4 for 20万元, 0.0005 for 5斤 (of which 吨 is the base)."""
    numbers = re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", fold_digits(bare(quantity)))
    shown = float(numbers[-1].replace(",", "")) if numbers else 0.0
    last = quantity.high if quantity.high is not None else quantity.low
    return last / shown if shown and last else 1.0
