"""Tables that a Word export flattened into lines, rebuilt as grids.

Several forms are read. In the first, a tab begins each cell, a lone tab is an empty cell and an empty
line ends the row; a line without a tab goes on the cell above it. In the second, one line is a
row and tabs part its cells. The others have no tabs: see `numbered_cells` and `figure_rows`.

The flattened form does not say which cells were merged. What it shows is the number of cells of
each row: the widest row gives the number of columns, and since every empty cell is marked, a row
with fewer cells must hold a merged one. It is taken to be the last, the only reading that keeps
the earlier cells in the columns they have in the full rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.blocks import Block, Grid, GridCell, Paragraph
from ingest.origins import join_paragraphs, slice_paragraph
from ingest.structure.figure_rows import FigureTable, find_figure_tables
from ingest.structure.lines import starts_item
from ingest.structure.numbered_cells import find_numbered_rows
from ingest.structure.spacing import tidy, unwrap

Row = list[Paragraph]


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines `start` to `end` (exclusive) read as `rows`; where they are no table, reading goes on
    at `resume`."""

    rows: list[Row]
    end: int
    resume: int
    is_table: bool


def rebuild_tables(blocks: Sequence[Block]) -> list[Block]:
    """Replaces flattened tables among raw lines by grids; all other lines stay as they are."""
    numbered = {table.start: table for table in find_numbered_rows(blocks)}
    figures = {table.start: table for table in find_figure_tables(blocks)}
    rebuilt: list[Block] = []
    index = 0
    while index < len(blocks):
        if index in numbered:
            rebuilt.append(grid_of_rows(numbered[index].rows))
            index = numbered[index].end
            continue
        if index in figures and not _overlaps(figures[index], numbered):
            rebuilt.append(figures[index].grid)
            index = figures[index].end
            continue
        runs = (_cell_lines(blocks, index), _tabbed_rows(blocks, index))
        table = next((run for run in runs if run.is_table), None)
        if table is not None:
            rebuilt.append(grid_of_rows(table.rows))
            index = table.end
        else:
            resume = max(index + 1, *(run.resume for run in runs))
            rebuilt.extend(blocks[index:resume])
            index = resume
    return rebuilt


def _overlaps(table: FigureTable, numbered: Iterable[int]) -> bool:
    return any(table.start < start < table.end for start in numbered)


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


def _cell_lines(blocks: Sequence[Block], start: int) -> _Run:
    """One cell a line. A table has two rows or more, most of them of several cells.

    Two rows of a single cell in a row are indented paragraphs: the table ends above them.
    """
    rows: list[Row] = []
    ends: list[int] = []
    index = start
    while index < len(blocks):
        row, after = _row_of_lines(blocks, index)
        if not row:
            break
        rows.append(row)
        ends.append(after)
        if len(rows) >= 2 and len(rows[-1]) == len(rows[-2]) == 1:
            del rows[-2:], ends[-2:]
            break
        index = after
        while index < len(blocks) and index - after < 2 and _is_blank(blocks[index]):
            index += 1
        if index == after:
            break
    several = sum(len(row) >= 2 for row in rows)
    is_table = len(rows) >= 2 and several * 2 > len(rows)
    return _Run(rows, ends[-1] if ends else start, ends[0] if ends else start, is_table)


def _row_of_lines(blocks: Sequence[Block], start: int) -> tuple[Row, int]:
    """Cells from `start` on up to an empty line, and where they end."""
    row: Row = []
    index = start
    while index < len(blocks):
        line = blocks[index]
        if not isinstance(line, Paragraph) or line.heading_level is not None:
            break
        if line.text.startswith("\t"):
            if "\t" in line.text[1:]:
                break
            row.append(slice_paragraph(line, 1, len(line.text)))
        elif row and line.text.strip() and not starts_item(line):
            row[-1] = join_paragraphs(row[-1], line, "")
        else:
            break
        index += 1
    return row, index


def _is_blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip() and "\t" not in block.text


def _tabbed_rows(blocks: Sequence[Block], start: int) -> _Run:
    """One row a line. A table has two lines or more with the same number of cells, or one less."""
    rows: list[Row] = []
    counts: set[int] = set()
    index = start
    while index < len(blocks):
        line = blocks[index]
        if not isinstance(line, Paragraph) or "\t" not in line.text.strip("\t \u3000"):
            break
        row = _split_cells(line)
        if len(counts | {len(row)}) > 2:
            break
        counts.add(len(row))
        rows.append(row)
        index += 1
    return _Run(rows, index, index, len(rows) >= 2)


def _split_cells(line: Paragraph) -> Row:
    cells = []
    position = 0
    for part in line.text.split("\t"):
        cells.append(slice_paragraph(line, position, position + len(part)))
        position += len(part) + 1
    return cells
