"""Comparisons: one sub-question for each thing put side by side."""

from __future__ import annotations

import pytest

from qa.analysis import QuestionAnalyser
from qa.sides import sides_of


def _names(questions: QuestionAnalyser, text: str) -> list[str]:
    return [side.name for side in sides_of(questions.analyse(text), questions)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("常州和苏州各有几家小巨人企业？", ["常州", "苏州"]),
        ("国家级和省级小巨人的奖励相差多少？", ["国家级小巨人", "省级小巨人"]),
        ("2021年和2022年分别新增几家企业？", ["2021年", "2022年"]),
    ],
)
def test_each_thing_compared_has_its_question(
    questions: QuestionAnalyser, text: str, names: list[str]
) -> None:
    assert _names(questions, text) == names


def test_a_sub_question_has_one_place(questions: QuestionAnalyser) -> None:
    sides = sides_of(questions.analyse("常州和苏州各有几家小巨人企业？"), questions)
    assert [[p.short for p in side.question.places] for side in sides] == [["常州"], ["苏州"]]


@pytest.mark.parametrize(
    "text", ["常州市有几家小巨人企业？", "2022到2024年培训多少名企业家？", "小巨人奖励多少？"]
)
def test_one_thing_is_no_comparison(questions: QuestionAnalyser, text: str) -> None:
    assert _names(questions, text) == []


def test_the_standard_of_a_comparison_is_asked_in_the_words_of_the_other_side(
    questions: QuestionAnalyser,
) -> None:
    sides = sides_of(questions.analyse("苏州的省级小巨人比常州多几家？"), questions)
    assert {side.name: side.question.text for side in sides} == {
        "苏州": "苏州的省级小巨人有几家？",
        "常州": "常州的省级小巨人有几家？",
    }


def test_measures_joined_before_one_interrogative_are_asked_one_by_one(
    questions: QuestionAnalyser,
) -> None:
    sides = sides_of(questions.analyse("申报孵化器，场地面积和企业数量要达到多少？"), questions)
    assert [side.name for side in sides] == ["场地面积", "企业数量"]


def test_two_bounds_of_one_figure_are_no_sides(questions: QuestionAnalyser) -> None:
    question = questions.analyse("三年加起来市级小巨人最少、最多新增多少家？")
    assert sides_of(question, questions) == ()


def test_each_year_of_a_period_is_asked_where_one_figure_a_year_is_wanted(
    questions: QuestionAnalyser,
) -> None:
    sides = sides_of(questions.analyse("2014到2016年各年新增就业多少人？"), questions)
    assert [(side.name, side.question.text) for side in sides] == [
        ("2014年", "2014年新增就业多少人？"),
        ("2015年", "2015年新增就业多少人？"),
        ("2016年", "2016年新增就业多少人？"),
    ]
