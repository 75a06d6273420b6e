"""Members of a coordination: what they share is said of each."""

from __future__ import annotations

import pytest

from qa.analysis import QuestionAnalyser
from qa.sides import sides_of


def _alone(questions: QuestionAnalyser, text: str) -> list[str]:
    return [side.question.text for side in sides_of(questions.analyse(text), questions)]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        (
            "科技进步奖一等奖和二等奖分别有多少项？",
            ["科技进步奖一等奖有多少项？", "科技进步奖二等奖有多少项？"],
        ),
        (
            "国家级小巨人和省级小巨人对名次的要求有何不同？",
            ["国家级小巨人对名次的要求是什么？", "省级小巨人对名次的要求是什么？"],
        ),
        (
            "《甲办法》与《乙办法》的有效期分别是几年？",
            ["《甲办法》的有效期是几年？", "《乙办法》的有效期是几年？"],
        ),
        (
            "机关事业单位和大型企业的付款期限分别是多少天？",
            ["机关事业单位的付款期限是多少天？", "大型企业的付款期限是多少天？"],
        ),
        (
            "培育项目和重点支持项目每项分别资助多少？",
            ["培育项目每项资助多少？", "重点支持项目每项资助多少？"],
        ),
        (
            "违规的专利代理机构和专利代理师，罚款上限各是多少？",
            ["违规的专利代理机构，罚款上限是多少？", "违规的专利代理师，罚款上限是多少？"],
        ),
        (
            "申请时隐瞒情况，跟靠行贿骗到许可，分别多少年内不能再申请？",
            ["申请时隐瞒情况，多少年内不能再申请？", "靠行贿骗到许可，多少年内不能再申请？"],
        ),
        (
            "有色金属和石化两个行业的标准体系，哪个要制定的标准更多？各是多少项？",
            [
                "有色金属的标准体系，要制定的标准是多少项？",
                "石化的标准体系，要制定的标准是多少项？",
            ],
        ),
        (
            "轻工和电力装备两个行业的转型方案，到2027年各建几个平台？",
            ["轻工的转型方案，到2027年建几个平台？", "电力装备的转型方案，到2027年建几个平台？"],
        ),
        (
            "中压、次高压和高压分别是多少米？",
            ["中压是多少米？", "次高压是多少米？", "高压是多少米？"],
        ),
        (
            "租房补贴和购房补贴分别最多领几年？",
            ["租房补贴最多领几年？", "购房补贴最多领几年？"],
        ),
        (
            "入围企业3家及以上、2家时分别用什么采购方式？",
            ["入围企业3家及以上用什么采购方式？", "入围企业2家时用什么采购方式？"],
        ),
        (
            "城镇居民收入比农村居民高多少元？",
            ["城镇居民收入有多少元？", "农村居民收入有多少元？"],
        ),
    ],
)
def test_each_member_has_its_question(
    questions: QuestionAnalyser, text: str, alone: list[str]
) -> None:
    assert _alone(questions, text) == alone


def test_a_counted_member_keeps_its_number(questions: QuestionAnalyser) -> None:
    question = questions.analyse("10名高级工和2名高级技师一共补贴多少钱？")
    times = [side.times.value for side in sides_of(question, questions) if side.times]
    assert times == [10, 2]


@pytest.mark.parametrize(
    "text",
    [
        "城镇和农村居民人均可支配收入相差多少元？",
        "小微企业和个体工商户能享受多少优惠？",
        "经济学类最高、最低录取分分别是多少？",
        "“产学研”和“大手拉小手”行动有多少家？",
    ],
)
def test_members_that_cannot_be_told_apart_are_left(questions: QuestionAnalyser, text: str) -> None:
    assert _alone(questions, text) == []
