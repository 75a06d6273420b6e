"""Computed answers: only what is asked for in so many words, with the computation written out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.figures.quantities import find_quantities
from qa.comparing_words import asks_distance
from qa.equations import written
from qa.reading.computation import combine
from qa.reading.findings import Finding
from qa.reading.own_case import of_own_case

Make = Callable[..., tuple]


@pytest.fixture(scope="module")
def told(scene: Callable) -> Make:
    """(question, one finding for each sentence with its first figure)."""

    def make(asked: str, *sentences: str):  # type: ignore[no-untyped-def]
        made = scene(asked, "\n".join(sentences) + "\n")
        hit = made.hits[0]
        text = hit.document.text
        findings = []
        for sentence in sentences:
            start = text.index(sentence)
            quantity = find_quantities(sentence)[0]
            findings.append(
                Finding(
                    sentence,
                    hit.document,
                    hit.passage,
                    hit,
                    ((start, start + len(sentence)),),
                    0.9,
                    quantity=quantity,
                )
            )
        return made.question, findings

    return make


def test_a_difference_is_written_out(told: Make) -> None:
    question, findings = told("常州比苏州少多少家？", "苏州市247家。", "常州市107家。")
    assert combine(question, findings) == "相差140家：247家－107家＝140家"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("苏州比常州多多少家？", "苏州比常州多140家：247家－107家＝140家"),
        ("常州比苏州少多少家？", "常州比苏州少140家：247家－107家＝140家"),
        ("苏州和常州哪个多？", "苏州更多：247家＞107家"),
        ("苏州和常州哪个更少？", "常州更少：107家＜247家"),
    ],
)
def test_what_is_compared_is_named_first(told: Make, asked: str, said: str) -> None:
    question, findings = told(asked, "苏州市247家。", "常州市107家。")
    assert combine(question, findings, (), ("苏州", "常州")) == said


def test_a_sum_is_written_out(told: Make) -> None:
    question, findings = told("两市一共有多少家？", "苏州市15家。", "常州市10家。")
    assert combine(question, findings) == "合计：15家＋10家＝25家"


def test_a_share_is_written_out(told: Make) -> None:
    question, findings = told("常州占全省的比例是多少？", "全省28家。", "常州5家。")
    assert combine(question, findings) == "占比：5家÷28家＝17.9%"


def test_figures_of_different_units_are_not_computed(told: Make) -> None:
    question, findings = told("两者相差多少？", "培训200名。", "培育30家。")
    assert combine(question, findings) is None


def test_nothing_is_computed_that_is_not_asked(told: Make) -> None:
    question, findings = told("苏州和常州各有几家？", "苏州市15家。", "常州市10家。")
    assert combine(question, findings) is None


def test_magnitudes_are_kept(told: Make) -> None:
    question, findings = told("国家级比省级多多少？", "国家级100万元。", "省级30万元。")
    assert combine(question, findings) == "相差70万元：100万元－30万元＝70万元"


def test_a_yearly_figure_times_the_years_asked(told: Make) -> None:
    question, (finding,) = told("三年一共新增几家？", "每年新增2—5家。")
    assert of_own_case(question, finding) == "合计：三年×2—5家＝6—15家"


def test_a_per_head_amount_times_the_askers_number(told: Make) -> None:
    question, (finding,) = told("3家企业总共能拿多少奖励？", "每家奖励30万元。")
    computed = of_own_case(question, finding)
    assert computed is not None
    assert computed.endswith("＝90万元")


def test_the_gap_to_the_askers_own_figure(told: Make) -> None:
    question, (finding,) = told("我有120家，还差多少家？", "入库企业要超过150家。")
    assert of_own_case(question, finding) == "相差30家：150家－120家＝30家"


def test_last_years_value_from_a_decrease(told: Make) -> None:
    question, (finding,) = told("上一年招收多少人？", "今年招收1200人，比上年减少355人。")
    assert of_own_case(question, finding) == "上年：1200人＋355人＝1555人"


def test_last_years_value_from_an_increase(told: Make) -> None:
    question, (finding,) = told("去年财政收入多少？", "财政收入17.9亿元，比上年增收1.4亿元。")
    assert of_own_case(question, finding) == "上年：17.9亿元－1.4亿元＝16.5亿元"


def test_last_years_value_is_not_guessed_without_a_change(told: Make) -> None:
    question, (finding,) = told("去年招收多少人？", "今年招收1200人，计划扩建355人。")
    assert of_own_case(question, finding) is None


def test_last_years_value_is_not_told_to_who_asks_for_the_growth(told: Make) -> None:
    question, (finding,) = told(
        "粮食产量比上年增长百分之几？", "粮食产量5543.8万吨，比上年增加43.1万吨，增长0.8%。"
    )
    assert of_own_case(question, finding) is None


@pytest.mark.parametrize("asked", ["相差多少家？", "还差几家？", "比上年增加了多少？"])
def test_a_difference_is_asked_for_in_words(asked: str) -> None:
    assert asks_distance(asked)


@given(st.integers(1, 999_999), st.sampled_from(["万元", "亿元", "元", "家", "人", "项"]))
def test_a_value_is_written_as_it_was_read(number: int, unit: str) -> None:
    (quantity,) = find_quantities(f"{number}{unit}")
    (again,) = find_quantities(written(quantity.value, quantity))
    assert again.value == pytest.approx(quantity.value, rel=1e-4)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("全县生产总值262亿元。", "人均生产总值70923元。"),
        ("每家奖励100万元。", "单个企业奖励最高200万元。"),
        ("单项冠军奖励50万元。", "瞪羚企业奖励50万元。"),
    ],
)
def test_what_is_not_comparable_has_no_difference(told: Make, first: str, second: str) -> None:
    question, findings = told("两者相差多少？", first, second)
    assert combine(question, findings) is None


def test_shares_differ_by_points(told: Make) -> None:
    question, findings = told("园区内外的补贴比例相差多少？", "园区内补贴30%。", "园区外补贴20%。")
    assert combine(question, findings) == "相差10个百分点：30%－20%＝10个百分点"


def test_shares_that_are_told_are_not_divided(told: Make) -> None:
    question, findings = told("员工和收入占比各要到多少？", "员工占50%以上。", "收入占35%以上。")
    assert combine(question, findings) is None
