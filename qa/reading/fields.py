"""Document fields as answers: 文号, 发文机关, dates, 效力, 签发人, and what a text says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from ingest.documents import Document, Kind, Validity
from ingest.language.normalise import squash
from qa.answers import Hit
from qa.questions import Asked, Question, rows
from qa.reading import stated
from qa.reading.analysed import Analysed, first_by_document
from qa.reading.document_fit import is_numbered, of_another_year, of_lower_tier
from qa.reading.findings import Finding, Reading, Segment, surest_first
from qa.reading.matching import Matcher
from qa.reading.wording import title_span

ValidityOf = Callable[[Document], Validity]

STATED = {
    Asked.ADDRESSEE: stated.addressee,
    Asked.AUTHOR: stated.author,
    Asked.INDEX_NUMBER: stated.index_number,
    Asked.INTERPRETER: stated.interpreter,
    Asked.REPEALS: stated.repealed,
    Asked.SESSION: stated.session,
}
"""Fields that stand in the words of a text and nowhere in its metadata."""

FIELD_KINDS = frozenset(
    (
        Asked.DOC_NUMBER,
        Asked.SIGNATORY,
        Asked.VALIDITY,
        Asked.EFFECTIVE_DATE,
        Asked.EXPIRY,
        Asked.ISSUE_DATE,
        Asked.ISSUER,
        *STATED,
    )
)


# 有效期 and 施行 are also said of titles and certificates: then the question must name a text
_OF_THINGS_TOO = frozenset((Asked.EXPIRY, Asked.EFFECTIVE_DATE, Asked.VALIDITY, Asked.ISSUE_DATE))
_NAMES_A_TEXT = re.compile(
    r"《|文件|方案|计划|办法|政策|通知|意见|规定|条例|细则|规划|决定|公告|通告|规则|目录|答复|复函|批复|报道|文章|新闻|"
    r"稿|法(?!院|人|律)|令|号|这份|那份|公报|纲要|标准|指引|指南|函|预案|要点|措施|规范|章程|制度|通报"
)
_ASKS_MAKERS = re.compile(r"制定|起草|提出|上报|报送|提的|写的|拟[定制订]|编制|出台|联合")
_ASKS_MEDIUM = re.compile(r"来源|报纸|报社|媒体|文章|报道|新闻|消息|[刊登报]|写")
_FULL_YEAR = re.compile(r"\d{4}年")
_YEAR_ALONE = re.compile(r"(?:19|20)\d{2}年(?!\d|度?\d)")
# a page or guide on a programme names the text whose number and issuer it gives
_DESCRIBED = re.compile(
    r"^(?:依据文件|文件名称|政策名称|文件依据|政策依据)[：:]\s*(.{4,200})$", re.M
)
_MADE = re.compile(r"成文|印发|签发|落款|发文|制定")
_PUBLISHED = re.compile(r"(?<!印)(?:发布|公布|公开)")
_ON_THE_PAGE = re.compile(r"上网|网上|挂网|挂到|网站[^，。？]{0,6}发布")
_FROM_ITS_ISSUE = re.compile(r"之日.{0,12}(?:施行|实施|执行|生效)")
ASKS_LENGTH = re.compile(r"几年|几个月|多久|多长|年限|期限")


def field_findings(
    question: Question,
    hits: Sequence[tuple[Hit, Analysed]],
    matcher: Matcher,
    validity_of: ValidityOf,
) -> list[Finding]:
    """One finding a document of the hits that has every field asked for, best first.

    Confidence is how much of the question names the document itself (title, issuer, number,
    place); a title quoted in 《》 that is the document's own settles it.
    """
    fields = [a for a in (question.asked, *question.also_asked) if a in FIELD_KINDS]
    of_text = _NAMES_A_TEXT.search(question.text) or not _OF_THINGS_TOO.issuperset(fields)
    wanted = [asked for asked in fields if of_text or asked not in _OF_THINGS_TOO]
    findings: list[Finding] = []
    for hit, analysed in first_by_document(hits):
        document = analysed.document
        if not _may_be_meant(question, document):
            continue
        parts = [
            part for asked in wanted if (part := _field(asked, question, document, validity_of))
        ]
        if not parts:
            continue
        findings.append(
            Finding(
                text="；".join(dict.fromkeys(part.text for part in parts)),
                segments=tuple(dict.fromkeys(parts)),
                document=document,
                passage=analysed.passage,
                hit=hit,
                quotes=tuple(dict.fromkeys(span for part in parts for span in part.quotes)),
                confidence=_names(question, wanted, analysed, matcher),
                answers=f"{_words(wanted)} {document.title} {document.issuer or ''} {_kind_words(document)}",
            )
        )
    return surest_first(findings)


def _may_be_meant(question: Question, document: Document) -> bool:
    return (
        is_numbered(question, document)
        and not of_lower_tier(question, document)
        and not of_another_year(question, document)
    )


_FIELD_LEAD = 0.05
"""A field of the document answers unless its content matches better by more than this."""
_JUDGED_LEAD = 0.2
"""The same for 效力, which is judged from days and kind and seldom told."""
_DATED_LEAD = 0.3
"""How much better a text must be named that says “自发布之日起施行” than one that tells the day."""
_STATED_LEAD = 0.6
"""The same for what stands in a set phrase of the text: nothing else can answer."""
_LEADS = {Asked.VALIDITY: _JUDGED_LEAD, **dict.fromkeys(STATED, _STATED_LEAD)}
_CLAIMS = re.compile(
    r"(?:当|作为|作)(?:正式)?依据|(?:能不能|可不可以|能否|可否|能|可以)(?:再|就)?[拿凭用按照靠]"
)


def preferred_field(
    question: Question, fields: Sequence[Finding], content: Reading, validity_of: ValidityOf
) -> Finding | None:
    """The field that answers rather than what the texts say, None where the content does."""
    said = content.findings[0] if content.findings else None
    if said is not None:
        hindering = (f for f in fields if _stands_in_the_way(question, f, said, validity_of))
        first = next(hindering, None)
        if first is not None:
            return first
    return fields[0] if fields and _prefers_field(question, fields[0], said) else None


def _stands_in_the_way(
    question: Question, field: Finding, said: Finding, validity_of: ValidityOf
) -> bool:
    """“能不能拿这份计划去申请”: a draft, or a text that is over, grants nothing, whatever it says."""
    if question.asked is not Asked.VALIDITY or not _CLAIMS.search(question.text):
        return False
    same = field.document.doc_id == said.document.doc_id
    return same and validity_of(field.document) not in (Validity.IN_FORCE, Validity.UNKNOWN)


def _prefers_field(question: Question, field: Finding, said: Finding | None) -> bool:
    if question.asked not in FIELD_KINDS:
        return field.confidence >= 1.0
    if said is None:
        return True
    same = field.document.doc_id == said.document.doc_id
    if same and len(field.quotes) > max(1, len(said.quotes)):
        return True  # several fields are asked, and the content tells one
    lead = _LEADS.get(question.asked, _FIELD_LEAD)
    if question.asked is Asked.EFFECTIVE_DATE and _is_undated(field):
        lead = -_DATED_LEAD
    return field.confidence >= said.confidence - lead


def _is_undated(finding: Finding) -> bool:
    """“自发布之日起施行” tells no day; another text may."""
    return bool(_FROM_ITS_ISSUE.search(finding.text)) and not _FULL_YEAR.search(finding.text)


@lru_cache(maxsize=1)
def _words_of_fields() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("field_words.tsv")}


def field_words(asked: Asked) -> str:
    """How people name a field; these words ask and do not describe the document."""
    return _words_of_fields().get(asked.value, "")


def _words(wanted: Sequence[Asked]) -> str:
    return " ".join(map(field_words, wanted))


def _names(
    question: Question, wanted: Sequence[Asked], analysed: Analysed, matcher: Matcher
) -> float:
    document = analysed.document
    described = _DESCRIBED.findall(document.text)
    squeezed = squash(" ".join((document.title, *described)))
    if any(squash(title) in squeezed for title in question.titles):
        return 1.0
    known = (document.title, *described, document.issuer, document.doc_number, document.region)
    named = " ".join(filter(None, known))
    return matcher.coverage(
        (
            (named, 1.0),
            (document.kind.value, 1.0),
            (_words(wanted), 1.0),
            (_kind_words(document), 0.9),
            (analysed.document.text[:300], 0.7),
            (analysed.passage.text, 0.35),
        )
    )


@lru_cache(maxsize=1)
def _words_of_kinds() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("kind_words.tsv")}


def _kind_words(document: Document) -> str:
    """Words people use for a document of this kind (那份文件, 这篇报道)."""
    return _words_of_kinds()[document.kind.value]


def _field(
    asked: Asked, question: Question, document: Document, validity_of: ValidityOf
) -> Segment | None:
    """The wording of a field with the spans that show it, None where the document has none."""
    if asked in STATED:
        return STATED[asked](document)
    if asked is Asked.DOC_NUMBER and document.doc_number:
        return _shown(document, f"文号为{document.doc_number}", "doc_number")
    if asked is Asked.ISSUER:
        return _issuer(question, document)
    if asked is Asked.ISSUE_DATE and document.dated:
        return _issued(question, document)
    if asked is Asked.EFFECTIVE_DATE:
        return _effective(document)
    if asked is Asked.EXPIRY:
        return _expiry(question, document)
    if asked is Asked.SIGNATORY and document.signatory:
        return _shown(document, f"签发人：{document.signatory}", "signatory")
    if asked is Asked.VALIDITY:
        return _validity(question, document, validity_of(document))
    return None


def _issued(question: Question, document: Document) -> Segment:
    """成文日期, else 发布日期; both where the question tells the making and the publishing apart,
    and 发布日期 alone where only the page can be meant."""
    made = document.issued_on and _shown(
        document, f"成文日期为{_chinese(document.issued_on)}", "issued_on"
    )
    day = document.published_on
    published = day and _shown(document, f"发布日期为{_chinese(day)}", "published_on")
    if not made or not published:
        return made or published or _shown(document, "")
    if _ON_THE_PAGE.search(question.text):
        return published
    if _MADE.search(question.text) and _PUBLISHED.search(question.text):
        return Segment(f"{made.text}；{published.text}", (*made.quotes, *published.quotes))
    return made


def _issuer(question: Question, document: Document) -> Segment | None:
    """The bodies that issued the text; of a forwarded text its makers, where they are asked."""
    made = stated.makers(document) if _ASKS_MAKERS.search(question.text) else None
    if made is not None or not document.issuer:
        return made
    if document.kind is Kind.NEWS and not _ASKS_MEDIUM.search(question.text):
        return stated.announced(document)
    verb = "来源为" if document.kind is Kind.NEWS else "发文机关为"
    return _shown(document, f"{verb}{document.issuer}", "issuer")


def _effective(document: Document) -> Segment | None:
    if document.effective_on is None:
        return stated.force(document)
    day = _chinese(document.effective_on)
    start, end = _span(document, "effective_on")
    said = squash(document.text[start:end])
    told = f"{said}（即{day}）" if "之日" in said else f"自{day}起施行"
    return Segment(told, ((start, end),))


def _expiry(question: Question, document: Document) -> Segment | None:
    """The last day; where the length is asked, or no day can be told, the sentence with it."""
    term = stated.term(document)
    if term is not None and (ASKS_LENGTH.search(question.text) or not document.expires_on):
        return term
    if document.expires_on:
        start, end = _span(document, "expires_on")
        if term is not None and _YEAR_ALONE.search(squash(document.text[start:end])):
            return term
        return _shown(document, f"有效期至{_chinese(document.expires_on)}", "expires_on")
    period = document.period
    if period and period.start and period.end:
        return _shown(document, f"期限为{period.start.year}—{period.end.year}年", "period")
    return None


_ASKS_BEGUN = re.compile(
    r"(?:施行|实施|执行|生效|开始)[^，。？?]{0,2}(?:了吗|了没|没有|了么|了不)|开始(?:施行|实施|执行)"
)


def _validity(question: Question, document: Document, validity: Validity) -> Segment:
    if validity is Validity.DRAFT:
        told = "不是正式印发稿，这份文件仍是征求意见稿"
        return _shown(document, told, "kind", "validity")
    begins = _effective(document) if document.effective_on else None
    if validity is Validity.NOT_YET and begins is not None:
        return Segment(f"尚未施行，{begins.text}", begins.quotes)
    ends = _expiry(question, document) if document.expires_on or document.period else None
    known = [one for one in (begins, ends) if one is not None]
    if _ASKS_BEGUN.search(question.text) and begins is not None:
        said = "已施行" if validity is Validity.IN_FORCE else validity.value
    elif validity is Validity.IN_FORCE:
        said, known = "现行有效", [one for one in (ends,) if one is not None]
    elif validity is Validity.EXPIRED and ends is not None:
        said, known = "已失效", [ends]
    else:
        said, known = validity.value, []
    if not known:
        return _shown(document, said, "validity", "period", "effective_on", "issued_on")
    quotes = tuple(dict.fromkeys(span for one in known for span in one.quotes))
    return Segment(f"{said}（{'，'.join(one.text for one in known)}）", quotes)


def _shown(document: Document, text: str, *fields: str) -> Segment:
    return Segment(text, (_span(document, *fields),))


def _span(document: Document, *fields: str) -> tuple[int, int]:
    """Where the text shows a field; the title where only the container says it."""
    for name in fields:
        for evidence in document.evidence:
            if evidence.field == name and 0 <= evidence.start < evidence.end:
                return evidence.start, evidence.end
    return title_span(document)


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
