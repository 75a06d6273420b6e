"""The highest and lowest of a column."""

from __future__ import annotations

from collections.abc import Callable

from qa.reading.table_extremes import extreme_findings
from qa.reading.table_sheets import Sheets

PRODUCTS = (
    "# 2015年统计公报\n\n"
    "| 产品名称 | 计量单位 | 产量 | 较上年±% |\n| --- | --- | --- | --- |\n"
    "| 饮料酒 | 千升 | 15767 | 18.64 |\n"
    "| 塑料制品 | 吨 | 183946 | 26.63 |\n"
    "| 胶合板 | 立方米 | 223828 | -6.25 |\n"
)
PLACES = (
    "# 招生任务\n\n"
    "| 地区 | 人数（人） |\n| --- | --- |\n"
    "| 合计 | 400 |\n| 江苏 | 140 |\n| 上海 | 175 |\n| 山东 | 85 |\n"
)


def _found(made) -> list[str]:  # type: ignore[no-untyped-def]
    given = (made.question, made.read_hits, made.matcher, made.binder, made.shelf.tables)
    return [finding.text for finding in extreme_findings(Sheets.of(*given))]


def test_the_kind_of_figure_named_chooses_the_column(scene: Callable) -> None:
    made = scene("哪种产品比上年增幅最大？", PRODUCTS)
    assert _found(made) == ["较上年±%最大的是塑料制品（26.63）"]


def test_a_fall_is_less_than_a_rise(scene: Callable) -> None:
    made = scene("哪种产品比上年增幅最小？", PRODUCTS)
    assert _found(made) == ["较上年±%最小的是胶合板（-6.25）"]


def test_figures_of_different_units_are_not_compared(scene: Callable) -> None:
    assert _found(scene("哪种产品的产量最高？", PRODUCTS)) == []


def test_a_total_competes_with_none(scene: Callable) -> None:
    assert _found(scene("哪个地区的人数最多？", PLACES)) == ["人数（人）最多的是上海（175）"]


def test_a_highest_that_no_one_compares_is_not_computed(scene: Callable) -> None:
    assert _found(scene("江苏最高补助人数多少？", PLACES)) == []


def test_the_comparison_is_told(scene: Callable) -> None:
    made = scene("哪个地区的人数最少？", PLACES)
    (found,) = extreme_findings(Sheets.of(made.question, made.read_hits, made.matcher, made.binder))
    assert found.notices == ("按表中“人数（人）”一栏3行的数值比较得出",)


def test_a_kind_of_thing_is_compared_within_its_group(scene: Callable) -> None:
    prices = (
        "# 价格行情\n\n"
        "| 类别 | 品种 | 价格（元） |\n| --- | --- | --- |\n"
        "| 蔬菜类 | 包菜 | 1.5 |\n| 蔬菜类 | 南瓜 | 0.9 |\n| 蔬菜类 | 莲藕 | 3.2 |\n| 粮油类 | 大米 | 0.5 |\n"
    )
    assert _found(scene("蔬菜里最便宜的是哪样？", prices)) == ["价格（元）最便宜的是南瓜（0.9）"]
