"""The title of a document: from the text where it can be recognised, else from the container.

Titles of official documents end in the name of a 文种 (通知, 意见, 办法 …) and carry no
sentence punctuation; a long one is broken over several centred lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePath

from ingest.blocks import Paragraph, Source
from ingest.metadata.doc_numbers import find_doc_numbers
from ingest.metadata.found import Found
from ingest.metadata.layout import (
    Layout,
    Line,
    is_body,
    is_date,
    is_label,
    is_letterhead,
    is_order_head,
)

GENRES = (
    "答记者问|修正案|倡议书|白皮书|条例|规定|办法|细则|规则|决定|决议|命令|公告|通告|"
    "意见|通知|通报|报告|请示|批复|复函|纪要|议案|公报|方案|计划|规划|纲要|要点|"
    "措施|政策|指南|标准|规范|目录|清单|预案|章程|答复|解释|安排|法典|宪法|制度|"
    "说明|解读|问答|名单|公示|大纲|导则|指引|准则|讲话|总结|声明|须知|汇编|函|"
    "法"
)
"""The names of 文种 and other kinds of text that titles end in, longest first."""

_LONGEST = 160
_MOST_LINES = 6
_CLOSED = re.compile(rf"(?:{GENRES})[”’]?(?:[（(][^（）()]{{1,24}}[)）])*(?:\[\d\])?$")
_ADDITION = re.compile(
    r"^[（(〔\[]\s*(?:[^）)]{0,14}(?:稿|草案|试行|暂行|修订|修正|版|年度?|“?十[一二三四五六]五”?)[^）)]{0,6})[)）〕\]]$"
)
_ENACTED = re.compile(r"《(?P<title>[^《》]+)》.{0,80}?(?:公布|发布|施行)")
_ORDER_LINES = 30
# “关于…的<文种>”: without 的 the name of a 文种 may stand inside the subject (关于…制度).
_ABOUT = re.compile(rf"关于.+的[^的]{{0,10}}?(?:{GENRES})[”’》]?(?:[（(][^（）()]{{1,24}}[)）])*$")
_RUN_ON = re.compile(
    r"^(?P<title>[\u4e00-\u9fff]{0,30}关于[^。；]{4,150}?的(?:通知|意见|函|通报|公告|通告|批复|决定)(?:[（(][^（）()]{1,24}[)）])?)"
    r"(?=[各省市县区有][^。；《》]{2,}[：:]$)"
)
_RUN_ON_LINES = 4
_CONTINUES = ("的", "》", "和", "及", "与", "”", "（试行", "(试行")
_SITE = re.compile(r"\s*[_|｜]+\s*|\s+[-–—]+\s*|\s*[-–—]+\s+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NO_TITLE = re.compile(
    r"^(?:\d{4}年\d+月\d+日|附\s*件\s*[\d一二三四五六七八九十]*\s*[：:]?$|附\s*录|签发人|发文|文号|主送|抄送|当前位置|首页|来源|日期|目\s*录|【|\[?打印|"
    r"[（(][^）)]*(?:通过|发布|公布|批准|印发|公开)[^）)]*[)）]$)"
)
_BEGINS = re.compile(r"^[\u4e00-\u9fff\w“‘《（(【〈\"]")
_ANNEX = re.compile(r"^附\s*件\s*[\d一二三四五六七八九十]*\s*[：:]\s*")
_HAN_SPACE = re.compile(
    r"(?<=[\u4e00-\u9fff》”）])(?<![院部局厅委会署室府])[ \u3000]+(?=[\u4e00-\u9fff《“（\d])|(?<=\d)[ \u3000]+(?=[\u4e00-\u9fff])"
)


def find_title(layout: Layout, source: Source) -> Found[str]:
    """The title; the name of the file where neither text nor container shows one.

    A web page states its title, so its statement counts first; document properties of office
    files are often left over from a template and count only where the text repeats them.
    """
    stated = _stated(layout, source)
    if stated is not None and (source.media_type == "text/html" or "front.title" in source.hints):
        return stated
    marked = _marked(source)
    return (
        _ordered_title(layout)
        or _run_on_title(layout)
        or _closed_title(layout, marked)
        or stated
        or _first_marked(layout, marked)
        or _first_line(layout)
        or Found(tidy(cut_site(PurePath(source.name).stem)) or source.name)
    )


def cut_site(title: str) -> str:
    """“…的通知_国务院文件_中国政府网” without the names of columns and site."""
    for part in _SITE.split(title.strip()):
        if len(_HAN.findall(part)) >= 4:
            return part.strip()
    return title.strip()


def is_closed(title: str) -> bool:
    """Whether a text ends in the name of a 文种, additions in brackets aside."""
    return _CLOSED.search("".join(title.split())) is not None


def _stated(layout: Layout, source: Source) -> Found[str] | None:
    front = source.hints.get("front.title")
    stated = front or cut_site(source.hints.get("title", ""))
    if not stated or len(_HAN.findall(stated)) < 4:
        return None
    span = locate(layout.text, stated)
    if front is None and span is None and source.media_type != "text/html":
        return None
    return Found(tidy(stated), *(span or (-1, -1)))


def locate(text: str, wanted: str, limit: int = 6000) -> tuple[int, int] | None:
    """Where a title stands near the beginning of a text, white space ignored."""
    pattern = r"\s*".join(re.escape(char) for char in "".join(wanted.split())[:_LONGEST])
    match = re.search(pattern, text[:limit]) if pattern else None
    return None if match is None else match.span()


def tidy(title: str) -> str:
    """One line without stray spaces; a title of official form keeps none between characters."""
    title = _ANNEX.sub("", " ".join(title.split()))
    return _HAN_SPACE.sub("", title) if is_closed(title) else title


def _marked(source: Source) -> frozenset[str]:
    """Compact texts of paragraphs that the format sets as top heading or centred."""
    return frozenset(
        "".join(block.text.split())
        for block in source.blocks
        if isinstance(block, Paragraph) and (block.heading_level == 1 or block.centred)
    )


def _run_on_title(layout: Layout) -> Found[str] | None:
    """A title with its addressees on one line: 关于印发《…办法》的通知各区县工信部门，各有关单位："""
    for line in layout.lines[:_RUN_ON_LINES]:
        match = _RUN_ON.match(line.text)
        if match is not None and _balanced(match["title"]):
            start = line.start + match.start("title")
            return Found(tidy(match["title"]), start, start + len(match["title"]))
    return None


def _closed_title(layout: Layout, marked: Collection[str]) -> Found[str] | None:
    """The first lines of the head that together end in a 文种, those set as title first."""
    starts = [index for index, line in enumerate(layout.head) if line.compact in marked]
    for start in (*starts, *range(len(layout.head))):
        end = _title_end(layout.head, start)
        if end is not None:
            lines = layout.head[start:end]
            return _joined(lines)
    return None


def _ordered_title(layout: Layout) -> Found[str] | None:
    """What an order enacts: 《专利代理条例》已经…通过，现予公布, and the line that then bears it."""
    order = next((i for i, line in enumerate(layout.head) if is_order_head(line)), None)
    if order is None:
        return None
    for line in layout.lines[order + 1 : order + 6]:
        match = _ENACTED.search(line.text)
        if match is None:
            continue
        compact = "".join(match["title"].split())
        for index in range(order, min(order + _ORDER_LINES, len(layout.lines))):
            for end in range(index + 1, min(index + 4, len(layout.lines)) + 1):
                lines = layout.lines[index:end]
                if "".join(part.compact for part in lines) == compact:
                    return _joined(lines)
        start = line.start + match.start("title")
        return Found(tidy(match["title"]), start, start + len(match["title"]))
    return None


def _title_end(head: tuple[Line, ...], start: int) -> int | None:
    """Index after the last line of a title that begins at `start`; None where none does."""
    text = ""
    closed = None
    for index in range(start, min(start + _MOST_LINES, len(head))):
        if not _is_part(head[index]) or len(text) + len(head[index].compact) > _LONGEST:
            break
        text += head[index].compact
        following = head[index + 1].compact if index + 1 < len(head) else ""
        if not is_closed(text) or not _balanced(text) or following.startswith(_CONTINUES):
            continue
        closed = closed or _after_additions(head, index + 1)
        if "关于" not in text:
            return closed
        if _ABOUT.search(text):
            return _after_additions(head, index + 1)
    return closed


def _after_additions(head: tuple[Line, ...], index: int) -> int:
    while index < len(head) and _ADDITION.match(head[index].compact):
        index += 1
    return index


def _is_part(line: Line) -> bool:
    if (
        is_letterhead(line)
        or is_order_head(line)
        or is_date(line)
        or is_label(line)
        or is_body(line)
    ):
        return False
    if line.text.endswith(("：", ":", "！", "!")) or not _BEGINS.match(line.text):
        return False
    if _NO_TITLE.match(line.text) or not _HAN.search(line.text):
        return bool(_ADDITION.match(line.compact))
    numbers = find_doc_numbers(line.text)
    return not (numbers and numbers[0].end - numbers[0].start >= len(line.text) - 2)


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("《》", "（）", "“”"))


def _joined(lines: tuple[Line, ...]) -> Found[str]:
    return Found(tidy("".join(line.text for line in lines)), lines[0].start, lines[-1].end)


def _first_marked(layout: Layout, marked: Collection[str]) -> Found[str] | None:
    for line in layout.head:
        if line.compact in marked and _is_part(line) and len(line.compact) >= 4:
            return _joined((line,))
    return None


def _first_line(layout: Layout) -> Found[str] | None:
    for line, following in zip(layout.lines, (*layout.lines[1:], None), strict=False):
        if line not in layout.head:
            return None
        if not _is_part(line) or not 4 <= len(line.compact) <= 60:
            continue
        return None if _runs_on(line, following) else _joined((line,))
    return None


def _runs_on(line: Line, following: Line | None) -> bool:
    """A printed line of a paragraph: the next one is as short and goes on with the sentence."""
    if line.text.endswith(("，", "、")):
        return True
    if following is None or len(line.compact) < 15 or len(following.compact) > 60:
        return False
    return "，" in following.text or "。" in following.text
