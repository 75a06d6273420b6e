"""The catalogue: documents with their structure in SQLite, read lazily.

A passage is stored as its span; its text is cut from the document's text, so the invariant
`document.text[start:end] == passage.text` cannot break in storage.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.blocks import OriginSpan
from ingest.documents import Document, Fact, PageStart, Passage, Section, Table
from ingest.index.codec import decode
from ingest.index.contents import IndexEntry
from ingest.index.schema import FileRow, RetiredRow
from ingest.sources.refusal import Refusal

# Enough for every document of a small corpus and for the hits of many questions in a large one.
_CACHED_DOCUMENTS = 512
_CACHED_PASSAGES = 8_192
_MAPPED_BYTES = 1 << 30


class Catalogue:
    """A sealed catalogue opened for reading; safe to use from several threads.

    Unknown ids raise KeyError.
    """

    def __init__(self, path: Path) -> None:
        # `immutable`: a sealed file never changes, so SQLite takes no locks and makes no journal
        self._connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
        self._lock = threading.Lock()
        self.document = lru_cache(_CACHED_DOCUMENTS)(self._document)
        self.sections = lru_cache(_CACHED_DOCUMENTS)(self._sections)
        self.tables = lru_cache(_CACHED_DOCUMENTS)(self._tables)
        self.passages = lru_cache(_CACHED_DOCUMENTS)(self._passages)
        self.passage = lru_cache(_CACHED_PASSAGES)(self._passage)
        self.documents = lru_cache(1)(self._documents)
        self._all_facts = lru_cache(1)(self._read_all_facts)

    # --- documents ---

    def _documents(self) -> tuple[Document, ...]:
        """All documents by doc_id, without their text."""
        rows = self._rows("SELECT document FROM documents ORDER BY doc_id")
        return tuple(_document(row[0], "") for row in rows)

    def _document(self, doc_id: str) -> Document:
        query = "SELECT document, text FROM documents JOIN texts USING (doc_id) WHERE doc_id = ?"
        row = self._one(query, doc_id)
        return _document(row[0], row[1])

    def doc_ids(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self._rows("SELECT doc_id FROM documents ORDER BY doc_id"))

    def uris(self) -> dict[str, str]:
        """doc_id → where the document came from, of all documents."""
        return dict(self._rows("SELECT doc_id, uri FROM documents"))

    def count_passages(self) -> int:
        return int(self._rows("SELECT count(*) FROM passages")[0][0])

    def _sections(self, doc_id: str) -> tuple[Section, ...]:
        rows = self._rows("SELECT section FROM sections WHERE doc_id = ? ORDER BY place", doc_id)
        return tuple(decode(Section, json.loads(row[0])) for row in rows or self._none_of(doc_id))

    def _tables(self, doc_id: str) -> tuple[Table, ...]:
        rows = self._rows('SELECT "table" FROM tables WHERE doc_id = ? ORDER BY place', doc_id)
        return tuple(decode(Table, json.loads(row[0])) for row in rows or self._none_of(doc_id))

    def pages(self, doc_id: str) -> tuple[PageStart, ...]:
        row = self._one("SELECT pages FROM texts WHERE doc_id = ?", doc_id)
        return tuple(PageStart(*page) for page in json.loads(row[0]))

    def origin(self, doc_id: str) -> tuple[OriginSpan, ...]:
        """The map from `Document.text` back to the source."""
        row = self._one("SELECT origin FROM texts WHERE doc_id = ?", doc_id)
        return tuple(OriginSpan(*span) for span in json.loads(row[0]))

    def warnings(self, doc_id: str) -> tuple[str, ...]:
        row = self._one("SELECT warnings FROM texts WHERE doc_id = ?", doc_id)
        return tuple(json.loads(row[0]))

    # --- passages ---

    def _passages(self, doc_id: str) -> tuple[Passage, ...]:
        """Passages of a document in order."""
        rows = self._rows(f"{_SELECT_PASSAGE} WHERE doc_id = ? ORDER BY place", doc_id)
        return tuple(self._passage_of(row) for row in rows or self._none_of(doc_id))

    def _passage(self, passage_id: str) -> Passage:
        return self._passage_of(self._one(f"{_SELECT_PASSAGE} WHERE passage_id = ?", passage_id))

    def _passage_of(self, row: tuple[Any, ...]) -> Passage:
        passage_id, doc_id, order, section, start, end, page, table_id, header = row
        return Passage(
            passage_id=passage_id,
            doc_id=doc_id,
            section=self.sections(doc_id)[section],
            start=start,
            end=end,
            text=self.document(doc_id).text[start:end],
            order=order,
            page=page,
            table_id=table_id,
            header=header,
        )

    def entries(self, doc_ids: Collection[str] | None = None) -> Iterator[IndexEntry]:
        """What vectors and lexical index are made of, document by document."""
        for doc_id in self.doc_ids() if doc_ids is None else sorted(doc_ids):
            # not through the caches, which a pass over everything would empty, and not through
            # the nouns, of which only these few fields are wanted
            title, text = self._one(_SELECT_TITLE_AND_TEXT, doc_id)
            paths = [json.loads(row[0]) for row in self._rows(_SELECT_PATHS, doc_id)]
            for row in self._rows(_SELECT_SPANS, doc_id):
                passage_id, section, start, end, header = row
                yield IndexEntry.of(
                    passage_id, doc_id, title, paths[section], header, text[start:end]
                )

    def counts(self, doc_id: str) -> tuple[int, int]:
        """How many passages and tables a document has."""
        query = "SELECT count(*) FROM {} WHERE doc_id = ?"
        passages, tables = (
            int(self._one(query.format(name), doc_id)[0]) for name in ("passages", "tables")
        )
        return passages, tables

    def content_hashes(self, doc_ids: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """(passage_id, content hash) of the documents' passages."""
        query = "SELECT passage_id, content_hash FROM passages WHERE doc_id = ? ORDER BY place"
        for doc_id in sorted(doc_ids):
            yield from self._rows(query, doc_id)

    def passage_with(self, content_hash: bytes) -> str | None:
        """A passage whose vector is that of any passage with this content."""
        query = "SELECT passage_id FROM passages WHERE content_hash = ? LIMIT 1"
        rows = self._rows(query, content_hash)
        return rows[0][0] if rows else None

    def owners(self) -> list[tuple[str, str]]:
        """(passage_id, doc_id) of every passage, by passage_id."""
        return self._rows("SELECT passage_id, doc_id FROM passages ORDER BY passage_id")

    def digest(self, prefix: str) -> str:
        """A hash of `prefix` and all contents: equal whatever order they came in."""
        digest = hashlib.sha256(prefix.encode())
        for query in (
            "SELECT doc_id, document FROM documents ORDER BY doc_id",
            "SELECT passage_id, content_hash FROM passages ORDER BY passage_id",
            "SELECT fact_id, fact FROM facts ORDER BY fact_id",
            "SELECT path, sha256, revision, doc_ids FROM files ORDER BY path",
        ):
            with self._lock:
                for row in self._connection.execute(query):
                    digest.update(repr(row).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    # --- facts, files, history ---

    def facts(self, doc_ids: Collection[str] | None = None) -> tuple[Fact, ...]:
        """Facts of the documents (of all: None), by doc_id and fact_id."""
        if doc_ids is None:
            return self._all_facts()
        return tuple(fact for doc_id in sorted(doc_ids) for fact in self._facts_of(doc_id))

    def _facts_of(self, doc_id: str) -> list[Fact]:
        query = "SELECT fact FROM facts WHERE doc_id = ? ORDER BY fact_id"
        return [decode(Fact, json.loads(row[0])) for row in self._rows(query, doc_id)]

    def _read_all_facts(self) -> tuple[Fact, ...]:
        rows = self._rows("SELECT fact FROM facts ORDER BY doc_id, fact_id")
        return tuple(decode(Fact, json.loads(row[0])) for row in rows)

    def file(self, path: str) -> FileRow | None:
        """What is known of a file, None where it was never ingested."""
        rows = self._rows("SELECT path, sha256, revision, doc_ids FROM files WHERE path = ?", path)
        return FileRow.of(rows[0], self._refusals().get(path, ())) if rows else None

    def files(self) -> tuple[FileRow, ...]:
        rows = self._rows("SELECT path, sha256, revision, doc_ids FROM files ORDER BY path")
        refusals = self._refusals()
        return tuple(FileRow.of(row, refusals.get(row[0], ())) for row in rows)

    def count_files_not_of(self, revision: str) -> int:
        """How many files were read by other code than that of `revision`."""
        rows = self._rows("SELECT count(*) FROM files WHERE revision != ?", revision)
        return int(rows[0][0])

    def removed_uris(self) -> frozenset[str]:
        """Where documents stood that were removed and not replaced."""
        return frozenset(
            row[0] for row in self._rows("SELECT uri FROM retired WHERE successor IS NULL")
        )

    def _refusals(self) -> dict[str, list[Refusal]]:
        """Path of an archive → its members that could not be read."""
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'refusals'"):
            return {}  # made before refusals were kept
        found: dict[str, list[Refusal]] = {}
        for path, row in self._rows("SELECT path, refusal FROM refusals ORDER BY path, place"):
            found.setdefault(path, []).append(decode(Refusal, json.loads(row)))
        return found

    def retired(self, doc_id: str) -> RetiredRow | None:
        """What became of a document that an old citation names."""
        query = "SELECT doc_id, title, uri, successor FROM retired WHERE doc_id = ?"
        rows = self._rows(query, doc_id)
        return RetiredRow(*rows[0]) if rows else None

    def close(self) -> None:
        self._connection.close()

    # --- SQLite ---

    def _rows(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(query, parameters).fetchall()

    def _one(self, query: str, key: str) -> tuple[Any, ...]:
        rows = self._rows(query, key)
        if not rows:
            raise KeyError(key)
        return rows[0]

    def _none_of(self, doc_id: str) -> tuple[()]:
        """Nothing, provided that the document exists."""
        self._one("SELECT doc_id FROM documents WHERE doc_id = ?", doc_id)
        return ()


_SELECT_PASSAGE = (
    'SELECT passage_id, doc_id, place, section, start, "end", page, table_id, header FROM passages'
)

_SELECT_TITLE_AND_TEXT = (
    "SELECT json_extract(document, '$.title'), text"
    " FROM documents JOIN texts USING (doc_id) WHERE doc_id = ?"
)
_SELECT_PATHS = (
    "SELECT json_extract(section, '$.path') FROM sections WHERE doc_id = ? ORDER BY place"
)
_SELECT_SPANS = (
    'SELECT passage_id, section, start, "end", header FROM passages WHERE doc_id = ? ORDER BY place'
)


def _document(row: str, text: str) -> Document:
    return decode(Document, {**json.loads(row), "text": text})
