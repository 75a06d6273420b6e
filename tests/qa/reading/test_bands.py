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
