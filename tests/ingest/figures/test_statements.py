"""Statements: each figure of a sentence bound to the words it is about."""

from __future__ import annotations

import pytest

from ingest.figures.statements import Statement, read_statements


def labels(text: str) -> dict[str, str]:
    return {s.quantity.text: s.label for s in read_statements(text)}


@pytest.mark.parametrize(
    "text",
    [
        "对新认定的省、市级瞪羚企业，一次性奖励50万元、20万元。",
        "新认定的省级、市级瞪羚企业给予50万元、20万元奖励。",
        "对新认定的省市级瞪羚企业，分别奖励50万元、20万元。",
    ],
)
def test_as_many_figures_as_tiers_follow_their_order(text: str) -> None:
    bound = labels(text)
    assert bound["50万元"].endswith("省级瞪羚企业")
    assert bound["20万元"].endswith("市级瞪羚企业")


def test_figures_without_tiers_are_not_bound_without_respectively() -> None:
    text = "对获奖的高校、企业，奖励50万元、20万元。"
    assert not any(statement.aligned for statement in read_statements(text))


def test_names_in_quotation_marks_side_by_side_are_a_list() -> None:
    text = "对首次入选“世界500强”“中国500强”的企业，分别给予2000万元、500万元奖励。"
    bound = labels(text)
    assert "世界500强" in bound["2000万元"]
    assert "中国500强" in bound["500万元"]


def test_an_exception_in_brackets_is_an_item_of_its_own() -> None:
    text = "新招用人员达到在职职工人数25%（超过100人的企业达到15%）的，可申请贷款。"

    def item(statement: Statement) -> str:
        return text[statement.item.start : statement.item.end]

    items = {s.quantity.text: item(s) for s in read_statements(text)}
    assert items["15%"] == "超过100人的企业达到15%"
    assert "25%" in items["25%"]


def test_a_bound_in_brackets_is_no_exception() -> None:
    (statement,) = read_statements("年收入5000万元（含）以上的企业。")
    assert statement.item.start == 0
