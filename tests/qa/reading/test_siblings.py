"""Figures of one rule told apart by the words that only one of them has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

FINE = (
    "公共航空运输企业经营许可规定\n\n"
    "涂改、倒卖、出租、出借经营许可证的，由民航局责令限期改正，给予警告，并处1万元以上3万元以下的罚款；"
    "情节严重的，处5万元以上10万元以下的罚款。\n"
)


@pytest.mark.parametrize(
    ("question", "figure", "other"),
    [
        ("出租经营许可证，情节严重的罚多少？", "10万元", "3万元"),
        ("出租经营许可证罚多少？", "3万元", "10万元"),
    ],
)
def test_the_case_that_is_asked_governs(
    scene: Callable, question: str, figure: str, other: str
) -> None:
    said = scene(question, FINE).said()
    assert figure in said
    assert other not in said


GOALS = "关于扩大科技合作的若干措施\n\n3年内建成海外科技企业孵化器8家、海外企业研发机构50家。\n"


@pytest.mark.parametrize(
    ("noun", "figure"), [("海外企业研发机构", "50家"), ("海外科技企业孵化器", "8家")]
)
def test_the_counted_noun_stands_beside_its_figure(scene: Callable, noun: str, figure: str) -> None:
    assert figure in scene(f"计划3年内建成多少家{noun}？", GOALS).said()


PLATFORM = (
    "支持工业互联网平台发展若干措施\n\n"
    "支持综合服务平台持续迭代，每年上线工业APP或解决方案不低于50个，服务企业不少于500家。\n"
)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("综合服务平台每年要服务多少家企业？", "500家"),
        ("综合服务平台每年要上线多少个工业APP？", "50个"),
    ],
)
def test_the_common_subject_tells_no_sibling_apart(
    scene: Callable, question: str, figure: str
) -> None:
    assert figure in scene(question, PLATFORM).said()


RATES = "关于推进农业机械化的意见\n\n到2025年，花生种植、收获机械化率分别达到65%和55%，油菜种植、收获机械化率分别达到50%和70%。\n"


@pytest.mark.parametrize(("crop", "rate"), [("花生", "55%"), ("油菜", "70%")])
def test_the_name_that_stands_whole_in_the_question_is_meant(
    scene: Callable, crop: str, rate: str
) -> None:
    said = scene(f"2025年{crop}收获机械化率达到多少？", RATES).said()
    assert rate in said
    assert "65%" not in said
