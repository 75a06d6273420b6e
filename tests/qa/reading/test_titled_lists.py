"""Numbered lists told by their heading or lead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.titled_lists import asked_nouns

GUIDE = (
    "智慧体育合作研究项目指南\n\n为开展智慧体育合作研究，征集项目。\n一、项目说明\n（一）资助领域：\n"
    "1. 城市管理\n2. 公共服务\n3. 数据共享\n（二）资助规模：不超过4项。\n"
    "二、申报材料\n（一）申请表。\n（二）审计报告。\n三、申请条件\n申请人应当具备以下条件：\n"
    "1. 具有高级职称；\n2. 承担过3年期项目。\n"
)
LABELLED = (
    "算力券实施方案\n\n服务内容：对签订算力合同的企业给予补贴。\n"
    "条件要求：1．在本市注册。\n2．近3年无失信记录。\n"
    "服务流程：1．提交申请。\n2．评审公示。\n"
)
RULE = (
    "控制吸烟条例\n\n第一条 为了控制吸烟，制定本条例。\n"
    "第二条 下列场所的室外区域禁止吸烟：\n（一）幼儿园、学校；\n（二）文物保护单位；\n（三）妇幼保健机构。\n"
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "智慧体育合作研究的资助领域有哪几个？",
            "1. 城市管理；2. 公共服务；3. 数据共享",
        ),
        ("申请智慧体育合作研究要交哪些申报材料？", "1. 申请表；2. 审计报告"),
        ("智慧体育合作研究的申请人要具备哪些条件？", "1. 具有高级职称；2. 承担过3年期项目"),
    ],
)
def test_a_list_below_the_noun_that_is_asked_for_is_given_whole(
    scene: Callable, question: str, said: str
) -> None:
    assert scene(question, GUIDE).said() == said


def test_a_label_before_the_first_member_names_the_list(scene: Callable) -> None:
    said = scene("算力券有哪些条件要求？", LABELLED).said()
    assert said == "1. 在本市注册；2. 近3年无失信记录"


def test_a_lead_is_given_with_all_members(scene: Callable) -> None:
    said = scene("哪些室外场所禁止吸烟？", RULE).said()
    assert "幼儿园" in said
    assert "妇幼保健机构" in said


def test_a_list_of_another_length_than_announced_is_not_meant(scene: Callable) -> None:
    assert "城市管理" not in scene("智慧体育合作研究的五个资助领域有哪些？", GUIDE).said()


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("有哪四个征集方向？", "征集方向"),
        ("项目的资助领域有哪几个？", "资助领域"),
        ("要交哪些材料？", "材料"),
        ("“基本能力”具体分哪几种？", "基本能力"),
    ],
)
def test_the_noun_whose_members_are_asked_for(text: str, noun: str) -> None:
    assert noun in asked_nouns(text)


def test_the_end_of_a_long_noun_is_another_noun() -> None:
    assert "扣除" not in asked_nouns("专项附加扣除是哪些？")
