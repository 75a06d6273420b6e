"""A table drawn as a table, with the cited cells marked."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.documents import Cell, Passage, Table

_SHOWN_ROWS = 40
"""A longer table is shown around the cited rows only."""


@dataclass(frozen=True, slots=True)
class CellView:
    text: str
    heading: bool
    marked: bool
    row_span: int
    column_span: int
    scope: str


@dataclass(frozen=True, slots=True)
class GridView:
    """Rows of cells, headers first; `left_out` counts the rows that are not shown."""

    caption: str
    rows: tuple[tuple[CellView, ...], ...]
    left_out: int


def grid_view(table: Table, passage: Passage, start: int, end: int) -> GridView:
    """The table of a passage; cells that overlap `[start, end)` are marked."""
    shown = _shown_rows(table, passage)
    rows = tuple(
        tuple(
            _cell_view(table, cell, start, end)
            for cell in sorted(table.cells, key=lambda cell: cell.column)
            if cell.row == row
        )
        for row in shown
    )
    return GridView(table.caption, rows, table.rows - len(shown))


def _shown_rows(table: Table, passage: Passage) -> list[int]:
    """All rows of a small table; else the header rows and those around the passage."""
    if table.rows <= _SHOWN_ROWS:
        return list(range(table.rows))
    cited = [cell.row for cell in table.cells if passage.start <= cell.start < passage.end]
    first = max(min(cited, default=0) - 3, table.header_rows)
    last = min(first + _SHOWN_ROWS, table.rows)
    return [*range(table.header_rows), *range(first, last)]


def _cell_view(table: Table, cell: Cell, start: int, end: int) -> CellView:
    heading = cell.row < table.header_rows or cell.column < table.header_columns
    return CellView(
        text=cell.text,
        heading=heading,
        marked=cell.start < end and start < cell.end,
        row_span=cell.row_span,
        column_span=cell.column_span,
        scope="col" if cell.row < table.header_rows else "row",
    )
