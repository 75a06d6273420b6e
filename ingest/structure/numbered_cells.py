"""Tables flattened to one cell a line (or a block of lines), with numbered rows.

Nothing marks cells or rows in this form but the numbers 1, 2, 3 … of the first column: they stand
alone, the same number of cells apart, below as many short cells that name the columns. A row with
fewer cells than the header holds a merged cell; it is taken to be the last (see `flattened`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.blocks import Block, Paragraph
from ingest.origins import join_paragraphs
from ingest.structure import wording
from ingest.structure.numbering import read_marker

_LEAST_ROWS = 3
_MOST_COLUMNS = 15
_LONGEST_NAME = 20
_SHARE_FULL = 0.6
_GRID = "\0"
"""Stands for a table the format gave: no cell of another."""


@dataclass(frozen=True, slots=True)
class NumberedRows:
    """Lines `start` to `end` (exclusive) hold `rows`, the header first."""

    start: int
    end: int
    rows: list[list[Paragraph]]


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


def find_numbered_rows(blocks: Sequence[Block]) -> Iterator[NumberedRows]:
    """The tables of this form among raw lines, in order, without overlap."""
    firsts = [index for index, block in enumerate(blocks) if _is_one(block)]
    if not firsts:
        return
    readings = (_blocks_of_lines(blocks), _single_lines(blocks))
    positions = [{cell.start: n for n, cell in enumerate(cells)} for cells in readings]
    end = 0
    for index in firsts:
        for cells, position in zip(readings, positions, strict=True):
            if index < end or index not in position:
                continue
            table = _read(blocks, cells, position[index])
            if table is not None and table.start >= end:
                yield table
                end = table.end


def _read(blocks: Sequence[Block], cells: Sequence[_Cell], position: int) -> NumberedRows | None:
    if cells[position].text != "1":
        return None
    starts = _row_starts(cells, position)
    if len(starts) < _LEAST_ROWS:
        return None
    widths = [below - above for above, below in pairwise(starts)]
    columns = max(widths)
    full = sum(width == columns for width in widths) >= _SHARE_FULL * len(widths)
    header = list(cells[position - columns : position]) if position >= columns else []
    if header:  # lines right above the first name belong to the text before the table
        header[0] = _cell(blocks, header[0].end - 1, header[0].end)
    if columns < 2 or not full or not header or not all(map(_names_column, header)):
        return None
    bounds = [*starts, _last_end(cells, starts[-1], columns)]
    rows = [header, *(list(cells[low:high]) for low, high in pairwise(bounds))]
    return NumberedRows(
        header[0].start,
        rows[-1][-1].end,
        [[_joined(blocks, cell) for cell in row] for row in rows],
    )


def _row_starts(cells: Sequence[_Cell], first: int) -> list[int]:
    starts = [first]
    while True:
        wanted = str(len(starts) + 1)
        reach = range(starts[-1] + 2, min(starts[-1] + _MOST_COLUMNS + 1, len(cells)))
        following = next((n for n in reach if cells[n].text == wanted), None)
        if following is None:
            return starts
        starts.append(following)


def _last_end(cells: Sequence[_Cell], start: int, columns: int) -> int:
    """The last row ends where it is full, or where an annex or a numbered heading begins."""
    end = start + 1
    while end < min(start + columns, len(cells)):
        text = cells[end].text
        if (
            text == _GRID
            or wording.ANNEX.match(text)
            or read_marker(text)
            or wording.NOTE.match(text)
        ):
            break
        end += 1
    return end


def _names_column(cell: _Cell) -> bool:
    return (
        len(cell.text) <= _LONGEST_NAME
        and not cell.text.isdigit()
        and not wording.ends_sentence(cell.text)
        and wording.ANNEX.match(cell.text) is None
        and _GRID not in cell.text
    )


def _blocks_of_lines(blocks: Sequence[Block]) -> list[_Cell]:
    """Cells parted by empty lines; a cell may be several lines."""
    cells: list[_Cell] = []
    start: int | None = None
    for index, block in enumerate(blocks):
        is_line = isinstance(block, Paragraph)
        if is_line and not _is_empty(block):
            start = index if start is None else start
            continue
        if start is not None:
            cells.append(_cell(blocks, start, index))
            start = None
        if not is_line:
            cells.append(_Cell(index, index + 1, _GRID))
    if start is not None:
        cells.append(_cell(blocks, start, len(blocks)))
    return cells


def _single_lines(blocks: Sequence[Block]) -> list[_Cell]:
    """Every line that is not empty is a cell."""
    return [
        _cell(blocks, index, index + 1)
        for index, block in enumerate(blocks)
        if not _is_empty(block)
    ]


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip()


def _cell(blocks: Sequence[Block], start: int, end: int) -> _Cell:
    lines = [
        block.text.strip() if isinstance(block, Paragraph) else _GRID for block in blocks[start:end]
    ]
    return _Cell(start, end, "".join(lines))


def _joined(blocks: Sequence[Block], cell: _Cell) -> Paragraph:
    lines = [block for block in blocks[cell.start : cell.end] if isinstance(block, Paragraph)]
    joined = lines[0]
    for line in lines[1:]:
        joined = join_paragraphs(joined, line, "\n")
    return joined


def _is_one(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) < 8 and block.text.strip() == "1"
