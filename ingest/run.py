"""One run of ingest: which file holds which document, before and after it."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.documents import ParsedDocument
from ingest.errors import PolicyQAError, SourceError, UnsupportedFormatError, os_reason
from ingest.index.building import Progress
from ingest.index.reader import GenerationReader
from ingest.index.schema import FileRow
from ingest.index.transaction import Transaction
from ingest.intake import FileContents, Intake, hash_file
from ingest.reports import FileReport, FileStatus
from ingest.sources.refusal import Refusal
from ingest.sources.registry import is_supported_name
from ingest.walk import FoundFile, walk


class IngestRun:
    """Takes files one by one into a transaction (None: only says what would happen).

    The same bytes at several paths are one document, known by the first path in order; a
    document stays as long as one path holds it.
    """

    def __init__(
        self,
        intake: Intake,
        reader: GenerationReader | None,
        root: Path | None,
        transaction: Transaction | None,
    ) -> None:
        self._intake = intake
        self._reader = reader
        self._root = root
        self._transaction = transaction
        self._files: dict[str, FileRow] = {}
        self._by_bytes: dict[str, FileRow] = {}
        self._holders: defaultdict[str, set[str]] = defaultdict(set)
        self._places = {} if reader is None else reader.uris()
        self._members: dict[tuple[str, str], str] = {}
        for file in () if reader is None else reader.files():
            self._hold(file)
            for doc_id in file.doc_ids:
                self._note_member(doc_id, file.path)
        self._outcomes: dict[str, _Outcome] = {}
        self._changed: set[str] = set()
        self._vanished: set[str] = set()

    def take_all(
        self, paths: Sequence[Path], progress: Progress, excluded: Path | None = None
    ) -> tuple[FileReport, ...]:
        """Take every file below `paths`, those below `excluded` excepted; a row for each."""
        found = list(walk(paths, is_supported_name, excluded))
        reports: list[FileReport] = []
        for done, item in enumerate(found):
            progress("读取文件", done, len(found))
            reports.extend(self._take(item) if isinstance(item, FoundFile) else (item,))
        progress("读取文件", len(found), len(found))
        return tuple(reports)

    def settle(self) -> None:
        """Write down which files hold which documents, and where documents have moved to."""
        if self._transaction is None:
            return
        rows = [self._files[uri] for uri in sorted(self._changed) if uri in self._files]
        if rows or self._vanished:
            self._transaction.set_files(rows, sorted(self._vanished))
        for row in rows:
            for doc_id in row.doc_ids:
                self._settle_place(doc_id)

    def _settle_place(self, doc_id: str) -> None:
        """A document that is a file of its own is known by that file, not by an archive."""
        files = [uri for uri in self._holders[doc_id] if self._is_whole(uri, doc_id)]
        if self._transaction is not None and files and self._places[doc_id] != min(files):
            self._transaction.move(doc_id, min(files))

    def _is_whole(self, uri: str, doc_id: str) -> bool:
        """Whether the file is the document, not an archive that holds it."""
        file = self._files[uri]
        alone = len(file.doc_ids) == 1 and not file.refusals
        return alone and (uri, doc_id) not in self._members

    # --- one file ---

    def _take(self, found: FoundFile) -> tuple[FileReport, ...]:
        path = os.fspath(found.path)
        try:
            return self._take_file(found.path, path)
        except UnsupportedFormatError as error:
            # in a folder anything may lie; a file that was named was meant
            status = FileStatus.FAILED if found.given else FileStatus.SKIPPED
            return (_refused(path, status, error),)
        except PolicyQAError as error:
            return (_refused(path, FileStatus.FAILED, error),)
        except OSError as error:
            problem = f"文件无法读取（{os_reason(error)}）"
            report = FileReport(path, FileStatus.FAILED, problem=problem, remedy="请检查权限和磁盘")
            return (report,)

    def _take_file(self, path: Path, name: str) -> tuple[FileReport, ...]:
        uri, sha256 = self._uri(path), hash_file(path)
        twin = self._by_bytes.get(sha256)
        if twin is not None and twin.revision == self._intake.revision:
            return self._take_twin(uri, name, twin)
        return self._take_new(uri, name, sha256, self._intake.contents(path, uri, sha256))

    def _take_new(
        self, uri: str, name: str, sha256: str, contents: FileContents
    ) -> tuple[FileReport, ...]:
        """Bytes that are new, or were read by other code: add what is in them."""
        refused = _refused_members(name, contents.refusals)
        if not contents.documents:
            return refused
        fresh = tuple(sorted(parsed.document.doc_id for parsed in contents.documents))
        there = uri in self._files
        known = {doc_id for doc_id in fresh if there or doc_id in self._places}
        gone = self._only_here(uri, fresh)
        reports = []
        for parsed in contents.documents:
            status = FileStatus.UPDATED if parsed.document.doc_id in known else FileStatus.ADDED
            reports.append(self._add(parsed, gone, uri, name, status))
            gone = ()
        if not any(report.status is FileStatus.FAILED for report in reports):
            row = FileRow(uri, sha256, self._intake.revision, fresh, contents.refusals)
            self._hold(row, changed=True)
        return (*reports, *refused)

    def _add(
        self,
        parsed: ParsedDocument,
        gone: tuple[str, ...],
        uri: str,
        name: str,
        status: FileStatus,
    ) -> FileReport:
        document = parsed.document
        try:
            if self._transaction is not None:
                self._transaction.add(parsed, replaces=gone)
        except SourceError as error:
            return _refused(name, FileStatus.FAILED, error)
        for doc_id in gone:
            self._places.pop(doc_id, None)
        self._places[document.doc_id] = document.source.uri
        self._note_member(document.doc_id, uri)
        sizes = len(parsed.passages), len(parsed.tables)
        self._outcomes[document.doc_id] = _Outcome(*sizes, parsed.warnings)
        return self._report(uri, name, document.doc_id, status)

    def _take_twin(self, uri: str, name: str, twin: FileRow) -> tuple[FileReport, ...]:
        """Bytes that are in the index already, at this path or at another."""
        before = self._files.get(uri)
        status, problem = FileStatus.UNCHANGED, None
        if before is None or before.sha256 != twin.sha256:
            status = FileStatus.UNCHANGED if before is None else FileStatus.UPDATED
            problem = f"与 {twin.path} 内容相同，只保留一份"
            if not self._path(twin.path).exists():
                self._drop(twin.path)
                status, problem = FileStatus.UPDATED, f"由 {twin.path} 改名或移动而来"
            for doc_id in self._only_here(uri, twin.doc_ids):
                self._remove(doc_id)
            self._hold(replace(twin, path=uri), changed=True)
        for doc_id in twin.doc_ids:
            if (twin.path, doc_id) in self._members:
                self._members[uri, doc_id] = self._members[twin.path, doc_id]
        reports = (self._report(uri, name, doc_id, status, problem) for doc_id in twin.doc_ids)
        return (*reports, *_refused_members(name, twin.refusals))

    def _remove(self, doc_id: str) -> None:
        if self._transaction is not None:
            self._transaction.remove(doc_id)
        self._places.pop(doc_id, None)

    def _report(
        self, uri: str, name: str, doc_id: str, status: FileStatus, problem: str | None = None
    ) -> FileReport:
        outcome = self._outcome(doc_id)
        member = self._members.get((uri, doc_id))
        return FileReport(
            path=f"{name}!{member}" if member else name,
            status=status,
            doc_id=doc_id,
            passages=outcome.passages,
            tables=outcome.tables,
            problem=problem or "；".join(outcome.warnings) or None,
        )

    def _outcome(self, doc_id: str) -> _Outcome:
        if doc_id not in self._outcomes and self._reader is not None:
            warnings = self._reader.warnings(doc_id)
            self._outcomes[doc_id] = _Outcome(*self._reader.counts(doc_id), warnings)
        return self._outcomes[doc_id]

    # --- who holds what ---

    def _hold(self, file: FileRow, changed: bool = False) -> None:
        self._drop(file.path)
        self._files[file.path] = self._by_bytes[file.sha256] = file
        for doc_id in file.doc_ids:
            self._holders[doc_id].add(file.path)
        if changed:
            self._changed.add(file.path)
            self._vanished.discard(file.path)

    def _note_member(self, doc_id: str, uri: str) -> None:
        """Where a document lies inside the archive `uri`; nothing, where it is the file itself."""
        place = self._places.get(doc_id, "")
        if place.startswith(f"{uri}!"):
            self._members[uri, doc_id] = place.removeprefix(f"{uri}!")

    def _drop(self, uri: str) -> None:
        file = self._files.pop(uri, None)
        if file is None:
            return
        self._vanished.add(uri)
        if self._by_bytes.get(file.sha256) is file:
            del self._by_bytes[file.sha256]
        for doc_id in file.doc_ids:
            self._holders[doc_id].discard(uri)

    def _only_here(self, uri: str, fresh: Collection[str]) -> tuple[str, ...]:
        """Documents that the file held, holds no more, and no other file holds."""
        before = self._files.get(uri)
        old = () if before is None else before.doc_ids
        return tuple(d for d in old if d not in fresh and self._holders[d] == {uri})

    def _uri(self, path: Path) -> str:
        absolute = path.resolve()
        return os.fspath(absolute) if self._root is None else _below(absolute, self._root)

    def _path(self, uri: str) -> Path:
        return Path(uri) if self._root is None else self._root / uri


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came out of a document: counts, and the reservations of its parser."""

    passages: int
    tables: int
    warnings: tuple[str, ...]


def _below(path: Path, root: Path) -> str:
    return path.relative_to(root.resolve()).as_posix()


def _refused_members(path: str, refusals: Iterable[Refusal]) -> tuple[FileReport, ...]:
    """A row for each member of an archive that was not read: as in a folder, a strange kind of
    file is passed by, and a broken one has failed."""
    return tuple(
        FileReport(
            f"{path}!{refusal.name}",
            FileStatus.SKIPPED if refusal.strange else FileStatus.FAILED,
            problem=refusal.problem,
            remedy=refusal.remedy or None,
        )
        for refusal in refusals
    )


def _refused(path: str, status: FileStatus, error: PolicyQAError) -> FileReport:
    return FileReport(path, status, problem=error.problem, remedy=error.remedy or None)
