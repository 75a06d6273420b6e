"""Grids → tables with named rows and columns.

Official tables put their title and 单位 into full-width rows above, notes into full-width rows
below, one header row or several with merged cells, and name rows by a 序号 and a first text
column. None of this is marked in most files; it is read from the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from ingest.blocks import Grid, GridCell, Paragraph
from ingest.structure.spacing import tidy, unwrap

_MOST_HEADER_ROWS = 4
_MOST_SPAN = 10_000
_MOST_OUTER_ROWS = 8
_MOST_ROWS_ABOVE = 12
_SAMPLE_ROWS = 30
_LONGEST_LABEL = 30
_LONGEST_TITLE = 80
_LAYOUT_CELL = 1_200
"""A cell longer than this in a grid of a few cells is a page layout, not a table (characters)."""
_NUMERIC = re.compile(r"^[-+—–]?[\d.,，]+\s*(?:[%％‰]|[\u4e00-\u9fff/²³]{1,4})?$|^[-—–…/]+$")
_SERIAL = re.compile(r"^(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[（(]\d{1,3}[）)])[.、．]?$")
_SENTENCE = re.compile(r"[，。；]")


@dataclass(frozen=True, slots=True)
class TableGrid:
    """A grid whose first `header_rows` rows and `header_columns` columns name the others."""

    grid: Grid
    header_rows: int
    header_columns: int


def read_grid(grid: Grid) -> list[Paragraph | TableGrid]:
    """A grid as tables, with the paragraphs that stood in its full-width outer rows.

    A single column or a page layout gives paragraphs only; a grid with a header row below other
    rows is cut there.
    """
    compact = _compact(grid)
    if not compact.cells:
        return []
    if compact.columns == 1 or _is_layout(compact):
        return [_paragraph(cell, grid.page) for cell in compact.cells if cell.text]
    before, compact, after = _outer_rows(compact)
    if grid.caption:
        before.insert(0, tidy(Paragraph(grid.caption, page=grid.page)))
    if compact.rows == 0:
        return [*before, *after]
    return [*before, *(_table(part) for part in _split_at_header(compact)), *after]


def cells_by_position(grid: Grid) -> dict[tuple[int, int], GridCell]:
    """Which cell covers each grid position; the first one where cells overlap."""
    covered: dict[tuple[int, int], GridCell] = {}
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                covered.setdefault((row, column), cell)
    return covered


def _table(grid: Grid) -> TableGrid:
    header_rows = _header_rows(grid)
    merged = _merge_blank_headers(grid, header_rows)
    return TableGrid(merged, header_rows, _header_columns(merged, header_rows))


def _compact(grid: Grid) -> Grid:
    """Cells tidied; rows and columns without any text dropped, spans shrunk to match."""
    cells = [
        _tidied(cell) for cell in grid.cells if cell.row < grid.rows and cell.column < grid.columns
    ]
    filled = [cell for cell in cells if cell.text]
    rows = _renumber({cell.row for cell in filled})
    columns = _renumber({cell.column for cell in filled})
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    kept = [
        _moved(cell, rows, columns)
        for cell in ordered
        if cell.row in rows and cell.column in columns
    ]
    header = None if grid.header_rows is None else sum(row < grid.header_rows for row in rows)
    return replace(
        grid, rows=len(rows), columns=len(columns), cells=_distinct(kept), header_rows=header
    )


def _moved(cell: GridCell, rows: dict[int, int], columns: dict[int, int]) -> GridCell:
    place = (
        rows[cell.row],
        columns[cell.column],
        _span(rows, cell.row, cell.row_span),
        _span(columns, cell.column, cell.column_span),
    )
    if place == (cell.row, cell.column, cell.row_span, cell.column_span):
        return cell
    row, column, row_span, column_span = place
    return GridCell(row, column, cell.text, row_span, column_span, cell.origin)


def _renumber(kept: Iterable[int]) -> dict[int, int]:
    return {old: new for new, old in enumerate(sorted(kept))}


def _span(kept: dict[int, int], start: int, span: int) -> int:
    if span == 1:
        return 1
    return sum(old in kept for old in range(start, start + min(span, _MOST_SPAN)))


def _distinct(cells: Sequence[GridCell]) -> tuple[GridCell, ...]:
    """Drops empty cells that lie under a cell with text."""
    seen: set[tuple[int, int]] = set()
    for cell in cells:
        if cell.text and (cell.row_span > 1 or cell.column_span > 1):
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    if (row, column) != (cell.row, cell.column):
                        seen.add((row, column))
    return tuple(cell for cell in cells if cell.text or (cell.row, cell.column) not in seen)


def _tidied(cell: GridCell) -> GridCell:
    text = unwrap(tidy(Paragraph(cell.text, origin=cell.origin)))
    return GridCell(cell.row, cell.column, text.text, cell.row_span, cell.column_span, text.origin)


def _is_layout(grid: Grid) -> bool:
    filled = [cell for cell in grid.cells if cell.text]
    return len(filled) == 1 or (
        len(filled) <= 6 and any(len(cell.text) > _LAYOUT_CELL for cell in filled)
    )


def _paragraph(cell: GridCell, page: int | None) -> Paragraph:
    return Paragraph(cell.text, page=page, origin=cell.origin)


def _outer_rows(grid: Grid) -> tuple[list[Paragraph], Grid, list[Paragraph]]:
    """Takes full-width rows off: title and unit above, notes below."""
    first, last = 0, grid.rows
    before: list[Paragraph] = []
    while first < min(last, _MOST_OUTER_ROWS):
        cell = _only_cell(grid, first)
        if cell is None or len(cell.text) > _LONGEST_TITLE:
            break
        before.append(_paragraph(cell, grid.page))
        first += 1
    after: list[Paragraph] = []
    while last > max(first, grid.rows - _MOST_OUTER_ROWS):
        cell = _only_cell(grid, last - 1)
        if cell is None or cell.column > 0 or cell.column_span < grid.columns:
            break
        after.insert(0, _paragraph(cell, grid.page))
        last -= 1
    return before, _rows(grid, first, last), after


def _only_cell(grid: Grid, row: int) -> GridCell | None:
    """The one cell with text in a row that no row span from above crosses."""
    cells = [
        cell for cell in grid.cells if cell.row <= row < cell.row + cell.row_span and cell.text
    ]
    if len(cells) != 1 or cells[0].row_span > 1:
        return None
    only = cells[0]
    return (
        only
        if only.column_span == grid.columns
        or (grid.columns > 2 and only.column == 0 and only.column_span > 1)
        else None
    )


def _rows(grid: Grid, first: int, last: int) -> Grid:
    if (first, last) == (0, grid.rows):
        return grid
    cells = tuple(
        replace(cell, row=cell.row - first) for cell in grid.cells if first <= cell.row < last
    )
    header = None if grid.header_rows is None else max(0, grid.header_rows - first)
    return replace(grid, rows=last - first, cells=cells, header_rows=header)


def _split_at_header(grid: Grid) -> list[Grid]:
    """Cuts a grid where a header row stands below rows it does not name."""
    if grid.header_rows or _header_rows(grid):
        return [grid]
    for row in range(1, min(grid.rows - 1, _MOST_ROWS_ABOVE)):
        crossed = any(cell.row < row < cell.row + cell.row_span for cell in grid.cells)
        sample = _rows(grid, row, min(grid.rows, row + _SAMPLE_ROWS))
        if not crossed and _names_header(sample) and _header_rows(sample):
            return [_rows(grid, 0, row), _rows(grid, row, grid.rows)]
    return [grid]


def _header_rows(grid: Grid) -> int:
    if grid.rows < 2:
        return 0
    if grid.header_rows:
        return min(grid.header_rows, grid.rows - 1)
    if not _is_label_row(grid, 0) or not (_names_header(grid) or _body_differs(grid)):
        return 0
    count = max(cell.row_span for cell in grid.cells if cell.row == 0)
    if count > _MOST_HEADER_ROWS:
        return 0
    while count < min(_MOST_HEADER_ROWS, grid.rows - 1) and _subdivided(grid, count):
        count += 1
    return min(count, grid.rows - 1)


def _subdivided(grid: Grid, row: int) -> bool:
    """Whether `row` divides a merged header cell right above it."""
    merged = [
        cell
        for cell in grid.cells
        if cell.row + cell.row_span == row and 1 < cell.column_span < grid.columns
    ]
    if not merged or not _is_label_row(grid, row):
        return False
    return any(
        sum(
            bool(cell.text) and above.column <= cell.column < above.column + above.column_span
            for cell in grid.cells
            if cell.row == row
        )
        >= 2
        for above in merged
    )


def _is_label_row(grid: Grid, row: int) -> bool:
    texts = [cell.text for cell in grid.cells if cell.row == row and cell.text]
    return len(texts) >= 2 and all(_is_label(text) for text in texts)


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and not _SENTENCE.search(text) and not _is_figure(text)


def _is_figure(text: str) -> bool:
    """A figure, but not a year that names a column."""
    return _NUMERIC.match(text) is not None and not re.match(r"^(?:19|20)\d\d年?$", text)


def _names_header(grid: Grid) -> bool:
    """Whether the first row holds a word that names columns (序号, 类别, 指标 …)."""
    words = _header_words()
    return any(
        cell.text.endswith(words) and len(cell.text) <= 8
        for cell in grid.cells
        if cell.row == 0 and cell.text
    )


def _body_differs(grid: Grid) -> bool:
    """Whether the rows below are of another kind: figures, or much longer texts."""
    body = [cell.text for cell in grid.cells if cell.row > 0 and cell.text and cell.column > 0]
    head = [cell.text for cell in grid.cells if cell.row == 0 and cell.text]
    if not body or not head:
        return False
    figures = sum(_is_figure(text) for text in body)
    longer = sum(map(len, body)) / len(body) >= 2 * sum(map(len, head)) / len(head)
    return figures * 2 >= len(body) or longer


def _merge_blank_headers(grid: Grid, header_rows: int) -> Grid:
    """An empty cell below a header cell, inside the header, is the rest of that cell."""
    if header_rows < 2:
        return grid
    cells = list(grid.cells)
    covered = cells_by_position(replace(grid, rows=header_rows))
    for row in range(1, header_rows):
        for column in range(grid.columns):
            below = covered.get((row, column))
            above = covered.get((row - 1, column))
            if above is None or not above.text or above.column_span > 1:
                continue
            if below is not None and (below.text or below.column_span > 1):
                continue
            if below is not None:
                cells.remove(below)
            grown = replace(above, row_span=row - above.row + 1)
            cells[cells.index(above)] = grown
            for position, cell in covered.items():
                if cell is above:
                    covered[position] = grown
            covered[row, column] = grown
    return replace(grid, cells=tuple(cells))


def _header_columns(grid: Grid, header_rows: int) -> int:
    """Leading columns that name rows: a serial number, then texts that are short or merged."""
    count = 0
    while count < grid.columns - 1:
        column = [
            cell
            for cell in grid.cells
            if cell.column == count
            and cell.row >= header_rows
            and cell.text
            and cell.column_span < grid.columns
        ]
        if not column:
            break
        serial = all(_SERIAL.match(cell.text) for cell in column)
        merged = any(cell.row_span > 1 for cell in column)
        named = all(
            len(cell.text) <= _LONGEST_LABEL and not _is_figure(cell.text) for cell in column
        )
        if serial:
            count += 1
        elif named and (merged or _others_differ(grid, header_rows, count)):
            count += 1
            if not merged:
                break
        else:
            break
    return count


def _others_differ(grid: Grid, header_rows: int, column: int) -> bool:
    """Whether the columns to the right hold figures or longer texts than this one."""
    here = [c.text for c in grid.cells if c.column == column and c.row >= header_rows and c.text]
    right = [c.text for c in grid.cells if c.column > column and c.row >= header_rows and c.text]
    if not right:
        return False
    figures = sum(_is_figure(text) for text in right)
    return figures * 3 >= len(right) or sum(map(len, right)) / len(right) > sum(
        map(len, here)
    ) / len(here)


@lru_cache(maxsize=1)
def _header_words() -> tuple[str, ...]:
    text = resources.files(__package__).joinpath("header_words.txt").read_text("utf-8")
    return tuple(text.split())
