"""Signs of the evidence and the refusal that is learned from them, over the bundled corpus."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answering import Answerer, Request
from qa.answers import Status
from qa.evidence import SIGNS
from qa.refusal import load_refusal_policy


def test_the_bundled_weights_speak_in_their_known_direction() -> None:
    policy = load_refusal_policy()
    for (name, direction), steps in zip(SIGNS.items(), policy.steps, strict=True):
        assert all(gain * direction >= 0 for _, gain in steps), name
    assert 0 < policy.threshold < 1


def test_only_enough_trust_is_accepted() -> None:
    policy = replace(load_refusal_policy(), threshold=0.4)
    assert policy.accepts(0.4)
    assert not policy.accepts(0.39)


@pytest.mark.parametrize(
    "question",
    ["常州市省级专精特新小巨人企业奖励多少？", "金湖县每年新增几家省级小巨人企业？"],
)
def test_what_the_corpus_says_is_trusted(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(Request(question))
    assert answer.status is Status.ANSWERED
    assert answer.confidence is not None
    assert answer.confidence >= load_refusal_policy().threshold


@pytest.mark.parametrize(
    "question",
    ["养老金每月发放日期是哪天？", "苏州市轨道交通票价怎么算？"],
)
def test_what_the_corpus_does_not_touch_is_refused(answerer: Answerer, question: str) -> None:
    assert answerer.answer(Request(question)).status is Status.INSUFFICIENT
