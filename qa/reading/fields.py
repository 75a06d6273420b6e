"""Document fields as answers: 文号, 发文机关, dates, 效力, 签发人, 联系电话."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from ingest.documents import Document, Kind, Validity
from ingest.metadata.doc_numbers import find_doc_numbers, number_key
from qa.answers import Hit
from qa.questions import Asked, Question
from qa.reading.analysed import Analysed
from qa.reading.findings import Finding, Segment
from qa.reading.matching import Matcher

ValidityOf = Callable[[Document], Validity]

FIELD_KINDS = frozenset(
    (
        Asked.DOC_NUMBER,
        Asked.SIGNATORY,
        Asked.PHONE,
        Asked.VALIDITY,
        Asked.EFFECTIVE_DATE,
        Asked.EXPIRY,
        Asked.ISSUE_DATE,
        Asked.ISSUER,
    )
)


# 有效期 and 施行 are also said of titles and certificates: then the question must name a text
_OF_THINGS_TOO = frozenset((Asked.EXPIRY, Asked.EFFECTIVE_DATE, Asked.VALIDITY, Asked.ISSUE_DATE))
_NAMES_A_TEXT = re.compile(
    r"《|文件|方案|计划|办法|政策|通知|意见|规定|条例|细则|规划|决定|公告|通告|规则|目录|答复|复函|批复|报道|文章|新闻|"
    r"稿|法(?!院|人|律)|令|号|这份|那份|公报|纲要|标准|指引|指南|函"
)


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
    wanted = [
        asked
        for asked in (question.asked, *question.also_asked)
        if asked in FIELD_KINDS
        and (asked not in _OF_THINGS_TOO or _NAMES_A_TEXT.search(question.text))
    ]
    findings: list[Finding] = []
    seen: set[str] = set()
    numbers = {number_key(number.text) for number in find_doc_numbers(question.text)}
    for hit, analysed in hits:
        document = analysed.document
        if document.doc_id in seen or not _is_numbered(document, numbers):
            continue
        seen.add(document.doc_id)
        parts = [part for asked in wanted if (part := _field(asked, document, validity_of))]
        if not parts:
            continue
        findings.append(
            Finding(
                text="；".join(dict.fromkeys(text for text, _ in parts)),
                segments=tuple(Segment(text, (span,)) for text, span in dict.fromkeys(parts)),
                document=document,
                passage=analysed.passage,
                hit=hit,
                quotes=tuple(dict.fromkeys(span for _, span in parts)),
                confidence=_names(question, wanted, analysed, matcher),
            )
        )
    return sorted(findings, key=lambda f: (-f.confidence, f.hit.rank if f.hit else 0))


def _is_numbered(document: Document, numbers: set[str]) -> bool:
    """Fields of a document named by its number are its own, not those of a text that cites it."""
    if not numbers:
        return True
    return document.doc_number is not None and number_key(document.doc_number) in numbers


# How people name the fields; these words ask and do not describe the document.
FIELD_WORDS = {
    Asked.DOC_NUMBER: "文号 发文字号 字号 编号 文件号 号",
    Asked.SIGNATORY: "签发人 签发",
    Asked.PHONE: "联系电话 咨询电话 电话 号码 热线",
    Asked.VALIDITY: "有效 现行 效力 正式 印发 执行 征求意见 草案 定稿 失效 废止 作废 过期 现在 目前 还",
    Asked.EFFECTIVE_DATE: "施行 实施 生效 执行 起 日期 时间 开始",
    Asked.EXPIRY: "有效期 期限 起止 失效 到期 实施 年",
    Asked.ISSUE_DATE: "印发 发布 成文 日期 时间 落款 公布 发 刊发 登 哪天",
    Asked.ISSUER: "发文机关 发布 印发 单位 部门 报纸 来源 出台 制定 联合 发",
}


def _names(
    question: Question, wanted: Sequence[Asked], analysed: Analysed, matcher: Matcher
) -> float:
    document = analysed.document
    squeezed = "".join(document.title.split())
    if any("".join(title.split()) in squeezed for title in question.titles):
        return 1.0
    named = " ".join(
        filter(None, (document.title, document.issuer, document.doc_number, document.region))
    )
    return matcher.coverage(
        (
            (named, 1.0),
            (document.kind.value, 1.0),
            (" ".join(FIELD_WORDS[asked] for asked in wanted), 1.0),
            (_form_words(document), 0.9),
            (analysed.document.text[:300], 0.7),
            (analysed.passage.text, 0.35),
        )
    )


_FORM_WORDS = {
    Kind.OFFICIAL: "文件 通知 意见 政策 规定 办法 印发",
    Kind.PLAN: "文件 计划 方案 行动 印发 通知",
    Kind.REPLY: "答复 回复 复函 文件 提案 建议",
    Kind.INTERPRETATION: "解读",
    Kind.NEWS: "报道 文章 新闻 消息 登报 报纸",
    Kind.DRAFT: "征求意见稿 草案 文件 稿",
}


def _form_words(document: Document) -> str:
    """Words people use for a document of this kind (那份文件, 这篇报道)."""
    return _FORM_WORDS[document.kind]


def _field(
    asked: Asked, document: Document, validity_of: ValidityOf
) -> tuple[str, tuple[int, int]] | None:
    """(wording, span that shows it) of a field, None where the document has none."""
    if asked is Asked.DOC_NUMBER and document.doc_number:
        return f"文号为{document.doc_number}", _span(document, "doc_number")
    if asked is Asked.ISSUER and document.issuer:
        verb = "来源为" if document.kind is Kind.NEWS else "发文机关为"
        return f"{verb}{document.issuer}", _span(document, "issuer")
    if asked is Asked.ISSUE_DATE and document.dated:
        if document.issued_on:
            return f"成文日期为{_chinese(document.issued_on)}", _span(document, "issued_on")
        return f"发布日期为{_chinese(document.dated)}", _span(document, "published_on")
    if asked is Asked.EFFECTIVE_DATE and document.effective_on:
        return f"自{_chinese(document.effective_on)}起施行", _span(document, "effective_on")
    if asked is Asked.EXPIRY:
        return _expiry(document)
    if asked is Asked.SIGNATORY and document.signatory:
        return f"签发人：{document.signatory}", _span(document, "signatory")
    if asked is Asked.PHONE and document.contact:
        *person, number = document.contact.split()
        contact = f"联系电话：{number}" + (f"（{person[0]}）" if person else "")
        return contact, _span(document, "contact")
    if asked is Asked.VALIDITY:
        return _validity(document, validity_of(document))
    return None


def _expiry(document: Document) -> tuple[str, tuple[int, int]] | None:
    if document.expires_on:
        return f"有效期至{_chinese(document.expires_on)}", _span(document, "expires_on")
    period = document.period
    if period and period.start and period.end:
        return f"期限为{period.start.year}—{period.end.year}年", _span(document, "period")
    return None


def _validity(document: Document, validity: Validity) -> tuple[str, tuple[int, int]]:
    span = _span(document, "validity", "period", "effective_on", "issued_on")
    if validity is Validity.DRAFT:
        return "不是正式印发稿，这份文件仍是征求意见稿", _span(document, "kind", "validity")
    if validity is Validity.IN_FORCE:
        period = _expiry(document)
        return ("现行有效", span) if period is None else (f"现行有效（{period[0]}）", period[1])
    if validity is Validity.NOT_YET and document.effective_on:
        return f"尚未施行，自{_chinese(document.effective_on)}起施行", span
    if validity is Validity.EXPIRED and (expiry := _expiry(document)):
        return f"已失效（{expiry[0]}）", expiry[1]
    return validity.value, span


def _span(document: Document, *fields: str) -> tuple[int, int]:
    """Where the text shows a field; the title where only the container says it."""
    for name in fields:
        for evidence in document.evidence:
            if evidence.field == name and 0 <= evidence.start < evidence.end:
                return evidence.start, evidence.end
    start = max(0, document.text.find(document.title))
    return start, start + len(document.title) if document.title in document.text else min(
        len(document.text), 40
    )


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
