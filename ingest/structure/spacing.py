"""Blanks that print layout and word processors put into Chinese text.

Chinese running text is written without blanks. What stands between a Han character and a
figure (“99 家”) is an export's typographic space, what parts single characters (“抄 送”) is
letter-spacing, what touches a Chinese punctuation mark is padding; these are dropped. A blank
between two phrases (“提案 第0024号”, names in a row) or after a label (“附件1 标题”, “第一条 为了”)
separates and stays, as one space.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import OriginSpan, Paragraph
from ingest.origins import Pieces, join_paragraphs, slice_paragraph

_BLANK = r"[ \t\r\n\x0b\f\u00a0\u2002-\u200a\u202f\u3000]"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
_CJK_MARKS = "，。、；：？！（）《》〈〉“”‘’「」『』【】〔〕—…·"
_BLANKS = re.compile(f"{_BLANK}+")
# measure words and units that follow a figure in official Chinese
_MEASURES = "年月日时分秒号家项个万亿千百元名位岁倍次条件台套人户亩种类级批期届度公平方米吨斤辆座所间处户村镇区县市省字份张页章款成余多以左及至到和与的内"
_FIGURE_AHEAD = re.compile(rf"\d[\d.,，:：—~～-]*{_BLANK}?[%％‰℃{_MEASURES}]")
_LATIN_AHEAD = re.compile(r"(?=\d{0,4}[A-Za-z])[A-Za-z0-9+-]{1,8}(?![A-Za-z0-9.@/:])")
_PROSE = re.compile("[，。；、]")
_LATIN_BEHIND = re.compile(r"(?<![A-Za-z0-9.@/:])[A-Za-z0-9+-]{1,8}$")
_LABEL_BEHIND = re.compile(r"^(?:附?[件表图录]|专栏|第)?[\d.．]{1,6}$")
_SINGLE = re.compile(f"(?<![{_HAN}])[{_HAN}](?:{_BLANK}{{1,4}}[{_HAN}])+(?![{_HAN}])")


def tidy(paragraph: Paragraph) -> Paragraph:
    """The paragraph without padding, letter-spacing and export blanks; its origin follows.

    A blank dropped or narrowed can bring a figure and its unit together and so settle the blank
    before them: passes are made until one changes nothing. Each shortens the text.
    """
    tidied = _pass(paragraph)
    while tidied.text != paragraph.text:
        paragraph, tidied = tidied, _pass(tidied)
    return tidied


def _pass(paragraph: Paragraph) -> Paragraph:
    text = paragraph.text
    if not _BLANKS.search(text):
        return paragraph
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return slice_paragraph(paragraph, 0, 0)
    spaced = _letter_spaced(text)
    prose = _PROSE.search(text) is not None
    pieces = Pieces()
    position = start
    for match in _BLANKS.finditer(text, start, end):
        pieces.add_slice(text, paragraph.origin, position, match.start())
        span = match.span()
        if match.start() not in spaced and not _droppable(text, start, span, prose):
            _add_space(pieces, text, paragraph.origin, match.start())
        position = match.end()
    pieces.add_slice(text, paragraph.origin, position, end)
    whole = slice_paragraph(paragraph, 0, 0)
    tidied = Paragraph(pieces.text, origin=pieces.origin)
    return join_paragraphs(whole, tidied, "")


def running_text(text: str) -> bool:
    """Whether blanks in `text` can only be line ends of a narrow column: long runs, few blanks.

    A list of names or short items parted by blanks has runs of two to five characters.
    """
    runs = text.split()
    return len(runs) > 1 and len(text) >= 7 * len(runs)


def unwrap(paragraph: Paragraph) -> Paragraph:
    """Drops the blanks between Han characters in the text of one cell that was laid out narrow."""
    text = paragraph.text
    if not running_text(text):
        return paragraph
    pieces = Pieces()
    position = 0
    for match in re.finditer(f"(?<=[{_HAN}{_CJK_MARKS}])\\s+(?=[{_HAN}{_CJK_MARKS}])", text):
        pieces.add_slice(text, paragraph.origin, position, match.start())
        position = match.end()
    pieces.add_slice(text, paragraph.origin, position, len(text))
    return join_paragraphs(
        slice_paragraph(paragraph, 0, 0), Paragraph(pieces.text, origin=pieces.origin), ""
    )


def _add_space(pieces: Pieces, text: str, origin: Sequence[OriginSpan], position: int) -> None:
    if text[position] == " ":
        pieces.add_slice(text, origin, position, position + 1)
    else:
        pieces.add(" ", _at(origin, position))


def _at(origin: Sequence[OriginSpan], position: int) -> tuple[OriginSpan, ...]:
    for span in origin:
        if span.offset <= position < span.offset + span.length:
            return (OriginSpan(0, span.source_start + position - span.offset, 1),)
    return ()


def _letter_spaced(text: str) -> set[int]:
    """Starts of the blanks inside runs of single Han characters."""
    return {
        match.start() + inner.start()
        for match in _SINGLE.finditer(text)
        for inner in _BLANKS.finditer(match.group())
    }


def _droppable(text: str, first: int, span: tuple[int, int], prose: bool) -> bool:
    start, end = span
    before, after = text[start - 1], text[end]
    if before in _CJK_MARKS or after in _CJK_MARKS:
        return True
    if _is_han(before):
        if after.isdigit() and prose:
            return True
        return bool(_FIGURE_AHEAD.match(text, end) or _LATIN_AHEAD.match(text, end))
    if _is_han(after):
        if _LABEL_BEHIND.match(text[first:start]):
            # “2021 年” at the start of a paragraph is a year, “1 总则” and “附件1 标题” a label
            return start - first == 4 and text[first:start].isdigit()
        if before.isdigit():
            return prose or after in _MEASURES
        return before in "%％" or bool(_LATIN_BEHIND.search(text[max(first, start - 9) : start]))
    return False


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char == "〇"
