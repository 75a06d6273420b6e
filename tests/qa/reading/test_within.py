"""Computations over the figures of one sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.within import within_sentence

HEAD = "常州市人民政府工作报告\n\n"


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        (
            "安排的救灾款和恢复重建资金加起来多少？",
            "财政安排384亿元救灾款和740亿元恢复重建资金。",
            "合计：384亿元＋740亿元＝1124亿元",
        ),
        (
            "专精特新中小企业和创新型中小企业一共要多少家？",
            "累计培育专精特新中小企业250家以上，创新型中小企业1200家以上。",
            "合计：250家＋1200家＝1450家",
        ),
        (
            "教育支出比去年增加了多少？",
            "教育支出由去年的1076亿元增加到1562亿元。",
            "相差486亿元：1562亿元－1076亿元＝486亿元",
        ),
        (
            "养老金最低标准提高了多少钱？",
            "养老金最低标准从每月70元提高到88元。",
            "相差18元：88元－70元＝18元",
        ),
        (
            "三年一共新增多少家省级小巨人企业？",
            "三年行动期间，每年分别新增国家级小巨人企业1—2家、省级小巨人企业2—5家。",
            "年×2—5家＝6—15家",
        ),
    ],
)
def test_what_one_sentence_tells_is_computed(
    scene: Callable, question: str, text: str, said: str
) -> None:
    answer = scene(question, HEAD + text + "\n").answer()
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # the other figure is of something that the question does not name
        ("省级小巨人企业一共多少家？", "省级小巨人企业107家，国家级单项冠军12家。"),
        # the sentence tells the total itself
        ("省级和市级小巨人企业一共多少家？", "省级小巨人企业7家、市级小巨人企业8家，共15家。"),
        # nobody asks for a change
        ("养老金最低标准是多少？", "养老金最低标准从每月70元提高到88元。"),
    ],
)
def test_nothing_else_is_computed(scene: Callable, question: str, text: str) -> None:
    made = scene(question, HEAD + text + "\n")
    findings = made.reading().findings
    assert all(within_sentence(made.question, finding) is None for finding in findings)
