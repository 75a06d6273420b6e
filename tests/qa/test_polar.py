"""What a polar question asks."""

from __future__ import annotations

import pytest

from qa.polar import PolarKind, content_characters, polar_of


def test_the_last_clause_that_asks_names_the_act() -> None:
    asked = polar_of("我在山东住，冬天一直不在家，报停暖气供热公司能收费吗？")
    assert asked.act == "报停暖气供热公司能收费吗"


def test_a_clause_without_an_act_asks_about_the_one_before() -> None:
    asked = polar_of("补了租金的屋子我想转租给朋友，这样行不行？")
    assert asked.act == "补了租金的屋子我想转租给朋友，这样行不行"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("改完再传用不用重新审？", PolarKind.REQUIRED),
        ("消防车跑高速要交钱吗？", PolarKind.REQUIRED),
        ("开着带摄像头的车算不算测绘？", PolarKind.COUNTED),
        ("公众号里能不能登广告？", PolarKind.ALLOWED),
        ("转租给朋友行不行？", PolarKind.ALLOWED),
        ("两个比例一样吗？", PolarKind.WHETHER),
    ],
)
def test_the_sense_of_a_question(text: str, kind: PolarKind) -> None:
    assert polar_of(text).kind is kind


def test_words_of_speech_have_no_content() -> None:
    assert content_characters("那个我们能不能养狗？") == frozenset("养狗")


def test_a_clause_that_only_names_a_text_asks_about_the_one_before() -> None:
    asked = polar_of("让我们必须买某个牌子的摄像头，这符合推广视频监控的通知吗？")
    assert "某个牌子" in asked.act
