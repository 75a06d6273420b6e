"""Whom to ask: telephone, e-mail, address, person or body that a text names for enquiries.

Notices end in lines of contacts (“省教育厅科技处，联系电话：0531-…”), one body beside another, and
rules of application name a body for each article (“（三）政策咨询”). A contact belongs to the body
in its own line, to the article it stands in, and to the text; the question names one of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from ingest.documents import Document, Section
from ingest.index.protocol import IndexReader
from ingest.language.normalise import squash
from qa.answers import Hit
from qa.questions import Asked, Question, Term, rows
from qa.reading.analysed import Analysed, first_by_document
from qa.reading.findings import Finding, Segment, surest_first
from qa.reading.matching import Matcher, longest_run, matching_form, quality
from qa.reading.wording import clean

CONTACT_KINDS = frozenset((Asked.PHONE, Asked.CONTACT))

UNIT = "unit"
"""The kind of a question for the body to ask (“政策咨询找哪个部门”)."""

_ASKS_UNIT = re.compile(
    r"(?:咨询|打听|联系|了解)[^，。？?]{0,6}(?:哪(?:个|些|家|里|儿|几)|谁|什么(?:部门|单位|地方))|"
    r"(?:找|问|向)(?:哪(?:个|些|家|里|儿|几)|谁|什么)(?:部门|单位|机构|科室|窗口|[局厅委办处科])?(?:去|来)?"
    r"(?:咨询|打听|了解|问|联系|沟通|反映)"
)
_LABEL_END = r"[ \t\u3000]*(?:为|是)?[:：]?[ \t\u3000]*"
# a semicolon before digits parts two numbers of one body, or stands for the colon behind it
_SEGMENT = re.compile(r"(?:[^；;。\n]|[；;](?=[ \t]*[（(]?\d{3,}))+")
_MORE = r"(?:(?:[、/ \t\u3000]+|[ \t]*(?:[，,；;]|或者?)[ \t]*(?=[（(\d]))(?:{value}))*"
_LEADING_LABEL = re.compile(r"^[\u4e00-\u9fff]{0,4}(?:方式|联系|联络|咨询|电话)[：:]")
_UNTOLD = {"phone": "电话", "email": "邮箱"}
"""What a value is called that has no label: its form or its place tells what it is."""
_EACH = re.compile(r"各|分别|都有|哪些")
_MAX_DOCUMENTS = 6
_LINE, _BLOCK, _HEADING, _SECTION, _TITLE, _HEAD, _PASSAGE = 1.0, 0.8, 1.0, 0.9, 0.9, 0.7, 0.35
_HEAD_LENGTH = 300
_AS_GOOD = 0.03
"""Contacts of one text that the question tells no better apart than this are all given."""
_MOST, _MOST_OF_EACH = 4, 10
_NAME_RUN = 3
"""Characters in a row that name a body; fewer are its place or its kind."""
_LEAST_NAME, _LONGEST_NAME = 2, 40
_BLOCK_LINES = 3
_SUFFIX = (
    r"的?(?:联系|咨询|手机|个人|办公|投诉|服务)*(?:人|方式|电话|手机|热线|邮箱|传真|地址|号码)"
)
_ROLE = re.compile(
    r"(?P<owner>提案人|提议人|建议人|代表|委员|作者|记者|[局厅市县区省组处科部院校]长|主任|书记|主席|法人|企业|公司)"
    + _SUFFIX
)
_BODY_ENDS = (
    "局", "厅", "委", "处", "科", "司", "中心", "办公室", "院", "大学", "学院", "银行", "政府", "管委会", "协会",
)  # fmt: skip
_PRESENT = 0.5


@dataclass(frozen=True, slots=True)
class _Kind:
    """`told_by`: words that must stand near a value that its form alone does not tell."""

    name: str
    asked: re.Pattern[str]
    labelled: re.Pattern[str]
    told_by: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Contact:
    """A labelled value; `unit` is the body before it, `start` and `end` the span to cite."""

    kind: str
    label: str
    value: str
    unit: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _kinds() -> tuple[_Kind, ...]:
    kinds = []
    for name, asked, label, value, *told_by in rows("contacts.tsv"):
        pattern = (
            rf"(?P<label>{label}){_LABEL_END}(?P<value>(?:{value}){_MORE.format(value=value)})"
        )
        near = re.compile(told_by[0]) if told_by else None
        kinds.append(_Kind(name, re.compile(asked), re.compile(pattern), near))
    return tuple(kinds)


def contact_findings(
    question: Question,
    hits: Sequence[tuple[Hit, Analysed]],
    matcher: Matcher,
    index: IndexReader,
) -> list[Finding]:
    """The contacts asked for, best document first; one finding a document."""
    kinds = _asked_kinds(question)
    if not kinds:
        return []
    findings: list[Finding] = []
    for hit, analysed in islice(first_by_document(hits), _MAX_DOCUMENTS):
        judged = [
            (_coverage(contact, section, analysed, matcher), contact)
            for contact, section in _contacts(analysed.document, index, kinds)
            if _has_owner(question, contact, section, analysed.document)
        ]
        if judged:
            best = max(coverage for coverage, _ in judged)
            kept = _named_best(question, _best_of_each_kind(judged))
            most = _MOST_OF_EACH if _EACH.search(question.text) else _MOST
            findings.append(_finding(_told_once(kept)[:most], best, hit, analysed))
    return surest_first(findings)


def _best_of_each_kind(judged: Sequence[tuple[float, _Contact]]) -> list[_Contact]:
    """Telephone and mail may stand in different lines: each kind has its own best."""
    best: dict[str, float] = {}
    for coverage, contact in judged:
        best[contact.kind] = max(coverage, best.get(contact.kind, 0.0))
    return [contact for coverage, contact in judged if coverage >= best[contact.kind] - _AS_GOOD]


def _told_once(contacts: Sequence[_Contact]) -> list[_Contact]:
    """A body that a number is given with needs no line of its own; the same contact twice neither."""
    told = {contact.unit for contact in contacts if contact.kind != UNIT}
    once = {_worded(contact): contact for contact in reversed(contacts)}
    return [c for c in reversed(once.values()) if c.kind != UNIT or c.unit not in told]


def _named_best(question: Question, contacts: Sequence[_Contact]) -> list[_Contact]:
    """Of contacts in like places those whose body the question names best (省能源局)."""
    asked = matching_form(question.text)
    units = [matching_form(contact.unit) for contact in contacts]
    runs = [longest_run(unit, asked, len(unit)) for unit in units]
    best = max(runs)
    return [c for c, run in zip(contacts, runs, strict=True) if best < _NAME_RUN or run == best]


def names_owner(question: Question) -> bool:
    """Whether the question says whose contact it asks for."""
    return bool(_ROLE.search(question.text) or _bodies(question))


_BY_FORM = frozenset(("phone", "fax", "email", "postcode"))
_FORM = re.compile(
    r"(?<!\d)12\d{3}(?!\d)|\d{6,}(?![\d.]|\s*[万亿元平吨人户家])|\d{3,4}[-－]\d{3}|@"
)


def tell_contact(question: Question, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings that can tell the contact asked for, all where none is: a number or an address of
    mail by its form; bodies, persons and places may be told in any words."""
    if question.asked not in CONTACT_KINDS or set(_asked_kinds(question)) - _BY_FORM:
        return findings
    return tuple(finding for finding in findings if _FORM.search(finding.text))


def _bodies(question: Question) -> tuple[Term, ...]:
    """The bodies that the question names (教育厅, 招生办公室)."""
    return tuple(t for t in question.terms if len(t.text) > 2 and t.text.endswith(_BODY_ENDS))


def _asked_kinds(question: Question) -> tuple[str, ...]:
    asked = {question.asked, *question.also_asked}
    if not asked & CONTACT_KINDS:
        return ()
    named = [kind.name for kind in _kinds() if kind.asked.search(question.text)]
    if _ASKS_UNIT.search(question.text):
        named.append(UNIT)
    return tuple(named)


def _contacts(
    document: Document, index: IndexReader, kinds: tuple[str, ...]
) -> Iterator[tuple[_Contact, Section | None]]:
    """The contacts of a text of the kinds asked, each with its section."""
    text = document.text
    sections = sorted(index.sections(document.doc_id), key=lambda s: s.start)
    starts = [section.start for section in sections]
    for segment in _SEGMENT.finditer(text):
        place = bisect_right(starts, segment.start()) - 1
        section = sections[place] if place >= 0 else None
        heading = section.heading if section else ""
        for contact in _in_segment(text, *segment.span(), heading):
            if contact.kind in kinds:
                yield contact, section


def _in_segment(text: str, start: int, end: int, heading: str) -> Iterator[_Contact]:
    """The contacts of a line, each with the body that stands before it; lines run together hold
    several bodies in a row."""
    found = sorted(
        (
            (match.start(), match.end(), kind.name, match)
            for kind in _kinds()
            for match in kind.labelled.finditer(text, start, end)
            if kind.told_by is None
            or kind.told_by.search(f"{_above(text, start)}{text[start:end]}{heading}")
        ),
        key=lambda one: one[:2],
    )
    unit, begin, last = "", start, start
    for at, stop, name, match in found:
        if at < last:
            continue
        between = _unit(text, last, at)
        if between:
            unit, begin = between, last
            yield _Contact(UNIT, "", unit, unit, begin, stop)
        label = squash(match["label"]).strip("：:（(；;") or _UNTOLD.get(name, "")
        yield _Contact(name, label, " ".join(match["value"].split()), unit, begin, stop)
        last = stop


def _unit(text: str, start: int, end: int) -> str:
    """The body before a label; what else may stand there is too long for a name."""
    said = re.sub(
        r"^(?:\d{1,2}[.．、]|[（(]?[一二三四五六七八九十]+[)）、])", "", clean(text[start:end])
    )
    said = _LEADING_LABEL.sub("", said)
    return said if _LEAST_NAME <= len(said) <= _LONGEST_NAME else ""


def _coverage(
    contact: _Contact, section: Section | None, analysed: Analysed, matcher: Matcher
) -> float:
    document = analysed.document
    return matcher.coverage(
        (
            (document.text[contact.start : contact.end], _LINE),
            (_block(document.text, contact), _BLOCK),
            (section.heading if section else "", _HEADING),
            (document.text[section.start : section.end] if section else "", _SECTION),
            (" ".join(section.path) if section else "", _SECTION),
            (document.title, _TITLE),
            (document.issuer or "", _TITLE),
            (document.text[:_HEAD_LENGTH], _HEAD),
            (analysed.passage.text, _PASSAGE),
            (_WORDS, _LINE),
        )
    )


_WORDS = "联系电话 咨询电话 电话 号码 热线 传真 邮箱 邮件 邮编 地址 网址 联系人 联系方式 联系 咨询 部门 单位 工作 找"
"""Words that ask for a contact and tell nothing of whose it is."""


def _block(text: str, contact: _Contact) -> str:
    """The lines right above, where a person or a body may stand (“联系人：建筑市场监管司 杨光”)."""
    return _above(text, contact.start) + text[contact.start : contact.end]


def _above(text: str, position: int) -> str:
    start = position
    for _ in range(_BLOCK_LINES):
        start = max(0, text.rfind("\n", 0, max(0, start - 1)))
    return text[start:position]


def _has_owner(
    question: Question, contact: _Contact, section: Section | None, document: Document
) -> bool:
    """Whose number is asked (提案人的电话, 教育厅的电话) must be named with it: in its lines and
    heading, as the issuer or in the title. Anybody else's is no answer."""
    lines = _block(document.text, contact)
    role = _ROLE.search(question.text)
    if role is not None:
        return role["owner"] in lines
    heading = section.heading if section else ""
    near = matching_form(f"{lines}{heading}{document.title}{document.issuer or ''}")
    return all(quality(body, near) >= _PRESENT for body in _bodies(question))


def _finding(
    contacts: Sequence[_Contact], coverage: float, hit: Hit, analysed: Analysed
) -> Finding:
    kept = [(_worded(contact), (contact.start, contact.end)) for contact in contacts]
    return Finding(
        text="；".join(text for text, _ in kept),
        segments=tuple(Segment(text, (span,)) for text, span in kept),
        document=analysed.document,
        passage=analysed.passage,
        hit=hit,
        quotes=tuple(dict.fromkeys(span for _, span in kept)),
        confidence=min(1.0, coverage),
        answers=_WORDS,
    )


def _worded(contact: _Contact) -> str:
    if contact.kind == UNIT:
        return contact.unit
    told = f"{contact.label}：{contact.value}"
    return f"{contact.unit}，{told}" if contact.unit else told
