"""The figure of a later ask, beside what answered the ask before it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.figures.quantities import find_quantities
from qa.reading.lead_time import asks_lead_time, is_lead_time

FUNERAL = (
    "上海市殡葬管理条例\n\n第十六条 丧事承办人应当自知道死者死亡之时起二十四小时内，向公安部门办理死亡证明手续。\n"
    "第十七条 殡仪馆应当自接到通知后十二小时内接运遗体，并采取防止污染环境的措施。\n"
    "第十八条 骨灰存放期限为五年。\n"
)
RELIEF = (
    "2021年政府工作报告\n\n全年为市场主体减负超过2.6万亿元，其中减免社保费1.7万亿元。国内生产总值增长2.3%。\n"
    "进出口总额增长1.9%。\n"
)


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        (
            "上海多少小时内要去公安办死亡证明？通知以后殡仪馆几小时内来接？",
            FUNERAL,
            "十二小时",
        ),
        ("全年给市场主体减了多少负担？其中社保费占多少？", RELIEF, "1.7万亿元"),
        ("全年给市场主体减负多少，里头社保费占多少？", RELIEF, "1.7万亿元"),
    ],
)
def test_a_later_ask_is_answered_beside_the_first(
    scene: Callable, question: str, text: str, figure: str
) -> None:
    assert figure in scene(question, text).answer().text


def test_no_unrelated_figure_stands_for_a_part_of_a_total(scene: Callable) -> None:
    text = scene("全年给市场主体减了多少负担？其中社保费占多少？", RELIEF).answer().text
    assert "2.3%" not in text


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("应当提前六个月公布", True),
        ("应在有效期到期3个月前提出申请", True),
        ("有效期限为3年", False),
        ("自受理之日起15日内", False),
    ],
)
def test_a_lead_time_counts_back_from_a_day(text: str, leads: bool) -> None:
    (quantity,) = find_quantities(text)
    assert is_lead_time(text, quantity) is leads


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("最晚提前多久打报告？", True),
        ("要提前几个月公布？", True),
        ("要在到期几个月前申请？", True),
        ("有效期几年？", False),
        ("三个月前公布了多少？", False),
    ],
)
def test_what_asks_for_a_lead_time(question: str, asks: bool) -> None:
    assert asks_lead_time(question) is asks


def test_both_bounds_of_one_clause_are_told_together(scene: Callable) -> None:
    text = "智能制造标准应用试点方案\n\n一个标准群中标准数量不宜少于5项、不宜超过20项。\n"
    said = scene("一个标准群中标准数量应该是多少项？", text).said()
    assert "5项" in said
    assert "20项" in said


def test_the_change_behind_a_figure_answers_what_it_grew_by(scene: Callable) -> None:
    text = "2010年政府工作报告\n\n全年汽车销售1364万辆，增长46.2%；商品房销售9.37亿平方米，增长42.1%。\n"
    said = scene("全年卖了多少辆汽车，比上一年多多少？", text).answer().text
    assert "46.2%" in said
    assert "42.1%" not in said


def test_an_alternative_is_told_with_the_other_one(scene: Callable) -> None:
    text = "小巨人企业申报条件\n\n年度营业收入5000万元以上，或利润总额400万元以上。\n"
    said = scene("小巨人企业的利润总额要多少？", text).said()
    assert "5000万元" in said
    assert "400万元" in said


def test_a_figure_that_is_only_of_the_kind_asked_is_given_for_no_part(scene: Callable) -> None:
    question = "上海殡仪馆几小时内接运遗体，食堂最晚几小时内供餐？"
    answer = scene(question, FUNERAL).answer()
    assert "二十四小时" not in answer.text
    assert any("食堂" in notice for notice in answer.notices)
