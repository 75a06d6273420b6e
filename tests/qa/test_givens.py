"""A figure the asker gives is one side of the computation."""

from __future__ import annotations

import pytest

from qa.analysis import QuestionAnalyser
from qa.givens import given_operand


@pytest.mark.parametrize(
    ("text", "given", "rest"),
    [
        ("常州国家级小巨人离100家的目标还差几家？", "100家", "常州国家级小巨人"),
        ("市级企业从首批37家到2022年初，增加了多少家？", "37家", "2022年初"),
        ("全省99家里，常州占百分之几？", "99家", "常州"),
    ],
)
def test_what_is_left_without_the_figure_is_asked(
    questions: QuestionAnalyser, text: str, given: str, rest: str
) -> None:
    found = given_operand(questions.analyse(text), questions)
    assert found is not None
    assert found.quantity.text == given
    assert rest in found.question.text
    assert given not in found.question.text


@pytest.mark.parametrize(
    "text", ["投资5000万元奖励多少？", "培训3年增加了多少人？", "常州比苏州多几家？"]
)
def test_a_figure_of_the_askers_case_is_no_operand(questions: QuestionAnalyser, text: str) -> None:
    assert given_operand(questions.analyse(text), questions) is None
