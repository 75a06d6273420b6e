"""Tables that a Word export flattened into lines, rebuilt as grids.

Three forms are read. In the first, a tab begins each cell, a lone tab is an empty cell and an empty
line ends the row; a line without a tab goes on the cell above it. In the second, one line is a
row and tabs part its cells. The third has no tabs: see `numbered_cells`.

The flattened form does not say which cells were merged. What it shows is the number of cells of
each row: the widest row gives the number of columns, and since every empty cell is marked, a row
with fewer cells must hold a merged one. It is taken to be the last, the only reading that keeps
the earlier cells in the columns they have in the full rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Block, Grid, GridCell, Paragraph
from ingest.structure.numbered_cells import find_numbered_rows
from ingest.structure.origins import join_paragraphs, slice_paragraph
from ingest.structure.spacing import tidy, unwrap

Row = list[Paragraph]


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines `start` to `end` (exclusive) hold `rows`."""

    start: int
    end: int
    rows: list[Row]


def rebuild_tables(blocks: Sequence[Block]) -> list[Block]:
    """Replaces flattened tables among raw lines by grids; all other lines stay as they are."""
    numbered = {table.start: table for table in find_numbered_rows(blocks)}
    rebuilt: list[Block] = []
    index = 0
    while index < len(blocks):
        if index in numbered:
            rebuilt.append(grid_of_rows(numbered[index].rows))
            index = numbered[index].end
            continue
        run = _cell_lines(blocks, index) or _tabbed_rows(blocks, index)
        if run is None:
            rebuilt.append(blocks[index])
            index += 1
        else:
            rebuilt.append(grid_of_rows(run.rows))
            index = run.end
    return rebuilt


def grid_of_rows(rows: Sequence[Row]) -> Grid:
    """A grid as wide as its widest row; the last cell of a shorter row spans the rest."""
    columns = max(len(row) for row in rows)
    cells = []
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            text = unwrap(tidy(cell))
            span = columns - column if column == len(row) - 1 else 1
            cells.append(GridCell(number, column, text.text, 1, span, text.origin))
    return Grid(len(rows), columns, tuple(cells), page=rows[0][0].page)


def _cell_lines(blocks: Sequence[Block], start: int) -> _Run | None:
    """One cell a line. At least two rows, each of two cells or more but for odd ones."""
    rows: list[Row] = []
    row: Row = []
    end = index = start
    while index < len(blocks):
        line = blocks[index]
        if not isinstance(line, Paragraph) or line.heading_level is not None:
            break
        if line.text.startswith("\t"):
            cells = _split_cells(slice_paragraph(line, 1, len(line.text)))
            if len(cells) > 1:
                break
            row.extend(cells)
        elif not line.text.strip():
            if row:
                rows.append(row)
                row, end = [], index
            elif index - end > 1:
                break
        elif row:
            row[-1] = join_paragraphs(row[-1], line, "")
        else:
            break
        index += 1
    if row:
        rows.append(row)
        end = index
    if len(rows) < 2 or sum(len(row) >= 2 for row in rows) * 2 <= len(rows):
        return None
    return _Run(start, end, rows)


def _tabbed_rows(blocks: Sequence[Block], start: int) -> _Run | None:
    """One row a line. At least two lines with the same number of cells."""
    rows: list[Row] = []
    index = start
    while index < len(blocks):
        line = blocks[index]
        if not isinstance(line, Paragraph) or "\t" not in line.text.strip("\t \u3000"):
            break
        rows.append(_split_cells(line))
        index += 1
    if len(rows) < 2 or len({len(row) for row in rows}) > 2:
        return None
    return _Run(start, index, rows)


def _split_cells(line: Paragraph) -> Row:
    cells = []
    position = 0
    for part in line.text.split("\t"):
        cells.append(slice_paragraph(line, position, position + len(part)))
        position += len(part) + 1
    return cells
