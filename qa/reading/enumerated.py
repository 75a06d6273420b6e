"""Counts that no figure states: how many members a numbered list has (共有几项, 几大工程).

Official texts number what they list (GB/T 9704-2012), each level in its own style and from one on. So
the last number of a list is its count, where the numbers run without a gap and the words directly
above the list name what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.documents import Document
from ingest.figures.numbers import format_chinese
from ingest.structure.numbering import Style, read_marker
from qa.answers import Hit
from qa.questions import Question
from qa.reading.analysed import Analysed, first_by_document
from qa.reading.findings import Finding, Span, surest_first
from qa.reading.matching import Matcher, matching_form

_ASKS = re.compile(
    r"(?:(?P<before>[\u4e00-\u9fff]{2,6}?)(?:一共|总共|共|分为|分成|分|都|里)?(?:有|是|包括|包含|列出了?|列了|提出了?)?)?"
    r"(?<!第)(?<!前)(?<!哪)(?:几|多少)(?P<unit>个|项|条|类|种|大|款|章|点)(?P<behind>[\u4e00-\u9fff]{2,8})?"
)
# what is planned, granted or limited is stated by a figure and not by a list
_STATED = re.compile(
    r"(?:建设|建成|新建|培育|新增|认定|评选|打造|服务|培训|达到|超过|最多|最少|至少|限|申报|推荐|安排|支持|奖励|补助)(?:了|出)?(?:几|多少)"
)
_NOT_NOUN = re.compile(r"^(?:要|来|才|能|可|会|以|左右|内|的|是|呢|吗|啊)")
_TITLE_LENGTH = 40
_LEAST = 0.6
"""Share of the question that the words above the list must say."""
_MEMBERS = range(2, 61)
_BEHIND = 400


@dataclass(slots=True)
class _List:
    """A list being read: the words above it, its members so far."""

    style: Style
    lead: str
    headings: str
    members: list[Span] = field(default_factory=list)


def enumerated_findings(
    question: Question, hits: Sequence[tuple[Hit, Analysed]], matcher: Matcher
) -> list[Finding]:
    """Counts of numbered lists whose heading or lead names what the question counts."""
    asked = None if _STATED.search(question.text) else _ASKS.search(question.text)
    nouns = _nouns(asked) if asked else ()
    if asked is None or not nouns:
        return []
    findings: list[Finding] = []
    for hit, analysed in first_by_document(hits):
        title = analysed.document.title
        for found in _counted(asked, nouns, analysed.document):
            coverage = matcher.coverage(((found.lead, 1.0), (found.headings, 0.9), (title, 0.9)))
            if coverage >= _LEAST:
                findings.append(_finding(found, asked["unit"], coverage, hit, analysed))
    return surest_first(findings)


def _counted(asked: re.Match[str], nouns: Sequence[str], document: Document) -> Iterator[_List]:
    """The lists of a document that hold what is counted, whole."""
    lists = list(_lists(document.text))
    articles = any(found.style is Style.ARTICLE for found in lists)
    for found in lists:
        through = found.style in (Style.CHAPTER, Style.ARTICLE)
        if through and asked["behind"]:
            continue  # 多少条规则 are counted, not the articles of the text on them
        lead = matching_form(document.title if through else found.lead)
        if not _counts(asked["unit"], found.style, articles=articles):
            continue
        if not any(noun in lead for noun in nouns) or len(found.members) not in _MEMBERS:
            continue
        if not _runs_on(document.text, found):
            yield found


def _counts(unit: str, style: Style, *, articles: bool) -> bool:
    """章 are counted by chapters and 条 by articles, or by the items of a text without articles."""
    if unit == "章" or style is Style.CHAPTER:
        return unit == "章" and style is Style.CHAPTER
    if unit == "条" and articles:
        return style is Style.ARTICLE
    return style is not Style.ARTICLE


def _nouns(asked: re.Match[str]) -> tuple[str, ...]:
    """What is counted: the noun behind the classifier, else the end of what stands before it."""
    behind = asked["behind"] or ""
    if behind and not _NOT_NOUN.match(behind):
        return (matching_form(behind),)
    before = matching_form(asked["before"] or "")
    return (before[-4:], before[-3:]) if len(before) > 3 else ()


def _finding(found: _List, unit: str, coverage: float, hit: Hit, analysed: Analysed) -> Finding:
    text = analysed.text
    first, last = found.members[0], found.members[-1]
    names = [_short(text[start:end]) for start, end in (first, last)]
    word = "项" if unit == "大" else unit
    return Finding(
        text=f"共{len(found.members)}{word}（按编号计：{names[0]}至{names[1]}）",
        document=analysed.document,
        passage=analysed.passage,
        hit=hit,
        quotes=(first, last),
        confidence=coverage,
    )


def _short(member: str) -> str:
    """The number and the name of a member: its line up to the first mark."""
    return re.split(r"[。；：，]", " ".join(member.split()))[0][:_TITLE_LENGTH]


def _lists(text: str) -> Iterator[_List]:
    """Numbered lists of a document whose numbers run from one on, in order of their ends."""
    open_lists: dict[Style, _List] = {}
    titles: dict[Style, str] = {}
    plain: list[str] = []
    for start, line in _lines(text):
        marker = read_marker(line)
        if marker is None:
            if len(line) <= _TITLE_LENGTH:
                plain = [*plain, line][-2:]
            continue
        for style in [s for s in open_lists if s > marker.style and not _through(s, marker.style)]:
            yield open_lists.pop(style)
        span = (start, start + len(line))
        current = open_lists.get(marker.style)
        if current is not None and marker.number == len(current.members) + 1:
            current.members.append(span)
        else:
            if current is not None:
                broken = open_lists.pop(marker.style)
                if marker.number == 1:  # else a number is missing, and with it members
                    yield broken
            if marker.number == 1:
                above = [titles[style] for style in sorted(titles) if style < marker.style]
                lead = " ".join((*above[-1:], *plain))
                open_lists[marker.style] = _List(marker.style, lead, " ".join(above), [span])
        titles = {style: t for style, t in titles.items() if style < marker.style}
        titles[marker.style] = line[:_TITLE_LENGTH]
        plain = []
    yield from open_lists.values()


def _through(style: Style, above: Style) -> bool:
    """Articles are numbered through all chapters of a statute."""
    return style is Style.ARTICLE and above in (Style.PART, Style.CHAPTER, Style.ARTICLE_SECTION)


def _runs_on(text: str, found: _List) -> bool:
    """Whether the next number of the list stands behind its last member, in a line of others: then
    its members are not all known."""
    following, end = len(found.members) + 1, found.members[-1][1] + _BEHIND
    written = (format_chinese(following), str(following))
    if found.style in (Style.CHAPTER, Style.ARTICLE):
        word = "章" if found.style is Style.CHAPTER else "条"
        return any(f"第{number}{word}" in text[found.members[-1][0] :] for number in written)
    behind = text[found.members[-1][0] : end]
    return any(
        f"{opening}{number}{closing}" in behind
        for number in written
        for opening, closing in (("（", "）"), ("(", ")"), ("", "、"), ("", "."), ("", "．"))
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Filled lines with their starts."""
    start = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            yield start + line.index(bare[0]), bare
        start += len(line) + 1
