"""Flattened tables, headers, merged cells: from lines and grids to answerable tables."""

from dataclasses import replace

from ingest.blocks import Grid, GridCell, Paragraph
from ingest.structure.flattened import rebuild_tables
from ingest.structure.grids import TableGrid, read_grid
from ingest.structure.parse import parse

MERGED_HEADER = """附件4
省级小巨人企业申报条件
\t类别
\t专精特新产品
\t小巨人企业

\t
\t
\t制造类
\t创新类

\t1
\t销售收入占企业主营业务收入的60%以上
\t年度主营业务收入5000 万元 以上
\t2014年后成立的创业创新类企业

\t2
\t
\t建立市级以上研发机构
\t

\t3
\t两类企业共同适用的管理要求

备注：具体以年度省级申报通知要求为准。"""

NO_MARKS = """序号

标准号

标准名称

状态

1

GB/T 40647

系统架构
本标准适用于规划。

已发布

2

GB/T 37695

对象标识

已发布

3

GB/T 39116

成熟度模型

已发布

附件4
推荐汇总表"""


def cell_texts(table):
    return [
        [
            cell.text if (cell := table.cell_at(row, column)) else None
            for column in range(table.columns)
        ]
        for row in range(table.rows)
    ]


def grid(*rows, header_rows=None):
    cells = tuple(
        GridCell(r, c, text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text is not None
    )
    return Grid(len(rows), max(map(len, rows)), cells, header_rows=header_rows)


def only_table(source_grid) -> TableGrid:
    (table,) = [block for block in read_grid(source_grid) if isinstance(block, TableGrid)]
    return table


def test_flattened_table_with_merged_header_keeps_every_cell_in_its_column(lines_parsed):
    (table,) = lines_parsed(MERGED_HEADER).tables
    assert (table.rows, table.columns, table.header_rows, table.header_columns) == (5, 4, 2, 1)
    assert table.column_header(0) == ("类别",)
    assert table.column_header(2) == ("小巨人企业", "制造类")
    assert table.column_header(3) == ("小巨人企业", "创新类")
    assert table.cell_at(2, 2).text == "年度主营业务收入5000万元以上"
    assert table.cell_at(3, 1).text == ""
    assert table.cell_at(3, 2).text == "建立市级以上研发机构"
    assert table.cell_at(3, 3).text == ""
    assert table.row_header(3) == ("2",)


def test_row_with_fewer_cells_holds_a_merged_one(lines_parsed):
    (table,) = lines_parsed(MERGED_HEADER).tables
    merged = table.cell_at(4, 1)
    assert merged.column_span == 3
    assert table.cell_at(4, 3) == merged


def test_annex_is_a_unit_and_its_note_goes_with_the_last_rows(lines_parsed, check_invariants):
    structured = lines_parsed(MERGED_HEADER)
    check_invariants(structured)
    (table,) = structured.tables
    assert table.caption == "省级小巨人企业申报条件"
    assert {section.annex for section in structured.sections} == {"附件4"}
    last = structured.passages[-1]
    assert last.table_id == table.table_id
    assert last.text.endswith("备注：具体以年度省级申报通知要求为准。")
    assert last.header == "类别 | 专精特新产品 | 小巨人企业／制造类 | 小巨人企业／创新类"


def test_cells_without_marks_are_found_by_their_numbers(lines_parsed, check_invariants):
    structured = lines_parsed(NO_MARKS)
    check_invariants(structured)
    (table,) = structured.tables
    assert (table.rows, table.columns, table.header_rows) == (4, 4, 1)
    assert table.cell_at(1, 2).text == "系统架构本标准适用于规划。"
    assert table.cell_at(3, 3).text == "已发布"


def test_lines_of_tabbed_rows_are_a_table():
    lines = [Paragraph("指标\t2022年\t2023年"), Paragraph("产值\t12.5\t13.1"), Paragraph("正文。")]
    rebuilt = rebuild_tables(lines)
    assert isinstance(rebuilt[0], Grid) and (rebuilt[0].rows, rebuilt[0].columns) == (2, 3)
    assert rebuilt[1] == lines[2]


def test_tab_indented_prose_is_no_table():
    lines = [Paragraph("\t第一段文字。"), Paragraph("\t第二段文字。")]
    assert rebuild_tables(lines) == lines


def test_header_by_words_and_by_figures():
    named = only_table(grid(["序号", "单位名称"], ["1", "甲公司"], ["2", "乙公司"]))
    assert (named.header_rows, named.header_columns) == (1, 1)
    figures = only_table(
        grid(["", "2021年", "2022年"], ["产值", "12.5", "13.1"], ["利润", "1.2", "1.4"])
    )
    assert (figures.header_rows, figures.header_columns) == (1, 1)


def test_names_alone_have_no_header():
    assert only_table(grid(["甲市", "乙市"], ["丙市", "丁市"])).header_rows == 0


def test_header_of_the_format_is_kept():
    assert (
        only_table(grid(["甲", "乙"], ["丙", "丁"], ["戊", "己"], header_rows=2)).header_rows == 2
    )


def test_full_width_rows_above_and_below_are_paragraphs():
    title = GridCell(0, 0, "主要工业产品产量", column_span=2)
    unit = GridCell(1, 0, "单位：吨", column_span=2)
    rows = [
        GridCell(2, 0, "产品"),
        GridCell(2, 1, "产量"),
        GridCell(3, 0, "水泥"),
        GridCell(3, 1, "5.2"),
    ]
    note = GridCell(4, 0, "注：为快报数。", column_span=2)
    before, second, table, after = read_grid(Grid(5, 2, (title, unit, *rows, note)))
    assert (before.text, second.text, after.text) == (
        "主要工业产品产量",
        "单位：吨",
        "注：为快报数。",
    )
    assert table.grid.rows == 2


def test_table_is_cut_at_a_header_below_other_rows():
    common = [
        GridCell(0, 0, "共同标准"),
        GridCell(0, 1, "企业在江苏境内注册，具有独立法人资格，产权明晰，管理规范", column_span=2),
    ]
    header = [GridCell(1, c, text) for c, text in enumerate(["分类标准", "制造类", "创新类"])]
    body = [
        GridCell(r, c, f"{r - 1}" if c == 0 else "拥有主导产品的自主知识产权和有效专利一项以上")
        for r in (2, 3)
        for c in range(3)
    ]
    first, second = read_grid(Grid(4, 3, (*common, *header, *body)))
    assert (first.grid.rows, first.header_rows) == (1, 0)
    assert (second.grid.rows, second.header_rows) == (3, 1)


def test_caption_of_the_format_stands_in_the_text_and_names_the_section(source_of):
    rows = grid(["指标", "数值"], ["产值", "12.5"], ["利润", "1.2"])
    structured = parse(source_of("一、综合", replace(rows, caption="主要指标")), "doc")
    assert structured.text.startswith("一、综合\n主要指标\n指标 | 数值")
    assert structured.tables[0].caption == "主要指标"
    assert structured.passages[0].section.path == ("一、综合", "主要指标")


def test_layout_grids_become_paragraphs():
    assert read_grid(grid(["一段。"], ["又一段。"])) == [Paragraph("一段。"), Paragraph("又一段。")]
    page = read_grid(grid(["导航", "正文" * 700]))
    assert all(isinstance(block, Paragraph) for block in page)


def test_category_over_many_rows_is_carried_into_later_passages(source_of, check_invariants):
    cells = [GridCell(0, c, text) for c, text in enumerate(["类别", "品种", "价格"])]
    cells.append(GridCell(1, 0, "蔬菜类", row_span=20))
    for row in range(1, 21):
        cells += [GridCell(row, 1, f"品种{row}"), GridCell(row, 2, f"{row}.98")]
    structured = parse(source_of(Grid(21, 3, tuple(cells))), "doc")
    check_invariants(structured)
    later = [passage for passage in structured.passages if passage.text.startswith("|")]
    assert later
    assert all("蔬菜类" in passage.header for passage in later)
    assert len(structured.passages) >= 3
