"""A case that states no figure is not answered by the figure of the case beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.figures import figure_candidates
from qa.reading.fit import Mismatch

RULE = (
    "某市关于支持企业发展的意见\n\n"
    "对首次获得称号的企业，分档给予一次性财政奖励；对营业收入增长20%以上的企业，"
    "按新增贡献给予奖励，单个企业最高200万元。\n"
)
LINES = (
    "某市关于支持企业发展的意见\n\n"
    "认定激励：首次获得称号的，分档给予一次性财政奖励。\n"
    "贡献奖励：营业收入增长20%以上的企业，按新增贡献给予奖励，单个企业最高200万元。\n"
)


@pytest.fixture(scope="module")
def mismatch(scene: Callable) -> Callable[[str, str], Mismatch | None]:
    """Why the 200万元 of a text cannot answer the question."""

    def find(question: str, text: str) -> Mismatch | None:
        made = scene(question, text)
        found = figure_candidates(made.question, made.read_hits, made.matcher, made.binder)
        return next(c.mismatch for c in found if c.quantity and c.quantity.text == "200万元")

    return find


@pytest.mark.parametrize("text", [RULE, LINES])
def test_the_case_without_a_figure_is_not_answered(mismatch: Callable, text: str) -> None:
    assert mismatch("首次获得称号的企业一次性奖励多少万元？", text) is Mismatch.KIND


@pytest.mark.parametrize("text", [RULE, LINES])
def test_the_case_with_the_figure_is_answered(mismatch: Callable, text: str) -> None:
    assert mismatch("营业收入增长20%以上的企业最高奖励多少万元？", text) is None


def test_what_both_cases_share_names_neither(mismatch: Callable) -> None:
    assert mismatch("企业最高奖励多少万元？", RULE) is None
