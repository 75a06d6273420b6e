"""What a text says of itself in words: addressee, maker, author, term, session, what it repeals.

These are no fields of the metadata. They stand in set places and set phrases of official texts
(GB/T 9704 and the closing articles of regulations): the addressee opens the body, “由…负责解释”
and “自…起施行” close it, the makers of a forwarded text sign below its title.
"""

from __future__ import annotations

import re

from ingest.documents import Document
from ingest.metadata.dates import find_force, find_term
from ingest.metadata.issuers import issuer_names
from ingest.metadata.layout import Line, split_lines
from ingest.metadata.relations import ENDING, Verb
from qa.reading.findings import Segment, Span
from qa.reading.wording import clean, title_span

_HEAD_LINES = 14
_ADDRESSEE = re.compile(r"^(?P<value>[\u4e00-\u9fff、，（）()· \u3000]{2,160})[：:]$")
_NO_ADDRESSEE = re.compile(r"如下|通知|事项|说明|摘要|目录|来源|日期|附件|[。；]")
_INTERPRETED = re.compile(
    r"由(?P<who>[^，。；：]{2,80}?)(?:共同|分别)?(?:负责|承担)?(?:具体|进行|作出|的)*解释|"
    r"解释权(?:归|属于?|由)(?P<owner>[^，。；：\n]{2,40}?)(?:所有|行使)?(?=[，。；\n]|$)"
)
_SESSION = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}第?[一二三四五六七八九十]{1,3}届)(?:全国|[\u4e00-\u9fff]{0,3})?"
    r"(?:人大|人民代表大会|政协|委员会|常委会)*第?[一二三四五六七八九十]{1,3}次(?:全体)?(?:会议|全会|大会)?"
)
_BYLINE = re.compile(
    r"(?:本版|本报)?(?:文字|作\s*者|记\s*者|通讯员|撰\s*稿|执\s*笔|撰\s*文|文\s*[/／])\s*[：:]?\s*"
    r"(?P<names>[\u4e00-\u9fff·]{2,4}(?:[、，,/ \u3000]+[\u4e00-\u9fff·]{2,4}){0,9})(?=[。；\s）)]|$)"
)
_PERSON = re.compile(r"^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff]\s+[\u4e00-\u9fff]{1,2}$")
_FORWARDED = re.compile(r"(?:转发|批转)(?P<who>[\u4e00-\u9fff、\s]{3,40}?)(?<!等部门)关于")
_ISSUED = re.compile(r"^(?P<who>[\u4e00-\u9fff、\s]{2,40}?)(?:联合)?(?:印发|出台|公布|发布|转发)《")
_BEFORE_TERM = re.compile(r"^\s*[（(][^（）()]*[）)]\s*")
_LABEL = re.compile(r"^[\u4e00-\u9fff/／、【】]{2,12}[：:]\s*")
_LONGEST_SENTENCE = 200


def addressee(document: Document) -> Segment | None:
    """Who a letter, a reply or a notice is written to: the first line that ends in a colon."""
    for line in split_lines(document.text[:4000])[:_HEAD_LINES]:
        match = _ADDRESSEE.match(line.text)
        if match and not _NO_ADDRESSEE.search(match["value"]):
            start = line.start
            return Segment(clean(match["value"]), ((start, start + match.end("value")),))
    return None


def interpreter(document: Document) -> Segment | None:
    """Who explains the rules, as one of the last articles says."""
    found = list(_INTERPRETED.finditer(document.text))
    if not found:
        return None
    match = found[-1]
    who = clean(match["who"] or match["owner"]).replace("\n", "")
    return Segment(f"由{who}负责解释", (match.span(),))


def index_number(document: Document) -> Segment | None:
    """索引号, which the head of a government page gives beside the text."""
    for evidence in document.evidence:
        if evidence.field == "index_number":
            return Segment(f"索引号为{evidence.value}", (title_span(document),))
    return None


def repealed(document: Document) -> Segment | None:
    """What ends with the document, in the sentence that says so."""
    ending = [r for r in document.relations if r.verb in (*ENDING, Verb.REPEALS)]
    spans = tuple(dict.fromkeys(_sentence(document.text, r.start, r.end) for r in ending))[:3]
    if not spans:
        return None
    return Segment("；".join(clean(document.text[start:end]) for start, end in spans), spans)


def session(document: Document) -> Segment | None:
    """The session that a proposal, a resolution or a law belongs to (十四届五次会议)."""
    match = _SESSION.search(document.text)
    if match is None:
        return None
    said = re.sub(r"^.*?(?:关于|对|在|于|经)(?=.{3})", "", match.group())
    return Segment(said, (match.span(),))


def author(document: Document) -> Segment | None:
    """Who wrote a report or an essay: the byline, or a name alone below the title."""
    match = _BYLINE.search(document.text)
    if match is not None:
        return Segment(clean(match.group()), (match.span(),))
    lines = split_lines(document.text[:1000])[:2]
    if len(lines) == 2 and _PERSON.match(lines[1].text) and not issuer_names(lines[1].text):
        return Segment(f"作者：{lines[1].compact}", ((lines[1].start, lines[1].end),))
    return None


def makers(document: Document) -> Segment | None:
    """The bodies that made a text which another body forwards: they stand below its own title,
    behind the covering notice."""
    forwarded = _FORWARDED.search(document.title)
    if forwarded is not None and issuer_names(forwarded["who"]):
        return Segment(f"由{forwarded['who']}制定", (title_span(document),))
    if (
        not any(r.verb is Verb.FORWARDS for r in document.relations)
        and "转发" not in document.title
    ):
        return None
    lines = split_lines(document.text)
    named = [(at, names) for at, line in enumerate(lines) if (names := issuer_names(line.text))]
    for at, names in named:
        if names == ((document.issuer or ""),) or at < 3:
            continue
        return _block(lines, at, names)
    return None


def announced(document: Document) -> Segment | None:
    """Who issued the text that a report tells of: “中共中央 国务院印发《…规划》”."""
    match = _ISSUED.match(document.title)
    names = issuer_names(match["who"]) if match else ()
    if match is None or not names:
        return None
    return Segment(f"发文机关为{'、'.join(names)}", (title_span(document),))


def _block(lines: tuple[Line, ...], at: int, names: tuple[str, ...]) -> Segment:
    """The names of this line and of the lines right below it."""
    last = at
    while last + 1 < len(lines) and (more := issuer_names(lines[last + 1].text)):
        names, last = (*names, *more), last + 1
    return Segment("由" + "、".join(names) + "制定", ((lines[at].start, lines[last].end),))


def term(document: Document) -> Segment | None:
    """How long the document holds (“试行期一年”), in the words of the text."""
    found = find_term(document.text)
    if found is None:
        return None
    # the tail of the task before may run into the sentence
    skipped = _BEFORE_TERM.match(document.text[found.start : found.end])
    start = found.start + (skipped.end() if skipped else 0)
    said = _LABEL.sub("", document.text[start : found.end])
    return Segment(clean(said), ((start, found.end),))


def force(document: Document) -> Segment | None:
    """From when the document holds (“自印发之日起施行”), in the words of the text."""
    found = find_force(document.text)
    return None if found is None else Segment(clean(found.value), ((found.start, found.end),))


def _sentence(text: str, start: int, end: int) -> Span:
    """The sentence around a span, its own first clause where the whole is long."""
    begin = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
    stops = [at for mark in "。\n" if (at := text.find(mark, end)) >= 0]
    stop = min(stops, default=len(text))
    return (begin, stop) if stop - begin <= _LONGEST_SENTENCE else (start, end)
