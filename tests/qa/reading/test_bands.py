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
