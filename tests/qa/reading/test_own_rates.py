"""Rates of the asker's own figure: found, applied and capped; others left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

HEAD = "某市支持企业发展若干措施\n\n"


@pytest.mark.parametrize(
    ("asked", "rule", "written"),
    [
        (
            "我们厂技改固定资产投资花了3个亿，投资补助能拿多少？",
            "对技术改造项目，按照固定资产投资总额10%的比例给予补助，最高不超过5000万元。",
            "3亿元×10%＝3000万元",
        ),
        (
            "我们技改投了8个亿，投资补助能拿多少？",
            "对技术改造项目，按照固定资产投资总额10%的比例给予补助，最高不超过5000万元。",
            "按上限为5000万元",
        ),
        (
            "签了600万的算力合同，算力券最多能领多少？",
            "单次申领算力券金额最高不超过智能算力合同额的20%，每年累计不超过200万元。",
            "600万元×20%＝120万元",
        ),
        (
            "公司贷了300万，一年贴息大概多少钱？",
            "对符合条件的企业贷款，给予2个百分点的贷款贴息。",
            "300万元×2个百分点＝6万元（每年）",
        ),
        (
            "我们在职员工80人，至少要新招多少人？",
            "企业当年新招用人员达到现有在职职工人数25%的，可申请贷款。",
            "80人×25%＝20人",
        ),
        (
            "去年营收8000万，研发投入至少要多少？",
            "企业近两年研发费用占营业收入的比重不低于5%。",
            "8000万元×5%＝400万元",
        ),
        (
            "我们租办公室一年租金60万，租金补贴能拿多少？",
            "对入驻企业给予30%的办公租金补贴，每年不超过10万元。",
            "60万元×30%＝18万元，超过上限，按上限为10万元",
        ),
        (
            "海外工程完成营业额1.2亿，补助多少？",
            "按照不超过已完成营业额的0.5%给予补助。一个项目当年补助额最高不超过50万元。",
            "按上限为50万元",
        ),
    ],
)
def test_the_rate_is_taken_of_the_askers_figure(
    scene: Callable, asked: str, rule: str, written: str
) -> None:
    assert written in scene(asked, HEAD + rule + "\n").answer().text


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ("我们营收9000万，能补多少？", "按企业研发费用的10%给予补助。"),
        ("公司贷了300万，能贴多少？", "按企业实际支付利息的50%给予贴息补助。"),
        ("我们租金花了60万，能补多少？", "按项目固定资产投资额的20%给予补助。"),
        ("投资2000万元的项目，补助比例是几成？", "按项目固定资产投资额的20%给予补助。"),
        (
            "注册资本3000万，注册资本奖励多少？",
            "实缴注册资本5000万元以上的，按照实缴注册资本的1%给予奖励。",
        ),
        (
            "超过100人的企业，新招人员要达到现有职工的多少比例？",
            "新招人员达到现有职工人数25%的，可申请贷款。",
        ),
        ("研发花了500万，能补多少？", "按企业研发费用新增部分的10%给予补助。"),
    ],
)
def test_a_rate_of_another_thing_is_not_applied(scene: Callable, asked: str, rule: str) -> None:
    assert "＝" not in scene(asked, HEAD + rule + "\n").answer().text


def test_the_rule_is_given_with_the_computation(scene: Callable) -> None:
    rule = "对改造项目，按照改造实际投入30%的比例，给予不超过1000万元资金支持。"
    said = scene("改造花了2400万，能补多少？", HEAD + rule + "\n").answer().text
    assert "不超过1000万元" in said
    assert "2400万元×30%＝720万元" in said
