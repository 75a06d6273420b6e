"""The table of figures as CSV and as a workbook, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ui.page.facts import FactRow
from ui.page.markup import plain

COLUMNS = (
    "地区",
    "层级",
    "事项",
    "数额",
    "数值",
    "单位",
    "原文",
    "条件",
    "性质",
    "时间",
    "文件",
    "文号",
    "效力",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(rows: Sequence[FactRow]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel reads Chinese CSV in a local code page."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_inert(value) for value in _values(row)] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def workbook_bytes(rows: Sequence[FactRow]) -> bytes:
    """One sheet with a filter on its header; figures are numbers, all else is text."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = "数据"
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append([_inert(value) for value in _values(row)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    widths = (16, 8, 8, 14, 14, 8, 60, 36, 8, 14, 40, 22, 10)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line in sheet.iter_rows(min_row=2, min_col=7, max_col=8):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _values(row: FactRow) -> tuple[str | float, ...]:
    return (
        row.region,
        row.tier,
        row.measure,
        row.figure,
        row.value,
        row.unit,
        f"{row.before}{row.figure}{row.after}",
        row.condition,
        row.nature,
        row.as_of,
        row.title,
        row.doc_number,
        row.validity,
    )


def _inert(value: str | float) -> str | float:
    """Text that a spreadsheet would calculate is kept from it by an apostrophe (OWASP, CSV
    injection)."""
    if not isinstance(value, str):
        return value
    text = plain(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
