"""What reading one file may cost, and the checks that hold a file to it before it is opened."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from ingest.errors import DamagedError, EncryptedError, LimitExceededError
from ingest.settings import Settings

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Units: bytes, seconds, counts.

    The zip figures bound what a container may become before anything is unpacked: office
    documents of 20 MB hold well below 200 MB of XML, and text compresses 5 to 20 times,
    while bombs compress 1,000 times.
    """

    file_size: int = 100 * MEGABYTE
    memory: int = 1_000 * MEGABYTE
    seconds: float = 60.0
    unpacked: int = 400 * MEGABYTE
    part: int = 64 * MEGABYTE
    ratio: int = 200
    entries: int = 5_000
    depth: int = 3
    pages: int = 3_000
    blocks: int = 300_000
    characters: int = 20_000_000
    cells: int = 1_000_000

    @classmethod
    def from_settings(cls, settings: Settings) -> Limits:
        return cls(
            file_size=settings.max_file_size,
            memory=settings.parse_memory,
            seconds=settings.parse_timeout,
        )


def check_size(size: int, limits: Limits) -> None:
    """Refuses a file larger than `limits.file_size`."""
    if size > limits.file_size:
        raise LimitExceededError(
            f"文件大小为{_megabytes(size)}，超过上限{_megabytes(limits.file_size)}",
            "请拆分文件，或调大 POLICYQA_MAX_FILE_SIZE",
        )


def check_count(what: str, count: int, limit: int) -> None:
    """Refuses more of something (行, 页, 单元格, 字符) than a document may have."""
    if count > limit:
        raise LimitExceededError(f"文件的{what}数超过上限{limit}", "请拆分文件后重新导入")


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Opens a zip container whose directory keeps to the limits.

    Only the directory is read here; `read_entry` holds each entry to what it announces.

    Raises:
        DamagedError: not a zip file.
        EncryptedError: entries are encrypted.
        LimitExceededError: too many entries, too large, or packed beyond `limits.ratio`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedError("压缩结构不完整，文件可能没有下载或复制完", "请重新获取文件") from error
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise LimitExceededError(
            f"压缩包内有{len(entries)}个条目，超过上限{limits.entries}", "请解压后分批导入"
        )
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked:
        raise LimitExceededError(
            f"解压后为{_megabytes(unpacked)}，超过上限{_megabytes(limits.unpacked)}",
            "请确认文件来源可信，再拆分导入",
        )
    for entry in entries:
        _check_entry(entry, limits)
    return archive


def _check_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    if entry.flag_bits & 0x1:
        raise EncryptedError("压缩包设有密码", "请解密后再导入")
    if entry.file_size > MEGABYTE and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        raise LimitExceededError(
            f"条目压缩比超过{limits.ratio}倍，疑似压缩炸弹", "请确认文件来源，必要时重新另存文件"
        )


def read_entry(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """The bytes of one entry, at most `limits.part` of them.

    Raises:
        KeyError: no such entry.
        LimitExceededError: the entry is larger.
        DamagedError: its data are cut or changed.
    """
    entry = archive.getinfo(name)
    if entry.file_size > limits.part:
        raise LimitExceededError(
            f"文件内部有{_megabytes(entry.file_size)}的部件，超过上限{_megabytes(limits.part)}",
            "请拆分文件后重新导入",
        )
    try:
        with archive.open(entry) as stream:
            # a bound on every read: `ZipFile.read` would inflate all that a lying entry holds
            return stream.read(entry.file_size + 1)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise DamagedError("压缩数据损坏或不完整", "请重新获取文件") from error
    except RuntimeError as error:  # zipfile's word for an encrypted entry
        raise EncryptedError("压缩包设有密码", "请解密后再导入") from error
    except Exception as error:  # zlib.error, lzma.LZMAError share no base class
        if type(error).__name__ in {"error", "LZMAError"}:
            raise DamagedError("压缩数据损坏或不完整", "请重新获取文件") from error
        raise


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB"
