"""Spreadsheets: values as shown, merges, titles and notes apart from the table."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest

from ingest.blocks import Grid, Paragraph, Source
from ingest.errors import EmptySourceError, LimitExceededError
from ingest.sources.limits import Limits
from ingest.sources.read import read_bytes
from ingest.sources.sheets import shown


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [
        ["2022年专精特新企业奖励标准", None, None],
        ["层级", "奖励", None],
        [None, "金额（万元）", "增长"],
        ["省级", 30, 0.125],
        ["市级", 10.0, 0.1],
        ["注：以当年申报通知为准，本表仅供参考。", None, None],
    ]
    for row in rows:
        sheet.append(row)
    sheet["C4"].number_format = sheet["C5"].number_format = "0.0%"
    for area in ("A1:C1", "A2:A3", "B2:C2", "A6:C6"):
        sheet.merge_cells(area)
    return book


def read(book: openpyxl.Workbook, name: str = "a.xlsx", limits: Limits | None = None) -> Source:
    buffer = io.BytesIO()
    book.save(buffer)
    (source,) = read_bytes(buffer.getvalue(), name, limits)
    return source


def test_title_table_and_note_of_a_sheet() -> None:
    source = read(workbook())
    title, grid, note = source.blocks
    assert isinstance(title, Paragraph) and title.centred
    assert source.hints["title"] == title.text == "2022年专精特新企业奖励标准"
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns) == (4, 3)
    cells = {(c.row, c.column): (c.text, c.row_span, c.column_span) for c in grid.cells}
    assert cells[0, 0] == ("层级", 2, 1)
    assert cells[0, 1] == ("奖励", 1, 2)
    assert cells[2, 2] == ("12.5%", 1, 1)
    assert isinstance(note, Paragraph) and note.text.startswith("注：")


def test_hidden_sheets_are_left_out_and_several_are_named() -> None:
    book = workbook()
    for name, state in (("附表2", "visible"), ("草稿", "hidden")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(["项目", "单位"])
        sheet.append([name, "家"])
    texts = [block.text for block in read(book).blocks if isinstance(block, Paragraph)]
    assert "附表2" in texts
    assert "草稿" not in texts


def test_an_empty_row_parts_two_tables() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["甲", "乙"], ["1", "2"], [], ["丙", "丁"], ["3", "4"]):
        sheet.append(row)
    assert [type(block) for block in read(book).blocks] == [Grid, Grid]


def test_more_cells_than_allowed_are_refused_before_they_are_built() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(30):
        sheet.append([row] * 4)
    with pytest.raises(LimitExceededError, match="单元格"):
        read(book, limits=Limits(cells=100))


def test_an_empty_workbook_is_an_empty_source() -> None:
    with pytest.raises(EmptySourceError):
        read(openpyxl.Workbook())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_separated_values(encoding: str, delimiter: str) -> None:
    text = f'层级{delimiter}奖励\n省级{delimiter}"30万元"\n市级{delimiter}10万元\n'
    (source,) = read_bytes(text.encode(encoding), "a.csv")
    (grid,) = source.blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == [
        "层级",
        "奖励",
        "省级",
        "30万元",
        "市级",
        "10万元",
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (1234567, "General", "1234567"),
        (79.9, "0.00", "79.90"),
        (0.093, "0.0%", "9.3%"),
        (1e20, "General", "100000000000000000000"),
        (datetime(2022, 4, 22), "yyyy-mm-dd", "2022-04-22"),
        (True, "General", "是"),
        (" 省级\u00a0", "General", "省级"),
    ],
)
def test_values_as_the_sheet_shows_them(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text
