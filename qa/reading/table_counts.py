"""How many rows of a name: “东北师范大学通过的专业有几个”, counted and named one by one.

Only rows of a name that the question says are counted, and only where the question names the
column of the things counted: then the count can be read off the things that the answer names.
"""

from __future__ import annotations

from qa.questions import Asked
from qa.reading.findings import Finding
from qa.reading.table_columns import counted_noun, nameable
from qa.reading.table_lookup import is_sure
from qa.reading.table_sheets import FoundSheet, Sheets, Told, finding_of, names_of
from qa.reading.table_wording import flat, label, values_of

_MOST_COUNTED = 40


def count_findings(sheets: Sheets) -> list[Finding]:
    """The things of a named row counted, best first."""
    if sheets.question.asked is not Asked.FIGURE:
        return []
    return sheets.read(_counted)


def _counted(sheets: Sheets, found: FoundSheet) -> Finding | None:
    question, linker, sheet = sheets.question, sheets.linker, found.sheet
    columns = counted_noun(question, sheet, nameable(sheet))
    if len(columns) != 1:
        return None
    rows = [link for link in linker.rows(sheet, columns) if is_sure(link)]
    group = linker.grouped(sheet)
    rows = [link for link in rows if link.row in group] or rows
    cells = [cell for link in rows for cell in values_of(link.row, columns)]
    things = list(dict.fromkeys(flat(cell.text) for cell in cells))
    names = {label(link.row, link.columns) for link in rows}
    if len(names) != 1 or not 1 <= len(things) <= _MOST_COUNTED or len(things) != len(rows):
        return None
    classifier = question.unit_word or "个"
    told = Told(
        text=f"{names.pop()}共{len(things)}{classifier}：{'、'.join(things)}",
        names=" ".join((*(names_of(link.row) for link in rows), f"几{classifier}")),
        headers=" ".join(sheet.headers[columns[0]]),
        rows=tuple(link.row for link in rows),
        cell=cells[0],
        also_quoted=tuple(
            cell for link in rows for cell in values_of(link.row, sorted(link.columns))
        ),
    )
    return finding_of(sheets, found, told)
