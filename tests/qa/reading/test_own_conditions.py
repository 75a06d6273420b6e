"""Verdicts on the asker's own case: drawn where unit and subject are the same, else not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

HEAD = "某市支持企业发展若干措施\n\n"


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        (
            "我们孵化器今年孵出4家高新技术企业，能申请后补助吗？",
            "申请后补助的孵化器，当年培育高新技术企业不少于5家。",
        ),
        (
            "买设备一共花了420万，能申请设备购置贴息吗？",
            "申请设备购置贴息的，实际设备采购金额应达到500万元及以上。",
        ),
        (
            "书店开了刚满两年，能申请实体书店扶持吗？",
            "实体书店扶持对象为经营时间已满三年的实体书店。",
        ),
        (
            "公司成立6年了，还能申报前沿技术企业吗？",
            "前沿技术企业应注册成立不超过5年（含）。",
        ),
        (
            "我们厂在职员工25人，能认定示范基地吗？",
            "示范基地认定条件：在职职工不少于30人。",
        ),
        (
            "老师傅还有一年半退休，能领办大师工作室吗？",
            "领办大师工作室的，须距法定退休年龄2年以上。",
        ),
        (
            "我今年41，能申请青年人才补贴吗？",
            "青年人才补贴申请人年龄不超过40周岁。",
        ),
        (
            "去年营收涨了15%，还能拿增长奖励吗？",
            "增长奖励条件：当年营业收入同比增长20%以上。",
        ),
        (
            "我们公司只是市级专精特新，能领企业服务卡吗？",
            "为省级以上专精特新企业发放企业服务卡。",
        ),
        (
            "2023年12月签的贷款合同，还能享受贷款贴息吗？",
            "贷款贴息适用于在2023年1月1日至11月30日期间签订贷款合同的项目。",
        ),
        (
            "我们孵化器有15家在孵企业，能认定市级孵化器吗？",
            "认定市级孵化器的，在孵企业不少于20家。",
        ),
        (
            "保理公司实缴资本8000万，能设立吗？",
            "设立保理公司，注册资本不低于1亿元人民币或等值货币。",
        ),
        (
            "公司刚成立8个月，能申请外债试点吗？",
            "外债试点企业成立时间满一年以上。",
        ),
        (
            "我们2018年12月建成的体验店，能申请体验店补助吗？",
            "体验店补助对象为2019年1月1日以来建成的体验店。",
        ),
        (
            "我们2023年10月验收的项目，还能申请技改奖励吗？",
            "技改奖励：项目应于2023年9月30日前通过验收。",
        ),
        (
            "我2023年2月把老车报废了，能领汽车更新补贴吗？",
            "汽车更新补贴：对2022年6月1日至12月31日期间报废乘用车的个人给予支持。",
        ),
    ],
)
def test_a_case_outside_the_bound_does_not_meet_it(scene: Callable, asked: str, rule: str) -> None:
    assert scene(asked, HEAD + rule + "\n").answer().text.startswith("不符合：")


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        (
            "公司成立4年，能申报前沿技术企业吗？",
            "前沿技术企业应注册成立不超过5年（含）。",
        ),
        (
            "公司成立5年，能申报前沿技术企业吗？",
            "前沿技术企业应注册成立不超过5年（含）。",
        ),
        (
            "注册资本1000万，能设立典当行吗？",
            "设立典当行的，注册资本不低于1000万元。",
        ),
        (
            "2023年5月签的贷款合同，能享受贷款贴息吗？",
            "贷款贴息适用于在2023年1月1日至11月30日期间签订贷款合同的项目。",
        ),
    ],
)
def test_a_case_inside_the_bound_meets_this_one(scene: Callable, asked: str, rule: str) -> None:
    said = scene(asked, HEAD + rule + "\n").answer().text
    assert said.startswith("符合这一条：")
    assert "其他条件也须满足" in said


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        # another subject
        ("公司成立5年，能申请技改补助吗？", "技改补助项目建设期不超过3年。"),
        ("营收9000万，能申请研发补助吗？", "申请研发补助的，研发费用不低于1亿元。"),
        # what keeps out is no condition
        ("公司成立2年，能登记外债吗？", "登记外债时，成立不满三年的企业不予受理。"),
        # what a rule gives is bounded too
        ("租金花了30万，能申请房租补贴吗？", "房租补贴：一年租金补贴不超过20万元。"),
        # a window for another deed
        (
            "2023年12月注册的公司，能享受贷款贴息吗？",
            "贷款贴息适用于在2023年1月1日至11月30日期间签订贷款合同的项目。",
        ),
        # not to meet one of several decides nothing
        (
            "营收1800万，能申请房租补贴吗？",
            "房租补贴对象为营业收入达到2000万元以上或纳税额达到200万元以上的企业。",
        ),
        (
            "主营收入1500万，能进培育库吗？",
            "企业主营业务收入2000万元以上，或利税总额500万元以上的，进入培育库。",
        ),
        # who is not of one case may be of the next
        (
            "公司营收7200万元，能申报示范企业吗？",
            "申报示范企业：营业收入不足5000万元的，须有股权融资；"
            "营业收入5000万元以上的，须有研发机构。",
        ),
        # a duty is asked for
        (
            "公司成立6年，申报前沿技术企业要交审计报告吗？",
            "前沿技术企业应注册成立不超过5年，申报时提交审计报告。",
        ),
        # a share of another thing
        (
            "离岸业务收入占比30%，能认定服务企业吗？",
            "认定服务企业的，技术先进型业务收入占总收入的50%以上。",
        ),
        # one bound for each line of business
        (
            "公司成立6年，能申报前沿技术企业吗？",
            "前沿技术企业注册成立不超过5年，其中医药企业注册成立不超过7年。",
        ),
    ],
)
def test_nothing_is_concluded_from_what_does_not_compare(
    scene: Callable, asked: str, rule: str
) -> None:
    assert "符合" not in scene(asked, HEAD + rule + "\n").answer().text


def test_both_bounds_are_given_where_the_case_is_not_told(scene: Callable) -> None:
    rule = "前沿技术企业注册成立不超过5年，其中医药企业注册成立不超过7年。"
    said = scene("公司成立6年，能申报前沿技术企业吗？", HEAD + rule + "\n").answer().text
    assert "不超过5年" in said
    assert "不超过7年" in said


def test_what_is_asked_beside_is_answered_too(scene: Callable) -> None:
    rule = "年满3岁的子女按每月1000元的标准扣除。"
    said = scene("孩子刚满3岁，能扣除吗，每月扣多少？", HEAD + rule + "\n").answer().text
    assert "1000元" in said


def test_a_figure_is_compared_with_the_bound_of_its_own_subject(scene: Callable) -> None:
    rule = "进入培育库的企业利税总额500万元以上。"
    said = scene("主营收入1500万但利税有600万，能进培育库吗？", HEAD + rule + "\n").answer().text
    assert "您说的是600万元" in said
    assert "1500万" not in said
