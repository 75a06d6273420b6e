"""Counts that no figure states: how many members a numbered list has (共有几项, 几大工程).

Official texts number what they list (GB/T 9704-2012), each level in its own style and from one on. So
the last number of a list is its count, where the numbers run without a gap and the words directly
above the list name what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.documents import Document
from ingest.structure.numbering import Style
from qa.answers import Hit
from qa.questions import Question
from qa.reading.analysed import Analysed, first_by_document
from qa.reading.findings import Finding, surest_first
from qa.reading.matching import Matcher, matching_form
from qa.reading.numbered_lists import NumberedList, numbered_lists, runs_on

_ASKS = re.compile(
    r"(?:(?P<before>[\u4e00-\u9fff]{2,6}?)(?:一共|总共|共|分为|分成|分|都|里)?(?:有|是|包括|包含|列出了?|列了|提出了?)?)?"
    r"(?<!第)(?<!前)(?<!哪)(?:几|多少)(?P<unit>个|项|条|类|种|大|款|章|点)(?P<behind>[\u4e00-\u9fff]{2,8})?"
)
# what is planned, granted or limited is stated by a figure and not by a list
_STATED = re.compile(
    r"(?:建设|建成|新建|培育|新增|认定|评选|打造|服务|培训|达到|超过|最多|最少|至少|限|申报|推荐|安排|支持|奖励|补助)(?:了|出)?(?:几|多少)"
)
_ASKS_NAMES = re.compile(
    r"(?:分别|各|都|具体)(?:是|有|叫|指|包括)?(?:什么|哪|啥)|(?:有|是|叫)(?:哪些|啥)"
)
NAMES_TOLD = "分别是什么都有哪些叫"
_NOT_NOUN = re.compile(r"^(?:要|来|才|能|可|会|以|左右|内|的|是|呢|吗|啊)")
_TITLE_LENGTH = 40
_LEAST = 0.6
"""Share of the question that the words above the list must say."""
_MEMBERS = range(2, 61)


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
                named = bool(_ASKS_NAMES.search(question.raw))
                findings.append(
                    _finding(found, asked["unit"], coverage, hit, analysed, named=named)
                )
    return surest_first(findings)


def _counted(
    asked: re.Match[str], nouns: Sequence[str], document: Document
) -> Iterator[NumberedList]:
    """The lists of a document that hold what is counted, whole."""
    lists = numbered_lists(document.text)
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
        if not runs_on(document.text, found):
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


def _finding(
    found: NumberedList,
    unit: str,
    coverage: float,
    hit: Hit,
    analysed: Analysed,
    *,
    named: bool,
) -> Finding:
    """The count with the first and the last member, or with all of them where they are asked for
    beside it (共几个，分别是什么)."""
    text = analysed.text
    members = found.members if named else (found.members[0], found.members[-1])
    names = [_short(text[start:end]) for start, end in members]
    word = "项" if unit == "大" else unit
    told = "；".join(names) if named else f"{names[0]}至{names[1]}"
    return Finding(
        text=f"共{len(found.members)}{word}（按编号计：{told}）",
        document=analysed.document,
        passage=analysed.passage,
        hit=hit,
        quotes=tuple(members),
        confidence=coverage,
        answers=NAMES_TOLD if named else "",
    )


def _short(member: str) -> str:
    """The number and the name of a member: its line up to the first mark."""
    return re.split(r"[。；：，]", " ".join(member.split()))[0][:_TITLE_LENGTH]
