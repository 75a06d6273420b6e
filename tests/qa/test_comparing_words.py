"""The question of one side has none of the words that compare."""

from __future__ import annotations

import pytest

from qa.comparing_words import asks_distance, asks_winner, of_one_side


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("常州省级小巨人多出多少家？", "常州省级小巨人有多少家？"),
        ("省级的要求差几个点？", "省级的要求是几个点？"),
        ("空气优良率万载县谁高？各是多少", "空气优良率万载县是多少？"),
        ("上海的函哪个发得早？", "上海的函是什么时候？"),
        ("常州的目标，两地分别是多少？", "常州的目标，是多少？"),
        ("旅游收入2022年的几倍？", "旅游收入2022年是多少？"),
        ("二等奖合计多少项？", "二等奖多少项？"),
        ("国家级的要求有何不同？", "国家级的要求是什么？"),
    ],
)
def test_a_side_is_asked_plainly(text: str, alone: str) -> None:
    assert of_one_side(text) == alone


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("省级比市级高多少？", True),
        ("补助提高多少？", True),
        ("多了几家？", True),
        ("省级最高多少万元？", False),
        ("罚款最低多少？", False),
        ("至少多少人？", False),
    ],
)
def test_a_bound_is_no_distance(text: str, *, asked: bool) -> None:
    assert asks_distance(text) is asked


def test_a_bound_stays_in_the_question_of_one_side() -> None:
    assert of_one_side("省级和市级最高多少万元？") == "省级和市级最高多少万元？"


@pytest.mark.parametrize(
    ("text", "which"), [("谁高？", "高"), ("哪个更多？", "多"), ("多少？", None)]
)
def test_the_winner_is_asked_for_by_a_quality(text: str, which: str | None) -> None:
    assert asks_winner(text) == which
