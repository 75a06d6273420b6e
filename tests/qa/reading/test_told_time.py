"""Of which year a figure of a report is told, and whether as an aim or as done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.figures import figure_candidates
from qa.reading.findings import Candidate
from qa.reading.fit import Mismatch

REPORT = (
    "2019年乐山市政府工作报告\n\n各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n"
    "一、2018年工作回顾\n\n"
    "过去一年，面对复杂形势，全市经济平稳运行。城镇新增就业5.2万人，居民消费价格上涨2.1%。五年来，新建公路300公里。\n\n"
    "二、2019年总体要求和主要预期目标\n\n"
    "今年发展主要预期目标是：地区生产总值增长7%左右；城镇新增就业4万人以上。去年新建学校12所，今年再建15所。\n"
)
FIVE_YEARS = (
    "2018年乐山市政府工作报告\n\n各位代表：\n现在，我向大会报告工作。\n"
    "一、过去五年工作回顾\n\n五年来，城镇新增就业21万人。刚刚过去的2017年，工作取得成效。居民收入增长8%。\n"
)


@pytest.fixture(scope="module")
def candidate(scene: Callable) -> Callable[..., Candidate]:
    """The figure written `figure` in a text, as a candidate for the question."""

    def find(question: str, text: str, figure: str) -> Candidate:
        made = scene(question, text)
        found = figure_candidates(made.question, made.read_hits, made.matcher, made.binder)
        return next(c for c in found if c.quantity is not None and c.quantity.text == figure)

    return find


def test_a_section_that_looks_back_tells_of_the_year_in_its_heading(candidate: Callable) -> None:
    found = candidate("2018年城镇新增就业多少人？", REPORT, "5.2万人")
    assert found.binding.years == (2018,)
    assert found.mismatch is None


def test_the_year_in_the_title_of_a_report_is_not_that_of_what_it_looks_back_on(
    candidate: Callable,
) -> None:
    found = candidate("2019年城镇新增就业多少人？", REPORT, "5.2万人")
    assert found.mismatch is Mismatch.YEAR


def test_what_is_to_be_done_this_year_is_an_aim_of_it(candidate: Callable) -> None:
    found = candidate("2019年城镇新增就业目标是多少人？", REPORT, "4万人")
    assert (found.binding.years, found.binding.aimed) == ((2019,), True)
    assert found.mismatch is None


def test_an_aim_does_not_tell_what_was_reached(candidate: Callable) -> None:
    found = candidate("2019年城镇实际新增就业多少人？", REPORT, "4万人")
    assert found.mismatch is Mismatch.NATURE


def test_a_result_does_not_tell_what_was_aimed_at(candidate: Callable) -> None:
    found = candidate("2018年城镇新增就业的目标是多少人？", REPORT, "5.2万人")
    assert found.mismatch is Mismatch.NATURE


def test_last_year_counts_from_the_year_of_the_report(candidate: Callable) -> None:
    assert candidate("2018年新建学校多少所？", REPORT, "12所").binding.years == (2018,)


def test_the_nearer_word_of_time_holds(candidate: Callable) -> None:
    assert candidate("2019年要建学校多少所？", REPORT, "15所").binding.years == (2019,)


def test_five_years_are_counted_back_from_the_year_that_is_over(candidate: Callable) -> None:
    found = candidate("2014—2018年五年新建公路多少公里？", REPORT, "300公里")
    assert found.binding.years == (2014, 2015, 2016, 2017, 2018)
    assert found.mismatch is None


def test_what_five_years_made_is_not_that_of_one_of_them(candidate: Callable) -> None:
    found = candidate("2015年新建公路多少公里？", REPORT, "300公里")
    assert found.mismatch is Mismatch.YEAR


def test_what_one_year_made_is_not_that_of_five(candidate: Callable) -> None:
    found = candidate("2014—2018年五年一共新增就业多少人？", REPORT, "5.2万人")
    assert found.mismatch is Mismatch.YEAR


def test_a_sentence_that_begins_with_a_year_holds_for_those_behind_it(candidate: Callable) -> None:
    assert candidate("2017年居民收入增长多少？", FIVE_YEARS, "8%").binding.years == (2017,)


def test_a_year_compared_with_is_not_that_of_the_figure(candidate: Callable) -> None:
    text = "乐山市2012年工作报告\n\n一、2011年工作回顾\n\n扶贫标准比2009年提高92%。\n"
    assert candidate("2011年扶贫标准提高百分之几？", text, "92%").binding.years == (2011,)


def test_a_bulletin_tells_of_the_year_in_its_title(candidate: Callable) -> None:
    text = "乐山市2021年国民经济和社会发展统计公报\n\n一、综合\n\n全年城镇新增就业5万人。\n"
    assert candidate("2021年城镇新增就业多少人？", text, "5万人").mismatch is None
