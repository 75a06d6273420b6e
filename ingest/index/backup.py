"""One portable file from a generation, and a generation from such a file.

The file is a zip of the manifest and the files it names, without Chroma: that is made again from
the vectors. Nothing is extracted that the manifest does not announce by name, size and checksum.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

from ingest.errors import IndexDamagedError, IndexStateError, os_reason
from ingest.index.manifest import (
    MANIFEST,
    FileSum,
    Seal,
    file_problems,
)
from ingest.index.reader import damaged

# catalogue.sqlite, vectors/ids.npy, lexical/0a1b….term: one folder deep, no dots that lead out
_NAME = re.compile(
    r"(?:catalogue\.sqlite|(?:vectors|lexical)/[A-Za-z0-9_.-]*[A-Za-z0-9_-][A-Za-z0-9_.-]*)"
)
_MOST_MANIFEST = 64_000_000
_CHUNK = 1 << 20
# what zipfile raises on broken archives; RuntimeError is its word for an encrypted entry
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError)


def write_backup(generation: Path, file: Path) -> None:
    """Write the generation in the folder `generation` to `file`, replacing it as a whole.

    Raises:
        IndexDamagedError: the generation is not what its manifest says.
        IndexStateError: the file cannot be written.
    """
    seal = Seal.read(generation)
    for problem in file_problems(generation, seal.essential):
        raise damaged(generation.name, problem)
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name in (MANIFEST, *sorted(seal.essential)):
                archive.write(generation / name, name)
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        aside.replace(file)
    except OSError as error:
        raise IndexStateError(
            f"备份文件 {file} 无法写入（{os_reason(error)}）", "请检查路径、权限和磁盘空间"
        ) from error
    finally:
        aside.unlink(missing_ok=True)


def extract_backup(file: Path, folder: Path) -> Seal:
    """Extract a backup into the empty `folder`; returns its seal, which names no Chroma files.

    Raises:
        IndexDamagedError: `file` is no backup, or not complete and unchanged.
        IndexFormatError: it was written by another version.
        IndexStateError: it cannot be read, or the disk has no room for it.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            seal = _read_seal(archive, file)
            _check_room(seal, folder)
            for name, expected in seal.files.items():
                _extract(archive, name, expected, folder / name, file)
            return seal
    except _BROKEN_ZIP as error:
        raise _no_backup(file, f"不是完整的备份文件（{error}）") from error
    except OSError as error:
        raise IndexStateError(
            f"备份文件 {file} 无法恢复（{os_reason(error)}）", "请检查路径、权限和磁盘空间"
        ) from error


def _read_seal(archive: zipfile.ZipFile, file: Path) -> Seal:
    if MANIFEST not in archive.namelist():
        raise _no_backup(file, f"里面没有 {MANIFEST}")
    with archive.open(MANIFEST) as entry:
        text = entry.read(_MOST_MANIFEST)
    try:
        seal = Seal.parse(text.decode("utf-8"), file.name)
    except UnicodeDecodeError as error:
        raise _no_backup(file, "清单不是文本") from error
    for name in seal.essential:
        if not _NAME.fullmatch(name):
            raise _no_backup(file, f"清单里有不允许的文件名 {name}")
    return replace(seal, files=seal.essential)


def _check_room(seal: Seal, folder: Path) -> None:
    needed = sum(found.size for found in seal.files.values())
    if needed > shutil.disk_usage(folder).free:
        raise IndexStateError(
            f"恢复需要 {needed / 1e6:.0f} MB，磁盘空间不足", "请腾出空间，或用 --index 指定另一磁盘"
        )


def _extract(
    archive: zipfile.ZipFile, name: str, expected: FileSum, target: Path, file: Path
) -> None:
    if name not in archive.namelist():
        raise _no_backup(file, f"缺少 {name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as entry, target.open("xb") as out:
        while size <= expected.size and (chunk := entry.read(_CHUNK)):
            digest.update(chunk)
            out.write(chunk)
            size += len(chunk)
    if (size, digest.hexdigest()) != (expected.size, expected.sha256):
        raise _no_backup(file, f"{name} 与清单不符")


def _no_backup(file: Path, found: str) -> IndexDamagedError:
    return IndexDamagedError(f"{file} {found}", "请换用另一份由 policyqa backup 写出的备份文件")
