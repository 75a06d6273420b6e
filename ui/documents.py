"""Documents as the faces show them: one JSON shape for command line, API and MCP."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ingest.metadata.validity import repealing, validity_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ingest.documents import Document, Section, Table
    from ingest.index.protocol import IndexReader


def document_rows(index: IndexReader, day: date | None = None) -> list[dict[str, Any]]:
    """Every document with its validity on `day` (today where None), by title."""
    documents = index.documents()
    repeals = repealing(documents)
    rows = [
        document_row(document, day or date.today(), repeals.get(document.doc_id, ()))
        for document in documents
    ]
    return sorted(rows, key=lambda row: (row["title"], row["doc_id"]))


def document_row(
    document: Document, day: date, repealed_by: Iterable[Document] = ()
) -> dict[str, Any]:
    """The metadata of a document, without its text."""
    source, original = document.source, document.source.original
    return {
        "doc_id": document.doc_id,
        "title": document.title,
        "doc_number": document.doc_number,
        "issuer": document.issuer,
        "issued_on": _iso(document.issued_on),
        "published_on": _iso(document.published_on),
        "effective_on": _iso(document.effective_on),
        "expires_on": _iso(document.expires_on),
        "region": document.region,
        "tier": document.tier.value,
        "kind": document.kind.value,
        "validity": validity_on(document, day, tuple(repealed_by)).value,
        "edition": "摘编" if source.digest else "原文",
        "original": original
        and {
            "title": original.title,
            "doc_number": original.doc_number,
            "issuer": original.issuer,
        },
        "source": source.uri,
        "media_type": source.media_type,
        "source_sha256": document.sha256,
    }


def whole_document(index: IndexReader, doc_id: str, day: date | None = None) -> dict[str, Any]:
    """A document with its text, sections and tables.

    Raises:
        KeyError: there is no such document.
    """
    document = index.document(doc_id)
    repeals = repealing(index.documents())
    return {
        **document_row(document, day or date.today(), repeals.get(doc_id, ())),
        "text": document.text,
        "sections": [_section(section) for section in index.sections(doc_id)],
        "tables": [_table(table) for table in index.tables(doc_id)],
        "passages": len(index.passages(doc_id)),
    }


def match_doc_id(ids: Sequence[str], given: str) -> str | None:
    """The id that `given` names, whole or by a beginning that only one has."""
    if given in ids:
        return given
    found = [doc_id for doc_id in ids if len(given) >= 4 and doc_id.startswith(given)]
    return found[0] if len(found) == 1 else None


def _section(section: Section) -> Mapping[str, Any]:
    return {
        "section_id": section.section_id,
        "path": list(section.path),
        "start": section.start,
        "end": section.end,
        "responsible_units": list(section.responsible_units),
        "annex": section.annex,
    }


def _table(table: Table) -> Mapping[str, Any]:
    return {
        "table_id": table.table_id,
        "caption": table.caption,
        "start": table.start,
        "end": table.end,
        "rows": table.rows,
        "columns": table.columns,
        "header_rows": table.header_rows,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
