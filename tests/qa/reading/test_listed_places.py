"""Places told one after another answer which places."""

from __future__ import annotations

from collections.abc import Callable

PILOT = (
    "政府网站集约化试点工作方案\n\n一、试点范围\n根据申报情况，确定北京、吉林、安徽和贵州作为试点地区。\n"
    "二、组织实施\n试点地区政府办公厅对政府网站集约化试点工作负总责。\n"
)


def test_the_clause_that_names_places_answers(scene: Callable) -> None:
    said = scene("政府网站集约化试点有哪些地区？", PILOT).said()
    assert said == "确定北京、吉林、安徽和贵州作为试点地区"


def test_what_is_said_of_the_places_does_not(scene: Callable) -> None:
    text = PILOT.replace("确定北京、吉林、安徽和贵州作为", "确定若干省份作为")
    assert "北京" not in scene("政府网站集约化试点有哪些地区？", text).said()


def test_who_asks_of_one_place_is_not_given_a_row_of_them(scene: Callable) -> None:
    said = scene("北京在政府网站集约化试点里负责哪些工作？", PILOT).said()
    assert said != "确定北京、吉林、安徽和贵州作为试点地区"
