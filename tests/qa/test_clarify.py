"""When to ask back: a question that names nothing, where several texts could answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.clarify import clarification, is_unspecific

CHANGZHOU = "常州市人民政府关于奖励企业的意见\n常政发〔2023〕12号\n\n奖励30万元。\n"
SUZHOU = "苏州市人民政府关于奖励企业的意见\n苏府〔2023〕8号\n\n奖励50万元。\n"
AGAIN = "常州市人民政府关于奖励企业的补充意见\n常政发〔2023〕40号\n\n奖励35万元。\n"


@pytest.mark.parametrize(
    "text",
    [
        "奖励多少钱？",
        "文号是多少？",
    ],
)
def test_a_question_of_common_words_is_unspecific(scene: Callable, text: str) -> None:
    assert is_unspecific(scene(text, CHANGZHOU).question)


@pytest.mark.parametrize(
    "text",
    [
        "常州奖励多少钱？",
        "省级奖励多少钱？",
        "2023年奖励多少钱？",
        "《企业奖励意见》奖励多少钱？",
        "隐形冠军奖励多少钱？",
    ],
)
def test_a_name_makes_a_question_specific(scene: Callable, text: str) -> None:
    assert not is_unspecific(scene(text, CHANGZHOU).question)


def test_the_regions_to_choose_from_are_named(scene: Callable) -> None:
    made = scene("奖励多少钱？", CHANGZHOU, SUZHOU)
    text = clarification(made.question, made.hits) or ""
    assert "常州" in text
    assert "苏州" in text


def test_the_texts_of_one_region_are_named(scene: Callable) -> None:
    made = scene("奖励多少钱？", CHANGZHOU, AGAIN)
    assert "《常州市人民政府关于奖励企业的补充意见》" in (
        clarification(made.question, made.hits) or ""
    )


def test_where_one_text_answers_nothing_is_asked_back(scene: Callable) -> None:
    made = scene("奖励多少钱？", CHANGZHOU)
    assert clarification(made.question, made.hits) is None


def test_without_hits_nothing_is_asked_back(scene: Callable) -> None:
    assert clarification(scene("奖励多少钱？", CHANGZHOU).question, ()) is None
