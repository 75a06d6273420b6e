"""Reads one file's bytes into sources, in this process. Untrusted files go through `sandbox`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from ingest.blocks import Source
from ingest.errors import DamagedError, LimitExceededError, PolicyQAError
from ingest.sources.limits import Limits, check_size
from ingest.sources.refusal import Refusal
from ingest.sources.registry import SUPPORTED, ZIP, detect


def read_bytes(
    data: bytes, name: str, limits: Limits | None = None
) -> tuple[Source | Refusal, ...]:
    """What is in a file: one source, or a source or refusal for each member of an archive.

    Args:
        data: the bytes of the file.
        name: its name; decides between text formats and names the source.

    Raises:
        SourceError: one of its subclasses, with the reason and what to do.
    """
    limits = limits or Limits()
    check_size(len(data), limits)
    kind = detect(data, name)
    if kind == ZIP:
        from ingest.sources.archive import read_archive

        return read_archive(data, limits)
    return (parse_bytes(kind, data, name, limits),)


def parse_bytes(kind: str, data: bytes, name: str, limits: Limits) -> Source:
    """Runs one parser; whatever a library raises on broken input becomes a `SourceError`."""
    entry = SUPPORTED[kind]
    try:
        source = entry.load()(data, name, limits)
    except PolicyQAError:
        raise
    except MemoryError as error:
        raise LimitExceededError("解析需要的内存超过上限", "请拆分文件后重新导入") from error
    except RecursionError as error:
        raise DamagedError(f"{entry.name}的嵌套层次过深或成环", "请用原软件另存后再导入") from error
    except Exception as error:
        # parsers meet hostile input with any exception of their own; the cause stays chained
        raise DamagedError(
            f"{entry.name}解析失败（{type(error).__name__}），文件可能已损坏",
            "请用原来的软件打开并另存后再导入",
        ) from error
    return _with_extension_warning(source, kind)


def _with_extension_warning(source: Source, kind: str) -> Source:
    suffix = PurePath(source.name).suffix.lower()
    entry = SUPPORTED[kind]
    known = any(suffix in other.suffixes for other in SUPPORTED.values())
    if (
        not known
        or suffix in entry.suffixes
        or {kind, *_kinds_of(suffix)} <= {"text", "markdown", "csv", "html"}
    ):
        return source
    return replace(
        source, warnings=(*source.warnings, f"扩展名是{suffix}，内容是{entry.name}，已按内容读取")
    )


def _kinds_of(suffix: str) -> set[str]:
    return {kind for kind, entry in SUPPORTED.items() if suffix in entry.suffixes}
