"""Blocks → one text, with the spans of paragraphs, tables, cells and pages in it.

Paragraphs are parted by a line end. A table is one line a row, its grid positions parted by
` | `; the text of a merged cell stands once, at its upper left position, and the other positions
it covers are empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.blocks import Paragraph
from ingest.documents import Cell, PageStart, Table
from ingest.origins import Origin, Pieces
from ingest.structure.grids import TableGrid, cells_by_position

CELL_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or a table of the composed text; `level` as the format said."""

    start: int
    end: int
    text: str
    level: int | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of a document and what it is made of, in reading order."""

    text: str
    units: tuple[Unit, ...]
    pages: tuple[PageStart, ...]
    origin: Origin

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(unit.table for unit in self.units if unit.table is not None)


def compose(blocks: Iterable[Paragraph | TableGrid], doc_id: str) -> Composed:
    """Writes the blocks into one text. Table captions are set later, by the sections."""
    pieces = Pieces()
    units: list[Unit] = []
    pages: list[PageStart] = []
    for block in blocks:
        if len(pieces):
            pieces.add("\n")
        page = block.page if isinstance(block, Paragraph) else block.grid.page
        if page is not None and (not pages or page > pages[-1].page):
            pages.append(PageStart(page, len(pieces)))
        if isinstance(block, Paragraph):
            units.append(_write_paragraph(pieces, block))
        else:
            units.append(_write_table(pieces, block, doc_id))
    return Composed(pieces.text, tuple(units), tuple(pages), pieces.origin)


def _write_paragraph(pieces: Pieces, paragraph: Paragraph) -> Unit:
    start = len(pieces)
    label = _label(paragraph)
    pieces.add(label)
    pieces.add(paragraph.text, paragraph.origin)
    return Unit(start, len(pieces), label + paragraph.text, paragraph.heading_level)


def _label(paragraph: Paragraph) -> str:
    """An automatic number written before the text; bullets say nothing and are left out."""
    label = (paragraph.label or "").strip()
    if not any(char.isalnum() for char in label) and not "①" <= label[:1] <= "⑳":
        return ""
    return label if label[-1] in "、）)．.：" and not label[-2:-1].isdigit() else f"{label} "


def _write_table(pieces: Pieces, block: TableGrid, doc_id: str) -> Unit:
    grid = block.grid
    start = len(pieces)
    covered = cells_by_position(grid)
    table_text = Pieces()
    cells: list[Cell] = []
    for row in range(grid.rows):
        if row:
            table_text.add("\n")
        for column in range(grid.columns):
            if column:
                table_text.add(CELL_SEPARATOR)
            cell = covered.get((row, column))
            if cell is not None and (cell.row, cell.column) == (row, column):
                begin = start + len(table_text)
                table_text.add(cell.text, cell.origin)
                end = start + len(table_text)
                cells.append(
                    Cell(row, column, cell.row_span, cell.column_span, begin, end, cell.text)
                )
    text = table_text.text
    pieces.add(text, table_text.origin)
    digest = hashlib.sha256(f"{doc_id}\0table\0{start}\0{text}".encode()).hexdigest()[:16]
    table = Table(
        table_id=digest,
        caption=grid.caption or "",
        start=start,
        end=start + len(text),
        rows=grid.rows,
        columns=grid.columns,
        header_rows=block.header_rows,
        header_columns=block.header_columns,
        cells=tuple(cells),
    )
    return Unit(start, table.end, text, table=table)
