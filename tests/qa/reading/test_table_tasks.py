"""Task lists set as tables: the row the question names, the column it asks for."""

from __future__ import annotations

from collections.abc import Callable

from qa.reading.table_tasks import task_findings

TASKS = (
    "# 常州市优化营商环境任务清单\n\n"
    "| 任务 | 责任单位 | 完成时限 |\n| --- | --- | --- |\n"
    "| 企业开办一日办结 | 市市场监管局 | 6月底 |\n"
    "| 不动产登记网上办 | 市自然资源局 | 9月底 |\n"
)


def _cells(made) -> list[str]:  # type: ignore[no-untyped-def]
    found = task_findings(made.read_hits, made.matcher, made.binder)
    return [finding.text for finding in found]


def test_row_and_column_choose_the_cell(scene: Callable) -> None:
    made = scene("常州市不动产登记网上办的完成时限是什么？", TASKS)
    assert _cells(made)[0] == "完成时限：9月底"


def test_the_column_of_responsible_units_answers_who_is_responsible(scene: Callable) -> None:
    made = scene("常州市企业开办一日办结由哪个责任单位负责？", TASKS)
    assert "市市场监管局" in made.said()


def test_a_cell_is_quoted_alone(scene: Callable) -> None:
    made = scene("常州市不动产登记网上办的完成时限是什么？", TASKS)
    best = task_findings(made.read_hits, made.matcher, made.binder)[0]
    ((start, end),) = best.quotes
    assert best.document.text[start:end] == "9月底"


def test_a_row_that_the_question_does_not_name_gives_no_cell(scene: Callable) -> None:
    assert _cells(scene("常州市公积金提取的完成时限是什么？", TASKS)) == []


def test_a_table_of_another_city_gives_no_cell(scene: Callable) -> None:
    assert _cells(scene("苏州市不动产登记网上办的完成时限是什么？", TASKS)) == []


def test_prose_has_no_cells(scene: Callable) -> None:
    assert _cells(scene("不动产登记的完成时限是什么？", "不动产登记9月底完成。\n")) == []
