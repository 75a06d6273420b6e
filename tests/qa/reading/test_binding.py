"""What a figure is bound to: another city's, tier's or year's figure never answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.figures import figure_candidates
from qa.reading.findings import Candidate
from qa.reading.fit import Mismatch

CHANGZHOU = "常州市人民政府关于支持企业发展的意见\n常政发〔2023〕12号\n\n"
JIANGSU = "江苏省人民政府关于支持企业发展的意见\n苏政发〔2023〕5号\n\n"


@pytest.fixture(scope="module")
def candidate(scene: Callable) -> Callable[..., Candidate]:
    """The figure written `figure` in a text, as a candidate for the question."""

    def find(question: str, text: str, figure: str) -> Candidate:
        made = scene(question, text)
        found = figure_candidates(made.question, made.read_hits, made.matcher, made.binder)
        return next(c for c in found if c.quantity is not None and c.quantity.text == figure)

    return find


# --- place ---------------------------------------------------------------------------------


def test_a_figure_of_the_asked_city_fits(candidate: Callable) -> None:
    text = CHANGZHOU + "对认定的企业奖励30万元。\n"
    assert candidate("常州市企业奖励多少？", text, "30万元").mismatch is None


def test_another_citys_figure_is_rejected(candidate: Callable) -> None:
    text = CHANGZHOU + "对认定的企业奖励30万元。\n"
    assert candidate("苏州市企业奖励多少？", text, "30万元").mismatch is Mismatch.PLACE


def test_a_city_named_beside_the_figure_beats_the_documents_own(candidate: Callable) -> None:
    text = CHANGZHOU + "第二批小巨人企业，苏州市15家，常州市10家。\n"
    assert candidate("常州市有几家小巨人企业？", text, "15家").mismatch is Mismatch.PLACE


def test_each_city_of_an_enumeration_has_its_own_figure(candidate: Callable) -> None:
    text = CHANGZHOU + "第二批小巨人企业，苏州市15家，常州市10家。\n"
    assert candidate("苏州市有几家小巨人企业？", text, "15家").mismatch is None


def test_a_rule_of_the_province_holds_for_its_city_and_is_said_to_be_inherited(
    candidate: Callable,
) -> None:
    text = JIANGSU + "对认定的企业奖励50万元。\n"
    assert candidate("常州市企业奖励多少？", text, "50万元").fit.inherited


def test_a_count_of_the_whole_province_is_not_the_citys(candidate: Callable) -> None:
    text = CHANGZHOU + "江苏全省有28家企业获评，常州市5家企业入选。\n"
    assert candidate("常州市有几家企业获评？", text, "28家").mismatch is Mismatch.PLACE


def test_a_product_of_the_whole_province_is_not_the_citys(candidate: Callable) -> None:
    text = "江苏省国民经济运行情况\n\n江苏省全年工业增加值4万亿元。\n"
    assert candidate("常州市工业增加值多少？", text, "4万亿元").mismatch is Mismatch.PLACE


# --- tier ----------------------------------------------------------------------------------

TIERED = CHANGZHOU + "国家级小巨人企业奖励100万元，省级小巨人企业奖励30万元。\n"


def test_a_figure_of_the_asked_tier_fits(candidate: Callable) -> None:
    assert candidate("常州市省级小巨人奖励多少？", TIERED, "30万元").mismatch is None


def test_a_figure_of_another_tier_is_rejected(candidate: Callable) -> None:
    assert candidate("常州市省级小巨人奖励多少？", TIERED, "100万元").mismatch is Mismatch.TIER


def test_a_figure_of_an_excluded_tier_is_rejected(candidate: Callable) -> None:
    question = "常州市小巨人企业奖励多少？不是省级的"
    assert candidate(question, TIERED, "30万元").mismatch is Mismatch.TIER


# --- year ----------------------------------------------------------------------------------

YEARLY = CHANGZHOU + "2021年新增培育企业20家，2022年新增培育企业35家。\n"


def test_a_figure_of_the_asked_year_fits(candidate: Callable) -> None:
    assert candidate("常州市2022年新增培育企业几家？", YEARLY, "35家").mismatch is None


def test_a_figure_of_another_year_is_rejected(candidate: Callable) -> None:
    assert candidate("常州市2022年新增培育企业几家？", YEARLY, "20家").mismatch is Mismatch.YEAR


def test_the_year_that_names_the_document_is_no_year_of_the_figure(candidate: Callable) -> None:
    text = CHANGZHOU + "对认定的企业奖励30万元。\n\n常州市人民政府\n2023年5月6日\n"
    question = "2023年常州市的意见里企业奖励多少？"
    assert candidate(question, text, "30万元").mismatch is None


def test_a_year_carried_on_from_the_sentence_before_binds(candidate: Callable) -> None:
    text = CHANGZHOU + "到2025年，产业规模显著提升。培育龙头企业40家。\n"
    assert candidate("常州市2030年培育龙头企业几家？", text, "40家").mismatch is Mismatch.YEAR


@pytest.mark.parametrize(
    ("said", "year"), [("今年", 2023), ("目前", 2023), ("去年", 2022), ("明年", 2024)]
)
def test_a_year_said_from_today_is_counted_from_the_text(
    candidate: Callable, said: str, year: int
) -> None:
    text = CHANGZHOU + f"{said}全市有小巨人企业12家。\n\n常州市人民政府\n2023年5月6日\n"
    assert candidate("常州市有几家小巨人企业？", text, "12家").binding.years == (year,)


# --- ordinals ------------------------------------------------------------------------------

BATCHES = CHANGZHOU + "首批认定小巨人企业12家。第二批认定小巨人企业25家。\n"


@pytest.mark.parametrize("asked", ["第二批", "第2批"])
def test_a_figure_of_another_batch_is_rejected(candidate: Callable, asked: str) -> None:
    question = f"常州市{asked}认定几家小巨人企业？"
    assert candidate(question, BATCHES, "12家").mismatch is Mismatch.TITLE


@pytest.mark.parametrize("asked", ["第一批", "首批"])
def test_the_first_batch_has_two_names(candidate: Callable, asked: str) -> None:
    assert candidate(f"常州市{asked}认定几家小巨人企业？", BATCHES, "12家").mismatch is None


# --- nature --------------------------------------------------------------------------------


def test_a_target_is_no_stock(candidate: Callable) -> None:
    text = CHANGZHOU + "力争培育小巨人企业200家。\n"
    assert candidate("常州市目前有几家小巨人企业？", text, "200家").mismatch is Mismatch.NATURE


def test_a_stock_is_a_stock(candidate: Callable) -> None:
    text = CHANGZHOU + "截至2021年底，全市有小巨人企业12家。\n"
    assert candidate("常州市目前有几家小巨人企业？", text, "12家").mismatch is None


# --- title ---------------------------------------------------------------------------------


def test_a_figure_of_another_title_is_rejected(candidate: Callable) -> None:
    text = CHANGZHOU + "全市有制造业单项冠军18家，小巨人企业12家。\n"
    question = "常州市有几家小巨人企业？"
    assert candidate(question, text, "18家").mismatch is Mismatch.TITLE


# --- years ---------------------------------------------------------------------------------


def test_the_years_in_the_name_of_a_plan_are_not_those_of_the_figure(candidate: Callable) -> None:
    text = (
        CHANGZHOU + "目前，省工信厅开展《江苏省千企升级三年行动计划（2020-2025年）》，"
        "截至目前，全市共有省级小巨人企业107家。\n"
    )
    found = candidate("2025年常州省级小巨人企业有几家？", text, "107家")
    assert found.mismatch is Mismatch.YEAR


def test_a_later_sentence_keeps_the_day_the_text_speaks_of(candidate: Callable) -> None:
    text = CHANGZHOU + "2018年开展认定。截至目前，已认定107家。309家企业入选培育库。\n"
    found = candidate("2018年常州有几家企业入选培育库？", text, "309家")
    assert found.mismatch is Mismatch.YEAR


def test_the_year_before_in_a_rule_counts_for_its_own_sentence_only(candidate: Callable) -> None:
    text = CHANGZHOU + "增幅不低于上年增幅的给予奖励。每家企业奖励20万元。\n"
    assert candidate("2023年常州每家企业奖励多少？", text, "20万元").mismatch is None


def test_a_five_year_plan_that_begins_is_no_time_of_a_figure(candidate: Callable) -> None:
    text = CHANGZHOU + "2023年是推进“十四五”发展的重要一年。力争400家企业入库。\n"
    assert candidate("2025年常州多少家企业入库？", text, "400家").mismatch is Mismatch.YEAR


def test_the_time_of_a_five_year_plan_holds_for_its_figures(candidate: Callable) -> None:
    text = CHANGZHOU + "“十四五”期间，力争400家企业入库。\n"
    assert candidate("2025年常州多少家企业入库？", text, "400家").mismatch is None
