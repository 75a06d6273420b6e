"""The number of a text that is only cited: it stands in brackets right behind its title.

“《关于申请建设试验区的函》（京政函〔2019〕11号）收悉”: the question for its number is answered by this
number, not by that of the text that cites it, nor by another number of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.documents import Document
from ingest.language.normalise import squash
from ingest.metadata.doc_numbers import find_doc_numbers, number_key
from qa.answers import Hit
from qa.questions import Asked, Question
from qa.reading.analysed import Analysed, first_by_document
from qa.reading.document_fit import numbers_named
from qa.reading.findings import Finding, surest_first
from qa.reading.gap import bigrams
from qa.reading.matching import matching_form
from qa.reading.wording import title_span

_TITLED = re.compile(r"《(?P<title>[^《》]*(?:[《〈][^《》〈〉]*[》〉][^《》]*)*)》\s*[（(]")
# a number in brackets is that of the text named before it, also without 《》: 区域性总部政策（常商发〔2020〕38号
_NAMED = re.compile(r"(?P<name>[\u4e00-\u9fff“”]{4,24})[（(](?=[\u4e00-\u9fff]{2,18}[〔\[（(])")
_LEAST_NAME = 4
"""Where such a name begins is not marked: each of its endings of this length or more is tried."""
_LONGEST_NUMBER = 40
_MAX_DOCUMENTS = 6
_ASKING = re.compile(
    r"发?文?文?(?:件)?(?:字)?号(?:是)?(?:多少|什么|哪个|几)?|编号|的|是|多少|什么|请问"
)
_GENRE = re.compile(r"复函|批复|请示|报告|通知|意见|决定|答复|通报|公告|办法|方案|规划|规定|函")
_ALIKE = 0.6
"""Least likeness of a title and the question that describes it, by character pairs."""
_ASKS_TITLE = re.compile(
    r"(?:是|叫|指)(?:的是)?(?:什么|哪(?:个|一个|份|一份|部))(?:文件|通知|意见|办法|规定|政策|法规|条例|文)|标题|题目|全称|叫什么|文件名"
)


@dataclass(frozen=True, slots=True)
class _Cited:
    title: str
    number: str
    start: int
    end: int


def cited_number_findings(
    question: Question, hits: Sequence[tuple[Hit, Analysed]]
) -> list[Finding]:
    """Numbers beside titles that the question names better than any title of a text found."""
    if question.asked is not Asked.DOC_NUMBER:
        return []
    own = max((_likeness(question, a.document.title) for _, a in hits), default=0.0)
    findings: list[Finding] = []
    for hit, analysed in islice(first_by_document(hits), _MAX_DOCUMENTS):
        document = analysed.document
        for cited in (*_cited(document), *_named(document)):
            likeness = _likeness(question, cited.title)
            better = likeness >= _ALIKE and likeness > own and _of_genre(question, cited)
            if better and _of_places(question, cited, document):
                findings.append(_finding(cited, likeness, hit, analysed))
    return surest_first(findings)


def title_findings(question: Question, hits: Sequence[tuple[Hit, Analysed]]) -> list[Finding]:
    """The title of the text that the question names by its number (“国发〔2015〕43号是什么文件”)."""
    asked = numbers_named(question.text)
    if len(asked) != 1 or not _ASKS_TITLE.search(question.text):
        return []
    cited_in: list[Finding] = []
    for hit, analysed in first_by_document(hits):
        document = analysed.document
        if document.doc_number and number_key(document.doc_number) in asked:
            own = _Cited(document.title, document.doc_number, *title_span(document))
            return [_told(own, f"《{''.join(document.title.split())}》", 1.0, hit, analysed)]
        cited_in += [
            _told(one, f"《{''.join(one.title.split())}》（{one.number}）", 1.0, hit, analysed)
            for one in _cited(document)
            if number_key(one.number) in asked
        ]
    return cited_in


def _cited(document: Document) -> Iterator[_Cited]:
    text = document.text
    for match in _TITLED.finditer(text):
        numbers = find_doc_numbers(text[match.end() : match.end() + _LONGEST_NUMBER])
        if numbers and numbers[0].start <= 1:
            end = match.end() + numbers[0].end
            yield _Cited(match["title"], numbers[0].text, match.start(), end)


def _named(document: Document) -> Iterator[_Cited]:
    """Numbers behind names without 《》, which are no titles."""
    text = document.text
    for match in _NAMED.finditer(text):
        numbers = find_doc_numbers(text[match.end() : match.end() + _LONGEST_NUMBER])
        if numbers and numbers[0].start == 0:
            end = match.end() + numbers[0].end
            for cut in range(len(match["name"]) - _LEAST_NAME + 1):
                yield _Cited(match["name"][cut:], numbers[0].text, match.start(), end)


def _likeness(question: Question, title: str) -> float:
    """Share of character pairs that the title and the question have in common, 1 where the
    question quotes the title."""
    name = matching_form(squash(title))
    if any(matching_form(squash(t)) in name for t in question.titles):
        return 1.0
    asked = bigrams(_ASKING.sub(" ", matching_form(question.text)))
    own = bigrams(_ASKING.sub(" ", name))
    return 2 * len(asked & own) / ((len(asked) + len(own)) or 1)


def _of_genre(question: Question, cited: _Cited) -> bool:
    """A 复函 that is asked for is not the 请示 it answers: the last genre named must be the
    title's own."""
    named = _GENRE.findall(question.text)
    return not named or cited.title.rstrip("》）)").endswith(named[-1]) or bool(question.titles)


def _of_places(question: Question, cited: _Cited, document: Document) -> bool:
    """Every place asked about is in the title, or the citing text is of it."""
    return all(
        place.short in cited.title or place.code == document.region_code
        for place in question.places
    )


def _finding(cited: _Cited, likeness: float, hit: Hit, analysed: Analysed) -> Finding:
    return _told(cited, f"文号为{cited.number}", 0.5 + likeness / 2, hit, analysed)


def _told(cited: _Cited, text: str, sure: float, hit: Hit, analysed: Analysed) -> Finding:
    return Finding(
        text=text,
        document=analysed.document,
        passage=analysed.passage,
        hit=hit,
        quotes=((cited.start, cited.end),),
        confidence=min(1.0, sure),
        answers=f"{cited.title} {cited.number} 文号 发文字号 编号 文件 标题 全称",
    )
