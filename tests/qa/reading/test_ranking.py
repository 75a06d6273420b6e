"""Which sentence answers: a model over named, finite features."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from importlib.resources import files

from qa.reading.ranking import FEATURES, load_sentence_model

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


def test_the_model_file_weighs_exactly_the_features() -> None:
    stored = json.loads(files("qa").joinpath("data/sentence_model.json").read_text("utf-8"))
    assert set(stored["weights"]) == set(FEATURES)


def test_the_weights_are_finite() -> None:
    assert all(math.isfinite(weight) for weight in load_sentence_model().weights)


def test_a_definition_answers_what_is_meant(scene: Callable) -> None:
    assert "面向住房困难家庭供应" in scene("公共租赁住房是指什么？", TEXT).said()


def test_a_prohibition_answers_whether_it_is_allowed(scene: Callable) -> None:
    assert "不得转租" in scene("公共租赁住房可以转租吗？", TEXT).said()


def test_the_body_in_charge_answers_who_supervises(scene: Callable) -> None:
    said = scene("公共租赁住房由谁负责监督管理？", TEXT).said()
    assert "市住房保障部门负责监督管理" in said
