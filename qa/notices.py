"""Notices: what a careful official would add, one calm line each, never inside the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ingest.documents import NATIONAL_CODE, Document, Kind, Validity
from qa.answers import Citation
from qa.questions import Question
from qa.reading.findings import Finding

_OLD_AFTER_DAYS = 2 * 365
"""Support amounts are usually set for one to three years; older texts deserve a check."""


def notices_for(
    question: Question,
    findings: Sequence[Finding],
    citations: Sequence[Citation],
    today: date,
) -> tuple[str, ...]:
    """Notices on validity, source, age, inheritance and typo corrections, each once, in order."""
    lines: list[str] = []
    for wrong, right in question.corrections:
        lines.append(f"按“{right}”理解问题中的“{wrong}”")
    for citation in citations:
        lines.extend(_of_document(citation.document, citation.validity))
    lines.extend(_of_findings(findings))
    if question.years and question.aimed is None and any(_is_aim(f) for f in findings):
        lines.append("给出的是目标或计划数，不是完成数")
    if not question.places:
        lines.extend(_of_place(question, findings))
    if not question.years:
        lines.extend(_of_age({c.document.doc_id: c.document for c in citations}.values(), today))
    return tuple(dict.fromkeys(lines))


def _is_aim(finding: Finding) -> bool:
    binding = finding.binding
    return finding.quantity is not None and binding is not None and bool(binding.aimed)


def _of_document(document: Document, validity: Validity) -> list[str]:
    name = f"《{''.join(document.title.split())}》"
    lines: list[str] = []
    if document.kind is Kind.DRAFT or validity is Validity.DRAFT:
        lines.append(f"依据{name}是征求意见稿，未正式印发，内容可能变化")
    elif validity is Validity.EXPIRED:
        lines.append(f"依据{name}已过期限{_until(document)}，是否延续请以最新文件为准")
    elif validity is Validity.REPEALED:
        lines.append(f"依据{name}已废止")
    elif validity is Validity.NOT_YET:
        lines.append(f"依据{name}尚未施行")
    if document.kind is Kind.NEWS:
        lines.append(f"依据{name}是新闻报道，正式口径请以政府文件为准")
    elif document.kind is Kind.INTERPRETATION:
        lines.append(f"依据{name}是政策解读，正式口径请以政策原文为准")
    return lines


def _of_place(question: Question, findings: Iterable[Finding]) -> list[str]:
    """Whose rule it is, where the question names no place and no text of one: an amount of another
    city costs the asker money."""
    regions = dict.fromkeys(
        finding.document.region
        for finding in findings
        if finding.quantity is not None
        and finding.document.region
        and finding.document.region_code != NATIONAL_CODE
        and not question.titles
    )
    listed = "、".join(region for region in regions if region)
    return [f"问题没有说明地区，这是{listed}的规定或数据"] if listed else []


def _until(document: Document) -> str:
    if document.expires_on:
        return f"（有效期至{document.expires_on.isoformat()}）"
    if document.period and document.period.end:
        return f"（期限到{document.period.end.year}年）"
    return ""


def _of_findings(findings: Iterable[Finding]) -> list[str]:
    lines: list[str] = []
    for finding in findings:
        if finding.inherited and finding.document.region:
            lines.append(f"依据的是上级（{finding.document.region}）的规定")
        lines.extend(finding.notices)
    return lines


def _of_age(documents: Iterable[Document], today: date) -> list[str]:
    years = sorted(
        {
            document.year
            for document in documents
            if document.year is not None and _age_in_days(document, today) > _OLD_AFTER_DAYS
        }
    )
    if not years:
        return []
    listed = "、".join(f"{year}年" for year in years)
    return [f"依据为{listed}文件，现行标准请以最新文件为准"]


def _age_in_days(document: Document, today: date) -> int:
    """Age of a text; one that only names its year counts from the year's end."""
    return (today - (document.dated or date(document.year or today.year, 12, 31))).days
