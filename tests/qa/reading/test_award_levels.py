"""Awards of one name on two levels."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.award_levels import levels_named

AWARDS = (
    "济南市关于提升科技创新能力的若干政策\n\n"
    "对获得国家最高科学技术奖的个人，给予每人800万元奖励。对获得省科学技术最高奖的个人，给予每人300万元奖励。\n"
)


@pytest.mark.parametrize(
    ("award", "figure", "other"),
    [("国家最高科学技术奖", "800万元", "300万元"), ("省科学技术最高奖", "300万元", "800万元")],
)
def test_the_level_of_an_award_tells_two_of_a_name_apart(
    scene: Callable, award: str, figure: str, other: str
) -> None:
    said = scene(f"济南市获得{award}的个人奖励多少？", AWARDS).said()
    assert figure in said
    assert other not in said


@pytest.mark.parametrize("text", ["全省范围内", "省政府决定", "跨省通办", "本省企业"])
def test_a_province_that_is_no_level(text: str) -> None:
    assert levels_named(text) == frozenset()
