"""Writing a catalogue: documents out, documents in, one transaction.

The file is written in a folder that nobody reads yet, so the journal guards against errors only
and stays in memory; the generation is synced to disk as a whole before it is switched on.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from ingest.documents import Document, ParsedDocument
from ingest.errors import DamagedError
from ingest.index.codec import encode
from ingest.index.contents import IndexEntry
from ingest.index.schema import REFUSALS, SCHEMA, FileRow

_TABLES_OF_A_DOCUMENT = ("documents", "texts", "sections", "tables", "passages", "facts")


class CatalogueWriter:
    """Adds to and removes from a catalogue file; a context manager that commits on success."""

    def __init__(self, path: Path) -> None:
        new = not path.exists()
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = MEMORY")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA cache_size = -65536")  # 64 MB
        self._connection.executescript(SCHEMA if new else REFUSALS)
        self._connection.execute("BEGIN")
        rows = self._connection.execute("SELECT doc_id FROM retired")
        self._retired = {row[0] for row in rows}

    def __enter__(self) -> CatalogueWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._connection.execute("COMMIT")
        self._connection.close()

    @contextmanager
    def savepoint(self) -> Iterator[CatalogueWriter]:
        """All of the block or nothing of it."""
        self._connection.execute("SAVEPOINT block")
        try:
            yield self
        except BaseException:
            self._connection.execute("ROLLBACK TO block")
            raise
        finally:
            self._connection.execute("RELEASE block")

    def remove(self, doc_ids: Collection[str], successors: dict[str, str]) -> None:
        """Delete documents; remember them as retired, so that old citations can be explained."""
        for doc_id in sorted(doc_ids):
            row = self._connection.execute(
                "SELECT json_extract(document, '$.title'), uri FROM documents WHERE doc_id = ?",
                (doc_id,),
            ).fetchone()
            if row is None:
                raise KeyError(doc_id)
            self._insert("retired", (doc_id, row[0], row[1], successors.get(doc_id)), "OR REPLACE ")
            self._retired.add(doc_id)
            for table in _TABLES_OF_A_DOCUMENT:
                self._connection.execute(f"DELETE FROM {table} WHERE doc_id = ?", (doc_id,))

    def add(self, parsed: ParsedDocument) -> None:
        """Insert one document.

        Raises:
            DamagedError: spans and texts do not belong together, or ids stand twice.
        """
        document = parsed.document
        _check(parsed)
        try:
            self._insert_document(parsed)
        except sqlite3.IntegrityError as error:
            raise DamagedError(
                f"“{document.title}”有重复的标识（{error}）", "请检查同一文件是否被重复解析"
            ) from error
        if document.doc_id in self._retired:
            self._connection.execute("DELETE FROM retired WHERE doc_id = ?", (document.doc_id,))

    def set_uri(self, doc_id: str, uri: str) -> None:
        """Note that the same bytes now stand at another path."""
        self._connection.execute(
            "UPDATE documents SET uri = ?1, document = json_set(document, '$.source.uri', ?1)"
            " WHERE doc_id = ?2",
            (uri, doc_id),
        )

    def set_files(self, files: Iterable[FileRow], forgotten: Iterable[str] = ()) -> None:
        for path in forgotten:
            self._forget_file(path)
        for file in files:
            self._forget_file(file.path)
            self._insert("files", (file.path, file.sha256, file.revision, _json(file.doc_ids)))
            for place, refusal in enumerate(file.refusals):
                self._insert("refusals", (file.path, place, _json(encode(refusal))))

    def _forget_file(self, path: str) -> None:
        for table in ("files", "refusals"):
            self._connection.execute(f"DELETE FROM {table} WHERE path = ?", (path,))

    def _insert_document(self, parsed: ParsedDocument) -> None:
        document, doc_id = parsed.document, parsed.document.doc_id
        places = {section.section_id: place for place, section in enumerate(parsed.sections)}
        self._insert("documents", (doc_id, document.source.uri, _metadata(document)))
        pages = [[page.page, page.start] for page in parsed.pages]
        origin = [[span.offset, span.source_start, span.length] for span in parsed.origin]
        texts = (doc_id, document.text, _json(pages), _json(origin), _json(parsed.warnings))
        self._insert("texts", texts)
        for place, section in enumerate(parsed.sections):
            self._insert("sections", (doc_id, place, _json(encode(section))))
        for place, table in enumerate(parsed.tables):
            self._insert("tables", (doc_id, place, _json(encode(table))))
        for passage in parsed.passages:
            entry = IndexEntry.of(
                passage.passage_id,
                doc_id,
                document.title,
                passage.section.path,
                passage.header,
                passage.text,
            )
            row = (
                passage.passage_id,
                doc_id,
                passage.order,
                places[passage.section.section_id],
                passage.start,
                passage.end,
                passage.page,
                passage.table_id,
                passage.header,
                entry.content_hash,
            )
            self._insert("passages", row)
        for fact in parsed.facts:
            self._insert("facts", (fact.fact_id, doc_id, _json(encode(fact))))

    def _insert(self, table: str, row: tuple[Any, ...], conflict: str = "") -> None:
        marks = ", ".join("?" * len(row))
        self._connection.execute(f"INSERT {conflict}INTO {table} VALUES ({marks})", row)


def _check(parsed: ParsedDocument) -> None:
    """A passage that does not stand in its document must never be cited."""
    document = parsed.document
    try:
        document.text.encode()
    except UnicodeEncodeError as error:
        raise DamagedError(
            f"“{document.title}”的文字含有无效字符（第 {error.start} 个字符）",
            "请以 UTF-8 重新保存后再入库",
        ) from error
    sections = {section.section_id for section in parsed.sections}
    for passage in parsed.passages:
        stands = document.text[passage.start : passage.end] == passage.text
        if not stands or passage.section.section_id not in sections:
            raise DamagedError(
                f"“{document.title}”第 {passage.order + 1} 段的位置与正文不符",
                "这是解析程序的缺陷，请附上该文件报告问题",
            )


def _metadata(document: Document) -> str:
    return _json({**encode(document), "text": ""})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
