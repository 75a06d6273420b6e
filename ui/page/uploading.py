"""Uploaded files into the index, told of step by step."""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.reports import FileReport, FileStatus
from ui.filenames import safe_name
from ui.page.failing import failure_of

if TYPE_CHECKING:
    from ui.session import Session

_STATUSES = {
    FileStatus.ADDED: ("已入库", "good"),
    FileStatus.UPDATED: ("已更新", "good"),
    FileStatus.UNCHANGED: ("未变", "none"),
    FileStatus.SKIPPED: ("跳过", "draft"),
    FileStatus.FAILED: ("失败", "past"),
}


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A row of the result table; `tone` is the colour of its status."""

    name: str
    status: str
    tone: str
    passages: int
    tables: int
    problem: str | None
    remedy: str | None
    doc_id: str | None


@dataclass(frozen=True, slots=True)
class UploadState:
    """What the page shows of an upload: a step on its way, or its end."""

    stage: str = ""
    done: int = 0
    total: int = 0
    files: tuple[UploadedFile, ...] = ()
    problem: str = ""
    remedy: str = ""

    @property
    def finished(self) -> bool:
        return not self.stage


def upload(session: Session, folder: Path, files: Sequence[Path]) -> Iterator[UploadState]:
    """Keep the files in `folder` and ingest them; the last state is the end, never an exception."""
    steps: queue.SimpleQueue[UploadState] = queue.SimpleQueue()
    worker = threading.Thread(
        target=lambda: steps.put(_ingested(session, folder, files, steps)), daemon=True
    )
    worker.start()
    yield UploadState("准备文件")
    while True:
        state = steps.get()
        yield state
        if state.finished:
            return


def _ingested(
    session: Session,
    folder: Path,
    files: Sequence[Path],
    steps: queue.SimpleQueue[UploadState],
) -> UploadState:
    def progress(stage: str, done: int, total: int) -> None:
        steps.put(UploadState(stage, done, total))

    try:
        kept = [_keep(file, folder) for file in files]
        with session.ingestor() as ingestor:
            report = ingestor.ingest(kept, root=folder, progress=progress)
    except Exception as error:
        failure = failure_of(error, "上传的文件没有入库")
        return UploadState(problem=failure.problem, remedy=failure.remedy)
    return UploadState(files=tuple(_row(file) for file in report.files))


def _keep(file: Path, folder: Path) -> Path:
    """A copy under a safe name; one of the same name is the older version of the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / safe_name(file.name)
    aside = path.with_name(f".{path.name}.new")
    shutil.copyfile(file, aside)
    aside.replace(path)
    return path


def _row(report: FileReport) -> UploadedFile:
    status, tone = _STATUSES[report.status]
    return UploadedFile(
        name=Path(report.path).name,
        status=status,
        tone=tone,
        passages=report.passages,
        tables=report.tables,
        problem=report.problem,
        remedy=report.remedy,
        doc_id=report.doc_id,
    )
