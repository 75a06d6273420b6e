"""Paths as given → the files to read, in an order that does not depend on the file system."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import os_reason
from ingest.reports import FileReport, FileStatus

# What editors, office programs and file managers leave beside documents.
_DEBRIS_PREFIXES = (".", "~$", "._")
_STRANGE = "不是支持的文件类型（按扩展名）"
_NAME_IT = "需要时请直接指定该文件"
_DEBRIS_NAMES = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file. `given` says that it was named itself, not met in a folder."""

    path: Path
    given: bool


def walk(
    paths: Iterable[Path], supported: Callable[[str], bool], excluded: Path | None = None
) -> Iterator[FoundFile | FileReport]:
    """Every file below `paths`, folders in sorted order; a report for each that is not to be read.

    Of the files met in a folder only those with a `supported` name are read; a file that was
    named itself was meant. `excluded` is a folder to pass by in silence: the index itself may
    lie among the documents.

    Links inside folders and devices are not followed: they may lead out of the folder that was
    given, into a loop, or never end.
    """
    seen: set[Path] = set()
    for path in sorted(set(paths)):
        for found in _walk_given(path, excluded):
            if isinstance(found, FileReport):
                yield found
            elif not found.given and not supported(found.path.name):
                name = os.fspath(found.path)
                yield FileReport(name, FileStatus.SKIPPED, problem=_STRANGE, remedy=_NAME_IT)
            elif (place := found.path.resolve()) not in seen:
                seen.add(place)
                yield found


def _walk_given(path: Path, excluded: Path | None) -> Iterator[FoundFile | FileReport]:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "不存在" if missing else f"无法访问（{os_reason(error)}）"
        yield _row(path, FileStatus.FAILED, f"文件或目录{reason}", "请检查路径和权限")
        return
    if stat.S_ISDIR(mode):
        yield from _walk_folder(path, excluded)
    elif stat.S_ISREG(mode):
        yield FoundFile(path, given=True)
    else:
        yield _row(path, FileStatus.FAILED, "不是普通文件", "请指定文件或目录")


def _walk_folder(folder: Path, excluded: Path | None) -> Iterator[FoundFile | FileReport]:
    if excluded is not None and folder.resolve() == excluded.resolve():
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _row(folder, FileStatus.FAILED, f"目录无法读取（{os_reason(error)}）", "请检查权限")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(_DEBRIS_PREFIXES) or entry.name in _DEBRIS_NAMES:
            yield _row(path, FileStatus.SKIPPED, "隐藏文件或程序的临时文件", _NAME_IT)
        elif entry.is_symlink():
            yield _row(path, FileStatus.SKIPPED, "符号链接", "需要时请直接指定它指向的文件")
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk_folder(path, excluded)
        elif entry.is_file(follow_symlinks=False):
            yield FoundFile(path, given=False)
        else:
            yield _row(path, FileStatus.SKIPPED, "不是普通文件（设备或管道）", "")


def _row(path: Path, status: FileStatus, problem: str, remedy: str) -> FileReport:
    return FileReport(os.fspath(path), status, problem=problem, remedy=remedy or None)
