"""LibreOffice and antiword as converters: found, run apart, bounded in time and memory."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path

from ingest.errors import DamagedError, LimitExceededError
from ingest.sources.limits import Limits

OFFICE_MEMORY = 4_000_000_000
"""Address space of LibreOffice, bytes: it maps about 2 GB before it reads anything."""

_KNOWN_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)


@lru_cache(maxsize=1)
def find_libreoffice() -> str | None:
    """The LibreOffice program on the search path or at its usual place."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _KNOWN_PLACES if Path(place).is_file()), None)


def find_antiword() -> str | None:
    return shutil.which("antiword")


def convert_to_docx(data: bytes, suffix: str, program: str, limits: Limits) -> bytes:
    """The bytes of a Word file of another format, as .docx.

    Raises:
        DamagedError: LibreOffice could not load the file.
        LimitExceededError: it took longer than `limits.seconds`.
    """
    with tempfile.TemporaryDirectory(prefix="policyqa-office-") as folder:
        source = Path(folder) / f"input{suffix}"
        source.write_bytes(data)
        _run(
            [
                program,
                f"-env:UserInstallation={_profile().as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                folder,
                str(source),
            ],
            limits,
        )
        target = source.with_suffix(".docx")
        if not target.is_file():
            raise DamagedError(
                "LibreOffice 无法打开这个文件，可能已损坏或设有密码",
                "请用 Word 或 WPS 打开并另存为 .docx 后再导入",
            )
        return target.read_bytes()


def run_antiword(data: bytes, program: str, limits: Limits) -> str:
    """The text of a Word 97-2003 file, one line a paragraph.

    Raises:
        DamagedError, LimitExceededError
    """
    with tempfile.TemporaryDirectory(prefix="policyqa-office-") as folder:
        source = Path(folder) / "input.doc"
        source.write_bytes(data)
        output = _run([program, "-m", "UTF-8.txt", "-w", "0", str(source)], limits)
    text = output.decode("utf-8", errors="replace")
    if not text.strip():
        raise DamagedError("antiword 没有读出文字", "请用 Word 或 WPS 另存为 .docx 后再导入")
    return text


def _run(command: Sequence[str], limits: Limits) -> bytes:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_memory_limit(),  # safe here: the parsing process has one thread
    )
    try:
        output, _ = process.communicate(timeout=limits.seconds)
    except subprocess.TimeoutExpired as error:
        raise LimitExceededError(
            f"转换用时超过{limits.seconds:.0f}秒", "请用 Word 或 WPS 另存为 .docx 后再导入"
        ) from error
    finally:
        _kill_group(process)
    return output


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Ends the converter and the processes it started (soffice is a launcher)."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _memory_limit() -> Callable[[], None] | None:
    if sys.platform == "win32":
        return None
    import resource

    def limit() -> None:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = OFFICE_MEMORY if hard == resource.RLIM_INFINITY else min(OFFICE_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))

    return limit


@lru_cache(maxsize=1)
def _profile() -> Path:
    """A user profile of this process: macros and links off; made once, as making it takes long."""
    folder = Path(tempfile.mkdtemp(prefix="policyqa-office-profile-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    user = folder / "user"
    user.mkdir()
    settings = resources.files(__package__).joinpath("office_profile.xcu.txt").read_bytes()
    (user / "registrymodifications.xcu").write_bytes(settings)
    return folder
