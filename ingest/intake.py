"""One file → its documents: read, composed, described, its figures found."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from ingest.documents import ParsedDocument, Source
from ingest.errors import DamagedError, PolicyQAError
from ingest.index.codec import decode, encode

_log = logging.getLogger(__name__)


class FileReader(Protocol):
    """Reads untrusted files; raises SourceError."""

    def read(self, path: Path) -> tuple[Source, ...]: ...


DocumentParser = Callable[[Source, str], ParsedDocument]
"""(source, uri) → document; raises SourceError or UsageError for what it cannot make sense of."""


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

    def documents(self, path: Path, uri: str, sha256: str) -> tuple[ParsedDocument, ...]:
        """The documents in a file: one, or several in an archive.

        Raises:
            SourceError: with the reason and what to do.
        """
        known = self._recall(sha256)
        if known is None:
            sources = self._reader.read(path)
            known = tuple(self._parsed(source, _inside(source, sources)) for source in sources)
            self._keep(sha256, known)
        return tuple(_at(parsed, uri) for parsed in known)

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

    def _recall(self, sha256: str) -> tuple[ParsedDocument, ...] | None:
        file = self._file(sha256)
        if file is None or not file.exists():
            return None
        try:
            values = json.loads(file.read_text("utf-8"))
            return tuple(decode(ParsedDocument, value) for value in values)
        except (ValueError, TypeError, KeyError):
            return None  # only a cache: parse again and overwrite

    def _keep(self, sha256: str, documents: tuple[ParsedDocument, ...]) -> None:
        file = self._file(sha256)
        if file is None:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_suffix(f".{os.getpid()}")
        aside.write_text(json.dumps([encode(parsed) for parsed in documents]), "utf-8")
        aside.replace(file)


def hash_file(path: Path) -> str:
    """sha256 of a file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def document_id(source: Source) -> str:
    """Hash of the bytes and the name of the parser: as `ingest.metadata.describe` makes it."""
    return hashlib.sha256((source.sha256 + source.parser).encode()).hexdigest()[:16]


def _inside(source: Source, sources: tuple[Source, ...]) -> str:
    """The place of a source inside its file: empty, or the member of an archive."""
    return "" if len(sources) == 1 else f"!{source.name}"


def _at(parsed: ParsedDocument, uri: str) -> ParsedDocument:
    """The document with the place of its file put before its place inside the file."""
    document = parsed.document
    provenance = replace(document.source, uri=uri + document.source.uri)
    return replace(parsed, document=replace(document, source=provenance))
