"""文件性质 by title and form."""

from __future__ import annotations

import re

from ingest.documents import Kind
from ingest.metadata.found import Found
from ingest.metadata.layout import Layout
from ingest.metadata.titles import is_closed

_DRAFT = re.compile(
    r"征求意见稿|公开征求.{0,60}意见|征求.{0,60}意见的(?:函|通知|公告|通告|启事)|送审稿|讨论稿|(?:（|\()草案(?:）|\))|草案[）)]$"
)
_DRAFT_LINE = re.compile(r"^[（(]?(?:公开)?(?:征求意见稿|送审稿|讨论稿|草案|初稿)[）)]?$")
_REPLY = re.compile(
    r"(?:提案|建议|议案|来信|咨询|留言|委员|代表).*的?(?:答复|复函|函复|回复|答复意见|答复函|会办意见)(?:意见|函)?(?:[（(].{1,20}[)）])?$|的答复(?:意见|函)?(?:[（(].{1,20}[)）])?$"
)
_INTERPRETATION = re.compile(
    r"解读|图解|一图(?:看|读)懂|答记者问|政策问答|问答$|起草说明|编制说明|政策说明|热点问答|百问"
)
# A covering notice or order carries the document it issues: 关于印发《…行动方案》的通知.
_WRAPPER = re.compile(
    r"(?:关于)?(?:印发|发布|公布|转发|批转|下发)(?P<inner>.+?)的?(?:通知|公告|通告|函|命令)?(?:[（(].{1,20}[)）])*$"
)
_PLAN = re.compile(
    r"(?:方案|计划|规划|纲要|工作要点|路线图|三年行动|任务清单|任务书)"
    r"(?:[（(][^（）()]{1,24}[)）])*[”’》]?(?:[（(][^（）()]{1,24}[)）])*$"
)
_NO_PLAN = re.compile(
    r"(?:应急|处置)预案|(?:资金|补助|申报|招生|录用|录取|招聘|考试|教学|分配)计划|招(?:生|聘|录)方案|核算方案|调查方案"
)
_NEWS_MARK = re.compile(
    r"本报讯|记者[\u4e00-\u9fff]{2,4}|通讯员|新华社.{1,12}电|本版(?:文字|供图|摄影)|（文章来源|来源：.{2,12}(?:报|网|社|台)|责任编辑|责编[：:]|编辑[：:]|供图"
)
# 电头: a report by a news agency or paper opens with it, also where it reports a document.
_DATELINE = re.compile(r"新华社[\u4e00-\u9fff\d]{2,14}电|本报(?:[\u4e00-\u9fff\d]{0,10})讯")
_OPENING = 400
_NEWS_SITE = re.compile(r"日报|晚报|晨报|时报|商报|都市报|新闻|资讯|电视台|融媒|新华|人民网")


def find_kind(
    layout: Layout,
    title: Found[str],
    doc_number: Found[str] | None,
    issuer: Found[str] | None,
    container: str = "",
    web: bool = False,
) -> Found[Kind]:
    """The kind of a document.

    A draft is a draft whatever it drafts; then replies, interpretations, plans; what bears a
    number, an issuer or the name of a 文种 is an official document; the rest is news where it
    carries the marks of the press or is a page of the web. `container` is what the container
    says of source and column.
    """
    compact = "".join(title.value.split())
    draft = _DRAFT.search(compact)
    if draft:
        return Found(Kind.DRAFT, title.start, title.end)
    for line in layout.head:
        if _DRAFT_LINE.match(line.compact):
            return Found(Kind.DRAFT, line.start, line.end)
    dateline = _DATELINE.search(layout.text[:_OPENING])
    if dateline and doc_number is None:
        return Found(Kind.NEWS, *dateline.span())
    official = doc_number is not None or issuer is not None
    if _REPLY.search(compact):
        return Found(Kind.REPLY, title.start, title.end)
    if _INTERPRETATION.search(compact) and doc_number is None:
        return Found(Kind.INTERPRETATION, title.start, title.end)
    if not official and not is_closed(compact):
        news = _news(layout, container, web)
        if news is not None:
            return news
    if _is_plan(compact):
        return Found(Kind.PLAN, title.start, title.end)
    return Found(Kind.OFFICIAL, title.start, title.end)


def _is_plan(title: str) -> bool:
    wrapped = _WRAPPER.search(title)
    inner = wrapped["inner"].rstrip("的") if wrapped else title
    return _PLAN.search(inner) is not None and _NO_PLAN.search(inner) is None


def _news(layout: Layout, container: str, web: bool) -> Found[Kind] | None:
    mark = _NEWS_MARK.search(layout.text)
    if mark is not None:
        return Found(Kind.NEWS, *mark.span())
    if web or _NEWS_SITE.search(container):
        return Found(Kind.NEWS)
    return None
