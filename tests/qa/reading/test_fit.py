"""Fit: what a figure is bound to against what is asked."""

from __future__ import annotations

from collections.abc import Callable


def test_a_figure_that_counts_what_is_left_out_is_another_figure(scene: Callable) -> None:
    text = "常熟市培育计划\n\n到2025年，常熟市累计培育单项冠军和专精特新“小巨人”企业50家以上。\n"
    reading = scene("常熟市单项冠军目标（不含小巨人）是几家？", text).reading()
    assert not [f for f in reading.findings if "50家" in f.text]


def test_what_is_told_of_a_whole_is_not_told_of_the_second(scene: Callable) -> None:
    text = "常州市总部经济通知\n\n三部门联合认定市级区域性总部企业14家。\n"
    assert not scene("常州市第二批区域性总部认定了多少家？", text).reading().findings
