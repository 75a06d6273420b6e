"""Paths in, generation out: the one place where reading, describing and indexing meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from ingest.documents import ParsedDocument
from ingest.errors import UsageError
from ingest.index.building import Progress, Tools, silent
from ingest.index.generations import IndexStore
from ingest.index.protocol import Manifest
from ingest.intake import Intake
from ingest.reports import IngestReport
from ingest.run import IngestRun

_KEPT_GENERATIONS = 3


class Ingestor:
    """Brings files into an index and takes documents out of it.

    Every change is one generation: readers see all of it or nothing. A file that cannot be read
    is a row of the report; the others go on.
    """

    def __init__(self, store: IndexStore, intake: Intake, tools: Tools) -> None:
        self._store = store
        self._intake = intake
        self._tools = tools

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        root: Path | None = None,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> IngestReport:
        """Ingest files and folders.

        Args:
            root: where given, documents are known by their path below it instead of by their
                absolute path.
            dry_run: read everything and report, change nothing.
            progress: told of each file and of each step of building.

        Raises:
            IndexStateError: the index cannot be written; no file is to blame.
        """
        progress = progress or silent
        if dry_run:
            return self._rehearse(paths, root, progress)
        with self._store.write(self._tools, progress) as transaction:
            run = IngestRun(self._intake, transaction.reader, root, transaction)
            files = run.take_all(paths, progress, self._store.path)
            run.settle()
            # of files that all failed no index is made: it could only answer that it is empty
            generation = None if transaction.empty else transaction.commit().generation
        self._intake.forget()
        self._store.collect_garbage(_KEPT_GENERATIONS)
        return IngestReport(generation, files)

    def _rehearse(
        self, paths: Sequence[Path], root: Path | None, progress: Progress
    ) -> IngestReport:
        current = self._store.current()
        with ExitStack() as stack:
            reader = None if current is None else stack.enter_context(closing(self._store.open()))
            run = IngestRun(self._intake, reader, root, None)
            return IngestReport(current, run.take_all(paths, progress, self._store.path))

    def remove(self, doc_id: str) -> Manifest:
        """Take a document out of the index.

        Raises:
            UsageError: there is no such document.
        """
        with self._store.write(self._tools) as transaction:
            try:
                transaction.remove(doc_id)
            except KeyError as error:
                raise UsageError(
                    f"索引里没有文件 {doc_id}", "请用 policyqa documents list 查看已入库的文件"
                ) from error
            # its files are strangers now: ingesting them again brings the document back
            files = transaction.reader.files() if transaction.reader is not None else ()
            transaction.set_files([], [file.path for file in files if doc_id in file.doc_ids])
            manifest = transaction.commit()
        self._store.collect_garbage(_KEPT_GENERATIONS)
        return manifest

    def index_documents(
        self, documents: Iterable[ParsedDocument], progress: Progress | None = None
    ) -> Manifest:
        """Add documents that the caller has parsed; those with a known doc_id are replaced.

        Raises:
            SourceError: a document whose parts do not belong together; nothing is changed.
        """
        with self._store.write(self._tools, progress) as transaction:
            for parsed in documents:
                transaction.add(parsed)
            manifest = transaction.commit()
        self._store.collect_garbage(_KEPT_GENERATIONS)
        return manifest

    def rebuild(self, progress: Progress | None = None) -> Manifest:
        """Make vectors, lexical index and Chroma again from the catalogue (see `IndexStore`)."""
        manifest = self._store.rebuild(self._tools, progress)
        self._store.collect_garbage(_KEPT_GENERATIONS)
        return manifest
