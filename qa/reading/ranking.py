"""Which sentence answers: a small network over how a sentence and its passage meet the question.

How much each feature says, and together with which others, is learned from questions whose
evidence is known. The weights and how they were fitted stand in `data/sentence_model.json`
(`python -m eval.fitting.sentences`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from qa.reading.fit import Fit
from qa.reading.scene import Scene
from qa.reading.sentence_features import FEATURES, SentenceFeatures, Values
from qa.reading.sentences import SentenceAt

RANKED = 80
"""Sentences of the best coverage that are ranked; the answer stands in them or nowhere."""

FitOf = Callable[[SentenceAt], Fit]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """A linear score and one hidden layer beside it: x·w + tanh(x·H + b)·o.

    Shapes for f features and h hidden units: linear (f,), hidden (f, h), bias (h,), output (h,).
    A score is a logit, comparable within one question only.
    """

    linear: Floats
    hidden: Floats
    bias: Floats
    output: Floats

    def scores(self, features: Floats) -> Floats:
        """Logits of sentences, (n, f) → (n,)."""
        units = np.tanh(features @ self.hidden + self.bias)
        return np.asarray(features @ self.linear + units @ self.output)


@lru_cache(maxsize=1)
def load_sentence_model() -> SentenceModel:
    """The fitted weights. A file that names other features is refused."""
    stored = json.loads(files("qa").joinpath("data/sentence_model.json").read_text("utf-8"))
    if stored["features"] != list(FEATURES):
        raise ValueError("sentence_model.json was fitted for other features than these")
    return SentenceModel(
        *(np.array(stored[name], dtype=np.float64) for name in SentenceModel.__slots__)
    )


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with the model's score and whether it is about what was asked."""

    at: SentenceAt
    fit: Fit
    score: float


class SentenceRanker:
    """Orders the sentences of one scene; `fit_of` says what each is about."""

    def __init__(self, scene: Scene, fit_of: FitOf) -> None:
        self._features = SentenceFeatures(scene)
        self._fit_of = fit_of

    def ranked(self, sentences: Sequence[SentenceAt]) -> list[Ranked]:
        """The sentences judged, best first."""
        sentences = sentences[:RANKED]
        if not sentences:
            return []
        fits = [self._fit_of(at) for at in sentences]
        features = [self._features.of(at, fit) for at, fit in zip(sentences, fits, strict=True)]
        scores = load_sentence_model().scores(np.array(features))
        judged = [Ranked(*one) for one in zip(sentences, fits, scores.tolist(), strict=True)]
        return sorted(judged, key=lambda r: (-r.score, r.at.hit.rank, r.at.sentence.start))

    def examined(self, sentences: Sequence[SentenceAt]) -> list[tuple[SentenceAt, Values]]:
        """The sentences with their features, for fitting the model."""
        return [(at, self._features.of(at, self._fit_of(at))) for at in sentences[:RANKED]]
