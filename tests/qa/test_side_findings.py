"""Findings of the sides of a comparison: which side the words around a figure tell of."""

from __future__ import annotations

from collections.abc import Callable

from qa.analysis import QuestionAnalyser
from qa.side_findings import TellingTerms
from qa.sides import sides_of

RENT = (
    "文化企业房租补贴办法\n京文发〔2023〕5号\n\n"
    "园区内小微文化企业给予不超过30%的房租补贴，园区外小微文化企业给予不超过20%的房租补贴。\n"
)


def test_the_words_of_a_side_stand_before_its_figure(
    scene: Callable, questions: QuestionAnalyser
) -> None:
    sides = sides_of(questions.analyse("园区内企业和园区外企业，房租补贴比例各是多少？"), questions)
    words = TellingTerms.of(sides)
    inside = scene("园区内企业房租补贴比例是多少？", RENT).reading().findings[0]
    assert words.told(0, inside) > words.told(1, inside)
