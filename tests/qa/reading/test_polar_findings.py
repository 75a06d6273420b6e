"""A polar question is answered by a word and the rule, where the rule is about what is asked."""

from __future__ import annotations

from collections.abc import Callable

HEATING = "供热条例\n\n用户要求暂停供热的，供热企业不得收取任何费用。\n供热企业应当公布收费标准。\n"


def test_the_word_stands_before_the_rule_and_its_citation(scene: Callable) -> None:
    text = scene("用户要求暂停供热，供热企业能收费用吗？", HEATING).answer().text
    assert text.startswith("不可以：")
    assert text.rstrip("。").endswith("[1]")


def test_what_shares_little_with_the_act_is_trusted_less(scene: Callable) -> None:
    near = scene("用户要求暂停供热，供热企业能收费用吗？", HEATING).answer()
    far = scene("用户家的燃气表坏了，能不能免费换新的？", HEATING).answer()
    assert (far.confidence or 0) < (near.confidence or 0)
