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
