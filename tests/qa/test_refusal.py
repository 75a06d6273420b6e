"""Refusing: a learned trust, and a sentence that says what was looked for."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evidence import SIGNS
from qa.reading.findings import Reading
from qa.reading.fit import Mismatch
from qa.refusal import Scorecard, load_refusal_policy, looked_for, refusal_text

TEXT = "常州市人民政府关于奖励企业的意见\n常政发〔2023〕12号\n\n对省级小巨人企业奖励30万元。\n"


def test_there_are_steps_for_every_sign() -> None:
    assert len(load_refusal_policy().steps) == len(SIGNS)


@given(
    st.integers(0, len(SIGNS) - 1),
    st.lists(st.floats(0, 1), min_size=len(SIGNS), max_size=len(SIGNS)),
)
def test_a_rising_sign_never_speaks_against_its_direction(at: int, signs: list[float]) -> None:
    policy, direction = load_refusal_policy(), list(SIGNS.values())[at]
    raised = [*signs[:at], 1.0, *signs[at + 1 :]]
    change = policy.probability(raised) - policy.probability(signs)
    assert change * direction >= 0


def test_a_scorecard_adds_the_gain_of_every_step_passed() -> None:
    others = tuple(() for _ in list(SIGNS)[1:])
    card = Scorecard((((0.2, 1.0), (0.6, 2.0)), *others), bias=-1.0, threshold=0.5)
    rest = [0.0] * (len(SIGNS) - 1)
    odds = [math.log(p / (1 - p)) for p in (card.probability([v, *rest]) for v in (0.2, 0.3, 0.7))]
    assert odds == pytest.approx([-1.0, 0.0, 2.0])


def test_trust_is_a_probability(scene: Callable) -> None:
    made = scene("常州市省级小巨人企业奖励多少？", TEXT)
    finding = made.reading().findings[0]
    assert 0 < load_refusal_policy().trust(made.question, finding, made.hits) < 1


def test_what_the_text_says_is_trusted_more_than_what_it_does_not(scene: Callable) -> None:
    policy = load_refusal_policy()
    asked = scene("常州市省级小巨人企业奖励多少？", TEXT)
    finding = asked.reading().findings[0]
    other = scene("地铁票价优惠多少？", TEXT)
    assert policy.trust(asked.question, finding, asked.hits) > policy.trust(
        other.question, finding, other.hits
    )


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_trust_is_never_refused_where_less_is_accepted(one: float, other: float) -> None:
    policy = load_refusal_policy()
    less, more = sorted((one, other))
    assert policy.accepts(more) or not policy.accepts(less)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("常熟市省级小巨人企业奖励多少？", ["常熟", "省级", "小巨人", "奖励", "数字"]),
        ("2030年建设几个智能车间？", ["2030年", "智能车间", "数字"]),
        ("智能车间由哪个部门负责？", ["智能车间", "责任单位"]),
        ("智能车间申报哪天截止？", ["智能车间", "申报"]),
        ("智能车间的申报材料有哪些？", ["智能车间", "材料", "清单"]),
    ],
)
def test_a_refusal_says_what_was_looked_for(
    scene: Callable, question: str, named: list[str]
) -> None:
    text = refusal_text(scene(question, TEXT).question, Reading(()))
    assert text.startswith("没有找到")
    assert all(name in text for name in named)


@pytest.mark.parametrize(
    ("mismatch", "reason"),
    [
        (Mismatch.PLACE, "其他地区"),
        (Mismatch.TIER, "其他层级"),
        (Mismatch.YEAR, "其他年份"),
        (Mismatch.NATURE, "没有现状数"),
        (Mismatch.KIND, "没有给出这项数据"),
        (Mismatch.TITLE, "其他对象"),
    ],
)
def test_a_refusal_says_on_what_it_failed(scene: Callable, mismatch: Mismatch, reason: str) -> None:
    question = scene("常州市省级小巨人企业奖励多少？", TEXT).question
    assert reason in refusal_text(question, Reading((), missing=(mismatch,)))


def test_a_refusal_is_one_sentence(scene: Callable) -> None:
    question = scene("常州市省级小巨人企业奖励多少？", TEXT).question
    assert refusal_text(question, Reading((), missing=(Mismatch.PLACE,))).count("。") == 1


def test_every_place_asked_is_named(scene: Callable) -> None:
    what = looked_for(scene("常州和苏州的地铁票价各多少？", TEXT).question)
    assert "常州" in what
    assert "苏州" in what


def test_beside_an_accepted_figure_less_trust_suffices() -> None:
    policy = load_refusal_policy()
    trust = policy.threshold * 0.7
    assert policy.accepts(trust, beside=True)
    assert not policy.accepts(trust)
