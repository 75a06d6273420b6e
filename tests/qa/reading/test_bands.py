"""Bands: the asker's own value chooses among figures with bounds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

BANDS = (
    "关于印发首台套保险补偿办法的通知\n\n"
    "对投保的企业，年营业收入1亿元以上的按保费的3%给予补贴；年营业收入5000万元以上不足1亿元的按保费的6%给予补贴。\n"
)


@pytest.mark.parametrize(
    ("income", "rate", "other"), [("7000万元", "6%", "3%"), ("2亿元", "3%", "6%")]
)
def test_the_askers_value_chooses_the_band(
    scene: Callable, income: str, rate: str, other: str
) -> None:
    said = scene(f"企业年营业收入{income}，补贴比例是多少？", BANDS).said()
    assert rate in said
    assert other not in said


def test_a_bound_includes_its_own_figure(scene: Callable) -> None:
    assert "3%" in scene("企业年营业收入1亿元，补贴比例是多少？", BANDS).said()


def test_a_value_of_another_unit_chooses_no_band(scene: Callable) -> None:
    made = scene("企业有职工50人，年营业收入1亿元以上的补贴比例是多少？", BANDS)
    assert made.reading().findings


STEPS = (
    "关于加快生猪稳产保供的通知\n\n"
    "对年出栏5000头以上的规模猪场，每个补助50万元；年出栏10000头以上的，每个补助100万元。\n"
)


@pytest.mark.parametrize(
    ("size", "amount"),
    [
        ("8000头", "50万元"),
        ("12000头", "100万元"),
    ],
)
def test_the_highest_bound_below_the_value_governs(scene: Callable, size: str, amount: str) -> None:
    assert amount in scene(f"年出栏{size}的规模猪场补助多少？", STEPS).said()


RANGES = (
    "创新券管理办法\n\n"
    "对上一年度营业收入50亿元以上的企业，补贴上限为每年200万元；"
    "对上一年度营业收入10亿元到50亿元之间的企业，补贴上限为每年150万元；"
    "对上一年度营业收入2000万元至10亿元之间的企业，补贴上限为每年60万元。\n"
)


@pytest.mark.parametrize(
    ("income", "amount"), [("20亿元", "150万元"), ("5000万元", "60万元"), ("80亿元", "200万元")]
)
def test_a_range_is_a_band_in_any_magnitude(scene: Callable, income: str, amount: str) -> None:
    said = scene(f"上一年度营业收入{income}的企业补贴上限是每年多少？", RANGES).said()
    assert f"每年{amount}" in said


def test_a_cap_of_the_award_is_no_band(scene: Callable) -> None:
    text = (
        "创业投资补助办法\n\n"
        "对投资于年销售收入不超过2000万元的企业的项目，单个项目最高补助50万元，每家机构年度累计补助最高100万元。\n"
    )
    said = scene("机构投资年销售收入2000万元的企业，每家机构年度累计补助最高多少？", text).said()
    assert "100万元" in said


ENDS = (
    "基金出资补贴办法\n\n"
    "实际出资额在3亿元至5亿元（含）的，给予不超过500万元补贴；"
    "实际出资额在5亿元至10亿元（含）的，给予不超过800万元补贴。\n"
)


@pytest.mark.parametrize(
    ("paid", "amount"), [("6个亿", "800万元"), ("5个亿", "500万元"), ("4亿", "500万元")]
)
def test_the_marked_end_of_a_range_belongs_to_it(scene: Callable, paid: str, amount: str) -> None:
    assert amount in scene(f"我们实际出资{paid}，基金出资补贴最高能拿多少？", ENDS).said()


def test_an_amount_is_said_with_its_band(scene: Callable) -> None:
    assert "5亿元至10亿元" in scene("我们实际出资6个亿，基金出资补贴最高多少？", ENDS).said()


CITIES = (
    "租金扣除办法\n\n"
    "市辖区户籍人口超过100万的城市，租金扣除标准为每月1100元；"
    "市辖区户籍人口不超过100万的城市，租金扣除标准为每月800元。\n"
)


@pytest.mark.parametrize(
    ("people", "amount"), [("有120万", "1100元"), ("只有80万", "800元"), ("不超过100万", "800元")]
)
def test_a_bound_without_a_unit_is_of_the_noun_before_it(
    scene: Callable, people: str, amount: str
) -> None:
    asked = f"市辖区户籍人口{people}的城市，租金每月能扣多少？"
    assert amount in scene(asked, CITIES).said()


ZONES = (
    "境外投资补助办法\n\n"
    "直接投资额不低于500万美元（自贸试验区企业直接投资额不低于300万美元）的，补助不超过100万元人民币；"
    "达不到上述标准的，补助不超过50万元人民币。\n"
)


@pytest.mark.parametrize(
    ("firm", "amount"),
    [("我们是自贸试验区企业，", "100万元"), ("我们不是自贸试验区企业，", "50万元")],
)
def test_the_bound_in_brackets_is_for_the_kind_it_names(
    scene: Callable, firm: str, amount: str
) -> None:
    asked = f"{firm}对外直接投资额400万美元，境外投资补助最多多少？"
    assert amount in scene(asked, ZONES).said()


def test_bands_of_one_sentence_are_told_apart(scene: Callable) -> None:
    text = (
        "担保收费办法\n\n"
        "对单户担保金额500万元及以下的，收取的担保费率不超过1%，"
        "对单户担保金额500万元以上的，收取的担保费率不超过1.5%。\n"
    )
    said = scene("担保公司给我们600万贷款做担保，担保费最多收多少？", text).answer().text
    assert "600万元×1.5%＝9万元" in said
