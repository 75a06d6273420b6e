"""The noun behind the classifier, and the figure that counts it."""

from __future__ import annotations

import pytest

from ingest.figures.statements import read_statements
from qa.analysis import QuestionAnalyser
from qa.reading.counted_nouns import counted_noun, counts_noun


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("每年要服务多少家企业？", "企业"),
        ("建成多少个示范园区呢？", "示范园区"),
        ("审核几个工作日内完成？", ""),
        ("奖励多少？", ""),
    ],
)
def test_the_noun_behind_the_classifier(questions: QuestionAnalyser, text: str, noun: str) -> None:
    assert counted_noun(questions.analyse(text)) == noun


@pytest.mark.parametrize(
    ("noun", "text", "counts"),
    [
        ("企业", "服务企业不少于500家", True),
        ("研发机构", "建设50家海外企业研发机构", True),
        ("企业", "上线工业APP不低于50个", False),
        ("孵化器", "海外企业研发机构50家", False),
    ],
)
def test_a_figure_counts_the_noun_beside_it(noun: str, text: str, counts: bool) -> None:
    (statement,) = read_statements(text)
    assert (counts_noun(noun, text, statement) > 0) is counts
