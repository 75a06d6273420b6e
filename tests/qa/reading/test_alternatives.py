"""Several figures that answer: listed by place or tier, and one figure given twice is a conflict."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answers import Status

CHANGZHOU = "常州市人民政府关于奖励企业的意见\n常政发〔2023〕12号\n\n对省级小巨人企业奖励30万元。\n"
SUZHOU = "苏州市人民政府关于奖励企业的意见\n苏府〔2023〕8号\n\n对省级小巨人企业奖励50万元。\n"
TWICE = (
    "金湖县人民政府关于培训企业家的方案\n金政发〔2022〕33号\n\n"
    "一、总体目标\n三年累计培训企业家200名。\n二、重点任务\n三年累计培训企业家300名。\n"
)


def test_without_a_place_every_places_figure_is_listed(scene: Callable) -> None:
    findings = scene("省级小巨人企业奖励多少？", CHANGZHOU, SUZHOU).reading().findings
    assert [finding.group for finding in findings] == ["江苏省常州市", "江苏省苏州市"]


def test_with_a_place_only_its_figure_is_given(scene: Callable) -> None:
    findings = scene("苏州省级小巨人企业奖励多少？", CHANGZHOU, SUZHOU).reading().findings
    assert [finding.quantity.text for finding in findings] == ["50万元"]


def test_without_a_tier_every_tiers_figure_is_listed(scene: Callable) -> None:
    text = (
        "常州市人民政府关于奖励企业的意见\n\n"
        "国家级小巨人企业奖励100万元。\n省级小巨人企业奖励30万元。\n"
    )
    findings = scene("常州市小巨人企业奖励多少？", text).reading().findings
    assert {finding.group for finding in findings} == {"国家", "省级"}


def test_two_values_for_the_same_thing_are_a_conflict(scene: Callable) -> None:
    assert scene("金湖县三年累计培训企业家多少名？", TWICE).answer().status is Status.CONFLICT


def test_both_values_of_a_conflict_are_told(scene: Callable) -> None:
    text = scene("金湖县三年累计培训企业家多少名？", TWICE).answer().text
    assert "200名" in text
    assert "300名" in text


def test_the_same_value_twice_is_no_conflict(scene: Callable) -> None:
    made = scene("金湖县三年累计培训企业家多少名？", TWICE.replace("300名", "200名"))
    assert made.answer().status is Status.ANSWERED


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (
            "国家最高科学技术奖得主个人奖励多少？",
            "对获得国家最高科学技术奖的个人，给予每人800万元奖励。对获得省科学技术最高奖的个人，给予每人300万元奖励。",
        ),
        (
            "全县一般公共预算收入多少？",
            "全年一般公共预算收入17.9亿元。全县5个乡镇一般公共预算收入超过5000万元。",
        ),
        (
            "户籍人口超过100万的城市，住房租金扣除标准每月多少？",
            "户籍人口超过100万的城市，扣除标准为每月1100元。户籍人口不超过100万的城市，扣除标准为每月800元。",
        ),
    ],
)
def test_the_figure_of_another_case_is_no_conflict(scene: Callable, asked: str, text: str) -> None:
    assert not scene(asked, f"关于有关标准的通知\n\n{text}\n").reading().conflict
