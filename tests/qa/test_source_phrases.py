"""Phrases that only name the text to look into."""

from __future__ import annotations

import pytest

from qa.analysis import QuestionAnalyser
from qa.source_phrases import without_source


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("按工信部管手机进网的那个通知行不行？", "行不行？"),
        ("能不能起个名字？看那份准入管理的征求意见稿。", "能不能起个名字？ 。"),
        ("这符合推广视频监控的通知吗？", "这 吗？"),
    ],
)
def test_the_name_of_a_source_is_left_out(text: str, rest: str) -> None:
    assert without_source(text).strip() == rest.strip()


@pytest.mark.parametrize(
    "text", ["按投资额的10%补助吗？", "根据需要可以延长吗？", "怎么申请政策兑现？"]
)
def test_what_names_no_source_stays(text: str) -> None:
    assert without_source(text) == text


def test_words_of_a_source_weigh_less_than_those_of_the_act(questions: QuestionAnalyser) -> None:
    asked = questions.analyse("按工信部管智能终端进网的那个通知，出厂能预装软件吗？")
    weights = {term.text: term.weight for term in asked.terms}
    assert weights["进网"] < weights["出厂"]
