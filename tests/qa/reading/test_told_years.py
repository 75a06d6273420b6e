"""The year of an event that its sentence does not name."""

from __future__ import annotations

from collections.abc import Callable

REPORT = (
    "2012年乐山市政府工作报告\n\n各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n"
    "一、2011年工作回顾\n\n过去一年，面对复杂形势，全市经济平稳运行。个人所得税起征点从2000元提高到3500元。全市建成水电站两座。\n\n"
    "二、2012年工作任务\n\n今年要取消流量漫游费。\n"
)
OPENING = "各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n"
LATER = (
    f"2014年乐山市政府工作报告\n\n{OPENING}一、2013年工作回顾\n\n"
    "过去一年，全市经济平稳运行。全市建成水电站两座。\n"
)
FIVE_YEARS = (
    f"2013年乐山市政府工作报告\n\n{OPENING}一、过去五年工作回顾\n\n"
    "五年来，全市经济平稳运行。青川铁路建成通车。\n"
)


def test_the_year_of_the_heading_is_given_with_the_sentence(scene: Callable) -> None:
    said = scene("个人所得税起征点从2000元提高到3500元是哪一年的事？", REPORT).said()
    assert said.startswith("2011年：")


def test_a_report_that_is_asked_for_is_named_by_its_own_year(scene: Callable) -> None:
    said = scene("哪年的政府工作报告提出取消流量漫游费？", REPORT).said()
    assert said.startswith("2012年：")


def test_what_was_only_planned_did_not_happen_in_that_year(scene: Callable) -> None:
    assert "2012年：" not in scene("流量漫游费是哪年取消的？", REPORT).said()


def test_an_event_of_five_years_has_no_year(scene: Callable) -> None:
    assert "年：" not in scene("青川铁路是哪年通车的？", FIVE_YEARS).said()


def test_what_is_told_of_two_years_has_no_year(scene: Callable) -> None:
    assert "年：" not in scene("哪年建成水电站两座？", REPORT, LATER).said()
