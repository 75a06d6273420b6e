"""Changes to an index, gathered in a folder aside and published together or not at all."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from ingest.documents import ParsedDocument
from ingest.errors import IndexStateError
from ingest.index.building import TOKENS, Base, Difference, Progress, Tools, build_generation
from ingest.index.catalogue import Catalogue
from ingest.index.catalogue_writer import CatalogueWriter
from ingest.index.manifest import CATALOGUE, VECTORS, FileSum, Seal
from ingest.index.protocol import Manifest
from ingest.index.reader import GenerationReader, damaged
from ingest.index.schema import FileRow
from ingest.index.vectors import VectorTable


class Publisher(Protocol):
    """What a transaction needs of the store that opened it."""

    @property
    def embedded_chroma(self) -> bool: ...

    def publish(self, folder: Path, seal: Seal) -> Manifest: ...


class Transaction:
    """Documents in and out of the current generation.

    `reader` is the current generation, None where there is none yet. Nothing is copied before
    the first change, and a commit without changes publishes nothing.
    """

    def __init__(
        self,
        store: Publisher,
        folder: Path,
        reader: GenerationReader | None,
        tools: Tools,
        progress: Progress,
    ) -> None:
        self.reader = reader
        self._store = store
        self._folder = folder
        self._base = None if reader is None else _base_of(reader)
        self._tools = tools
        self._progress = progress
        self._writer: CatalogueWriter | None = None
        self._known = frozenset(() if self._base is None else self._base.catalogue.doc_ids())
        self._present = set(self._known)
        self._added: set[str] = set()
        self._removed: set[str] = set()

    @classmethod
    def from_catalogue(
        cls, store: Publisher, folder: Path, generation: Path, tools: Tools, progress: Progress
    ) -> Transaction:
        """A transaction that makes everything anew from the catalogue of a generation."""
        transaction = cls(store, folder, None, tools, progress)
        transaction._base = _salvage(generation, tools)
        transaction._start()
        return transaction

    @property
    def empty(self) -> bool:
        """Whether a commit would publish a first generation with nothing in it."""
        return self.reader is None and self._writer is None

    def add(self, parsed: ParsedDocument, replaces: Iterable[str] = ()) -> None:
        """Add a document, in place of the `replaces`d ones and of one with its own id.

        Raises:
            DamagedError: its parts do not belong together; nothing was added or removed.
        """
        doc_id = parsed.document.doc_id
        old = {name for name in (*replaces, doc_id) if name in self._present}
        with _disk_errors(), self._start().savepoint() as writer:
            writer.remove(old, dict.fromkeys(old, doc_id))
            writer.add(parsed)
        self._forget(old)
        self._added.add(doc_id)
        self._present.add(doc_id)

    def remove(self, doc_id: str) -> None:
        """Remove a document. Raises KeyError for one that is not there."""
        if doc_id not in self._present:
            raise KeyError(doc_id)
        with _disk_errors():
            self._start().remove([doc_id], {})
        self._forget([doc_id])

    def move(self, doc_id: str, uri: str) -> None:
        """Note that the bytes of a document now stand at another path."""
        with _disk_errors():
            self._start().set_uri(doc_id, uri)

    def set_files(self, files: Iterable[FileRow], forgotten: Iterable[str] = ()) -> None:
        """Remember which bytes of which files became which documents."""
        with _disk_errors():
            self._start().set_files(files, forgotten)

    def commit(self) -> Manifest:
        """Build, prove and switch to the new generation; without changes, keep the old one.

        Raises:
            IndexStateError: the disk is full, or the new generation did not pass its check.
        """
        if self.reader is not None and self._writer is None and not self._outdated():
            return self.reader.manifest
        with _disk_errors():
            with self._start():
                pass  # leaving the writer commits the catalogue
            seal = build_generation(
                self._folder,
                self._base,
                Difference(self._added, self._removed),
                self._tools,
                embedded_chroma=self._store.embedded_chroma,
                progress=self._progress,
            )
            return self._store.publish(self._folder, seal)

    def _forget(self, doc_ids: Iterable[str]) -> None:
        self._removed.update(self._known.intersection(doc_ids))
        self._added.difference_update(doc_ids)
        self._present.difference_update(doc_ids)

    def _outdated(self) -> bool:
        """The stored tokens were made by other code than this."""
        stored = {} if self.reader is None else self.reader.manifest.revisions
        return stored.get(TOKENS) != self._tools.revisions[TOKENS]

    def _start(self) -> CatalogueWriter:
        if self._writer is None:
            path = self._folder / CATALOGUE
            if self._base is not None:
                shutil.copyfile(self._base.folder / CATALOGUE, path)
            self._writer = CatalogueWriter(path)
        return self._writer


def _base_of(reader: GenerationReader) -> Base:
    return Base(reader.folder, reader.seal, reader.catalogue, reader.table, derived=True)


def _salvage(generation: Path, tools: Tools) -> Base:
    """The catalogue of a generation, and its vectors where they are intact and of this model."""
    seal = Seal.read(generation)
    if not _intact(generation, seal, CATALOGUE):
        raise damaged(generation.name, f"文件 {CATALOGUE} 缺失或被改动，无法据以重建")
    names = [name for name in seal.files if name.startswith(f"{VECTORS}/")]
    same_model = seal.manifest.model == tools.embedder.identity
    usable = same_model and all(_intact(generation, seal, name) for name in names)
    table = VectorTable.load(generation / VECTORS) if usable else None
    return Base(generation, seal, Catalogue(generation / CATALOGUE), table, derived=False)


def _intact(generation: Path, seal: Seal, name: str) -> bool:
    path = generation / name
    return path.is_file() and FileSum.of(path) == seal.files.get(name)


_DISK_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG})
# SQLite and tantivy (as ValueError) report a full disk in words only
_DISK_WORDS = ("disk is full", "disk I/O error", "No space left", "os error 28")


def _names_the_disk(error: Exception) -> bool:
    return any(words in str(error) for words in _DISK_WORDS)


@contextmanager
def _disk_errors() -> Iterator[None]:
    """A full or failing disk as a message; nothing that readers see has changed by then."""
    try:
        yield
    except (OSError, sqlite3.OperationalError, ValueError) as error:
        if not (getattr(error, "errno", None) in _DISK_ERRNOS or _names_the_disk(error)):
            raise
        raise IndexStateError(
            f"写入索引时磁盘出错：{error}", "原有索引没有改动；请腾出空间或检查磁盘后重试"
        ) from error
