"""manifest.json: what a generation was made of and with, and the checksum of each of its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import IndexDamagedError, IndexFormatError
from ingest.index.codec import decode, encode
from ingest.index.protocol import Manifest
from ingest.index.schema import FORMAT_VERSION

MANIFEST = "manifest.json"
CATALOGUE = "catalogue.sqlite"
VECTORS = "vectors"
LEXICAL = "lexical"
CHROMA = "chroma"

OWNER = "chroma.owner"
"""Lock of the process that has a generation's Chroma folder open, and the sign that one had."""


@dataclass(frozen=True, slots=True)
class FileSum:
    """Size in bytes and SHA-256 of one file."""

    size: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> FileSum:
        with path.open("rb") as file:
            return cls(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


@dataclass(frozen=True, slots=True)
class Seal:
    """A manifest with what proves it.

    `parent` is the generation it was made from; `contents` a hash of documents, passages, files,
    model and revisions: equal for equal contents, however they were reached.
    """

    manifest: Manifest
    parent: str | None
    contents: str
    files: Mapping[str, FileSum]

    @property
    def essential(self) -> Mapping[str, FileSum]:
        """The files without which nothing can be read: all but the cache that Chroma is."""
        return {name: found for name, found in self.files.items() if not _of_chroma(name)}

    @property
    def cached(self) -> Mapping[str, FileSum]:
        """The files of Chroma."""
        return {name: found for name, found in self.files.items() if _of_chroma(name)}

    def provable(self, folder: Path) -> Mapping[str, FileSum]:
        """The files whose checksums hold in `folder`: Chroma rewrites its own once it is opened."""
        return self.essential if (folder / OWNER).exists() else self.files

    def write(self, folder: Path) -> None:
        value = {
            **encode(self.manifest),
            "parent": self.parent,
            "contents": self.contents,
            "files": {name: encode(found) for name, found in sorted(self.files.items())},
        }
        (folder / MANIFEST).write_text(signed(value), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Seal:
        """The seal of a generation.

        Raises:
            IndexDamagedError: no manifest, or not readable.
            IndexFormatError: written by another version.
        """
        return cls.parse(_read_text(folder / MANIFEST), folder.name)

    @classmethod
    def parse(cls, text: str, generation: str) -> Seal:
        try:
            value = json.loads(text)
            version = value["format_version"]
            signature = value.pop("sha256", None)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise _unreadable(generation, "内容损坏") from error
        if version != FORMAT_VERSION:
            raise IndexFormatError(
                f"索引 {generation} 的格式版本是 {version}，本程序使用版本 {FORMAT_VERSION}",
                "请用写入它的版本打开，或另选 --index 目录重新运行 policyqa ingest",
            )
        if signature != _signature(value):
            raise _unreadable(generation, "内容被改动（校验和不符）")
        try:
            files = {name: decode(FileSum, found) for name, found in value["files"].items()}
            return cls(decode(Manifest, value), value["parent"], value["contents"], files)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise _unreadable(generation, "内容损坏") from error


def signed(value: Mapping[str, Any]) -> str:
    """The text of a manifest, with the checksum of its own contents."""
    whole = {**value, "sha256": _signature(value)}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _signature(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def sum_files(folder: Path) -> dict[str, FileSum]:
    """Checksums of all files of a generation but the manifest, by relative POSIX path."""
    return {
        path.relative_to(folder).as_posix(): FileSum.of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MANIFEST
    }


def size_problems(folder: Path, files: Mapping[str, FileSum]) -> Iterator[str]:
    """Missing and truncated files, found without reading them."""
    for name, expected in files.items():
        try:
            size = (folder / name).stat().st_size
        except OSError:
            yield f"缺少文件 {name}"
            continue
        if size != expected.size:
            yield f"文件 {name} 大小为 {size} 字节，应为 {expected.size} 字节"


def checksum_problems(folder: Path, files: Mapping[str, FileSum]) -> Iterator[str]:
    """Files that changed although their size did not. Skips files `size_problems` names."""
    for name, expected in files.items():
        path = folder / name
        if path.is_file() and path.stat().st_size == expected.size and FileSum.of(path) != expected:
            yield f"文件 {name} 的内容被改动（校验和不符）"


def file_problems(folder: Path, files: Mapping[str, FileSum]) -> tuple[str, ...]:
    """Missing, truncated and changed files, one line each."""
    return (*size_problems(folder, files), *checksum_problems(folder, files))


def _of_chroma(name: str) -> bool:
    return name.startswith(f"{CHROMA}/")


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise _unreadable(path.parent.name, "缺失或无法读取") from error


def _unreadable(generation: str, found: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"索引 {generation} 的清单文件 {MANIFEST} {found}",
        "请运行 policyqa rollback 回到上一代，或 policyqa restore 从备份恢复",
    )
