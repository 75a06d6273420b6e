"""Rows of a group or of a mark, all of them named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.table_counts import count_findings
from qa.reading.table_members import member_findings
from qa.reading.table_sheets import Sheets

HEAD = "| 序号 | 学校名称 | 专业名称 |\n| --- | --- | --- |\n"
LEVELS = (
    "# 中期审核名单\n\n第三级认证\n\n"
    f"{HEAD}| 1 | 北京师范大学 | 汉语言文学 |\n| 2 | 华东师范大学 | 汉语言文学 |\n\n"
    "第二级认证\n\n"
    f"{HEAD}| 1 | 南通大学 | 英语 |\n| 2 | 盐城师范学院 | 英语 |\n| 3 | 盐城师范学院 | 化学 |\n\n"
    "第二级认证（2016年试点复评）\n\n"
    f"{HEAD}| 1 | 盐城师范学院 | 物理学 |\n| 2 | 盐城师范学院 | 地理科学 |\n"
)
GROUPED = (
    "# 推广清单\n\n"
    "| 序号 | 改革举措 | 指导部门 |\n| --- | --- | --- |\n"
    "| 一、知识产权保护方面 |  |  |\n| 1 | 专利保险机制 | 银保监会 |\n| 2 | 技术调查官制度 | 最高法院 |\n"
    "| 二、管理体制创新方面 |  |  |\n| 3 | 仪器设备开放共享 | 科技部 |\n| 4 | 容错机制 | 司法部 |\n"
)
MARKED = (
    "# 录取分数线\n\n"
    "| 专业名称 | 最高 | 最低 |\n| --- | --- | --- |\n"
    "| 金融学类 | 617 | 614 |\n| 法学 | 615 | 612 |\n"
    "| 金融学（中外合作办学） | 580 | 576 |\n| 传播学（中外合作办学） | 577 | 573 |\n"
)
POINTS = (
    "# 界址点坐标\n\n"
    "| 编号 | X坐标 | Y坐标 |\n| --- | --- | --- |\n"
    "| 19 | 14990.1 | 103370.5 |\n| 20 | 14998.3 | 103376.1 |\n| 21 | 15001.2 | 103380.2 |\n"
)


def _sheets(made) -> Sheets:  # type: ignore[no-untyped-def]
    given = (made.question, made.read_hits, made.matcher, made.binder, made.shelf.tables)
    return Sheets.of(*given)


def _found(made) -> list[str]:  # type: ignore[no-untyped-def]
    return [finding.text for finding in member_findings(_sheets(made))]


@pytest.mark.parametrize(
    "question",
    ["中期审核拿到第三级的有哪些学校的什么专业？", "第三级认证专业是哪两所学校的什么专业？"],
)
def test_a_line_above_a_table_names_its_rows(scene: Callable, question: str) -> None:
    made = scene(question, LEVELS)
    assert _found(made) == ["北京师范大学汉语言文学、华东师范大学汉语言文学"]


def test_a_line_across_a_table_names_the_rows_below(scene: Callable) -> None:
    made = scene("知识产权保护方面有哪些改革举措？", GROUPED)
    assert _found(made) == ["专利保险机制、技术调查官制度"]


def test_a_mark_in_brackets_names_its_rows(scene: Callable) -> None:
    made = scene("招了哪几个中外合作办学专业？", MARKED)
    assert _found(made) == ["金融学（中外合作办学）、传播学（中外合作办学）"]


@pytest.mark.parametrize("question", ["有哪些专业可以报？", "法学专业有哪些要求？"])
def test_without_a_kind_no_rows_are_named(scene: Callable, question: str) -> None:
    assert _found(scene(question, MARKED)) == []


def test_only_rows_of_the_group_that_is_named_are_counted(scene: Callable) -> None:
    made = scene("盐城师范学院在2016年试点复评里有几个专业通过？", LEVELS)
    told = [finding.text for finding in count_findings(_sheets(made))]
    assert told == ["盐城师范学院共2个：物理学、地理科学"]


def test_columns_that_share_their_end_are_both_asked_for(scene: Callable) -> None:
    made = scene("第20号界址点的X、Y坐标是多少？", POINTS)
    assert "X坐标：14998.3，Y坐标：103376.1" in made.said()


def test_a_row_that_is_named_is_looked_up_and_not_its_group(scene: Callable) -> None:
    made = scene("知识产权保护方面的技术调查官制度由哪些指导部门指导？", GROUPED)
    assert _found(made) == []
