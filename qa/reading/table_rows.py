"""The rows of a table as a reader takes them: what names a row, what it holds, what sums others up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ingest.documents import Cell, Table
from ingest.figures.numbers import fold_digits
from ingest.language.normalise import squash
from qa.reading.matching import matching_form

_NUMERIC_SHARE = 0.5
_NAME_LENGTH = 40
"""A cell longer than this states something; it names no row."""
_CODE_LENGTH = 5
"""A number of this many digits is a code (职位代码) and names its row."""
_TOTAL = re.compile(
    r"^(?:[合总小共累]\s*计|总数|总量|总额|全部|平均|均值|全国|全省|全市|全区|全县|其他)"
)
_YEAR = re.compile(r"^(?:19|20)\d{2}年?$")
_NUMBER = re.compile(r"^[-+－—−]?\d[\d,，]*(?:\.\d+)?\s*[%％‰]?$")
_LEAD = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)(?=\D)")


@dataclass(frozen=True, slots=True)
class Row:
    """One body row: the cells that reach into it, merged ones from above included.

    `group` is the text of the last full-width row above (“一、知识产权保护方面”), or the caption of
    its table where several make up a sheet.
    """

    table: Table
    index: int
    cells: tuple[Cell, ...]
    group: str = ""

    @property
    def own(self) -> tuple[Cell, ...]:
        """The filled cells that begin in this row."""
        return tuple(c for c in self.cells if c.row == self.index and c.start < c.end)

    @property
    def span(self) -> tuple[int, int]:
        """The part of the document's text that the row takes up."""
        return self.own[0].start, self.own[-1].end

    @property
    def is_total(self) -> bool:
        """Whether the row sums others up, and so competes with none of them."""
        return any(_TOTAL.match(squash(cell.text)) for cell in self.own[:2])

    def at(self, column: int) -> Cell | None:
        """The filled cell that covers a column."""
        return next(
            (
                cell
                for cell in self.cells
                if cell.text and cell.column <= column < cell.column + cell.column_span
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """The tables of one document that share a header, read as one: a long table is often set as
    several, one a page or a chapter. `headers` are the names above each column, top down;
    `serial` is the column that counts the rows, `numeric` are those of plain numbers. `grams` tells
    for every pair of characters the rows whose names have it: long tables are not read through
    for each question."""

    tables: tuple[Table, ...]
    rows: tuple[Row, ...]
    headers: tuple[tuple[str, ...], ...]
    serial: int | None
    numeric: frozenset[int]
    grams: Mapping[str, Sequence[int]]

    @property
    def columns(self) -> range:
        return range(len(self.headers))

    def header(self, column: int) -> str:
        """The leaf of a header, with what stands above it where other leaves are called so too or
        it is a year and says nothing alone."""
        path = self.headers[column]
        if not path:
            return ""
        alike = sum(other[-1:] == path[-1:] for other in self.headers)
        return path[-1] if alike == 1 and not _YEAR.match(path[-1]) else "".join(path)

    def numbered(self, number: int) -> Row | None:
        """The row that the serial column counts as `number`; none where two tables have one."""
        if self.serial is None:
            return None
        found = [row for row in self.rows if _whole(row.at(self.serial)) == number]
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=256)
def read_sheet(tables: tuple[Table, ...]) -> Sheet:
    """Tables of one header as a sheet."""
    headers = column_headers(tables[0])
    captions = {table.caption for table in tables}
    rows = tuple(
        row if row.group or len(captions) < 2 else replace(row, group=table.caption)
        for table in tables
        for row in _body_rows(table)
    )
    serial = _serial_column(tables[0], headers)
    numeric = frozenset(c for c in range(len(headers)) if _is_numeric(rows, c))
    return Sheet(tables, rows, headers, serial, numeric, _grams(rows))


def _is_numeric(rows: Sequence[Row], column: int) -> bool:
    """Whether most filled cells of a column are plain numbers."""
    cells = [cell for row in rows if (cell := row.at(column)) is not None]
    numbers = sum(number_of(cell) is not None for cell in cells)
    return bool(cells) and numbers > _NUMERIC_SHARE * len(cells)


def _grams(rows: Sequence[Row]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        forms = [matching_form(cell.text) for cell in row.cells if is_name(cell)]
        for gram in {form[at : at + 2] for form in forms for at in range(len(form) - 1)}:
            found.setdefault(gram, []).append(place)
    return found


def column_headers(table: Table) -> tuple[tuple[str, ...], ...]:
    """The names above every column, each on one line."""
    return tuple(
        tuple(" ".join(name.split()) for name in table.column_header(column))
        for column in range(table.columns)
    )


def _body_rows(table: Table) -> tuple[Row, ...]:
    """The rows below the header, full-width ones taken as the group of what follows."""
    rows: list[Row] = []
    group = ""
    reaching: list[Cell] = []
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    for index in range(table.rows):
        reaching = [c for c in reaching if index < c.row + c.row_span] + by_row.get(index, [])
        if index < table.header_rows:
            continue
        filled = [cell for cell in reaching if cell.text]
        own = [cell for cell in filled if cell.row == index]
        if len(own) == len(filled) == 1 and table.columns > 2:
            group = own[0].text
        elif own:
            rows.append(Row(table, index, tuple(sorted(filled, key=lambda c: c.column)), group))
    return tuple(rows)


def is_name(cell: Cell) -> bool:
    """Whether a cell may name its row: a short text or a code, not a figure."""
    text = squash(cell.text)
    if _NUMBER.match(text):
        return text.isdigit() and len(text) >= _CODE_LENGTH
    return 1 < len(text) <= _NAME_LENGTH


def bare_name(text: str) -> str:
    """A name without the number before it: 历史教师 of “5.历史教师”."""
    return _LEAD.sub("", " ".join(text.split()))


def number_of(cell: Cell | None) -> float | None:
    """The value of a cell that holds one number and nothing else."""
    if cell is None:
        return None
    text = fold_digits(squash(cell.text)).replace("，", "").replace(",", "")
    match = re.fullmatch(r"([-－—−]?)\+?(\d+(?:\.\d+)?)[%％‰]?", text)
    if match is None:
        return None
    value = float(match.group(2))
    return -value if match.group(1) else value


def _serial_column(table: Table, headers: Sequence[tuple[str, ...]]) -> int | None:
    """The column that counts the rows 1, 2, 3 …, if there is one among the first two."""
    rows = _body_rows(table)
    for column in range(min(2, table.columns)):
        numbers = [_whole(row.at(column)) for row in rows]
        found = [number for number in numbers if number is not None]
        running = found == list(range(found[0], found[0] + len(found))) if found else False
        rising = all(above < below for above, below in pairwise(found))
        headed = "序" in "".join(headers[column])
        if len(found) >= 2 and (running or (headed and rising)):
            return column
    return None


def _whole(cell: Cell | None) -> int | None:
    text = cell.text.strip(" .、．") if cell is not None else ""
    return int(text) if text.isdigit() and len(text) < _CODE_LENGTH else None
