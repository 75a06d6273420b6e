"""One generation opened for reading."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.blocks import OriginSpan
from ingest.documents import Document, Fact, PageStart, Passage, Section, Table
from ingest.embedding.protocol import ModelIdentity, Vectors
from ingest.errors import IndexDamagedError, IndexLockedError, ModelMismatchError
from ingest.index.catalogue import Catalogue
from ingest.index.lexical import LexicalIndex
from ingest.index.manifest import (
    CATALOGUE,
    CHROMA,
    LEXICAL,
    OWNER,
    VECTORS,
    Seal,
    file_problems,
    size_problems,
)
from ingest.index.protocol import LexicalQuery, Manifest
from ingest.index.schema import FileRow, RetiredRow
from ingest.index.vectors import ExactStore, VectorStore, VectorTable

_log = logging.getLogger(__name__)

# Up to here exact products over the mapped matrix are the better search. Measured at 384
# dimensions on one core: 3 ms at 20,000 passages and 15 ms at 100,000, against 2.5 ms of an
# embedded Chroma, which however takes 0.7 s to import and 0.2 s to open in every new process,
# 650 MB of memory at 100,000, a lock of its own, and for a filter many times its query.
EXACT_LIMIT = 100_000

# Reading back so many bytes costs a few hundredths of a second, so a small index is proved
# byte by byte whenever it is opened; of a larger one only the sizes, the rest by `verify`.
_PROVED_AT_OPEN = 32_000_000


class GenerationReader:
    """A sealed generation; implements `ingest.index.protocol.IndexReader`.

    Safe to use from several threads. Unknown ids raise KeyError.
    """

    def __init__(
        self,
        folder: Path,
        seal: Seal,
        catalogue: Catalogue,
        lexical: LexicalIndex,
        table: VectorTable,
        store: VectorStore,
    ) -> None:
        self.folder = folder
        self.seal = seal
        self.catalogue = catalogue
        self._lexical = lexical
        self.table = table
        self._store = store

    @property
    def manifest(self) -> Manifest:
        return self.seal.manifest

    def documents(self) -> tuple[Document, ...]:
        return self.catalogue.documents()

    def document(self, doc_id: str) -> Document:
        return self.catalogue.document(doc_id)

    def sections(self, doc_id: str) -> tuple[Section, ...]:
        return self.catalogue.sections(doc_id)

    def tables(self, doc_id: str) -> tuple[Table, ...]:
        return self.catalogue.tables(doc_id)

    def pages(self, doc_id: str) -> tuple[PageStart, ...]:
        return self.catalogue.pages(doc_id)

    def origin(self, doc_id: str) -> tuple[OriginSpan, ...]:
        return self.catalogue.origin(doc_id)

    def warnings(self, doc_id: str) -> tuple[str, ...]:
        """What the parser had to say about the document."""
        return self.catalogue.warnings(doc_id)

    def passages(self, doc_id: str) -> tuple[Passage, ...]:
        return self.catalogue.passages(doc_id)

    def passage(self, passage_id: str) -> Passage:
        return self.catalogue.passage(passage_id)

    def counts(self, doc_id: str) -> tuple[int, int]:
        """How many passages and tables a document has."""
        return self.catalogue.counts(doc_id)

    def facts(self, doc_ids: Collection[str] | None = None) -> tuple[Fact, ...]:
        return self.catalogue.facts(doc_ids)

    def uris(self) -> dict[str, str]:
        """doc_id → where the document came from, of all documents."""
        return self.catalogue.uris()

    def file(self, path: str) -> FileRow | None:
        return self.catalogue.file(path)

    def files(self) -> tuple[FileRow, ...]:
        return self.catalogue.files()

    def retired(self, doc_id: str) -> RetiredRow | None:
        """What became of a document that is no longer here; None where it never was."""
        return self.catalogue.retired(doc_id)

    def lexical(
        self, query: LexicalQuery, top_k: int, doc_ids: Collection[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        return self._lexical.search(query, top_k, doc_ids)

    def frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        return self._lexical.frequencies(terms)

    def dense(
        self, vector: Vectors, top_k: int, doc_ids: Collection[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        return self._store.search(vector, top_k, doc_ids)

    def cosines(self, vector: Vectors, passage_ids: Sequence[str]) -> Sequence[float]:
        if not passage_ids:
            return []
        return self.table.cosines(vector, self.table.rows(passage_ids)).tolist()

    def close(self) -> None:
        self.catalogue.close()
        self._store.close()


def open_generation(
    folder: Path,
    model: ModelIdentity | None = None,
    *,
    thorough: bool = False,
    chroma_url: str | None = None,
    exact_limit: int = EXACT_LIMIT,
) -> GenerationReader:
    """Open the generation in `folder`.

    Args:
        model: the configured model; None takes any.
        thorough: prove every file by its checksum, whatever the size of the index.
        chroma_url: search this Chroma server instead of files.
        exact_limit: passages up to which the vectors are searched exactly.

    Raises:
        IndexDamagedError, IndexFormatError, ModelMismatchError: see `ingest.errors`.
    """
    seal = Seal.read(folder)
    files = seal.essential
    small = sum(found.size for found in files.values()) <= _PROVED_AT_OPEN
    for problem in (file_problems if thorough or small else size_problems)(folder, files):
        raise damaged(folder.name, problem)
    _check_model(seal.manifest.model, model)
    try:
        catalogue = Catalogue(folder / CATALOGUE)
        lexical = LexicalIndex(folder / LEXICAL)
        table = VectorTable.load(folder / VECTORS)
        store = _open_store(folder, seal, table, chroma_url, exact_limit)
        return GenerationReader(folder, seal, catalogue, lexical, table, store)
    except (OSError, ValueError, sqlite3.DatabaseError) as error:  # tantivy raises ValueError
        raise damaged(folder.name, str(error)) from error


def damaged(generation: str, problem: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"索引 {generation} 已损坏：{problem}",
        "请运行 policyqa rebuild 重建；若仍失败，运行 policyqa rollback 回到上一代，"
        "或 policyqa restore 从备份恢复",
    )


def _open_store(
    folder: Path, seal: Seal, table: VectorTable, chroma_url: str | None, exact_limit: int
) -> VectorStore:
    if chroma_url is not None:
        from ingest.index.chroma_store import ChromaStore, server_client, server_collection

        return ChromaStore(server_client(chroma_url), server_collection(folder.name), table)
    if len(table) <= exact_limit:
        return ExactStore(table)
    try:
        return _open_embedded(folder, seal, table)
    except (IndexDamagedError, IndexLockedError) as error:
        _log.warning("改用精确检索：%s", error)
        return ExactStore(table)


def _open_embedded(folder: Path, seal: Seal, table: VectorTable) -> VectorStore:
    """The Chroma folder of the generation, owned by this process from now on.

    Raises:
        IndexDamagedError: it is not what was sealed, or cannot be opened.
        IndexLockedError: another process owns it, or it lies where this user may only read.
    """
    from chromadb.errors import ChromaError

    from ingest.index.chroma_store import EMBEDDED_COLLECTION, ChromaStore, embedded_client

    # before the lock, whose file says that Chroma has been opened and the checksums hold no more
    if not (folder / OWNER).exists() and (problems := file_problems(folder, seal.cached)):
        raise damaged(folder.name, problems[0])
    owner = FileLock(folder / OWNER, timeout=0, is_singleton=False)
    try:
        owner.acquire()
    except (Timeout, OSError) as error:
        raise IndexLockedError(
            f"Chroma 目录 {folder / CHROMA} 正由另一进程使用或不可写",
            "多个进程请改用 POLICYQA_CHROMA_URL",
        ) from error
    try:
        client = embedded_client(folder / CHROMA)
        return ChromaStore(client, EMBEDDED_COLLECTION, table, on_close=owner.release)
    except (ChromaError, IndexDamagedError, ValueError, OSError) as error:
        owner.release()
        raise damaged(folder.name, str(error)) from error


def _check_model(stored: ModelIdentity, configured: ModelIdentity | None) -> None:
    if configured is not None and stored != configured:
        raise ModelMismatchError(
            f"索引由嵌入模型 {stored.name}（{stored.revision[:12]}，{stored.dimension} 维）建立，"
            f"当前配置的是 {configured.name}（{configured.revision[:12]}，{configured.dimension} 维）",
            "请运行 policyqa rebuild 以当前模型重新计算向量，"
            f"或把 POLICYQA_EMBEDDING 改回 {json.dumps(stored.name, ensure_ascii=False)}",
        )
