"""Automatic numbers of Word paragraphs: “第一条”, “（二）”, “3.” as Word would print them.

Official documents are numbered with 一、（一）1.（1）(GB/T 9704-2012, 7.3.3); Word users set these
by automatic lists, which keep the number out of the text. ECMA-376 Part 1, 17.9 and 17.18.59.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    start: int
    number_format: str
    text: str
    restart: int | None = None
    arabic: bool = False


@dataclass(slots=True)
class _List:
    """The counters of one abstract list: level -> last number given."""

    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListReference:
    """`w:numPr` of a paragraph or style."""

    number_id: str
    level: int


class Numbering:
    """Gives each list paragraph its label, in document order."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._of_number: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()
        self._lists: dict[str, _List] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        for abstract in root.iter(f"{W}abstractNum"):
            levels = {
                int(_value(node, "ilvl") or 0): _level(node) for node in abstract.findall(f"{W}lvl")
            }
            self._abstract[_value(abstract, "abstractNumId") or ""] = levels
        for number in root.iter(f"{W}num"):
            number_id = _value(number, "numId") or ""
            self._of_number[number_id] = _child_value(number, "abstractNumId") or ""
            overrides = {}
            for override in number.findall(f"{W}lvlOverride"):
                start = _child_value(override, "startOverride")
                if start is not None:
                    overrides[int(_value(override, "ilvl") or 0)] = _int(start, 1)
            self._overrides[number_id] = overrides

    def label(self, reference: ListReference) -> str | None:
        """The printed number of the next paragraph of this list; None for bullets."""
        abstract_id = self._of_number.get(reference.number_id)
        levels = self._abstract.get(abstract_id or "")
        if not levels or reference.level not in levels:
            return None
        counts = self._lists.setdefault(abstract_id or "", _List()).counts
        self._restart(reference.number_id, counts)
        self._advance(reference.level, levels, counts)
        level = levels[reference.level]
        if level.number_format == "bullet":
            return None
        return _render(level, levels, counts) or None

    def _restart(self, number_id: str, counts: dict[int, int]) -> None:
        """A `w:num` with start overrides begins anew where it is first used."""
        if number_id in self._started:
            return
        self._started.add(number_id)
        for level, start in self._overrides.get(number_id, {}).items():
            counts[level] = start - 1

    @staticmethod
    def _advance(level: int, levels: dict[int, Level], counts: dict[int, int]) -> None:
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            if deeper not in levels or levels[deeper].restart != 0:
                del counts[deeper]


def _render(printed: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    """The text of a level with its numbers put in (`w:isLgl` writes all of them in digits)."""

    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        level = levels.get(index)
        if level is None:
            return ""
        number_format = "decimal" if printed.arabic else level.number_format
        return format_number(counts.get(index, level.start), number_format)

    return _PLACEHOLDER.sub(number, printed.text).strip()


def _level(node: Element) -> Level:
    restart = _child_value(node, "lvlRestart")
    return Level(
        start=_int(_child_value(node, "start"), 1),
        number_format=_child_value(node, "numFmt") or "decimal",
        text=_child_value(node, "lvlText") or "",
        restart=_int(restart, 0) if restart is not None else None,
        arabic=node.find(f"{W}isLgl") is not None,
    )


def format_number(number: int, number_format: str) -> str:
    """A number in a Word number format (ST_NumberFormat); unknown formats print digits."""
    if number_format == "none":
        return ""
    if number_format in _FORMATS and number > 0:
        return _FORMATS[number_format](number)
    return str(number)


def chinese_number(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """一 … 九千九百九十九; 10 to 19 drop the leading 一 (十一), as in ordinal numbers."""
    if number > 9999:
        return str(number)
    written, zero = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit == 0:
            zero = bool(written)
            continue
        written += (digits[0] if zero else "") + digits[digit] + (units[power - 1] if power else "")
        zero = False
    if 10 <= number < 20 and digits == _DIGITS:
        written = written[1:]
    return written


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else f"({number})"


def _letters(number: int) -> str:
    repeat, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (repeat + 1)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


_FORMATS = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "ideographDigital",
            "koreanCounting",
        ),
        chinese_number,
    ),
    "chineseLegalSimplified": lambda number: chinese_number(number, _LEGAL, "拾佰仟"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalZero": lambda number: f"{number:02d}",
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


def _value(node: Element, name: str) -> str | None:
    return node.get(f"{W}{name}")


def _child_value(node: Element, name: str) -> str | None:
    child = node.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _int(value: str | None, default: int) -> int:
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default
