"""An aim and what became of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.aims import aim_and_result
from qa.analysis import QuestionAnalyser

PLANNED = (
    "2018年乐山市政府工作报告\n\n各位代表：\n二、2018年工作任务\n\n"
    "今年主要预期目标是：城镇新增就业4万人以上；居民消费价格涨幅3%左右；进出口总额增长10%。\n"
)
REACHED = (
    "2019年乐山市政府工作报告\n\n各位代表：\n一、2018年工作回顾\n\n"
    "过去一年，城镇新增就业5.2万人，居民消费价格涨幅2.1%，居民收入增长8%。\n"
)


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("2018年定的城镇新增就业目标是多少，最后实际干成了多少？", "2018年城镇新增就业多少？"),
        ("2018年年初说减贫多少人，年底实际减了多少？完成没？", "2018年减贫多少人？"),
        ("2014年经济增长目标完成了吗？目标和实际各多少？", "2014年经济增长多少？"),
        ("2012年粮食产量增长7.8%，超没超当年定的目标？", "2012年粮食产量增长多少？"),
    ],
)
def test_aim_and_result_are_asked_of_one_measure(
    questions: QuestionAnalyser, question: str, measure: str
) -> None:
    sides = aim_and_result(questions.analyse(question), questions)
    assert [(side.question.text, side.question.aimed) for side in sides] == [
        (measure, True),
        (measure, False),
    ]


@pytest.mark.parametrize(
    "question", ["2018年新增就业目标是多少？", "2018年实际新增就业多少人？", "2018年有几家企业？"]
)
def test_one_of_them_is_no_comparison(questions: QuestionAnalyser, question: str) -> None:
    assert aim_and_result(questions.analyse(question), questions) == ()


def test_the_result_is_set_beside_the_aim(scene: Callable) -> None:
    said = scene("2018年城镇新增就业目标是多少，实际完成多少？", PLANNED, REACHED).answer().text
    assert "5.2万人－4万人＝1.2万人" in said
    assert "完成目标" in said


def test_of_prices_less_than_the_aim_is_within_it(scene: Callable) -> None:
    said = scene("2018年居民消费价格涨幅目标和实际各是多少？", PLANNED, REACHED).answer().text
    assert "未超出目标" in said


def test_a_result_of_another_measure_is_not_set_beside(scene: Callable) -> None:
    said = scene("2018年进出口总额增长目标多少，实际增长多少？", PLANNED, REACHED).answer().text
    assert "目标：10%" not in said
    assert "＝" not in said
