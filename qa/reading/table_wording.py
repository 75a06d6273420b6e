"""Cells of a table in words: “罐头产量：70931吨，较上年±%：5.05”."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from ingest.documents import Cell
from ingest.figures.cells import is_unit_column, names_unit, unit_cell
from ingest.language.normalise import squash
from qa.reading.table_links import RowLink
from qa.reading.table_rows import Row, Sheet, bare_name, is_name, number_of


def values_of(row: Row, columns: Sequence[int]) -> list[Cell]:
    """The filled cells of a row in some columns."""
    return [cell for column in columns if (cell := row.at(column)) is not None]


def lines_of(sheet: Sheet, rows: Sequence[RowLink], columns: Sequence[int]) -> list[str]:
    """One line a row; the values of rows of one name share a line, each once."""
    if len(rows) == 1:
        return [label(rows[0].row, rows[0].columns) + cells_in_words(sheet, rows[0].row, columns)]
    if len(columns) == 1:
        values = [flat(cell.text) for row in rows for cell in values_of(row.row, columns)]
        names = {label(row.row, row.columns) for row in rows}
        numbers = all(number_of(row.row.at(columns[0])) is not None for row in rows)
        if len(names) == 1 and (len(set(values)) == 1 or not numbers):
            told = "、".join(dict.fromkeys(values))
            return [f"{names.pop()}{sheet.header(columns[0])}：{told}"]
    telling = telling_column(sheet, [row.row for row in rows], columns)
    return [
        label(row.row, row.columns if telling is None else (telling,))
        + cells_in_words(sheet, row.row, columns)
        for row in rows
    ]


def label(row: Row, columns: Iterable[int]) -> str:
    """The names of a row in some columns; units name nothing."""
    cells = [
        cell
        for column in sorted(columns)
        if (cell := row.at(column)) is not None and not is_unit_column(row.table, column)
    ]
    return "".join(dict.fromkeys(bare_name(flat(cell.text)) for cell in cells))


def telling_column(sheet: Sheet, rows: Sequence[Row], asked: Collection[int]) -> int | None:
    """The first column of names that tells the rows apart, names of people and things first."""
    telling = [
        column
        for column in sheet.columns
        if column not in asked
        and len({cell.text for row in rows if (cell := row.at(column))}) == len(rows)
        and all((cell := row.at(column)) and is_name(cell) for row in rows)
    ]
    named = [column for column in telling if "名" in "".join(sheet.headers[column])]
    return next(iter((*named, *telling)), None)


def cells_in_words(sheet: Sheet, row: Row, columns: Sequence[int]) -> str:
    """“产量：70931吨，较上年±%：5.05”."""
    return "，".join(
        f"{sheet.header(column)}：{value_in_words(sheet, row, column, cell)}"
        for column in columns
        if (cell := row.at(column)) is not None
    )


def value_in_words(sheet: Sheet, row: Row, column: int, cell: Cell) -> str:
    """A cell with the unit that a column of its own names (计量单位), for a number without one."""
    if number_of(cell) is None or names_unit(sheet.header(column)):
        return flat(cell.text)
    return flat(cell.text) + flat(unit_cell(row.table, cell))


def flat(text: str) -> str:
    """A cell on one line; Chinese has no blanks."""
    return squash(text) if re.search(r"[\u4e00-\u9fff]", text) else " ".join(text.split())
