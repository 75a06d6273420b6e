"""What a question says of time."""

from __future__ import annotations

import pytest

from qa.analysis import QuestionAnalyser
from qa.asked_time import aimed, report_year, spelt_out, years_in_report


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("2019年新增就业目标是多少？", True),
        ("2019年赤字打算安排多少亿？", True),
        ("2018年实际新增了多少就业岗位？", False),
        ("2015年农村贫困人口少了多少？", False),
        ("2019年就业目标是多少，实际完成了多少？", None),
        ("2019年有多少家小巨人？", None),
    ],
)
def test_an_aim_or_a_result_is_asked_for(question: str, wanted: bool | None) -> None:
    assert aimed(question) is wanted


def test_of_a_report_what_rises_may_be_announced() -> None:
    assert aimed("2025年政府工作报告里基础养老金又涨了多少？") is None


def test_a_year_before_a_report_names_it() -> None:
    assert report_year("2019年政府工作报告里赤字多少？", (2019,)) == 2019


def test_a_year_of_an_event_names_no_report() -> None:
    assert report_year("2019年新增就业多少人？", (2019,)) is None


def test_beside_another_year_a_report_is_only_the_source() -> None:
    assert report_year("按2022年公报，2021年的收入是多少？", (2022, 2021)) is None


def test_last_year_is_counted_from_the_report() -> None:
    assert years_in_report("2019年政府工作报告说去年减税多少？", 2019, 2018) == {2018}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("09年卖了多少辆汽车", "2009年卖了多少辆汽车"),
        ("98年的标准", "1998年的标准"),
        ("21年底有几家", "2021年底有几家"),
        ("贷款10年要还多少", "贷款10年要还多少"),
        ("90年代的规定", "90年代的规定"),
        ("2013到2017这五年修了多少公里", "2013-2017年这五年修了多少公里"),
    ],
)
def test_years_are_spelt_out(said: str, meant: str) -> None:
    assert spelt_out(said) == meant


def test_the_period_in_the_name_of_a_plan_is_not_the_year_asked(
    questions: QuestionAnalyser,
) -> None:
    assert questions.analyse("行动计划（2019-2021）要求2025年工时降多少？").years == (2025,)


def test_the_period_in_the_name_of_a_plan_is_the_year_where_no_other_is_named(
    questions: QuestionAnalyser,
) -> None:
    assert questions.analyse("行动计划（2019-2021年）要求工时降多少？").years == (2021,)
