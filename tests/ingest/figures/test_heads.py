"""Large numbers whose classifier is left out."""

from __future__ import annotations

import pytest

from ingest.figures.heads import find_heads


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("农村贫困人口减少1240万，易地搬迁", 12_400_000.0),
        ("用户达到10.8亿。", 1_080_000_000.0),
        ("再减少农村贫困人口1000万以上", 10_000_000.0),
    ],
)
def test_a_number_before_an_end_or_a_bound_counts(text: str, value: float) -> None:
    assert [quantity.value for quantity in find_heads(text)] == [value]


@pytest.mark.parametrize(
    "text", ["奖励30万元。", "增加1200万人，", "投资5万—10万，", "2018年新增3家。", "第3万，"]
)
def test_a_number_with_a_unit_or_of_a_range_is_none(text: str) -> None:
    assert find_heads(text) == ()
