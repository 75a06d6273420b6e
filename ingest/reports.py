"""What an ingest run says about every file it met."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FileStatus(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file, or one document of an archive. `problem` and `remedy` are Chinese, one line each.

    A file that was read with reservations has a problem too, whatever its status.
    """

    path: str
    status: FileStatus
    doc_id: str | None = None
    passages: int = 0
    tables: int = 0
    problem: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The generation in use afterwards (None: there is none) and a row for every file met."""

    generation: str | None
    files: tuple[FileReport, ...]

    def count(self, status: FileStatus) -> int:
        return sum(1 for file in self.files if file.status is status)
