"""Looking a row up: the row the question names as the table does, the columns it asks for.

The cells asked for are given in one line, each with its header; the row is the quote.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.figures.cells import read_bare_cells
from ingest.figures.numbers import parse_chinese
from qa.questions import Asked, Question
from qa.reading.findings import Finding
from qa.reading.table_columns import MOST_COLUMNS, asked_columns, is_numeric, nameable
from qa.reading.table_links import Link, Linker, RowLink
from qa.reading.table_rows import Row, Sheet
from qa.reading.table_sheets import (
    FoundSheet,
    Sheets,
    Told,
    finding_of,
    names_of,
)
from qa.reading.table_wording import lines_of, values_of

MOST_ROWS = 12
"""More rows than this are named by a word that is no name (本科)."""
_SURE_WEIGHT = 2.4
"""Characters of the question from which a name that stands there in part is taken for meant."""
_LONGEST_VALUE = 400
_TOTAL = re.compile(r"总[数计量额]|合计|共计|总共|一共|全国共|全省共|全市共")
"""What asks for the row that sums the others up, where no row is named."""
_NUMBERED = re.compile(
    r"(?:第|序号为?|编号为?)\s*([一二三四五六七八九十百\d]{1,4})(?=[项条个号类种款位行]|是|的|$)"
)


def lookup_findings(sheets: Sheets) -> list[Finding]:
    """Rows looked up in the tables found, best first."""
    return sheets.read(_looked_up)


def is_sure(row: RowLink) -> bool:
    """Whether a row is named well enough to be meant."""
    return row.link.whole or row.link.weight >= _SURE_WEIGHT


def _looked_up(sheets: Sheets, found: FoundSheet) -> Finding | None:
    rows, columns = _rows_and_columns(sheets.question, found.sheet, sheets.linker)
    rows = [row for row in rows if values_of(row.row, columns)]
    if not rows or len(rows) > MOST_ROWS:
        return None
    lines = lines_of(found.sheet, rows, columns)
    if any(len(line) > _LONGEST_VALUE * min(2, len(rows)) for line in lines):
        return None
    named_by = [cell for row in rows for cell in values_of(row.row, sorted(row.columns))]
    values = [cell for row in rows for cell in values_of(row.row, columns)]
    told = Told(
        text="；".join(lines),
        names=" ".join((*(names_of(row.row) for row in rows), _ordinal(rows[0]))),
        headers=" ".join(name for column in columns for name in found.sheet.headers[column]),
        rows=tuple(row.row for row in rows),
        cell=values[0],
        also_quoted=(*named_by, *values),
    )
    finding = finding_of(sheets, found, told)
    if finding is None or len(values) > 1:
        return finding
    statement = next(read_bare_cells(rows[0].row.table, values[0].start, values[0].end), None)
    return replace(finding, quantity=statement.quantity if statement else None)


def _rows_and_columns(
    question: Question, sheet: Sheet, linker: Linker
) -> tuple[list[RowLink], tuple[int, ...]]:
    columns = asked_columns(question, sheet, linker)
    numbered = _numbered_row(question, sheet)
    if numbered is not None:
        return [RowLink(numbered, Link(whole=True), frozenset())], columns or _text_of(numbered)
    rows, named = linker.rows(sheet, columns), linker.rows(sheet)
    naming = {column for row in named for column in row.columns}
    rest = tuple(column for column in columns if column not in naming)
    better = bool(rest and rows and named) and named[0].rank > rows[0].rank
    if better or not any(map(is_sure, rows)):
        # what was taken for a column asked for holds the name that was said (化学专业的层次)
        rows, columns = named, rest
    if not columns and question.asked is Asked.OPEN and len(rows) == 1:
        columns = _all_figures(sheet)
    if not any(map(is_sure, rows)) and _TOTAL.search(question.text):
        totals = [row for row in sheet.rows if row.is_total]
        rows = [RowLink(row, Link(whole=True), frozenset({row.own[0].column})) for row in totals]
        columns = columns if len(rows) == 1 else ()
    return (rows if columns and any(map(is_sure, rows)) else []), columns


def _all_figures(sheet: Sheet) -> tuple[int, ...]:
    numeric = tuple(c for c in nameable(sheet) if is_numeric(sheet, c))
    return numeric if len(numeric) <= MOST_COLUMNS else ()


def _numbered_row(question: Question, sheet: Sheet) -> Row | None:
    """第7项: the row that the serial column counts so."""
    match = _NUMBERED.search(question.text)
    if match is None:
        return None
    number = int(match[1]) if match[1].isdigit() else parse_chinese(match[1])
    return sheet.numbered(number) if number else None


def _text_of(row: Row) -> tuple[int, ...]:
    """The column of the first cell with words."""
    return tuple(cell.column for cell in row.own if len(cell.text) > 2)[:1]


def _ordinal(row: RowLink) -> str:
    """第7项, for a row that was found by its number."""
    if row.columns:
        return ""
    number = row.row.cells[0].text.strip(" .、．")
    return f"第{number}项 第{number}条 第{number}个"
