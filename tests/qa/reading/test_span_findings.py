"""Sentences as answers: a heading that runs into its paragraph leads to what it announces."""

from __future__ import annotations

from collections.abc import Callable

PLAN = (
    "三、重点任务\n"
    "8. 企业质量品牌培育。推动入库企业制定品牌管理体系。\n"
    "11. 入库企业分类辅导。对入库企业进行摸排，制定个性化的培育方案，由专家上门指导。\n"
)


def test_a_heading_in_its_paragraph_is_answered_with_the_sentence_behind_it(
    scene: Callable,
) -> None:
    assert "制定个性化的培育方案" in scene("入库企业怎么分类辅导？", PLAN).said()


def test_a_numbered_sentence_with_a_rule_of_its_own_stays_the_answer(scene: Callable) -> None:
    text = "1. 合同自签订之日起生效，由双方盖章。期满后可以续签。\n"
    assert "由双方盖章" in scene("合同怎么生效？", text).said()


def test_the_label_of_an_empty_field_is_no_answer(scene: Callable) -> None:
    text = "平台建设说明书\n\n批准人\n修订日期\n权限管理使用令牌技术。\n"
    assert "令牌" in scene("平台建设说明书里权限管理用什么技术？", text).said()


def test_a_question_for_a_place_inside_another_takes_what_is_said_of_it(scene: Callable) -> None:
    text = (
        "国务院办公厅关于对典型经验做法给予表扬的通报\n国办发〔2018〕108号\n\n"
        "119.甘肃省张掖市打造示范城市。\n122.青海省海东市创新体制机制，全面深化公立医院改革。\n"
    )
    assert "海东市" in scene("青海哪个市因为公立医院改革受到表扬？", text).said()
