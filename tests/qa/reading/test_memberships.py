"""Whether a place stands in a list that a text gives in full."""

from __future__ import annotations

from collections.abc import Callable

import pytest

PILOTS = (
    "网站集约化试点工作方案\n\n"
    "确定北京、吉林、安徽、山东、湖北5个省（市）和西藏自治区拉萨市作为网站集约化试点地区。\n"
)


@pytest.mark.parametrize(
    ("place", "said"), [("江西", "不在其中："), ("湖北", "在其中："), ("北京", "在其中：")]
)
def test_a_place_is_looked_up_in_the_list(scene: Callable, place: str, said: str) -> None:
    asked = f"{place}在不在网站集约化试点地区里？"
    assert scene(asked, PILOTS).answer().text.startswith(said)


def test_of_a_place_with_a_part_in_the_list_nothing_is_concluded(scene: Callable) -> None:
    assert "其中：" not in scene("西藏是不是网站集约化试点地区？", PILOTS).answer().text


def test_an_open_list_leaves_out_nobody(scene: Callable) -> None:
    text = "网站集约化试点工作方案\n\n在北京、吉林、安徽、山东等地区开展网站集约化试点。\n"
    assert "不在其中" not in scene("江西在不在网站集约化试点地区里？", text).answer().text


def test_a_question_for_an_amount_gets_no_verdict(scene: Callable) -> None:
    assert "其中：" not in scene("江西的网站集约化试点给多少钱？", PILOTS).answer().text
