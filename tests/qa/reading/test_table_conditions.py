"""Conditions set side by side: the column names who must meet them, the cell says what."""

from __future__ import annotations

from collections.abc import Callable

from qa.reading.table_conditions import condition_findings
from qa.reading.table_sheets import Sheets

CONDITIONS = (
    "# 申报条件\n\n"
    "| 类别 | 省级专精特新产品 | 省级小巨人企业（制造类） | 省级小巨人企业（创新类） |\n"
    "| --- | --- | --- | --- |\n"
    "| 1 | 产品销售收入占企业主营业务收入60%以上 | 年度主营业务收入5000万元以上 | 2014年以后成立的创业创新类企业 |\n"
    "| 2 | 产品市场占有率居国内前10位 | 主导产品市场占有率居国内同行业前5位 | 有原创技术或产品 |\n"
    "| 3 | 有2项发明专利或有专有技术 | 建有市级以上研发机构 | 有高成长潜力 |\n"
)


def _found(made) -> list[str]:  # type: ignore[no-untyped-def]
    given = (made.question, made.read_hits, made.matcher, made.binder, made.shelf.tables)
    return [finding.text for finding in condition_findings(Sheets.of(*given))]


def test_a_condition_is_read_from_the_column_that_is_named(scene: Callable) -> None:
    made = scene("省级小巨人制造类对市场占有率有什么要求？", CONDITIONS)
    assert _found(made) == ["省级小巨人企业（制造类）：主导产品市场占有率居国内同行业前5位"]


def test_the_words_of_the_cell_choose_it(scene: Callable) -> None:
    made = scene("省级小巨人创新类对成立时间有什么限制？", CONDITIONS)
    assert _found(made)[0].endswith("2014年以后成立的创业创新类企业")


def test_conditions_asked_for_at_large_are_all_of_the_column(scene: Callable) -> None:
    (told,) = _found(scene("省级小巨人企业创新类的申报条件有哪些？", CONDITIONS))
    assert told == "1. 2014年以后成立的创业创新类企业；2. 有原创技术或产品；3. 有高成长潜力"


def test_what_no_cell_of_the_column_speaks_of_has_no_answer(scene: Callable) -> None:
    assert _found(scene("省级小巨人创新类对资产负债率有什么要求？", CONDITIONS)) == []


def test_the_condition_of_a_neighbour_names_no_row(scene: Callable) -> None:
    made = scene("省级专精特新产品销售收入要占主营业务收入多少？", CONDITIONS)
    assert "60%" in made.said()


def test_a_word_cut_over_the_end_of_the_name_is_no_matter_of_its_own(scene: Callable) -> None:
    (told,) = _found(scene("省级小巨人创新类要满足哪些申报条件？", CONDITIONS))
    assert told.startswith("1. 2014年以后成立的创业创新类企业")
