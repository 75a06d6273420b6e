"""Counts that no figure states: the members of a numbered list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

PLAN = (
    "关于开展智能建造试点的通知\n\n一、试点任务\n（一）完善政策体系。\n（二）培育产业。\n（三）建设示范工程。\n"
    "二、工作要求\n（一）加强领导。\n（二）及时总结。\n"
)
RULES = (
    "数字园区管理办法\n\n第一章 总则\n第一条 为规范园区管理，制定本办法。\n第二条 本办法适用于数字园区。\n"
    "第二章 附则\n第三条 本办法自印发之日起施行。\n"
)


@pytest.mark.parametrize(
    ("question", "count"),
    [("智能建造试点任务共有几项？", "共3项"), ("智能建造试点有几项工作要求？", "共2项")],
)
def test_the_members_below_the_heading_that_is_named_are_counted(
    scene: Callable, question: str, count: str
) -> None:
    assert scene(question, PLAN).answer().text.startswith(count)


@pytest.mark.parametrize(
    ("question", "count"),
    [("数字园区管理办法共有多少条？", "共3条"), ("数字园区管理办法一共几章？", "共2章")],
)
def test_articles_run_through_the_chapters(scene: Callable, question: str, count: str) -> None:
    assert scene(question, RULES).answer().text.startswith(count)


def test_the_first_and_the_last_member_are_cited(scene: Callable) -> None:
    quotes = [c.quote for c in scene("智能建造试点任务共有几项？", PLAN).answer().citations]
    assert quotes[0].startswith("（一）")
    assert quotes[-1].startswith("（三）")


def test_a_list_with_a_gap_is_not_counted(scene: Callable) -> None:
    text = PLAN.replace("（二）培育产业。\n", "")
    assert "共" not in scene("智能建造试点任务共有几项？", text).said()


def test_what_is_planned_is_stated_and_not_counted(scene: Callable) -> None:
    text = PLAN.replace("试点任务\n", "示范项目\n")
    assert "按编号计" not in scene("智能建造试点计划建设多少个示范项目？", text).said()


def test_articles_are_not_the_things_a_text_is_about(scene: Callable) -> None:
    assert "按编号计" not in scene("数字园区现在一共有多少条园区道路？", RULES).said()


def test_all_members_are_told_where_they_are_asked_for_too(scene: Callable) -> None:
    said = scene("智能建造试点任务共有几项，分别是什么？", PLAN).answer().text
    assert said.startswith(
        "共3项（按编号计：（一）完善政策体系；（二）培育产业；（三）建设示范工程）"
    )
    assert "\n" not in said
