"""Figures of another rate, owner, trade or month than the one asked never answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.figures import figure_candidates
from qa.reading.findings import Candidate
from qa.reading.fit import Mismatch

TITLE = "某县2023年国民经济和社会发展统计公报\n\n"


@pytest.fixture(scope="module")
def candidate(scene: Callable) -> Callable[..., Candidate]:
    """The figure written `figure` in a text, as a candidate for the question."""

    def find(question: str, text: str, figure: str) -> Candidate:
        made = scene(question, text)
        found = figure_candidates(made.question, made.read_hits, made.matcher, made.binder)
        return next(c for c in found if c.quantity is not None and c.quantity.text == figure)

    return find


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        ("城镇登记失业率是多少？", "居民收入比率为44.2%。", "44.2%"),
        ("PM2.5平均浓度是多少？", "能源消费量比上年增长3.5%。", "3.5%"),
        ("男性常住人口是多少？", "年末常住人口45万人。", "45万人"),
        ("研发投入占GDP的比重是多少？", "民营经济占GDP的比重为72%。", "72%"),
        ("产业发展基金的总规模是多少？", "集成电路力争达到150亿元规模。", "150亿元"),
    ],
)
def test_another_thing_measured_is_rejected(
    candidate: Callable, question: str, text: str, figure: str
) -> None:
    assert candidate(question, TITLE + text + "\n", figure).mismatch is Mismatch.KIND


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        ("城镇登记失业率是多少？", "城镇登记失业率为3.2%。", "3.2%"),
        ("PM2.5平均浓度是多少？", "PM2.5平均浓度31微克/立方米。", "31微克/立方米"),
        ("男性常住人口是多少？", "常住人口中，男性23万人。", "23万人"),
        ("研发投入占GDP的比重是多少？", "研发经费投入占GDP的比重为2.6%。", "2.6%"),
        ("产业发展基金的总规模是多少？", "设立产业发展基金，规模20亿元。", "20亿元"),
    ],
)
def test_the_thing_measured_answers(
    candidate: Callable, question: str, text: str, figure: str
) -> None:
    assert candidate(question, TITLE + text + "\n", figure).mismatch is None


def test_a_text_titled_for_another_trade_tells_nothing(candidate: Callable) -> None:
    text = "建材行业智能制造标准体系建设指南\n\n到2025年，制定40项相关标准。\n"
    found = candidate("钢铁行业标准体系指南要制定几项标准？", text, "40项")
    assert found.mismatch is Mismatch.TITLE


def test_a_text_titled_for_the_trade_asked_answers(candidate: Callable) -> None:
    text = "钢铁行业智能制造标准体系建设指南\n\n到2025年，制定40项相关标准。\n"
    assert candidate("钢铁行业标准体系指南要制定几项标准？", text, "40项").mismatch is None


def test_what_was_done_in_another_month_is_rejected(candidate: Callable) -> None:
    text = TITLE + "2023年1月，市商务局认定了14家总部企业。\n"
    found = candidate("2023年6月认定的总部企业有多少家？", text, "14家")
    assert found.mismatch is Mismatch.YEAR


def test_the_month_of_a_text_is_no_month_of_its_figures(candidate: Callable) -> None:
    text = TITLE + "2023年1月，市商务局认定了14家总部企业。\n"
    assert candidate("2023年6月印发的公报里总部企业有多少家？", text, "14家").mismatch is None


def test_what_comes_every_year_is_no_stock(candidate: Callable) -> None:
    text = TITLE + "每年认定总部企业14家。\n"
    found = candidate("目前总部企业有多少家？", text, "14家")
    assert found.mismatch is Mismatch.NATURE


def test_what_is_told_before_the_second_is_not_told_of_it(candidate: Callable) -> None:
    text = TITLE + "今年1月认定了14家总部企业。6月底前将认定第二批总部企业。\n"
    found = candidate("第二批总部企业有多少家？", text, "14家")
    assert found.mismatch is Mismatch.TITLE


def test_what_was_reached_is_not_told_by_a_target(candidate: Callable) -> None:
    text = TITLE + "到2024年，力争新增小巨人企业5家。\n"
    found = candidate("2024年实际新增了几家小巨人企业？", text, "5家")
    assert found.mismatch is Mismatch.NATURE


def test_a_loan_is_not_told_by_an_award(candidate: Callable) -> None:
    text = TITLE + "单个企业奖励最高200万元。\n"
    assert candidate("创新贷最高能贷多少钱？", text, "200万元").mismatch is Mismatch.KIND


def test_the_general_classifier_needs_the_noun_asked(candidate: Callable) -> None:
    text = TITLE + "行业应用分为钢铁、建材等12个部分。\n"
    assert candidate("要制定多少项标准？", text, "12个").mismatch is Mismatch.KIND


SCALE = TITLE + "对新引进的博士，给予每人5000元生活补贴。\n"


def test_another_member_of_a_scale_is_rejected(candidate: Callable) -> None:
    found = candidate("新引进的本科生生活补贴多少？", SCALE, "5000元")
    assert found.mismatch is Mismatch.TITLE


def test_the_member_asked_answers(candidate: Callable) -> None:
    assert candidate("新引进的博士生活补贴多少？", SCALE, "5000元").mismatch is None


def test_the_bound_of_a_condition_is_no_award(candidate: Callable) -> None:
    text = TITLE + "投资规模在1亿元以上的项目，可以申请奖励。\n"
    assert candidate("项目最高奖励多少？", text, "1亿元").mismatch is Mismatch.KIND


def test_the_bound_answers_where_it_is_asked(candidate: Callable) -> None:
    text = TITLE + "投资规模在1亿元以上的项目，可以申请奖励。\n"
    assert candidate("投资规模要多少以上才能申请奖励？", text, "1亿元").mismatch is None
