"""What a file is once it is read: blocks in reading order, nothing interpreted.

A parser gives a `Source`; `ingest.structure` composes its blocks into one text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class OriginSpan:
    """`length` code points of a paragraph from `offset` on stand at `source_start` of the source."""

    offset: int
    source_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (or one raw line, where `Source.wrapped` is true) of a source.

    `heading_level` is set only where the format itself marks a heading (`<h2>`, a Word style,
    `##`); headings by numbering (一、（一）) are found later. `page` counts from 1.
    `label` is an automatic list number the format keeps apart from the text (Word numbering).
    """

    text: str
    heading_level: int | None = None
    page: int | None = None
    label: str | None = None
    centred: bool = False
    origin: tuple[OriginSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as the format gives it, at its upper left grid position."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    origin: tuple[OriginSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the format gives it: spans resolved to grid positions, nothing interpreted.

    Grid positions covered by no cell are empty. `header_rows` is set where the format says so
    (`<thead>`), else None and found later.
    """

    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    caption: str | None = None
    header_rows: int | None = None
    page: int | None = None


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """A file read: blocks in reading order plus what the container says about itself.

    `hints` holds only explicit statements of the container, under these keys where present:
    title, date, author, site, url, description, issuer, doc_number, index_number, category,
    issued_on, published_on, effective_on, and, for digests, every key of the front matter
    (prefixed `front.`). `wrapped` says that lines may be cut where a printed line or page ended.
    `attachments` are file names the page links to.
    """

    name: str
    media_type: str
    parser: str
    sha256: str
    blocks: tuple[Block, ...]
    hints: Mapping[str, str] = field(default_factory=dict)
    wrapped: bool = False
    attachments: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
