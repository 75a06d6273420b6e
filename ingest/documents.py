"""The nouns of a knowledge base: what a file becomes on its way to the index.

A file is read into a `Source` (see `ingest.blocks`), composed into one text with sections, tables
and pages, described by metadata, and cut into passages.

Two invariants hold everywhere and are tested as properties:

* every span (section, passage, table, cell, page) is a pair of code point offsets into
  `Document.text`, end exclusive;
* `document.text[passage.start:passage.end] == passage.text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ingest.blocks import OriginSpan

NATIONAL_CODE = "000000"
"""Region code of the whole country; GB/T 2260 itself starts at the provinces."""


class Kind(StrEnum):
    """文件性质. The order of `authority` ranks source types for answers and conflicts."""

    OFFICIAL = "正式文件"
    PLAN = "行动计划"
    REPLY = "答复"
    INTERPRETATION = "解读"
    NEWS = "新闻"
    DRAFT = "征求意见稿"

    @property
    def authority(self) -> int:
        """Lower is stronger: 正式文件/行动计划 0, 答复 1, 解读 2, 新闻 3, 征求意见稿 4."""
        return _AUTHORITY[self]


_AUTHORITY = {
    Kind.OFFICIAL: 0,
    Kind.PLAN: 0,
    Kind.REPLY: 1,
    Kind.INTERPRETATION: 2,
    Kind.NEWS: 3,
    Kind.DRAFT: 4,
}


class Validity(StrEnum):
    """效力 as of a date."""

    IN_FORCE = "现行有效"
    EXPIRED = "已失效"
    REPEALED = "已废止"
    NOT_YET = "尚未施行"
    DRAFT = "征求意见稿"
    UNKNOWN = "未知"


class Tier(StrEnum):
    """层级 of the issuing body."""

    NATIONAL = "国家"
    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"
    TOWN = "乡镇"
    UNKNOWN = "未知"


# --- structure -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its heading path from the top (document title not included) and its span.

    `path` is empty for text before the first heading. The span covers heading and body,
    without the bodies of subsections where those are sections of their own.
    `responsible_units` comes from a “（责任单位：…）” tail. `annex` is “附件3” where it lies in one.
    """

    section_id: str
    path: tuple[str, ...]
    start: int
    end: int
    responsible_units: tuple[str, ...] = ()
    annex: str | None = None

    @property
    def heading(self) -> str:
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a composed table; `start == end` marks an empty cell."""

    row: int
    column: int
    row_span: int
    column_span: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table inside `Document.text`, one line a row, cells parted by ` | `.

    `header_rows` rows at the top and `header_columns` columns at the left name the others.
    """

    table_id: str
    caption: str
    start: int
    end: int
    rows: int
    columns: int
    header_rows: int
    header_columns: int
    cells: tuple[Cell, ...]

    def cell_at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a grid position, spans included."""
        for cell in self.cells:
            if (
                cell.row <= row < cell.row + cell.row_span
                and cell.column <= column < cell.column + cell.column_span
            ):
                return cell
        return None

    def column_header(self, column: int) -> tuple[str, ...]:
        """Header texts above a column, from the top, a merged header named once."""
        return _distinct(self.cell_at(row, column) for row in range(self.header_rows))

    def row_header(self, row: int) -> tuple[str, ...]:
        """Header texts left of a row."""
        return _distinct(self.cell_at(row, column) for column in range(self.header_columns))


def _distinct(cells: Iterable[Cell | None]) -> tuple[str, ...]:
    names: list[str] = []
    for cell in cells:
        if cell is not None and cell.text and (not names or names[-1] != cell.text):
            names.append(cell.text)
    return tuple(names)


@dataclass(frozen=True, slots=True)
class PageStart:
    """Page `page` (from 1) begins at `start` of the text."""

    page: int
    start: int


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and cited: a contiguous piece of one section (or of one table).

    `header` is the header line of the table a row passage belongs to (context for index and
    reader; not part of `text`). `order` counts the passages of a document from 0.
    """

    passage_id: str
    doc_id: str
    section: Section
    start: int
    end: int
    text: str
    order: int
    page: int | None = None
    table_id: str | None = None
    header: str | None = None


# --- documents -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included; an open end is None."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Relation:
    """What one document says about another: repeals, replaces, forwards, implements, cites.

    `target_title` and `target_number` are as written; `start`/`end` span the statement.
    """

    verb: str
    target_title: str | None
    target_number: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where in the text a metadata field was read; `start == end == -1`: from the container."""

    field: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Origin:
    """The document a digest (摘编) was written from."""

    title: str
    doc_number: str | None
    issuer: str | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a document came from: path or URL as given, how it was read, what it digests."""

    uri: str
    media_type: str
    parser: str
    digest: bool = False
    original: Origin | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One policy document with its metadata and cleaned text.

    `validity` is what the text itself says as of its own date; the state on a given day comes
    from `ingest.metadata.validity.validity_on`. `region` is the full path name
    (“江苏省常州市”, “全国”), None where the text does not say; `region_code` its GB/T 2260 code.
    `period` is the plan period (2023-2025年). `doc_id` is the hash of the source's bytes and name
    of its parser; `sha256` that of the bytes alone.
    """

    doc_id: str
    title: str
    kind: Kind
    issuer: str | None
    doc_number: str | None
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None
    validity: Validity
    region: str | None
    region_code: str | None
    tier: Tier
    source: Provenance
    sha256: str
    text: str
    period: Period | None = None
    published_on: date | None = None
    signatory: str | None = None
    contact: str | None = None
    relations: tuple[Relation, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def dated(self) -> date | None:
        """The day the document speaks from: 成文日期, else the day it was published."""
        return self.issued_on or self.published_on

    @property
    def year(self) -> int | None:
        """The year the document speaks from; a 发文字号 carries it in brackets (〔2021〕)."""
        if self.dated is not None:
            return self.dated.year
        match = re.search(
            r"[〔\[（(【［]\s*((?:19|20)\d{2})\s*[〕\]）)】］]", self.doc_number or ""
        )
        return int(match.group(1)) if match else None


class Nature(StrEnum):
    """What a count or amount says about time."""

    STOCK = "存量"
    FLOW = "增量"
    TARGET = "目标"
    STANDARD = "标准"
    UNKNOWN = "未知"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure bound to what it is about, read at ingest.

    `start`/`end` span the figure itself, `clause_start`/`clause_end` the clause that carries
    it. `low`/`high` are in the base unit `unit` (元, 家, %, 个百分点, 亩 …); an open side is
    None (不低于3% is low=3, high=None). `as_of` is the date or year a stock or target refers to,
    as written; `tier` the tier of the subject (国家级小巨人 is 国家), not of the document.
    """

    fact_id: str
    doc_id: str
    passage_id: str
    start: int
    end: int
    text: str
    clause_start: int
    clause_end: int
    measure: str
    subject: str
    low: float | None
    high: float | None
    unit: str
    tier: str | None = None
    region_code: str | None = None
    condition: str | None = None
    as_of: str | None = None
    nature: Nature = Nature.UNKNOWN
    capped: bool = False
    per_year: bool = False


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document with its structure: what the pipeline hands to the index."""

    document: Document
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    pages: tuple[PageStart, ...]
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...] = ()
    origin: tuple[OriginSpan, ...] = ()
    warnings: tuple[str, ...] = ()
