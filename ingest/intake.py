"""One file → what is in it: documents read, composed, described; members that were refused."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from ingest.blocks import Source
from ingest.documents import ParsedDocument
from ingest.errors import DamagedError, PolicyQAError, SourceError
from ingest.index.codec import decode, encode
from ingest.sources.refusal import Refusal

_log = logging.getLogger(__name__)


class FileReader(Protocol):
    """Reads untrusted files: one source, or a source or refusal for each member of an archive.

    Raises SourceError.
    """

    def read(self, path: Path) -> tuple[Source | Refusal, ...]: ...


DocumentParser = Callable[[Source, str], ParsedDocument]
"""(source, uri) → document; raises SourceError or UsageError for what it cannot make sense of."""


@dataclass(frozen=True, slots=True)
class FileContents:
    """What came out of a file. Only archives have more than one document, and refusals."""

    documents: tuple[ParsedDocument, ...]
    refusals: tuple[Refusal, ...] = ()


class Intake:
    """Turns files into documents, and remembers what it has done.

    A long run that is stopped loses nothing: what was parsed waits in `cache` (None: nothing is
    kept) under the hash of the bytes and the revision of the code, and is taken from there.
    """

    def __init__(
        self, reader: FileReader, parse: DocumentParser, revision: str, cache: Path | None = None
    ) -> None:
        self.revision = revision
        self._reader = reader
        self._parse = parse
        self._cache = cache

    def contents(self, path: Path, uri: str, sha256: str) -> FileContents:
        """What is in a file.

        Raises:
            SourceError: nothing of it can be read; with the reason and what to do.
        """
        known = self._recall(sha256)
        if known is None:
            known = self._read(path)
            self._keep(sha256, known)
        return replace(known, documents=tuple(_at(parsed, uri) for parsed in known.documents))

    def _read(self, path: Path) -> FileContents:
        found = self._reader.read(path)
        if len(found) == 1 and isinstance(found[0], Source):
            return FileContents((self._parsed(found[0], ""),))
        members = [self._member(one) if isinstance(one, Source) else one for one in found]
        return FileContents(
            tuple(member for member in members if isinstance(member, ParsedDocument)),
            tuple(member for member in members if isinstance(member, Refusal)),
        )

    def _member(self, source: Source) -> ParsedDocument | Refusal:
        try:
            return self._parsed(source, f"!{source.name}")
        except SourceError as error:
            return Refusal.of(source.name, error)

    def _parsed(self, source: Source, uri: str) -> ParsedDocument:
        """One document; a defect that one file brings to light must not end the batch."""
        try:
            return self._parse(source, uri)
        except PolicyQAError:
            raise
        except Exception as error:
            _log.exception("parsing %s failed", source.name)
            raise DamagedError(
                f"整理“{source.name}”的结构时出错（{type(error).__name__}）",
                "这是程序的缺陷，请附上该文件报告问题；其余文件不受影响",
            ) from error

    def forget(self) -> None:
        """Empty the cache: what it holds is in the index now."""
        if self._cache is not None:
            shutil.rmtree(self._cache, ignore_errors=True)

    def _file(self, sha256: str) -> Path | None:
        return self._cache and self._cache / f"{sha256[:32]}-{self.revision}.json"

    def _recall(self, sha256: str) -> FileContents | None:
        file = self._file(sha256)
        if file is None or not file.exists():
            return None
        try:
            return decode(FileContents, json.loads(file.read_text("utf-8")))
        except (ValueError, TypeError, KeyError):
            return None  # only a cache: parse again and overwrite

    def _keep(self, sha256: str, contents: FileContents) -> None:
        file = self._file(sha256)
        if file is None:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_suffix(f".{os.getpid()}")
        aside.write_text(json.dumps(encode(contents)), "utf-8")
        aside.replace(file)


def hash_file(path: Path) -> str:
    """sha256 of a file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def document_id(source: Source) -> str:
    """Hash of the bytes and the name of the parser: as `ingest.metadata.describe` makes it."""
    return hashlib.sha256((source.sha256 + source.parser).encode()).hexdigest()[:16]


def _at(parsed: ParsedDocument, uri: str) -> ParsedDocument:
    """The document with the place of its file put before its place inside the file."""
    document = parsed.document
    provenance = replace(document.source, uri=uri + document.source.uri)
    return replace(parsed, document=replace(document, source=provenance))
