"""Spreadsheets (.xlsx, .xls, .csv) -> `Source`: one grid a block of filled cells, merges kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from ingest.blocks import Block, Grid, GridCell, Paragraph, Source
from ingest.errors import EncryptedError
from ingest.sources.content import check_blocks, fingerprint
from ingest.sources.encodings import decode
from ingest.sources.limits import Limits, check_count
from ingest.sources.office_xml import pack, parse_xml, read_parts
from ingest.sources.registry import SUPPORTED
from ingest.sources.tracing import clean

Position = tuple[int, int]
_DEFAULT_SHEET_NAMES = ("sheet", "工作表")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Filled cells by (row, column) from 0; `merges` as (row, column) -> (row span, column span)."""

    name: str
    cells: Mapping[Position, str]
    merges: Mapping[Position, tuple[int, int]]


def read_xlsx(data: bytes, name: str, limits: Limits) -> Source:
    """Reads an Excel workbook: values as shown, hidden sheets left out.

    Raises:
        DamagedError, EncryptedError, EmptySourceError, LimitExceededError
    """
    import openpyxl

    parts = read_parts(data, limits, ("xl/", "_rels/", "[Content_Types]"))
    for part_name, part in parts.items():
        if part_name.startswith("xl/worksheets/") and part_name.endswith(".xml"):
            # openpyxl builds an object for each cell: count before it does
            check_count("单元格", part.count(b"<c "), limits.cells)
    parse_xml(parts.get("xl/workbook.xml", b""))
    book = openpyxl.load_workbook(pack(parts), data_only=True, keep_links=False)
    sheets = [_xlsx_sheet(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return _source(data, name, "xlsx", "sheets.openpyxl", sheets, limits)


def _xlsx_sheet(sheet) -> Sheet:  # type: ignore[no-untyped-def]  # openpyxl ships no types
    cells = {
        (cell.row - 1, cell.column - 1): shown(cell.value, cell.number_format)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    merges = {
        (area.min_row - 1, area.min_col - 1): (
            area.max_row - area.min_row + 1,
            area.max_col - area.min_col + 1,
        )
        for area in sheet.merged_cells.ranges
    }
    return Sheet(sheet.title, cells, merges)


def read_xls(data: bytes, name: str, limits: Limits) -> Source:
    """Reads an Excel 97-2003 workbook; raises like `read_xlsx`."""
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), on_demand=True
        )
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise EncryptedError("工作簿设有密码", "请取消密码后另存，再导入") from error
        raise
    sheets = []
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        check_count("单元格", sheet.nrows * sheet.ncols, limits.cells * 10)
        if sheet.visibility == 0:
            sheets.append(_xls_sheet(book, sheet))
    return _source(data, name, "xls", "sheets.xlrd", sheets, limits)


def _xls_sheet(book, sheet) -> Sheet:  # type: ignore[no-untyped-def]  # xlrd ships no types
    import xlrd

    cells: dict[Position, str] = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
                continue
            number_format = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            value = cell.value
            if cell.ctype == xlrd.XL_CELL_DATE:
                value = xlrd.xldate_as_datetime(cell.value, book.datemode)
            elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                value = bool(cell.value)
            cells[row, column] = shown(value, number_format)
    merges = {
        (top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells
    }
    return Sheet(sheet.name, cells, merges)


def read_csv(data: bytes, name: str, limits: Limits) -> Source:
    """Reads a table of comma, semicolon or tab separated values; raises like `read_xlsx`."""
    text = decode(data).text
    check_count("字符", len(text), limits.characters)
    lines = text.splitlines()
    check_count("行", len(lines), limits.blocks)
    head = "\n".join(lines[:20])
    delimiter = max(",\t;", key=head.count)
    cells = {
        (row, column): clean(value).strip()
        for row, values in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter))
        for column, value in enumerate(values)
        if value.strip()
    }
    return _source(data, name, "csv", "sheets.csv", [Sheet("", cells, {})], limits)


def shown(value: object, number_format: str = "General") -> str:
    """A cell's value as the sheet shows it: percentages, dates, no float noise.

    15 significant digits are what Excel keeps (specification limits of Excel).
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        text = f"{value:%Y-%m-%d}"
        return text if value.time() == time(0) else f"{text} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return clean(str(value)).strip()


def _number(value: float, number_format: str) -> str:
    plain = number_format.split(";")[0]
    decimals = len(plain.split(".", 1)[1].rstrip("%_ )").rstrip("#")) if "." in plain else 0
    if plain.endswith("%"):
        return f"{value * 100:.{decimals}f}%"
    if "." in plain and plain.replace(",", "").replace("#", "").replace("0", "").strip("_ ") == ".":
        return f"{value:.{decimals}f}"
    text = f"{value:.15g}"
    return text if "e" not in text else f"{value:f}".rstrip("0").rstrip(".")


# --- sheets to blocks -----------------------------------------------------------------------


def _source(
    data: bytes, name: str, kind: str, parser: str, sheets: Iterable[Sheet], limits: Limits
) -> Source:
    filled = [sheet for sheet in sheets if sheet.cells]
    blocks = [block for sheet in filled for block in sheet_blocks(sheet, len(filled) > 1)]
    check_blocks(blocks, limits)
    title = next(
        (block.text for block in blocks if isinstance(block, Paragraph) and block.centred), None
    )
    hints = {"title": title} if title else {}
    return Source(name, SUPPORTED[kind].media_type, parser, fingerprint(data), tuple(blocks), hints)


def sheet_blocks(sheet: Sheet, named: bool) -> Iterator[Block]:
    """Title and note lines of a sheet as paragraphs, the rest as grids.

    A sheet prints its title, unit and notes in rows of one filled cell, merged over the
    table's width; empty rows part one table from the next.
    """
    if named and not sheet.name.lower().startswith(_DEFAULT_SHEET_NAMES):
        yield Paragraph(sheet.name, heading_level=1)
    rows = _rows(sheet)
    for group in _groups(rows, sheet):
        yield from _group_blocks(group, rows, sheet)


def _rows(sheet: Sheet) -> dict[int, list[int]]:
    """Filled columns by row, in order."""
    rows: dict[int, list[int]] = {}
    for row, column in sorted(sheet.cells):
        if sheet.cells[row, column]:
            rows.setdefault(row, []).append(column)
    return rows


def _groups(rows: Mapping[int, list[int]], sheet: Sheet) -> Iterator[list[int]]:
    """Runs of rows without an empty row between them; rows under a merge are not empty."""
    reach = {row: row for row in rows}
    for (row, _), (row_span, _) in sheet.merges.items():
        if row in reach:
            reach[row] = max(reach[row], row + row_span - 1)
    group: list[int] = []
    end = -1
    for row in sorted(rows):
        if group and row > end + 1:
            yield group
            group = []
        group.append(row)
        end = max(end, reach[row])
    if group:
        yield group


def _group_blocks(group: list[int], rows: Mapping[int, list[int]], sheet: Sheet) -> Iterator[Block]:
    first = 0
    while first < len(group) and len(rows[group[first]]) == 1:
        first += 1
    last = len(group)
    while (
        last > first and len(rows[group[last - 1]]) == 1 and _is_note(group[last - 1], rows, sheet)
    ):
        last -= 1
    for position, row in enumerate(group[:first]):
        yield _line(sheet, row, rows[row][0], centred=position == 0)
    if first < last:
        yield _grid(group[first:last], rows, sheet)
    for row in group[last:]:
        yield _line(sheet, row, rows[row][0], centred=False)


def _is_note(row: int, rows: Mapping[int, list[int]], sheet: Sheet) -> bool:
    """A lone cell at the left edge, merged to the right or long: a note under the table."""
    column = rows[row][0]
    _, column_span = sheet.merges.get((row, column), (1, 1))
    return column_span > 1 or len(sheet.cells[row, column]) > 15


def _line(sheet: Sheet, row: int, column: int, centred: bool) -> Paragraph:
    merged = (row, column) in sheet.merges
    return Paragraph(sheet.cells[row, column].replace("\n", " "), centred=centred and merged)


def _grid(group: list[int], rows: Mapping[int, list[int]], sheet: Sheet) -> Grid:
    """The grid of a run of rows, moved to its own upper left corner."""
    top, bottom = group[0], group[-1]
    left = min(rows[row][0] for row in group)
    right = max(rows[row][-1] for row in group)
    for (row, column), (row_span, column_span) in sheet.merges.items():
        if top <= row <= bottom and (row, column) in sheet.cells:
            bottom = max(bottom, row + row_span - 1)
            right = max(right, column + column_span - 1)
    cells = tuple(
        GridCell(
            row - top,
            column - left,
            sheet.cells[row, column],
            *sheet.merges.get((row, column), (1, 1)),
        )
        for row in group
        for column in rows[row]
    )
    return Grid(bottom - top + 1, right - left + 1, cells)
