"""The tables of a catalogue, and the rows that are nouns of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ingest.sources.refusal import Refusal

FORMAT_VERSION = 1
"""Raised with every change that older code cannot read or that cannot read older files."""

# Apart from the rest: catalogues made before it existed are given it when they are written next.
REFUSALS = """
CREATE TABLE IF NOT EXISTS refusals (   -- members of archives that could not be read
    path    TEXT NOT NULL,              -- files.path
    place   INTEGER NOT NULL,
    refusal TEXT NOT NULL,
    PRIMARY KEY (path, place)
) WITHOUT ROWID;
"""

SCHEMA = f"""
-- The catalogue of one generation: everything but vectors and tokens, and the source of both.
-- JSON columns hold nouns as `codec.py` writes them; spans are code points of texts.text.

CREATE TABLE documents (
    doc_id   TEXT PRIMARY KEY,
    uri      TEXT NOT NULL,
    document TEXT NOT NULL          -- Document without its text
) WITHOUT ROWID;

CREATE TABLE texts (
    doc_id   TEXT PRIMARY KEY,
    text     TEXT NOT NULL,
    pages    TEXT NOT NULL,
    origin   TEXT NOT NULL,         -- [[offset, source_start, length], …]
    warnings TEXT NOT NULL
);

CREATE TABLE sections (
    doc_id  TEXT NOT NULL,
    place   INTEGER NOT NULL,
    section TEXT NOT NULL,
    PRIMARY KEY (doc_id, place)
) WITHOUT ROWID;

CREATE TABLE tables (
    doc_id  TEXT NOT NULL,
    place   INTEGER NOT NULL,
    "table" TEXT NOT NULL,
    PRIMARY KEY (doc_id, place)
) WITHOUT ROWID;

CREATE TABLE passages (
    passage_id   TEXT PRIMARY KEY,
    doc_id       TEXT NOT NULL,
    place        INTEGER NOT NULL,  -- Passage.order
    section      INTEGER NOT NULL,  -- sections.place
    start        INTEGER NOT NULL,
    "end"        INTEGER NOT NULL,
    page         INTEGER,
    table_id     TEXT,
    header       TEXT,
    content_hash BLOB NOT NULL      -- of what is embedded: equal hash, equal vector
) WITHOUT ROWID;
CREATE INDEX passages_of ON passages (doc_id, place);
CREATE INDEX passages_by_content ON passages (content_hash);

CREATE TABLE facts (
    fact_id TEXT PRIMARY KEY,
    doc_id  TEXT NOT NULL,
    fact    TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX facts_of ON facts (doc_id);

CREATE TABLE files (
    path     TEXT PRIMARY KEY,
    sha256   TEXT NOT NULL,
    revision TEXT NOT NULL,         -- of the code that read it
    doc_ids  TEXT NOT NULL          -- JSON list: an archive holds several
) WITHOUT ROWID;

{REFUSALS}
CREATE TABLE retired (
    doc_id    TEXT PRIMARY KEY,
    title     TEXT NOT NULL,
    uri       TEXT NOT NULL,
    successor TEXT                  -- the version that took its place, NULL where removed
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that was ingested: its bytes, the code that read them, what came out and what not."""

    path: str
    sha256: str
    revision: str
    doc_ids: tuple[str, ...]
    refusals: tuple[Refusal, ...] = ()

    @classmethod
    def of(cls, row: tuple[Any, ...], refusals: Iterable[Refusal] = ()) -> FileRow:
        path, sha256, revision, doc_ids = row
        return cls(path, sha256, revision, tuple(json.loads(doc_ids)), tuple(refusals))


@dataclass(frozen=True, slots=True)
class RetiredRow:
    """A document that is no longer in the index; `successor` is the version that took its place."""

    doc_id: str
    title: str
    uri: str
    successor: str | None
