"""The highest and the lowest of a column: “哪种产品比上年增幅最大”.

The question names the column, or the kind of figure, and what is compared; all rows are compared,
or those of the group it names. Rows that sum others up compete with none of them, and figures of
different units are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.figures.cells import names_unit, unit_cell
from qa.questions import Asked
from qa.reading.findings import Finding
from qa.reading.table_columns import asked_noun, compared_column, nameable
from qa.reading.table_links import Linker
from qa.reading.table_lookup import is_sure
from qa.reading.table_rows import Row, Sheet, is_name, number_of
from qa.reading.table_sheets import (
    FoundSheet,
    Sheets,
    Told,
    finding_of,
    names_of,
)
from qa.reading.table_wording import label, value_in_words

_EXTREME = re.compile(
    r"(?P<high>(?:排|居|位列|位居)?(?:名列)?(?:第一|首位|榜首)|最(?:高|多|大|贵|长|快|重|强|好|远|厚))|"
    r"(?P<low>最(?:低|少|小|便宜|短|慢|轻|近|差|薄)|(?:排|居)?(?:末位|最后|垫底))"
)
_THING = re.compile(r"哪一?[样种个款类项]|什么东西|啥")
_LEAST_ROWS = 3
_MOST_TIES = 3


def extreme_findings(sheets: Sheets) -> list[Finding]:
    """The rows with the highest or lowest figure of the column asked about, best first."""
    question = sheets.question
    matches = list(_EXTREME.finditer(question.text))
    if not matches:
        return []
    match = matches[-1]
    rest = question.text[: match.start()] + " " + question.text[match.end() :]
    plain = replace(question, text=rest, terms=())
    return sheets.asked(plain).read(lambda asked, found: _extreme(asked, match, found))


def _extreme(sheets: Sheets, match: re.Match[str], found: FoundSheet) -> Finding | None:
    question, linker, sheet = sheets.question, sheets.linker, found.sheet
    names = asked_noun(question, sheet, nameable(sheet))
    if not names and question.asked not in (Asked.WHO, Asked.WHERE) and not _thing(question.text):
        return None
    column = compared_column(question, sheet, linker)
    if column is None or column in names:
        return None
    rows, group = _compared(sheet, linker, (*names, column))
    valued = [
        (value, row)
        for row in rows
        if (value := number_of(row.at(column))) is not None and not row.is_total
    ]
    if len(valued) < _LEAST_ROWS or not _one_unit(sheet, [row for _, row in valued], column):
        return None
    best = (max if match["high"] else min)(value for value, _ in valued)
    first = [row for value, row in valued if value == best]
    if len(first) > _MOST_TIES:
        return None
    header = sheet.header(column)
    by = names or _name_column(sheet, first[0], (column, *group))
    lines = [_line(sheet, row, by, column) for row in first]
    cell = first[0].at(column)
    if cell is None or not all(lines):
        return None
    told = Told(
        text=f"{header}{match.group()}的是{'、'.join(lines)}",
        names=" ".join((*map(names_of, first), match.group())),
        headers=f"{' '.join(sheet.headers[column])} {' '.join(sheet.headers[by[0]])}",
        rows=tuple(first),
        cell=cell,
        notices=(f"按表中“{header}”一栏{len(valued)}行的数值比较得出",),
    )
    return finding_of(sheets, found, told)


def _thing(text: str) -> bool:
    return _THING.search(text) is not None


def _compared(
    sheet: Sheet, linker: Linker, leaving_out: Sequence[int]
) -> tuple[Sequence[Row], frozenset[int]]:
    """The rows of the group that the question names, with the columns that name it, else all."""
    named = [link for link in linker.rows(sheet, leaving_out) if is_sure(link)]
    return ([link.row for link in named], named[0].columns) if named else (sheet.rows, frozenset())


def _one_unit(sheet: Sheet, rows: Sequence[Row], column: int) -> bool:
    """Whether the figures may be compared: the header names their unit, or the rows name one."""
    if names_unit(sheet.header(column)):
        return True
    return len({unit_cell(row.table, cell) for row in rows if (cell := row.at(column))}) == 1


def _name_column(sheet: Sheet, row: Row, leaving_out: Sequence[int]) -> tuple[int, ...]:
    return tuple(
        c
        for c in nameable(sheet)
        if c not in leaving_out and (cell := row.at(c)) is not None and is_name(cell)
    )[:1]


def _line(sheet: Sheet, row: Row, names: Sequence[int], column: int) -> str:
    cell, name = row.at(column), label(row, names)
    return f"{name}（{value_in_words(sheet, row, column, cell)}）" if cell and name else ""
