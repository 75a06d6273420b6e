"""Small repairs that turn a span of a document into a phrase of an answer."""

from __future__ import annotations

import re

from ingest.documents import Document
from ingest.language.normalise import squash

_LEAD_WORDS = re.compile(
    r"^(?:其中|并且|并|且|同时|此外|另外|一是|二是|三是|四是|五是|六是|(?:（?[一二三四五六七八九十\d]{1,2}）|[①-⑳]|\d{1,2}[.、．](?!\d)))[，：:]?\s*"
)


# the number of an article stands before its text, parted by a blank
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百千\d]{1,7}条\s+")


# footnote marks of statistical communiqués (地区生产总值[2]32074.7亿元) would read as citations
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")


# the marks by which word processors show the end of a line, left behind by conversion
_LINE_END = re.compile(r"[←↔↵](?=\s*(?:$|\n|[（(]))")

# a guide heads its parts with labels (服务内容：, 申报条件：) that say nothing of their content
_PART_LABEL = re.compile(
    r"^(?:服务|支持|扶持|主要|政策|奖励|补助|补贴|资助|申报|申请|条件|办理|受理|工作|资金)"
    r"(?:内容|要求|条件|流程|标准|方式|对象|范围|措施)[：:]\s*(?=[^\s：:])"
)
# 电头: a report opens with its agency, place and day (新华社重庆2月13日电（记者…）)
DATELINE = re.compile(
    r"^[^，。；\n]{0,14}?\d{1,2}月\d{1,2}日(?:电|讯)\s*(?:[（(][^（）()\n]{0,24}[)）])?"
)


def clean(text: str) -> str:
    """One line, without list markers, dateline, footnote marks, stray blanks and closing marks."""
    text = DATELINE.sub("", text.strip()) or text
    text = _FOOTNOTE.sub("", _ARTICLE.sub("", text.strip()))
    text = _PART_LABEL.sub("", text)
    text = _LINE_END.sub("", text)
    text = re.sub(r"\s*\n\s*", "", text)
    text = re.sub(
        r"(?<=[\u4e00-\u9fff，。、；：“”（）—]) +| +(?=[\u4e00-\u9fff，。、；：“”（）%—])", "", text
    )
    text = _LEAD_WORDS.sub("", text.strip())
    return text.strip("，。；、：: ")


def named(document: Document) -> str:
    """《title》（number，year年）, as far as they are known."""
    details = [document.doc_number] if document.doc_number else []
    if document.year and str(document.year) not in (document.doc_number or ""):
        details.append(f"{document.year}年")
    title = squash(document.title)
    return f"《{title}》" + (f"（{'，'.join(details)}）" if details else "")


_HEAD = 40


def title_span(document: Document) -> tuple[int, int]:
    """Where the text has its title; its first characters where only the container knows it."""
    start = document.text.find(document.title)
    if start < 0:
        return 0, min(len(document.text), _HEAD)
    return start, start + len(document.title)
