"""效力: what a document says of itself, and its state on a given day among others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from ingest.documents import Document, Kind, Period, Relation, Validity
from ingest.metadata.doc_numbers import number_key
from ingest.metadata.relations import ENDING

_NORMATIVE = frozenset((Kind.OFFICIAL, Kind.PLAN))
_MARKED = (
    (
        re.compile(r"[（(【\[](?:已|本文件已|现已)?(?:被)?废止[)）】\]]|(?:已被?|现已)废止$"),
        Validity.REPEALED,
    ),
    (re.compile(r"[（(【\[](?:已|全文|本文件已|现已)?失效[)）】\]]|已失效$"), Validity.EXPIRED),
)
_STATES = (
    (re.compile(r"废止"), Validity.REPEALED),
    (re.compile(r"失效|无效"), Validity.EXPIRED),
    (re.compile(r"有效"), Validity.IN_FORCE),
)
_NOISE = re.compile(r"[\s《》〈〉“”\"‘’'（）()\[\]【】、，,：:·—\-]|中华人民共和国")
_WRAPPED = re.compile(
    r"(?:印发|发布|公布)《?(?P<inner>.+?)》?的(?:通知|公告|通告|决定|命令)(?:[（(].{1,24}[)）])*$"
)


def declared_validity(
    kind: Kind,
    *,
    issued_on: date | None,
    effective_on: date | None,
    period: Period | None,
    title: str = "",
    label: str = "",
) -> Validity:
    """What a text says of its own force as of its own day.

    `label` is the 有效性 field of a page. News, interpretations and replies lay nothing down, so
    they have no force to speak of; an official text without any date is 未知 too.
    """
    if kind is Kind.DRAFT:
        return Validity.DRAFT
    for pattern, validity in _MARKED:
        if pattern.search(title):
            return validity
    for pattern, validity in _STATES:
        if label and pattern.search(label):
            return validity
    dated = issued_on or effective_on or period
    return Validity.IN_FORCE if kind in _NORMATIVE and dated else Validity.UNKNOWN


def validity_on(document: Document, day: date, repealed_by: Collection[Document] = ()) -> Validity:
    """The state of a document on a day.

    `repealed_by` are the documents that end its force (see `repealing`); each counts from the
    day it takes force itself.
    """
    if document.kind is Kind.DRAFT or document.validity is Validity.DRAFT:
        return Validity.DRAFT
    if document.validity in (Validity.REPEALED, Validity.EXPIRED):
        return document.validity
    begins = document.effective_on or document.issued_on
    if begins is not None and day < begins:
        return Validity.NOT_YET
    if any(_in_force_by(other, day) for other in repealed_by):
        return Validity.REPEALED
    ends = document.expires_on or (document.period.end if document.period else None)
    normative = document.kind in _NORMATIVE or document.validity is Validity.IN_FORCE
    if ends is not None and day > ends and normative:
        return Validity.EXPIRED
    dated = document.dated or document.effective_on or document.period
    return Validity.IN_FORCE if normative and dated else Validity.UNKNOWN


def repealing(documents: Iterable[Document]) -> Mapping[str, tuple[Document, ...]]:
    """For each document that others of the collection repeal or replace: those others.

    Keyed by `doc_id`. A number identifies its document alone; a title only together with the
    same region, because cities give their rules the same names. A document repeals none that is
    dated after it, and a new version of one title never itself.
    """
    everything = tuple(documents)
    by_number: dict[str, list[Document]] = {}
    by_title: dict[str, list[Document]] = {}
    for document in everything:
        if document.doc_number:
            by_number.setdefault(number_key(document.doc_number), []).append(document)
        for key in _title_keys(document.title):
            by_title.setdefault(key, []).append(document)
    ended: dict[str, dict[str, Document]] = {}
    for document in everything:
        if document.kind is Kind.DRAFT:
            continue
        for relation in document.relations:
            if relation.verb in ENDING:
                for target in _targets(document, relation, by_number, by_title):
                    ended.setdefault(target.doc_id, {})[document.doc_id] = document
    return {doc_id: tuple(others.values()) for doc_id, others in ended.items()}


def _targets(
    document: Document,
    relation: Relation,
    by_number: Mapping[str, list[Document]],
    by_title: Mapping[str, list[Document]],
) -> list[Document]:
    found: list[Document] = []
    if relation.target_number:
        found = list(by_number.get(number_key(relation.target_number), ()))
    if not found and relation.target_title:
        named = by_title.get(_title_key(relation.target_title), ())
        found = [
            target
            for target in named
            if target.region_code == document.region_code
            and not (relation.target_number and target.doc_number)
        ]
    return [target for target in found if _older(target, document)]


def _older(target: Document, document: Document) -> bool:
    if target.doc_id == document.doc_id:
        return False
    first, second = _speaks_from(target), _speaks_from(document)
    if first is not None and second is not None:
        return first < second
    return _title_key(target.title) != _title_key(document.title)


def _speaks_from(document: Document) -> date | None:
    return document.dated or document.effective_on


def _in_force_by(document: Document, day: date) -> bool:
    begins = document.effective_on or document.dated
    return begins is None or begins <= day


def _title_key(title: str) -> str:
    return _NOISE.sub("", title)


def _title_keys(title: str) -> tuple[str, ...]:
    """The title, and the name of the document that a covering notice carries."""
    wrapped = _WRAPPED.search(title)
    keys = [_title_key(title)]
    if wrapped:
        keys.append(_title_key(wrapped["inner"]))
    return tuple(dict.fromkeys(keys))
