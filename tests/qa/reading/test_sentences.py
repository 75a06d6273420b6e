"""Sentences ranked by how much of the question stands in and around them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.analysis import QuestionAnalyser
from qa.reading.sentences import rank_sentences, shows_kind

TEXT = (
    "职业资格考试办法\n\n考试由省人事考试院组织。考试每年举行一次。成绩长期有效，证书全国通用。\n"
)


def _ranked(scene: Callable, question: str) -> list[str]:
    made = scene(question, TEXT)
    found = rank_sentences(made.question, made.read_hits, made.matcher)
    return [at.analysed.text[at.sentence.start : at.sentence.end] for at in found]


def test_the_sentence_of_the_words_comes_first(scene: Callable) -> None:
    assert _ranked(scene, "考试成绩长期有效吗？")[0].startswith("成绩长期有效")


def test_every_sentence_is_ranked_once(scene: Callable) -> None:
    ranked = _ranked(scene, "考试成绩长期有效吗？")
    assert len(ranked) == len(set(ranked)) >= 3


def test_coverage_is_a_share(scene: Callable) -> None:
    made = scene("考试成绩长期有效吗？", TEXT)
    found = rank_sentences(made.question, made.read_hits, made.matcher)
    assert all(0 <= at.coverage <= 1 + 1e-9 for at in found)


@pytest.mark.parametrize(
    ("question", "shown", "missing"),
    [
        ("奖励多少？", "给予奖励30万元", "给予一定奖励"),
        ("什么时候报送？", "于2023年6月30日前报送", "按时报送"),
        ("由谁负责？", "由市财政局、市工信局负责", "认真抓好落实"),
        ("有哪些材料？", "身份证明、学历证书", "有关材料"),
    ],
)
def test_a_text_shows_the_kind_of_thing_asked(
    questions: QuestionAnalyser, question: str, shown: str, missing: str
) -> None:
    asked = questions.analyse(question)
    assert (shows_kind(asked, shown), shows_kind(asked, missing)) == (1.0, 0.0)
