"""The sentence that rules on what is asked answers a polar question."""

from __future__ import annotations

from collections.abc import Callable

HEATING = (
    "供热条例\n\n"
    "用户具备分户用热计量条件的，供热企业应当按照用热量向用户收费。\n"
    "用户要求暂停或者恢复供热的，供热企业不得收取任何费用。\n"
    "供热企业应当公布收费标准和收费方式。\n"
)


def test_the_rule_on_the_act_comes_before_what_repeats_its_words(scene: Callable) -> None:
    answer = scene("住户报停暖气，供热公司能收费吗？", HEATING).answer()
    assert "不得收取任何费用" in answer.text


def test_another_question_is_not_answered_with_a_prohibition(scene: Callable) -> None:
    answer = scene("供热企业应当公布什么？", HEATING).answer()
    assert "不得" not in answer.text
