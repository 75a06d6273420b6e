"""Which sentence answers: a model over named, finite features."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from qa.reading.ranking import SentenceModel, load_sentence_model
from qa.reading.sentence_features import FEATURES

TEXT = (
    "为规范工程管理，制定本办法。本办法所称公共租赁住房，是指限定建设标准和租金水平，面向住房困难家庭供应的保障性住房。"
    "承租人不得转租、转借公共租赁住房。市住房保障部门负责监督管理。\n"
)


def test_every_feature_of_every_sentence_is_a_finite_number(scene: Callable) -> None:
    made = scene("公共租赁住房是指什么？", TEXT)
    examined = made.reader.examine(made.question, made.hits)
    assert examined
    assert all(math.isfinite(value) for _, values in examined for value in values)


def test_there_is_a_feature_for_every_name(scene: Callable) -> None:
    made = scene("公共租赁住房是指什么？", TEXT)
    assert {len(values) for _, values in made.reader.examine(made.question, made.hits)} == {
        len(FEATURES)
    }


def test_a_question_without_a_word_of_the_text_has_finite_features(scene: Callable) -> None:
    made = scene("abc？", TEXT)
    examined = made.reader.examine(made.question, made.hits)
    assert all(math.isfinite(value) for _, values in examined for value in values)


def test_the_model_has_a_weight_for_every_feature_and_unit() -> None:
    model = load_sentence_model()
    units = len(model.output)
    assert model.linear.shape == (len(FEATURES),)
    assert model.hidden.shape == (len(FEATURES), units)
    assert model.bias.shape == (units,)


def test_the_weights_are_finite() -> None:
    model = load_sentence_model()
    assert all(
        np.isfinite(part).all() for part in (model.linear, model.hidden, model.bias, model.output)
    )


def test_a_score_is_the_line_and_the_units_beside_it() -> None:
    model = SentenceModel(
        linear=np.array([1.0, -1.0]),
        hidden=np.array([[0.5], [0.0]]),
        bias=np.array([0.0]),
        output=np.array([2.0]),
    )
    scores = model.scores(np.array([[2.0, 1.0], [0.0, 0.0]]))
    assert scores == pytest.approx([1.0 + 2.0 * math.tanh(1.0), 0.0])


def test_a_definition_answers_what_is_meant(scene: Callable) -> None:
    assert "面向住房困难家庭供应" in scene("公共租赁住房是指什么？", TEXT).said()


def test_a_prohibition_answers_whether_it_is_allowed(scene: Callable) -> None:
    assert "不得转租" in scene("公共租赁住房可以转租吗？", TEXT).said()


def test_the_body_in_charge_answers_who_supervises(scene: Callable) -> None:
    said = scene("公共租赁住房由谁负责监督管理？", TEXT).said()
    assert "市住房保障部门负责监督管理" in said
