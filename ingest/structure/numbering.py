"""The numbering styles of Chinese official texts, read at the start of a paragraph.

GB/T 9704-2012 orders the levels of a document 一、 （一） 1. （1）; statutes use 编 章 节 条; plans
of projects use 1 / 1.1 / 1.1.1. A number that begins a paragraph may also belong to a
sentence: a clause reference (“第三十条规定的…”), an enumeration (“一、二级”), an amount (“1.5万元”).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Style(IntEnum):
    """A numbering style; the value is its usual rank, smaller is higher."""

    ANNEX = 0
    PART = 1
    CHAPTER = 2
    ARTICLE_SECTION = 3
    ARTICLE = 4
    CJK = 5
    CJK_PAREN = 6
    DECIMAL_1 = 7
    ARABIC = 8
    DECIMAL_2 = 9
    DECIMAL_3 = 10
    ARABIC_PAREN = 11
    HALF_PAREN = 12
    CIRCLED = 13
    BOX = 14
    PADDED = 15

    @property
    def structural(self) -> bool:
        """编章节条 and 附件: headings by their word, wherever they stand."""
        return self <= Style.ARTICLE


@dataclass(frozen=True, slots=True)
class Marker:
    """`text[start:end]` is the number with its punctuation; `number` its value."""

    style: Style
    number: int
    end: int


_NUMERAL = "一二三四五六七八九十百千零〇两"
_STRUCTURAL = re.compile(
    rf"第([{_NUMERAL}]{{1,7}}|\d{{1,4}})(编|分编|篇|部分|章|节|条)(?:之[{_NUMERAL}]{{1,3}})?"
)
_STRUCTURAL_STYLES = {
    "编": Style.PART,
    "分编": Style.PART,
    "篇": Style.PART,
    "部分": Style.PART,
    "章": Style.CHAPTER,
    "节": Style.ARTICLE_SECTION,
    "条": Style.ARTICLE,
}
# what follows 第三十条 in a sentence that refers to it
_REFERENCE = re.compile(
    rf"规定|所[列称述]|之规定|第[{_NUMERAL}\d]+[款项条]|[、，,。；和或及至到的中]|（[{_NUMERAL}]+）|内容|修改|删去"
)
_CJK = re.compile(rf"([{_NUMERAL}]{{1,3}})[、.．](?![{_NUMERAL}]+[、级类等期产线季手是流者])")
_CJK_PAREN = re.compile(rf"[（(]([{_NUMERAL}]{{1,3}})[）)][、.．]?")
_ARABIC = re.compile(r"(\d{1,2})(?:[.．](?!\d)|、(?!\d+[、号]))")
_DECIMAL = re.compile(r"(\d{1,2})((?:[.．]\d{1,2}){1,3})[.．、]?(?=[ 　]|[^\d.])")
_DECIMAL_TOP = re.compile(r"(\d{1,2})[ 　]+(?=[\u4e00-\u9fff])")
_AMOUNT = re.compile(
    r"[ 　]?(?:[%％‰万亿倍米吨公个千百元家年月日人名项次条件位号时分周岁℃—～~\-]|[kMGT]?(?:Hz|B|W|bps)\b|dB|[cmk]?m\b|[mk]g\b)"
)
_ARABIC_PAREN = re.compile(r"[（(](\d{1,2})[）)][、.．]?")
_HALF_PAREN = re.compile(r"(\d{1,2})[）)]")
_CIRCLED = re.compile("[①-⑳]")
_PADDED = re.compile(r"(0[1-9]|[1-9]\d)(?=[ 　]?[\u4e00-\u9fff])")
_BOX = re.compile(r"专栏[ 　]?(\d{1,2})")
_BLANKS = re.compile(r"[ \t\u3000]*")
_QUICK = frozenset(f"第（(专{_NUMERAL}0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")


def read_marker(text: str) -> Marker | None:
    """The number a paragraph begins with, None where it is part of a sentence. Annexes excluded."""
    if not text or text[0] not in _QUICK:
        return None
    for read in (_structural, _han, _arabic, _other):
        marker = read(text)
        if marker is not None:
            blanks = _BLANKS.match(text, marker.end)
            return Marker(marker.style, marker.number, blanks.end() if blanks else marker.end)
    return None


def numeral(text: str) -> int:
    """The value of a small Han or Arabic number: 二十三 → 23, 一百零三 → 103, 12 → 12."""
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            digit = digit * 10 + "零一二三四五六七八九".find(
                char.replace("〇", "零").replace("两", "二")
            )
    return total + digit


def _structural(text: str) -> Marker | None:
    match = _STRUCTURAL.match(text)
    if match is None or _REFERENCE.match(text, match.end()):
        return None
    return Marker(_STRUCTURAL_STYLES[match[2]], numeral(match[1]), match.end())


def _han(text: str) -> Marker | None:
    match = _CJK.match(text)
    if match:
        return Marker(Style.CJK, numeral(match[1]), match.end())
    match = _CJK_PAREN.match(text)
    if match:
        return Marker(Style.CJK_PAREN, numeral(match[1]), match.end())
    return None


def _arabic(text: str) -> Marker | None:
    match = _DECIMAL.match(text)
    if match and not _AMOUNT.match(text, match.end()):
        depth = len(re.findall(r"[.．]", match[2]))
        style = Style.DECIMAL_2 if depth == 1 else Style.DECIMAL_3
        return Marker(style, int(re.split(r"[.．]", match[2])[-1]), match.end())
    match = _ARABIC.match(text)
    if match:
        return Marker(Style.ARABIC, int(match[1]), match.end())
    match = _DECIMAL_TOP.match(text)
    if match and not _AMOUNT.match(text, match.end()):
        return Marker(Style.DECIMAL_1, int(match[1]), match.end())
    return None


def _other(text: str) -> Marker | None:
    for pattern, style in (
        (_ARABIC_PAREN, Style.ARABIC_PAREN),
        (_HALF_PAREN, Style.HALF_PAREN),
        (_BOX, Style.BOX),
        (_PADDED, Style.PADDED),
    ):
        match = pattern.match(text)
        if match and not (style is Style.PADDED and _AMOUNT.match(text, match.end())):
            return Marker(style, int(match[1]), match.end())
    if _CIRCLED.match(text):
        return Marker(Style.CIRCLED, ord(text[0]) - ord("①") + 1, 1)
    return None
