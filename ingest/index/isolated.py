"""Work in a process of its own: what may crash, or would hold this process's interpreter lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import IO

_ROOT = Path(__file__).resolve().parents[2]


class IsolatedModule:
    """`python -m MODULE ARGUMENT…`, started at once and killed when the `with` block is left.

    The child's standard input is a lifeline: it ends when this process ends, however that
    happens, and a child that calls `exit_with_parent` ends then too.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        path = [os.fspath(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        # files, not pipes: a pipe that nobody reads fills up and stops the child
        self._output: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=self._output,
            stderr=self._errors,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
        )

    def __enter__(self) -> IsolatedModule:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._output, self._errors):
            if stream is not None:
                stream.close()

    def result(self, timeout: float | None = None) -> IsolatedResult:
        """Wait for the end; a child that takes longer than `timeout` seconds is killed."""
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._process.kill()
        return IsolatedResult(self._process.wait(), _text(self._output), _text(self._errors))


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


class IsolatedResult:
    """How a child ended and what it printed."""

    def __init__(self, code: int, output: str, errors: str) -> None:
        self.code = code
        self.output = output
        self._errors = errors

    @property
    def reason(self) -> str:
        """Why it failed, in one line: the signal, or the last line of its error output."""
        if self.code < 0:
            return f"进程被信号 {signal.Signals(-self.code).name} 终止"
        lines = self._errors.strip().splitlines()
        return lines[-1] if lines else f"退出码 {self.code}"


def exit_with_parent() -> None:
    """Called by the child: end as soon as the parent is gone."""

    def watch() -> None:
        os.read(0, 1)  # not sys.stdin: its lock would abort the interpreter when it ends
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
