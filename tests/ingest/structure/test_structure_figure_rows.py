"""Tables of figures flattened to lines: a name and its figures, row after row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Block, Grid, Paragraph, Source
from ingest.structure.figure_rows import find_figure_tables
from ingest.structure.parse import parse

PLAN = """扩大招生计划表
单位：人
省（市）

1995年招生人数

扩招

分年度招生任务

1996年

1997年

总计

1445

555

1600

1800

江苏

100

100

120

140

福建

45（扩招）

5

45

50
"""
LIMITS = """频率范围 最大电平 测量带宽 检波方式
30MHz-1GHz -36dBm 100kHz 峰值检波
1 GHz - 12.75 GHz -30dBm 1MHz 峰值检波
"""


def _blocks(text: str) -> list[Block]:
    return [Paragraph(line) for line in text.split("\n")]


def _grids(text: str) -> list[Grid]:
    return [table.grid for table in find_figure_tables(_blocks(text))]


def _row(grid: Grid, row: int) -> list[str]:
    return [cell.text for cell in grid.cells if cell.row == row]


def test_names_and_figures_in_turn_are_rows() -> None:
    (grid,) = _grids(PLAN)
    assert _row(grid, 3) == ["江苏", "100", "100", "120", "140"]


def test_labels_that_differ_in_digits_divide_the_label_before_them() -> None:
    (grid,) = _grids(PLAN)
    assert [(c.text, c.column_span) for c in grid.cells if c.column_span > 1] == [
        ("分年度招生任务", 2)
    ]


def test_a_figure_keeps_its_remark() -> None:
    (grid,) = _grids(PLAN)
    assert _row(grid, 4)[1] == "45（扩招）"


def test_the_title_and_the_unit_stay_text() -> None:
    source = Source("x", "text/plain", "plain", "0", tuple(_blocks(PLAN)), wrapped=True)
    structured = parse(source, "d")
    assert structured.text.startswith("扩大招生计划表\n单位：人\n省（市） | ")


def test_rows_without_names_of_columns_stay_text() -> None:
    assert _grids("如下所列。\n江苏\n100\n120\n上海\n105\n135\n山东\n90\n100\n") == []


def test_two_rows_are_no_rhythm() -> None:
    assert _grids("地区\n甲\n乙\n江苏\n100\n120\n上海\n105\n135\n") == []


def test_rows_on_lines_have_as_many_cells_as_the_line_of_names() -> None:
    (grid,) = _grids(LIMITS)
    assert _row(grid, 1) == ["30MHz-1GHz", "-36dBm", "100kHz", "峰值检波"]


def test_a_range_with_blanks_is_one_cell() -> None:
    (grid,) = _grids(LIMITS)
    assert _row(grid, 2)[0] == "1 GHz - 12.75 GHz"


def test_members_of_a_group_are_no_table() -> None:
    text = "成 员：孙 尧 教育部副部长\n连维良 发展改革委 副主任\n陈肇雄 工信部 副部长\n"
    assert _grids(text) == []


def test_articles_are_no_table() -> None:
    text = "第五章 附 则\n第十五条 本办法自2022年4月30日起执行。\n第十六条 本办法由省工信厅解释。\n"
    assert _grids(text) == []


CELL = st.sampled_from(
    ["江苏", "扩招", "100", "1,445", "1996年", "", "一、总则", "第一条 略。", "甲 1 2"]
)


@given(st.lists(CELL, max_size=40))
def test_nothing_is_lost_and_the_order_is_kept(lines: list[str]) -> None:
    blocks = [Paragraph(line) for line in lines]
    for table in find_figure_tables(blocks):
        taken = "".join("".join(line.split()) for line in lines[table.start : table.end])
        told = "".join("".join(cell.text.split()) for cell in table.grid.cells)
        assert sorted(told) == sorted(taken)
