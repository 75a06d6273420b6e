"""One writer at a time: a lock file, and beside it a note of who holds it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import IndexLockedError

_WAIT_SECONDS = 0.5


class WriterLock:
    """The lock of an index folder.

    The operating system lets go of it when its holder dies, however it dies.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / "lock", timeout=_WAIT_SECONDS)
        self._holder = folder / "lock.holder"

    def acquire(self) -> None:
        """Take the lock and sign it.

        Raises:
            IndexLockedError: another process holds it; the message names the process.
            OSError: the folder cannot be written.
        """
        try:
            self._lock.acquire()
        except Timeout as error:
            raise IndexLockedError(
                f"进程 {self._holder_pid()} 正在写入索引 {self._folder}",
                "请等它结束后再试；若它已无响应，请先结束该进程",
            ) from error
        self._holder.write_text(json.dumps({"pid": os.getpid()}), "utf-8")

    def release(self) -> None:
        self._lock.release()

    def _holder_pid(self) -> str:
        try:
            return str(json.loads(self._holder.read_text("utf-8"))["pid"])
        except (OSError, ValueError, KeyError):
            return "（未知）"  # it took the lock this instant and has not signed yet
