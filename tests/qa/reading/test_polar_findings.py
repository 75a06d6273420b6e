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


def test_a_member_of_a_list_is_given_with_the_lead_that_denies(scene: Callable) -> None:
    text = (
        "奖励办法\n\n有下列情形之一的，不予奖励：\n（一）已享受市级同类资金支持的；\n"
        "（二）申报材料弄虚作假的。\n"
    )
    answer = scene("项目已享受市级同类资金支持，还能拿奖励吗？", text).answer()
    assert "不予奖励：已享受市级同类资金支持" in answer.text


def test_an_exception_is_given_with_its_rule(scene: Callable) -> None:
    text = "公园条例\n\n禁止三轮车在公园禁行路段通行。老年人乘坐的三轮车除外。\n"
    answer = scene("老年人乘坐的三轮车能在公园禁行路段通行吗？", text).answer()
    assert "禁止三轮车" in answer.text
    assert "老年人乘坐的三轮车除外" in answer.text


def test_a_sentence_that_rules_on_nothing_is_trusted_less(scene: Callable) -> None:
    asked = "新建数据中心能不能用煤电？"
    told = scene(asked, "年度报告\n\n新建数据中心规模持续增长，煤电占比下降。\n").answer()
    ruled = scene(asked, "管理办法\n\n新建数据中心可以使用煤电，占比逐年下降。\n").answer()
    assert (told.confidence or 0) < (ruled.confidence or 0)


def test_a_case_of_a_list_gives_no_word(scene: Callable) -> None:
    text = (
        "保护条例\n\n有下列情形之一的，海关应当放行货物：\n（一）海关不得扣留侵权货物的；\n"
        "（二）已经提供担保的。\n"
    )
    answer = scene("海关能扣留侵权货物吗？", text).answer()
    assert not answer.text.startswith("不可以")
