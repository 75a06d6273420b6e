"""Texts that are only spoken of: whether one that another text repeals, or cites, still holds.

“本办法自…起施行，2018年公布的《…办法》（民政部令第63号）同时废止”: the last article of a rule ends those
before it (《立法技术规范》), so what was repealed is known from the repealing text alone, also where
the index does not hold it. A question names it by its number, by the running number alone (82号文),
by its title, or as the older version of a title that both bear (2018年改过的那版). A plan tells its
years in its title, wherever that is cited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.documents import NATIONAL_CODE, Document, Kind, Period, Relation, Validity
from ingest.language.normalise import squash
from ingest.metadata.dates import find_period
from ingest.metadata.doc_numbers import number_key
from ingest.metadata.found import Found
from ingest.metadata.relations import ENDING
from qa.answers import Hit
from qa.questions import Asked, Question
from qa.reading.analysed import Analysed, first_by_document
from qa.reading.document_fit import numbers_named
from qa.reading.findings import Finding, Segment, Span
from qa.reading.gap import bigrams
from qa.reading.matching import matching_form
from qa.reading.wording import clean, named

ValidityOf = Callable[[Document], Validity]

_OF_FORCE = frozenset((Asked.VALIDITY, Asked.EXPIRY, Asked.REPEALS))
_RUNNING = re.compile(
    r"(?<![\d〕\]）)])第?(\d{1,4})号(?:文|令|公告|通知|文件|规定|办法)|[令文]第?(\d{1,4})号"
)
_NUMBER_ENDS = re.compile(r"(\d{1,5})号$")
_OLDER = re.compile(
    r"旧|老(?:的|版|办法|规定|条例|政策)|原来|原先|以前|之前|此前|早先|上一?版|[修改订](?:订|改|正)?前|(?:第一|初)版"
)
_TITLE = re.compile(r"《([^《》]{6,60})》")
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_CARRIED = re.compile(
    r"^.*(?:印发|发布|公布|转发)[《〈]?(?P<inner>.+?)[》〉]?的(?:通知|公告|决定)$"
)
_QUOTES = re.compile("[\"“”'‘’]")
_LEAST_TITLE = 5
_NAMED = 0.75
"""Share of the character pairs of a title that must stand in a question that names it."""
_STOPPED = re.compile(r"停止(?:执行|施行|使用|实施)|不再执行|终止执行")
_LAPSED = re.compile(r"失效")
_LONGEST_SENTENCE = 240


def force_findings(
    question: Question, hits: Sequence[tuple[Hit, Analysed]], validity_of: ValidityOf
) -> list[Finding]:
    """What the texts found tell of the force of another text, where that is the one asked about."""
    if not _OF_FORCE.intersection((question.asked, *question.also_asked)):
        return []
    borne = any(is_titled(question, one.document.title) for _, one in hits)
    findings: list[Finding] = []
    for hit, analysed in first_by_document(hits):
        document = analysed.document
        told = ended(question, document, validity_of)
        if told is None and not borne:
            told = cited_period(question, document, validity_of)
        if told is not None and _of_places(question, told, document):
            findings.append(_finding(told, hit, analysed))
    return findings


def _of_places(question: Question, told: Segment, document: Document) -> bool:
    """Every place asked about is named with the text, or the document that tells is of it."""
    said = "".join(document.text[start:end] for start, end in told.quotes)
    return all(
        place.short in said or document.region_code in (place.code, NATIONAL_CODE)
        for place in question.places
    )


def _finding(told: Segment, hit: Hit, analysed: Analysed) -> Finding:
    return Finding(
        text=told.text,
        segments=(told,),
        document=analysed.document,
        passage=analysed.passage,
        hit=hit,
        quotes=told.quotes,
        confidence=1.0,
        answers="废止 失效 停止执行 有效 执行 代替 期限 标题 年限 现在",
    )


def ended(question: Question, document: Document, validity_of: ValidityOf) -> Segment | None:
    """That the text asked about is repealed, by the sentence of the document that ends it."""
    for relation in document.relations:
        if relation.verb in ENDING and _means(question, relation, document):
            return _told(document, relation, validity_of(document))
    return None


def _told(document: Document, relation: Relation, validity: Validity) -> Segment:
    """The sentence that ends it, and from when the new text holds."""
    span = _sentence(document.text, relation.start, relation.end)
    said = clean(document.text[slice(*span)])
    force = _force(document)
    if validity is Validity.NOT_YET:
        state = "尚未废止，要到新文件施行时才废止"
    elif _STOPPED.search(said):
        state = "已停止执行"
    else:
        state = "已失效" if _LAPSED.search(said) else "已废止"
    told = f"{state}：{said}"
    day = document.effective_on
    if force is None or day is None:
        return Segment(f"{told}（见{named(document)}）", (span,))
    told += f"；{named(document)}自{day.year}年{day.month}月{day.day}日起施行"
    return Segment(told, (span, force))


def _force(document: Document) -> Span | None:
    for evidence in document.evidence:
        if evidence.field == "effective_on" and 0 <= evidence.start < evidence.end:
            return evidence.start, evidence.end
    return None


def _sentence(text: str, start: int, end: int) -> Span:
    begin = max(text.rfind(mark, 0, start) for mark in "。\n；") + 1
    stops = [at for mark in "。\n" if (at := text.find(mark, end)) >= 0]
    stop = min(stops, default=len(text))
    return (begin, stop) if stop - begin <= _LONGEST_SENTENCE else (start, end)


# --- which text is meant -------------------------------------------------------------------


def _means(question: Question, relation: Relation, document: Document) -> bool:
    asked = numbers_named(question.text)
    number = relation.target_number
    if asked:
        return number is not None and number_key(number) in asked
    running = {first or second for first, second in _RUNNING.findall(question.text)}
    if running:
        ends = _NUMBER_ENDS.search(number or "")
        return ends is not None and ends[1] in running
    title = relation.target_title
    if title is None or not is_titled(question, title):
        return False
    return not is_titled(question, document.title) or _asks_older(question, relation, document)


def _asks_older(question: Question, relation: Relation, document: Document) -> bool:
    """Both bear the title that is asked: the older one is meant by 旧版 and the like, or by a
    year before that of the new one which the repealing sentence names."""
    if _OLDER.search(question.text):
        return True
    said = document.text[slice(*_sentence(document.text, relation.start, relation.end))]
    year = document.year
    return any(str(one) in said and (year is None or one < year) for one in question.years)


def is_titled(question: Question, title: str) -> bool:
    """Whether a question names a text by its title, quoted or nearly in full."""
    carried = _CARRIED.match(squash(title))
    name = matching_form(squash(carried["inner"] if carried else title))
    if any((quoted := matching_form(squash(t))) in name or name in quoted for t in question.titles):
        return True
    core = _QUOTES.sub("", _BRACKETED.sub("", name))
    own = bigrams(core)
    if len(core) < _LEAST_TITLE or not own:
        return False
    asked = bigrams(_QUOTES.sub("", matching_form(question.text)))
    return len(own & asked) >= _NAMED * len(own)


# --- plans that are cited ------------------------------------------------------------------


def cited_period(question: Question, document: Document, validity_of: ValidityOf) -> Segment | None:
    """Whether the years in the title of a cited plan are over."""
    for match in _TITLE.finditer(document.text):
        title = match[1]
        if not is_titled(question, title):
            continue
        found = find_period(Found(title, *match.span()))
        if found is not None:
            return _judged(found.value, document, match.span(), validity_of)
    return None


def _judged(
    period: Period, document: Document, span: Span, validity_of: ValidityOf
) -> Segment | None:
    if period.start is None or period.end is None:
        return None
    cited = replace(
        document, doc_id="", kind=Kind.PLAN, validity=Validity.UNKNOWN, period=period,
        issued_on=None, published_on=None, effective_on=None, expires_on=None,
    )  # fmt: skip
    over = validity_of(cited) is Validity.EXPIRED
    years = f"标题所列期限为{period.start.year}—{period.end.year}年"
    return Segment(f"{years}，{'已期满' if over else '尚在期限内'}", (span,))
