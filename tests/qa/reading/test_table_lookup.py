"""Rows looked up: named as the table names them, with the columns that are asked for."""

from __future__ import annotations

from collections.abc import Callable

from qa.reading.table_lookup import lookup_findings
from qa.reading.table_sheets import Sheets

PRODUCTS = (
    "# 万载县2015年统计公报\n\n"
    "| 产品名称 | 计量单位 | 产量 | 较上年±% |\n| --- | --- | --- | --- |\n"
    "| 饮料酒 | 千升 | 15767 | 18.64 |\n"
    "| 塑料制品 | 吨 | 183946 | 26.63 |\n"
    "| 罐头 | 吨 | 70931 | 5.05 |\n"
)
SCHOOLS = (
    "# 专业认证名单\n\n"
    "| 序号 | 学校名称 | 专业名称 | 专业类别 | 有效期开始时间 | 有效期截止时间 |\n"
    "| --- | --- | --- | --- | --- | --- |\n"
    "| 1 | 南通大学 | 小学教育 | 小学教育 | 2019年8月 | 2025年7月 |\n"
    "| 2 | 泉州师范学院 | 学前教育 | 学前教育 | 2018年8月 | 2024年7月 |\n"
    "| 3 | 泉州师范学院 | 英语 | 中学教育 | 2018年9月 | 2024年6月 |\n"
)
MARKS = (
    "# 2022年录取分数线\n\n"
    "| 专业名称 | 文史类 最高 | 文史类 最低 | 理工类 最高 | 理工类 最低 |\n"
    "| --- | --- | --- | --- | --- |\n"
    "| 法学 | 663 | 657 | 693 | 687 |\n"
    "| 法学（国家专项） | 651 | 648 | 680 | 670 |\n"
    "| 金融学类 | 658 | 656 | 697 | 686 |\n"
)

TASKS = (
    "# 内地西藏初中班扩大招生计划（1996年）\n\n"
    "| 省（市） | 1995年招生人数 | 1997年 | 1998年 |\n| --- | --- | --- | --- |\n"
    "| 总计 | 1445 | 1800 | 2000 |\n"
    "| 江苏 | 100 | 140 | 200 |\n"
    "| 上海 | 105 | 175 | 176 |\n"
)


def _found(made) -> list[str]:  # type: ignore[no-untyped-def]
    given = (made.question, made.read_hits, made.matcher, made.binder, made.shelf.tables)
    return [finding.text for finding in lookup_findings(Sheets.of(*given))]


def test_a_number_takes_the_unit_of_its_row(scene: Callable) -> None:
    assert _found(scene("罐头产量多少？", PRODUCTS)) == ["罐头产量：70931吨"]


def test_two_figures_of_a_row_are_given_together(scene: Callable) -> None:
    made = scene("罐头产量多少？增长百分之几？", PRODUCTS)
    assert _found(made) == ["罐头产量：70931吨，较上年±%：5.05"]


def test_a_share_asked_for_alone_is_given_alone(scene: Callable) -> None:
    assert _found(scene("罐头增长百分之几？", PRODUCTS)) == ["罐头较上年±%：5.05"]


def test_the_row_is_the_quote(scene: Callable) -> None:
    made = scene("罐头产量多少？", PRODUCTS)
    (best,) = lookup_findings(
        Sheets.of(made.question, made.read_hits, made.matcher, made.binder, made.shelf.tables)
    )
    ((start, end),) = best.quotes
    assert best.document.text[start:end] == "罐头 | 吨 | 70931 | 5.05"


def test_until_when_asks_for_the_end_of_a_period(scene: Callable) -> None:
    made = scene("南通大学小学教育专业的有效期到什么时候？", SCHOOLS)
    assert _found(made)[0].endswith("有效期截止时间：2025年7月")


def test_the_noun_behind_the_interrogative_is_the_column(scene: Callable) -> None:
    assert _found(scene("南通大学通过的是哪个专业？", SCHOOLS)) == ["南通大学专业名称：小学教育"]


def test_all_rows_of_a_name_are_given(scene: Callable) -> None:
    made = scene("泉州师范学院有哪些专业通过？", SCHOOLS)
    assert _found(made) == ["泉州师范学院专业名称：学前教育、英语"]


def test_the_more_of_a_row_is_named_the_better(scene: Callable) -> None:
    made = scene("泉州师范学院英语专业的专业类别是什么？", SCHOOLS)
    assert "中学教育" in _found(made)[0]


def test_a_row_is_found_by_its_number(scene: Callable) -> None:
    assert "泉州师范学院" in _found(scene("第2项是什么？", SCHOOLS))[0]


def test_another_school_of_a_like_name_is_not_meant(scene: Callable) -> None:
    assert _found(scene("闽南师范学院通过的是哪个专业？", SCHOOLS)) == []


def test_highest_and_lowest_are_columns_of_one_group(scene: Callable) -> None:
    made = scene("法学文史类最高分和最低分是多少？", MARKS)
    assert _found(made) == ["法学文史类 最高：663，文史类 最低：657"]


def test_a_remark_in_brackets_chooses_its_row(scene: Callable) -> None:
    made = scene("法学国家专项理工类最低多少分？", MARKS)
    assert _found(made) == ["法学（国家专项）理工类 最低：670"]


def test_a_name_may_be_said_without_its_generic_end(scene: Callable) -> None:
    assert _found(scene("金融学理工类最高多少分？", MARKS)) == ["金融学类理工类 最高：697"]


def test_a_table_set_in_two_is_read_as_one(scene: Callable) -> None:
    second = (
        SCHOOLS.split("| 1 |")[0] + "| 1 | 南通大学 | 英语 | 中学教育 | 2019年8月 | 2025年7月 |\n"
    )
    text = f"{SCHOOLS}\n## 二、复评\n\n{second.split(chr(10), 2)[2]}"
    assert _found(scene("南通大学有哪些专业通过？", text)) == ["南通大学专业名称：小学教育、英语"]


def test_the_place_that_names_a_row_is_the_place_of_its_figures(scene: Callable) -> None:
    assert _found(scene("内地西藏初中班1997年江苏的招生任务是多少？", TASKS)) == ["江苏1997年：140"]


def test_only_columns_of_the_year_asked_are_meant(scene: Callable) -> None:
    assert _found(scene("上海1998年招生人数是多少？", TASKS)) == ["上海1998年：176"]


def test_a_total_is_the_row_that_sums_up(scene: Callable) -> None:
    assert _found(scene("1998年计划招生总数是多少？", TASKS)) == ["总计1998年：2000"]


def test_a_row_without_a_column_asked_gives_its_figures(scene: Callable) -> None:
    made = scene("法学国家专项分数线", MARKS)
    assert _found(made)[0].startswith("法学（国家专项）文史类 最高：651，文史类 最低：648")


def test_a_whole_name_comes_before_a_longer_one_said_in_part(scene: Callable) -> None:
    prices = (
        "# 价格行情\n\n| 品种 | 价格（元） |\n| --- | --- |\n"
        "| 居民生活用水（含污水处理费，0.8元/吨） | 2.25 |\n| 居民生活用电 | 0.60 |\n"
    )
    (told,) = _found(scene("居民生活用水价格多少？", prices))
    assert told.endswith("2.25")


def test_a_name_in_a_column_that_is_named_too_still_names_its_row(scene: Callable) -> None:
    made = scene("泉州师范学院英语专业的有效期截止时间是什么？", SCHOOLS)
    assert _found(made) == ["泉州师范学院英语有效期截止时间：2024年6月"]


def test_a_change_asked_for_is_told_by_the_column_of_changes(scene: Callable) -> None:
    assert _found(scene("罐头产量比上年涨了百分之几？", PRODUCTS)) == ["罐头较上年±%：5.05"]
