"""Labelled lines: the label asks, what follows it answers."""

from __future__ import annotations

from collections.abc import Callable

MEMBERS = (
    "国务院办公厅关于成立领导小组的通知\n国办发〔2018〕3号\n\n领导小组组成人员如下：\n"
    "主任：王志清 民航总局副局长\n"
    "副主任：杨元元 民航总局局长\n陈焕友 江苏省省长\n"
    "成员：李军 财政部副部长\n"
)
PUBLICITY = (
    "关于拟认定企业名单的公示\n\n公示时间：2023年5月18日—5月24日\n联系电话：0519-85681234\n"
    "监督地点：常州市龙城大道1280号\n"
)
REPLY = (
    "关于对市政协提案第0024号的答复\n\n总工会界别组：\n"
    "你们提出的关于打造隐形冠军队的建议收悉，现答复如下。\n"
)


def test_an_entry_goes_on_in_the_lines_below(scene: Callable) -> None:
    said = scene("领导小组的副主任有谁？", MEMBERS).said()
    assert "杨元元" in said
    assert "陈焕友" in said


def test_an_entry_ends_at_the_next_label(scene: Callable) -> None:
    assert "李军" not in scene("领导小组的副主任有谁？", MEMBERS).said()


def test_the_longer_label_is_the_one_asked(scene: Callable) -> None:
    assert "王志清" not in scene("领导小组的副主任有谁？", MEMBERS).said()


def test_a_label_of_the_kind_asked_answers_for_its_noun(scene: Callable) -> None:
    said = scene("拟认定企业名单什么时候公示？", PUBLICITY).said()
    assert "2023年5月18日—5月24日" in said


def test_a_place_is_read_from_its_label(scene: Callable) -> None:
    assert "龙城大道1280号" in scene("拟认定企业名单的监督地点在哪里？", PUBLICITY).said()


def test_a_reply_is_addressed_to_who_asked(scene: Callable) -> None:
    assert "总工会界别组" in scene("市政协提案第0024号答复的是谁？", REPLY).said()


def test_a_figure_is_not_read_from_a_label(scene: Callable) -> None:
    assert "0519" not in scene("拟认定企业名单公示几天？", PUBLICITY).said()
