"""Reads files in a parsing process of their own: no file can take down or fill the program.

One process reads many files, so that its start is paid once; it is replaced after a crash,
after a time-out, and now and then so that no leak adds up.
"""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO, cast

import ingest
from ingest.blocks import Source
from ingest.errors import (
    DamagedError,
    EmptySourceError,
    LimitExceededError,
    SourceError,
    UnsupportedFormatError,
    os_reason,
)
from ingest.sources.blocks_json import load_answer
from ingest.sources.limits import Limits, check_size
from ingest.sources.refusal import Refusal
from ingest.sources.worker import read_frame, request_header, write_frame

_FILES_PER_PROCESS = 500
_GROWN = 0.6
_GRACE = 5.0
"""Seconds beyond the limit: converters run under the limit themselves and report it better."""
_INHERITED = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
)


class SandboxedReader:
    """Reads paths and bytes like `read_bytes`, out of process.

    Threads may share one reader; they take turns. Use it as a context manager, or `close` it.

    Args:
        limits: what one file may cost.
        root: files must lie below this folder after links are followed; None allows any place
            but still no link out of the folder the path stands in.
    """

    def __init__(self, limits: Limits | None = None, root: Path | None = None) -> None:
        self._limits = limits or Limits()
        self._root = root.resolve() if root is not None else None
        self._process: _Process | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> SandboxedReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, path: Path) -> tuple[Source | Refusal, ...]:
        """What is in a file, as `read_bytes` gives it.

        Raises:
            SourceError: of the fitting subclass; also for links that lead out of their folder,
                devices, pipes, and files that vanish or may not be read.
        """
        return self.read_data(load_file(path, self._limits, self._root), path.name)

    def read_data(self, data: bytes, name: str) -> tuple[Source | Refusal, ...]:
        """What is in bytes already at hand (an upload, a fetched page)."""
        check_size(len(data), self._limits)
        if not data:
            raise EmptySourceError("文件是空的", "请重新获取文件")
        with self._lock:
            answer = self._ask(data, name)
        return load_answer(answer)

    def _ask(self, data: bytes, name: str) -> bytes:
        """One answer; a process that had read other files before gets a second try afresh."""
        process = self._process
        if process is not None and not process.is_spent(self._limits):
            # should it die, then perhaps of what earlier files left behind: judge this one alone
            with contextlib.suppress(_DeathError):
                return self._ask_process(process, data, name)
        self._end_process()
        self._process = _Process()
        try:
            return self._ask_process(self._process, data, name)
        except _DeathError as death:
            raise death.reason from death

    def _ask_process(self, process: _Process, data: bytes, name: str) -> bytes:
        try:
            return process.ask(data, name, self._limits)
        except (_DeathError, SourceError):
            self._end_process()
            raise

    def close(self) -> None:
        """Ends the parsing process."""
        with self._lock:
            self._end_process()

    def _end_process(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


class _DeathError(Exception):
    """The parsing process ended without an answer; `reason` is what to tell the user."""

    def __init__(self, reason: SourceError) -> None:
        super().__init__(reason.problem)
        self.reason = reason


class _Process:
    """One parsing process and the pipes to it."""

    def __init__(self) -> None:
        # what converters leave behind, killed or not, goes with the process
        self._folder = tempfile.TemporaryDirectory(
            prefix="policyqa-parse-", ignore_cleanup_errors=True
        )
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "ingest.sources.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(self._folder.name),
            start_new_session=True,
        )
        self._files = 0

    def is_spent(self, limits: Limits) -> bool:
        """Dead, old, or grown so that the memory limit would strike a file without fault."""
        if self._files >= _FILES_PER_PROCESS or self._popen.poll() is not None:
            return True
        return _address_space(self._popen.pid) > _GROWN * limits.memory

    def ask(self, data: bytes, name: str, limits: Limits) -> bytes:
        """The answer frame for one file.

        Raises:
            LimitExceededError: no answer within the time.
            _DeathError: the process died.
        """
        self._files += 1
        expired = threading.Event()
        timer = threading.Timer(limits.seconds + _GRACE, self._expire, (expired,))
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchange(data, name, limits)
        finally:
            timer.cancel()
        if expired.is_set():
            raise LimitExceededError(
                f"解析用时超过{limits.seconds:.0f}秒", "请拆分文件，或调大 POLICYQA_PARSE_TIMEOUT"
            )
        if answer is None:
            raise _DeathError(self._death(limits))
        return answer

    def _exchange(self, data: bytes, name: str, limits: Limits) -> bytes | None:
        try:
            write_frame(_pipe(self._popen.stdin), request_header(name, limits))
            write_frame(_pipe(self._popen.stdin), data)
            return read_frame(_pipe(self._popen.stdout))
        except (BrokenPipeError, OSError):
            return None  # the process is gone; why is told by its exit status

    def _expire(self, expired: threading.Event) -> None:
        expired.set()
        self._kill()

    def _death(self, limits: Limits) -> SourceError:
        code = self._popen.wait()
        if sys.platform != "win32" and -code == signal.SIGXCPU:
            return LimitExceededError(
                f"解析用时超过{limits.seconds:.0f}秒", "请拆分文件，或调大 POLICYQA_PARSE_TIMEOUT"
            )
        if sys.platform != "win32" and -code in (signal.SIGKILL, signal.SIGABRT):
            return LimitExceededError(
                "解析进程因内存不足被终止", "请拆分文件，或调大 POLICYQA_PARSE_MEMORY"
            )
        return DamagedError(
            f"解析进程异常退出（{code}），文件可能已损坏", "请用原来的软件打开并另存后再导入"
        )

    def end(self) -> None:
        """Closes the pipes and ends the process with everything it started."""
        for pipe in (self._popen.stdin, self._popen.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            self._popen.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            self._kill()
        self._popen.wait()
        self._folder.cleanup()

    def _kill(self) -> None:
        if sys.platform == "win32":
            self._popen.kill()
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)


def _pipe(stream: IO[bytes] | None) -> BinaryIO:
    if stream is None:
        raise BrokenPipeError
    return cast("BinaryIO", stream)


def _address_space(pid: int) -> int:
    """The address space of a process in bytes; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _environment(folder: str) -> dict[str, str]:
    """A small environment: the parsing process needs no keys and no settings."""
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    home = str(Path(ingest.__file__).resolve().parents[1])
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
    return {**kept, **places, "PYTHONPATH": home, "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"}


# --- files ----------------------------------------------------------------------------------


def load_file(path: Path, limits: Limits, root: Path | None = None) -> bytes:
    """The bytes of a regular file within the limits.

    The file is opened once and judged by what was opened, so that it cannot be exchanged
    between check and use.

    Raises:
        UnsupportedFormatError: a folder, device, pipe or socket, or a link out of its folder.
        EmptySourceError, LimitExceededError
        SourceError: it is missing or may not be read.
    """
    _refuse_outside(path, root)
    try:
        # O_NONBLOCK: opening a pipe without a writer would wait for ever
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except FileNotFoundError as error:
        raise SourceError("文件不存在", "请检查路径") from error
    except OSError as error:
        raise SourceError(f"文件打不开（{os_reason(error)}）", "请检查文件权限") from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnsupportedFormatError("不是普通文件（可能是文件夹、设备或管道）", "请选择文件")
        check_size(status.st_size, limits)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(limits.file_size + 1)
    finally:
        os.close(descriptor)
    check_size(len(data), limits)
    if not data:
        raise EmptySourceError("文件是空的", "请重新获取文件")
    return data


def _refuse_outside(path: Path, root: Path | None) -> None:
    """A link inside a folder of documents must not bring in a file from elsewhere."""
    if not path.is_symlink() and root is None:
        return
    base = root or path.parent.resolve()
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise UnsupportedFormatError("符号链接没有指向文件", "请复制文件本身再导入") from error
    if not target.is_relative_to(base):
        raise UnsupportedFormatError("符号链接指向文件夹之外", "请把文件本身复制进来再导入")
