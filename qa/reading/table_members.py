"""The members of a group of rows or of a mark: “第三级的有哪些学校的什么专业”, “哪几个中外合作办学专业”.

Official tables part their rows by a line across or above them (第三级认证), and mark kinds of things in
brackets behind the name (金融学（中外合作办学）). Who asks for all of a kind names the line or the mark.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.questions import Asked
from qa.reading.findings import Finding
from qa.reading.table_columns import asked_nouns, nameable
from qa.reading.table_links import Linker, RowLink
from qa.reading.table_lookup import MOST_ROWS, is_sure
from qa.reading.table_rows import Row, Sheet
from qa.reading.table_sheets import FoundSheet, Sheets, Told, finding_of, names_of
from qa.reading.table_wording import flat, label, values_of

_MEMBERS = range(2, 41)


def member_findings(sheets: Sheets) -> list[Finding]:
    """The rows of a kind that the question names, by the columns it asks for, best first."""
    if sheets.question.asked is not Asked.LIST:
        return []
    return sheets.read(_members)


def _members(sheets: Sheets, found: FoundSheet) -> Finding | None:
    sheet, linker = found.sheet, sheets.linker
    columns = asked_nouns(sheets.question, sheet, nameable(sheet))
    named = [link for link in linker.rows(sheet, columns) if is_sure(link)]
    if named:  # one row or a few are asked about, whatever else their group says
        rows = _of_one_name(named)
    else:
        rows = linker.grouped(sheet) or _marked(sheet, linker, columns)
    rows = [row for row in rows if values_of(row, columns)]
    names = list(dict.fromkeys(label(row, columns) for row in rows))
    if not columns or len(names) not in _MEMBERS:
        return None
    told = Told(
        text="、".join(names),
        names=" ".join(map(names_of, rows)),
        headers=" ".join(name for column in columns for name in sheet.headers[column]),
        rows=tuple(rows),
        cell=values_of(rows[0], columns)[0],
        also_quoted=tuple(cell for row in rows for cell in values_of(row, columns)),
    )
    return finding_of(sheets, found, told)


def _of_one_name(links: Sequence[RowLink]) -> list[Row]:
    """The many rows of one name in another column (蔬菜类); few are looked up, each with its cells."""
    names = {label(link.row, link.columns) for link in links}
    return [link.row for link in links] if len(names) == 1 and len(links) > MOST_ROWS else []


def _marked(sheet: Sheet, linker: Linker, columns: Sequence[int]) -> list[Row]:
    """The rows whose asked cells bear one mark that the question names, and no name that it does."""
    linked = [link for link in linker.rows(sheet) if link.columns <= set(columns)]
    marks = {
        linker.said(flat(cell.text)) for link in linked for cell in values_of(link.row, columns)
    }
    whole = any(link.link.whole and not _bracketed(link.row, columns) for link in linked)
    return [] if whole or len(marks) != 1 else [link.row for link in linked]


def _bracketed(row: Row, columns: Sequence[int]) -> bool:
    return any("（" in cell.text or "(" in cell.text for cell in values_of(row, columns))
