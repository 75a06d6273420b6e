"""The parts of an official document: head (版头, title), body, signature, tail.

The parts follow GB/T 9704 (党政机关公文格式): letterhead and 发文字号 first, then the title, the
addressees, the body, the signature (发文机关署名, 成文日期), annexes, and the 版记 with 抄送 and
印发机关. Lines are the paragraphs of the composed text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.figures.dates import find_dates
from ingest.metadata.folding import fold_years
from ingest.metadata.found import Found

_HEAD_LINES = 45
_ORDINAL = r"[一二三四五六七八九十百零〇\d]{1,5}"
_HEADING = re.compile(
    rf"^(?:第\s*{_ORDINAL}\s*[章节条篇部]|{_ORDINAL}\s*[、．.]\s*\D|[（(]{_ORDINAL}[)）]\s*\D)"
)
_LETTERHEAD = re.compile(r"^(?:.{2,60})?文件$")
_ORDER_HEAD = re.compile(r"^[\u4e00-\u9fff]{2,30}(?:令|公告|通告)(?:[（(].{0,6}第.{1,5}号[)）])?$")
_LABEL = re.compile(
    r"^[【\[]?(?P<label>索\s*引\s*号|主题分类|主\s*题\s*词|分\s*类|组配分类|体裁分类|发文机关|发文机构|印发机关|发布机构|发布机关|"
    r"发文单位|发布单位|公开主体|责任部门|制发机关|成文日期|发文日期|发文时间|印发时间|成文时间|生成日期|印发日期|发布日期|发布时间|公开日期|公开时限|"
    r"公开方式|公开范围|标\s*题|名\s*称|文件名称|发文字号|文\s*号|文件编号|有\s*效\s*性|效\s*力|时效性|"
    r"生效日期|实施日期|施行日期|废止日期|失效日期|来\s*源|文章来源|信息来源|稿件来源|作\s*者|访问量|浏览次数|字体|字号)"
    r"[】\]]?\s*[:：]\s*(?P<value>.*)$"
)
_ADDRESSEE = re.compile(r"^[^，。；]{2,}[：:]$|^各.+[：:]$")
_LONGEST_DATE = 40  # letter-spaced
_DATE_MARK = re.compile(r"[年/.-]")
_CAPTION = re.compile(
    r"^[ \t\u3000]*[（(][^（）()]{0,400}?\d日[^（）()]{0,200}?(?:通过|公布|发布|修订|修正|批准)[^（）()]{0,400}?[)）]",
    re.M,
)
_SENTENCE_END = "。；！？"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without surrounding white space: `text == whole[start:end]`."""

    text: str
    start: int
    end: int

    @property
    def compact(self) -> str:
        """Without any white space: letterheads and short names are often letter-spaced."""
        return "".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Layout:
    """A text in lines (blank ones left out); `head` is what stands before the body."""

    text: str
    lines: tuple[Line, ...]
    head: tuple[Line, ...]
    labels: Mapping[str, Found[str]]

    @property
    def caption(self) -> Found[str] | None:
        """题注, the note below the title of a law: （2018年9月6日…通过 …公布 自…起施行）."""
        end = self.head[-1].end if self.head else 0
        match = _CAPTION.search(self.text[: end + 400])
        return None if match is None else Found(match.group(), *match.span())

    def around(self, position: int) -> int:
        """Index of the first line that begins at or after a position."""
        for index, line in enumerate(self.lines):
            if line.start >= position:
                return index
        return len(self.lines)


def read_layout(text: str) -> Layout:
    """Lines, head and labelled fields of a composed text."""
    lines = split_lines(text)
    head = lines[: _head_length(lines)]
    return Layout(text, lines, head, _labels(lines[:_HEAD_LINES]))


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not blank."""
    lines = []
    position = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped)
            lines.append(Line(stripped, start, start + len(stripped)))
        position += len(raw) + 1
    return tuple(lines)


def is_heading(line: Line) -> bool:
    """A numbered heading: 一、 （一） 1. 第一章 第一条."""
    return _HEADING.match(line.text) is not None


def is_letterhead(line: Line) -> bool:
    """The red head: 常州市工业和信息化局文件; with several bodies 文件 may stand on a line of its own."""
    return _LETTERHEAD.match(line.compact) is not None and "关于" not in line.compact


def is_order_head(line: Line) -> bool:
    """The red head of an order or announcement: 中华人民共和国国务院令."""
    return _ORDER_HEAD.match(line.compact) is not None and "关于" not in line.compact


def is_label(line: Line) -> bool:
    """A labelled field of a government web page: 发文机关：国务院."""
    return _LABEL.match(line.text) is not None


def is_date(line: Line) -> bool:
    """A line that is a date (to the day or month) and nothing else, brackets aside."""
    if len(line.text) > _LONGEST_DATE or not _DATE_MARK.search(line.text):
        return False
    compact = fold_years(line.compact).strip("（）()")
    dates = find_dates(compact)
    return len(dates) == 1 and dates[0].end - dates[0].start == len(compact)


def is_body(line: Line) -> bool:
    """A paragraph, a numbered heading or a line of addressees."""
    if is_label(line):
        return False
    if is_heading(line) or _ADDRESSEE.match(line.text):
        return True
    ends = line.text[-1] in _SENTENCE_END
    return (ends and len(line.text) > 12) or (len(line.text) > 60 and "，" in line.text)


def _head_length(lines: tuple[Line, ...]) -> int:
    """How many lines stand before the first line of the body."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if is_body(line):
            return index
    return min(len(lines), _HEAD_LINES)


def _labels(lines: tuple[Line, ...]) -> dict[str, Found[str]]:
    """Labelled fields; a value may stand on the line after its label."""
    labels: dict[str, Found[str]] = {}
    for line, following in zip(lines, (*lines[1:], None), strict=False):
        match = _LABEL.match(line.text)
        if match is None:
            continue
        label = "".join(match["label"].split())
        if match["value"]:
            start = line.start + match.start("value")
            labels.setdefault(label, Found(match["value"], start, line.end))
        elif following is not None and not is_label(following):
            labels.setdefault(label, Found(following.text, following.start, following.end))
    return labels
