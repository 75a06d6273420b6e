"""Likeness of question and sentences: only where the model has a say."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from qa.reading.semantics import Semantics

TEXT = "考试每年举行一次。成绩长期有效。\n"


class Keyed:
    """A model for which texts that share 成绩 are alike and all others are not."""

    dense_weight = 0.5

    def __init__(self) -> None:
        self.calls = 0

    def embed_passages(self, texts: list[str]) -> np.ndarray:
        self.calls += 1
        return np.array([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> np.ndarray:
        return np.array([1.0, 0.0] if "成绩" in text else [0.0, 1.0], dtype=np.float32)


def test_a_model_without_weight_has_no_say(scene: Callable, neutral_embedder) -> None:  # type: ignore[no-untyped-def]
    assert Semantics(neutral_embedder).question("成绩有效期多长？") is None


def test_without_a_vector_nothing_is_alike(scene: Callable, neutral_embedder) -> None:  # type: ignore[no-untyped-def]
    _, analysed = scene("成绩？", TEXT).read_hits[0]
    assert Semantics(neutral_embedder).likeness(None, analysed) == {}


def test_the_sentence_of_the_sense_is_more_alike(scene: Callable) -> None:
    _, analysed = scene("成绩？", TEXT).read_hits[0]
    semantics = Semantics(Keyed())  # type: ignore[arg-type]
    likeness = semantics.likeness(semantics.question("成绩有效期多长？"), analysed)
    best = max(likeness, key=lambda start: likeness[start])
    assert analysed.text[best:].startswith("成绩长期有效")


def test_likeness_is_never_below_that_of_an_unrelated_text(scene: Callable) -> None:
    _, analysed = scene("成绩？", TEXT).read_hits[0]
    semantics = Semantics(Keyed())  # type: ignore[arg-type]
    values = semantics.likeness(semantics.question("成绩有效期多长？"), analysed).values()
    assert min(values) == 0.0


def test_the_vectors_of_a_passage_are_made_once(scene: Callable) -> None:
    _, analysed = scene("成绩？", TEXT).read_hits[0]
    model = Keyed()
    semantics = Semantics(model)  # type: ignore[arg-type]
    for question in ("成绩？", "考试？"):
        semantics.likeness(semantics.question(question), analysed)
    assert model.calls == 1
