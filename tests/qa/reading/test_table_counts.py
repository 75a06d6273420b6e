"""Rows of a name, counted."""

from __future__ import annotations

from collections.abc import Callable

from qa.reading.table_counts import count_findings
from qa.reading.table_sheets import Sheets

SCHOOLS = (
    "# 专业认证名单\n\n"
    "| 序号 | 学校名称 | 专业名称 |\n| --- | --- | --- |\n"
    "| 1 | 南通大学 | 小学教育 |\n"
    "| 2 | 盐城师范学院 | 英语 |\n"
    "| 3 | 盐城师范学院 | 物理学 |\n"
)


def _found(made) -> list[str]:  # type: ignore[no-untyped-def]
    given = (made.question, made.read_hits, made.matcher, made.binder, made.shelf.tables)
    return [finding.text for finding in count_findings(Sheets.of(*given))]


def test_the_rows_of_a_name_are_counted_and_named(scene: Callable) -> None:
    made = scene("盐城师范学院有几个专业通过？", SCHOOLS)
    assert _found(made) == ["盐城师范学院共2个：英语、物理学"]


def test_the_noun_may_stand_before_the_count(scene: Callable) -> None:
    made = scene("盐城师范学院通过的专业有几个？", SCHOOLS)
    assert _found(made) == ["盐城师范学院共2个：英语、物理学"]


def test_what_no_row_is_named_for_is_not_counted(scene: Callable) -> None:
    assert _found(scene("扬州大学有几个专业通过？", SCHOOLS)) == []


def test_a_column_that_is_no_thing_counted_gives_no_count(scene: Callable) -> None:
    assert _found(scene("盐城师范学院有几个学生？", SCHOOLS)) == []
