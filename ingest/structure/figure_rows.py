"""Tables of figures flattened to text: a name and its figures, row after row.

Two forms are read. In the first every cell is a line: a short name and then the same number of
figures, at least three times, below as many short lines that name the columns. In the second every
row is a line of blank-separated cells as many as the line of names above has. Statistical tables
have this shape, and prose never does: it sets no names and bare figures in turn with one rhythm.
What does not fit exactly stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.blocks import Block, Grid, GridCell, Paragraph
from ingest.origins import slice_paragraph
from ingest.structure import wording
from ingest.structure.numbering import read_marker
from ingest.structure.spacing import tidy, unwrap

_LONGEST_NAME = 20
_LEAST_FIGURES = 2
_LEAST_ROWS = 3
_LEAST_LINES = 2
_MOST_COLUMNS = 15
_FIGURE = re.compile(
    r"^[-+－−±≤≥]?\d[\d,，.]*\s*[%％‰]?(?:[（(][^（）()]{1,10}[）)])?$|^[-—–/]{1,3}$"
)
_MEASURED = re.compile(r"^[-+－−±≤≥<>]?\d")
"""A figure with its unit (-10dBm, 1-2.5MHz), as rows set on one line hold them."""
_YEAR = re.compile(r"^(?:19|20)\d{2}年?$")
_NO_LABEL = re.compile(r"[，。；：:！？;]|表\d*$|^附|^[（(]?单位")
_NUMBER_BEFORE_UNIT = re.compile(r"^[-+]?\d[\d.]*$")
_UNIT = re.compile(r"^[A-Za-zμΩ%℃]{1,6}[²³]?$")
_RANGE = frozenset("-–—~～至")


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Blocks `start` to `end` (exclusive) hold the table `grid`."""

    start: int
    end: int
    grid: Grid


@dataclass(frozen=True, slots=True)
class _Line:
    index: int
    paragraph: Paragraph
    text: str


def find_figure_tables(blocks: Sequence[Block]) -> Iterator[FigureTable]:
    """The tables of both forms among raw lines, in order, without overlap."""
    lines = [
        _Line(index, block, block.text.strip())
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.text.strip()
    ]
    position = 0
    while position < len(lines):
        found = _cells_on_lines(blocks, lines, position) or _rows_on_lines(blocks, lines, position)
        if found is None:
            position += 1
            continue
        table, position = found
        yield table


# --- one cell a line -----------------------------------------------------------------------


def _cells_on_lines(
    blocks: Sequence[Block], lines: Sequence[_Line], position: int
) -> tuple[FigureTable, int] | None:
    """A table whose first name stands at a position: its rows, then the header above them."""
    count = _figures_after(lines, position)
    if not _is_name(lines[position]) or not _LEAST_FIGURES <= count < _MOST_COLUMNS:
        return None
    starts = [position]
    while (
        (following := starts[-1] + count + 1) < len(lines)
        and _is_name(lines[following])
        and _figures_after(lines, following) == count
    ):
        starts.append(following)
    end = starts[-1] + count + 1
    header = _header(lines, position, count + 1)
    if len(starts) < _LEAST_ROWS or header is None or _parted(blocks, lines, header[0], end):
        return None
    first, head = header
    cells = [*head]
    rows = max(cell.row + cell.row_span for cell in head)
    for number, start in enumerate(starts):
        for column in range(count + 1):
            line = lines[start + column]
            cells.append(_cell(rows + number, column, line.paragraph))
    grid = Grid(
        rows + len(starts),
        count + 1,
        tuple(cells),
        header_rows=rows,
        page=lines[first].paragraph.page,
    )
    return FigureTable(lines[first].index, lines[end - 1].index + 1, grid), end


def _figures_after(lines: Sequence[_Line], position: int) -> int:
    count = 0
    while position + count + 1 < len(lines) and _FIGURE.match(lines[position + count + 1].text):
        count += 1
    return count


def _header(
    lines: Sequence[_Line], position: int, columns: int
) -> tuple[int, list[GridCell]] | None:
    """The lines above that name the columns: one a column, or one more where the last of them
    divide what the line before them names (分年度任务: 1996年, 1997年, 1998年)."""
    first = position
    while first > 0 and position - first <= columns + 1 and _is_label(lines[first - 1]):
        first -= 1
    labels = lines[first:position]
    if len(labels) == columns:
        return first, [_cell(0, column, line.paragraph) for column, line in enumerate(labels)]
    divided = _alike_at_end(labels)
    if len(labels) != columns + 1 or not 2 <= divided < columns:
        return None
    whole = columns - divided
    cells = [_cell(0, column, labels[column].paragraph, 2) for column in range(whole)]
    cells.append(_cell(0, whole, labels[whole].paragraph, 1, divided))
    cells += [
        _cell(1, whole + place, line.paragraph) for place, line in enumerate(labels[whole + 1 :])
    ]
    return first, cells


def _alike_at_end(labels: Sequence[_Line]) -> int:
    """How many of the last labels differ in their digits only."""
    shapes = [re.sub(r"\d+", "#", line.text) for line in labels]
    count = 0
    while count < len(shapes) and shapes[-1 - count] == shapes[-1] and "#" in shapes[-1]:
        count += 1
    return count


# --- one row a line ------------------------------------------------------------------------


def _rows_on_lines(
    blocks: Sequence[Block], lines: Sequence[_Line], position: int
) -> tuple[FigureTable, int] | None:
    """A table whose line of names stands at a position."""
    head = _parts(lines[position].paragraph)
    if len(head) < 2 or not all(map(_names_column, head)):
        return None
    rows: list[list[Paragraph]] = []
    index = position + 1
    while index < len(lines) and not _parted(blocks, lines, index - 1, index + 1):
        row = _parts(lines[index].paragraph, len(head))
        if len(row) != len(head) or any(len(cell.text) > _LONGEST_NAME for cell in row):
            break
        rows.append(row)
        index += 1
    least = _LEAST_LINES if len(head) > 2 else _LEAST_ROWS
    if len(rows) < least or not _has_figures(rows, strict=len(head) == 2):
        return None
    cells = tuple(
        _cell(number, column, cell)
        for number, row in enumerate((head, *rows))
        for column, cell in enumerate(row)
    )
    page = lines[position].paragraph.page
    grid = Grid(len(rows) + 1, len(head), cells, header_rows=1, page=page)
    return FigureTable(lines[position].index, lines[index - 1].index + 1, grid), index


def _parts(line: Paragraph, wanted: int | None = None) -> list[Paragraph]:
    """The cells of a line, parted by blanks; where there are more than `wanted`, a number and the
    unit behind it, and the ends of a range, are put together (“1 GHz - 12.75 GHz”)."""
    spans = [match.span() for match in re.finditer(r"\S+", line.text)]
    if wanted is not None and len(spans) > wanted:
        spans = _joined(line.text, spans)
    return [slice_paragraph(line, start, end) for start, end in spans]


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        token = text[start:end]
        last = text[joined[-1][0] : joined[-1][1]] if joined else ""
        unit = _UNIT.match(token) and _NUMBER_BEFORE_UNIT.match(last.split(" ")[-1])
        if joined and (unit or token in _RANGE or last[-1:] in _RANGE):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _names_column(cell: Paragraph) -> bool:
    return (
        1 < len(cell.text) <= _LONGEST_NAME
        and _NO_LABEL.search(cell.text) is None
        and (_MEASURED.match(cell.text) is None or _YEAR.match(cell.text) is not None)
    )


def _has_figures(rows: Sequence[Sequence[Paragraph]], *, strict: bool) -> bool:
    """Whether a column behind the first holds figures in every row; of two columns, bare ones,
    and names before them."""
    if any(_NO_LABEL.search(cell.text) for row in rows for cell in row):
        return False
    pattern = _FIGURE if strict else _MEASURED
    figures = any(
        all(pattern.match(row[column].text) for row in rows) for column in range(1, len(rows[0]))
    )
    return figures and not (strict and any(_MEASURED.match(row[0].text) for row in rows))


# --- lines ---------------------------------------------------------------------------------


def _is_name(line: _Line) -> bool:
    return _is_label(line) and _YEAR.match(line.text) is None


def _is_label(line: _Line) -> bool:
    return (
        len(line.text) <= _LONGEST_NAME
        and line.paragraph.heading_level is None
        and _FIGURE.match(line.text) is None
        and _NO_LABEL.search(line.text) is None
        and wording.DATE_LINE.match(line.text) is None
        and read_marker(line.text) is None
    )


def _parted(blocks: Sequence[Block], lines: Sequence[_Line], first: int, end: int) -> bool:
    """Whether a table of the format stands between two lines."""
    span = blocks[lines[first].index : lines[end - 1].index]
    return any(isinstance(block, Grid) for block in span)


def _cell(
    row: int, column: int, paragraph: Paragraph, row_span: int = 1, column_span: int = 1
) -> GridCell:
    text = unwrap(tidy(paragraph))
    return GridCell(row, column, text.text, row_span, column_span, text.origin)
