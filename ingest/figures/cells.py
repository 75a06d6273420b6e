"""Figures of tables: cells that hold a bare number, named by their row and column.

In statistical tables and price lists the unit stands in the header (“价格（元）”, “单位：万元”) and
the subject in the text cells of the row, so a bare number is read together with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.documents import Cell, Table
from ingest.figures.numbers import fold_digits, parse_arabic
from ingest.figures.quantities import Quantity
from ingest.figures.statements import Statement
from ingest.figures.units import load_units
from ingest.language.clauses import Clause, Piece, Sentence

_NUMBER = re.compile(r"\s*[-+－]?\d{1,3}(?:,\d{3})*(?:\.\d+)?\s*|\s*[-+－]?\d+(?:\.\d+)?\s*")
_UNIT = re.compile(
    r"[（(](?:单位[:：])?([^（）()\d]{1,8})[）)]|单位[:：]\s*([^\s，。；）)]{1,8})|(?<![\u4e00-\u9fff])([^\s/（）()]{1,4})/"
)
_UNIT_COLUMN = re.compile(r"(?:^|计量|数量|计价|计费)单\s*位$")
_UNIT_IN_HEADER = re.compile(r"[（(][^）)]+[）)]|[%％‰]|/")
_LONGEST_UNIT = 12
_LONGEST_NAME = 40
_NAME_AVERAGE = 14
"""Characters. The cells of a column that names rows are shorter on average."""
BARE = "bare"
"""The kind of a number whose unit nothing names."""


def read_bare_cells(table: Table, start: int, end: int) -> Iterator[Statement]:
    """A statement for every bare number of the body cells between two offsets."""
    for cell in table.cells:
        if cell.row < table.header_rows or not start <= cell.start < cell.end <= end:
            continue
        if is_bare(cell) and not _is_ordinal(table, cell):
            yield _statement(table, cell)


def is_bare(cell: Cell) -> bool:
    """Whether a cell holds a number and nothing else."""
    return _NUMBER.fullmatch(fold_digits(cell.text)) is not None


def row_names(table: Table, cell: Cell) -> tuple[str, ...]:
    """Text cells of the cell's row that name it; merged cells that reach into the row included.

    In a table of conditions (“类别 | 省级小巨人企业 | 单项冠军企业”) every column states its own, and
    what stands beside a cell is the condition of someone else.
    """
    names = [
        other.text
        for other in _row(table, cell.row)
        if other is not cell
        and other.text
        and not _NUMBER.fullmatch(fold_digits(other.text))
        and len(other.text) <= _LONGEST_NAME
        and (other.column < table.header_columns or other.column not in stating_columns(table))
    ]
    return tuple(dict.fromkeys(names))


@lru_cache(maxsize=256)
def stating_columns(table: Table) -> frozenset[int]:
    """The columns whose cells state something: long ones, under a header of their own."""
    lengths: dict[int, list[int]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.text:
            lengths.setdefault(cell.column, []).append(len(cell.text))
    return frozenset(
        column
        for column, found in lengths.items()
        if sum(found) > _NAME_AVERAGE * len(found) and table.column_header(column)
    )


def column_names(table: Table, cell: Cell) -> tuple[str, ...]:
    """Header texts above the cell, top down, each once."""
    names: dict[str, None] = {}
    for column in range(cell.column, cell.column + cell.column_span):
        names.update(dict.fromkeys(table.column_header(column)))
    return tuple(names)


def unit_cell(table: Table, cell: Cell) -> str:
    """The unit of a cell's row, where a column of its own names it (计量单位), else ""."""
    for column in range(table.columns):
        if column != cell.column and is_unit_column(table, column):
            unit = table.cell_at(cell.row, column)
            return unit.text if unit is not None and len(unit.text) <= _LONGEST_UNIT else ""
    return ""


def is_unit_column(table: Table, column: int) -> bool:
    """Whether a column holds the units of its rows."""
    return bool(_UNIT_COLUMN.search(" ".join(table.column_header(column)).strip()))


def names_unit(header: str) -> bool:
    """Whether a header names the unit of its own column."""
    return bool(_UNIT_IN_HEADER.search(header))


def _row(table: Table, row: int) -> list[Cell]:
    return [cell for cell in table.cells if cell.row <= row < cell.row + cell.row_span]


def _is_ordinal(table: Table, cell: Cell) -> bool:
    """序号 and the running numbers of a first column are no figures."""
    if cell.column:
        return False
    header = "".join(column_names(table, cell))
    return (
        "序" in header
        or "号" in header
        or any(
            _whole(table.cell_at(cell.row + step, 0)) == (_whole(cell) or -9) + step
            for step in (1, -1)
        )
    )


def _whole(cell: Cell | None) -> int | None:
    text = cell.text.strip() if cell is not None else ""
    return int(text) if text.isdigit() else None


def _statement(table: Table, cell: Cell) -> Statement:
    columns, rows = column_names(table, cell), row_names(table, cell)
    value = parse_arabic(fold_digits(cell.text).strip().lstrip("+－-")) or 0.0
    unit, kind, factor = unit_named(" ".join(columns))
    if kind == BARE:
        unit, kind, factor = unit_named(f"（{unit_cell(table, cell)}）")
    if kind == BARE:
        unit, kind, factor = unit_named(" ".join((*rows, table.caption)))
    quantity = Quantity(
        start=cell.start,
        end=cell.end,
        text=cell.text,
        low=value * factor,
        high=value * factor,
        unit=unit,
        kind=kind,
        outer_start=cell.start,
        outer_end=cell.end,
    )
    clause = Clause(cell.start, cell.end, (Piece(cell.start, cell.end),))
    return Statement(
        quantity=quantity,
        label=" ".join((*rows, *columns)),
        item=Piece(cell.start, cell.end),
        clause=clause,
        sentence=Sentence(cell.start, cell.end, (clause,)),
        aligned=False,
        alone=True,
    )


def unit_named(context: str) -> tuple[str, str, float]:
    """(unit as written, kind, factor to the base unit) named in the headers."""
    for match in _UNIT.finditer(context):
        name = next(filter(None, match.groups()))
        magnitude = 1.0
        bare = name
        while bare and bare[0] in "万亿千百":
            magnitude *= {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}[bare[0]]
            bare = bare[1:]
        unit = load_units().get(bare)
        if unit is not None:
            return unit.base, unit.kind, unit.factor * magnitude
    if re.search(r"[%％]|百分比|比例|占比", context):
        return "%", "ratio", 1.0
    return "", BARE, 1.0
