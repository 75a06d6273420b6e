"""Figures read at ingest, as rows: who gets or aims at how much, where, under which condition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ingest.metadata.places import load_gazetteer
from ingest.metadata.validity import repealing, validity_on
from ui.telling import is_telling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.documents import Document, Fact, Validity
    from ingest.index.protocol import IndexReader


@dataclass(frozen=True, slots=True)
class FactQuery:
    """What is wanted; empty fields restrict nothing. `region` takes the place and all within it."""

    region: str | None = None
    tier: str | None = None
    measure: str | None = None
    subject: str | None = None
    doc_id: str | None = None


def fact_rows(
    index: IndexReader, query: FactQuery, day: date | None = None
) -> list[dict[str, Any]]:
    """Matching facts by document and position.

    Raises:
        UnknownPlaceError: `query.region` is no place.
    """
    documents = {document.doc_id: document for document in index.documents()}
    repeals = repealing(documents.values())
    texts: dict[str, str] = {}
    rows = []
    for fact in sorted(_matching(index, query), key=lambda fact: (fact.doc_id, fact.start)):
        document = documents[fact.doc_id]
        text = texts.setdefault(fact.doc_id, index.document(fact.doc_id).text)
        if not is_telling(fact, text):
            continue
        validity = validity_on(document, day or date.today(), repeals.get(fact.doc_id, ()))
        rows.append(_row(fact, document, text, validity))
    return rows


def _matching(index: IndexReader, query: FactQuery) -> Iterator[Fact]:
    gazetteer = load_gazetteer()
    outer = gazetteer.resolve(query.region).code if query.region else None
    for fact in index.facts([query.doc_id] if query.doc_id else None):
        if outer and not (fact.region_code and gazetteer.contains(outer, fact.region_code)):
            continue
        if query.tier and fact.tier != query.tier:
            continue
        if query.measure and query.measure not in fact.measure:
            continue
        if query.subject and query.subject not in fact.subject:
            continue
        yield fact


def _row(fact: Fact, document: Document, text: str, validity: Validity) -> dict[str, Any]:
    gazetteer = load_gazetteer()
    return {
        "fact_id": fact.fact_id,
        "doc_id": fact.doc_id,
        "passage_id": fact.passage_id,
        "title": document.title,
        "region": gazetteer.place(fact.region_code).full_name if fact.region_code else None,
        "measure": fact.measure,
        "subject": fact.subject,
        "tier": fact.tier,
        "low": fact.low,
        "high": fact.high,
        "unit": fact.unit,
        "text": fact.text,
        "clause": text[fact.clause_start : fact.clause_end],
        "start": fact.start,
        "end": fact.end,
        "condition": fact.condition,
        "as_of": fact.as_of,
        "nature": fact.nature.value,
        "capped": fact.capped,
        "per_year": fact.per_year,
        "validity": validity.value,
        "issued_on": document.dated.isoformat() if document.dated else None,
    }
