"""Archives (.zip) -> what their members hold, without ever writing a member to disk."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.blocks import Source
from ingest.errors import (
    EmptySourceError,
    LimitExceededError,
    SourceError,
    UnsupportedFormatError,
)
from ingest.sources.encodings import score
from ingest.sources.limits import Limits, open_zip, read_entry
from ingest.sources.refusal import Refusal
from ingest.sources.registry import ZIP, detect, is_supported_name

_UTF8_NAME = 0x800
# what systems put beside documents: macOS resource forks, thumbnails, folder settings, lock files
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)")


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: its path there, and its bytes."""

    name: str
    data: bytes


def read_archive(data: bytes, limits: Limits) -> tuple[Source | Refusal, ...]:
    """A source or a refusal for each member, in its order; `name` is the member's path.

    Archives inside count towards the same totals, down to `limits.depth` levels.

    Raises:
        SourceError: the archive itself cannot be read, is empty, or was made to attack.
    """
    budget = _Budget(limits.unpacked, limits.entries)
    return _read(data, limits, budget, depth=1)


@dataclass(slots=True)
class _Budget:
    """What all levels of an archive together may still unpack."""

    bytes_left: int
    entries_left: int

    def spend(self, size: int) -> None:
        self.bytes_left -= size
        self.entries_left -= 1
        if self.bytes_left < 0 or self.entries_left < 0:
            raise LimitExceededError("压缩包解压后的总量超过上限", "请解压后分批导入")


def _read(data: bytes, limits: Limits, budget: _Budget, depth: int) -> tuple[Source | Refusal, ...]:
    if depth > limits.depth:
        raise LimitExceededError(f"压缩包嵌套超过{limits.depth}层", "请解压后导入里面的文件")
    found: list[Source | Refusal] = []
    for member in members(data, limits, budget):
        try:
            found.extend(_read_member(member, limits, budget, depth))
        except LimitExceededError:
            raise
        except SourceError as error:
            strange = not is_supported_name(member.name)  # passed by, as in a folder
            found.append(Refusal.of(member.name, error, strange))
    if not found:
        raise EmptySourceError("压缩包里没有文件", "请确认压缩包完整")
    return tuple(found)


def _read_member(
    member: Member, limits: Limits, budget: _Budget, depth: int
) -> tuple[Source | Refusal, ...]:
    from ingest.sources.read import parse_bytes

    kind = detect(member.data, member.name)
    if kind == ZIP:
        inner = _read(member.data, limits, budget, depth + 1)
        return tuple(replace(found, name=f"{member.name}/{found.name}") for found in inner)
    return (parse_bytes(kind, member.data, member.name, limits),)


def members(data: bytes, limits: Limits, budget: _Budget) -> Iterator[Member]:
    """The files of an archive, names decoded; litter of operating systems is left out.

    Raises:
        UnsupportedFormatError: a name leads out of the archive (zip slip): such an archive was
            made to attack, and none of it is read.
        DamagedError, EncryptedError, LimitExceededError
    """
    with open_zip(data, limits) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        for entry in entries:
            _refuse_outside(_decoded_name(entry))
        for entry in entries:
            name = _decoded_name(entry)
            if _LITTER.search(name) or _is_link(entry):
                continue
            budget.spend(entry.file_size)
            yield Member(name, read_entry(archive, entry.filename, limits))


def _decoded_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; Chinese Windows writes GBK where the UTF-8 flag is off."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", errors="replace")
    # two GBK characters are often well-formed UTF-8 too: the better reading decides
    readings = [raw.decode(encoding, errors="replace") for encoding in ("utf-8", "gb18030")]
    return max(readings, key=score)


def _refuse_outside(name: str) -> None:
    path = name.replace("\\", "/")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path) or ".." in path.split("/"):
        raise UnsupportedFormatError(
            "压缩包内有指向包外的路径，疑似攻击文件", "请确认来源，重新打包后再导入"
        )


def _is_link(entry: zipfile.ZipInfo) -> bool:
    """A symbolic link of a Unix archive (file type bits of the external attributes)."""
    return (entry.external_attr >> 16) & 0o170000 == 0o120000
