"""A linear ranker fitted by the softmax over each question's candidates.

The loss of a question is −log of the expected worth of a candidate drawn by the softmax of the
scores. Where candidates are right or wrong this is the marginal likelihood of Lee et al. 2019
(Latent Retrieval); where each has an F1 it is the expected F1. Features are standardised for
fitting and the scale folded back into the weights.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NONE = -1e9
"""Logit of what is not there or worth nothing."""


@dataclass(frozen=True, slots=True)
class Group:
    """One question's candidates: features (n, f), what each is worth (n,) from 0 (wrong) to 1
    (right), and the question's source. Questions with one `key` (those on one document) stay on
    one side of every split; without a key each stands alone.
    """

    source: str
    features: Floats
    worth: Floats
    key: str = ""

    def thinned(self, most: int, seed: int = 0) -> Group:
        """At most `most` candidates: the five worth most and a random choice of the others."""
        if len(self.worth) <= most:
            return self
        best = np.argsort(-self.worth, kind="stable")[:5]
        drawn = np.random.default_rng(seed).choice(len(self.worth), most - 5, replace=False)
        kept = np.union1d(best, drawn)
        return Group(self.source, self.features[kept], self.worth[kept], self.key)


def fit(
    groups: Sequence[Group],
    *,
    decay: float = 1e-2,
    steps: int = 400,
    rate: float = 0.02,
    most: int = 160,
    weights: dict[str, float] | None = None,
) -> Floats:
    """Weights (f,) for raw features. `decay` is the L2 penalty, `weights` by source (default 1).

    Of each question at most `most` candidates are learned from.
    """
    groups = [group.thinned(most) for group in groups]
    stacked = np.concatenate([group.features for group in groups])
    scale = stacked.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    shares = np.array([(weights or {}).get(group.source, 1.0) for group in groups])
    shares /= shares.sum()
    features, real, worth = _padded(groups, scale)
    gain = np.where(worth > 0, np.log(np.maximum(worth, 1e-12)), _NONE)
    w = np.zeros(features.shape[2])
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        logits = np.where(real, features @ w, _NONE)
        chosen = _softmax(logits + gain) - _softmax(logits)
        per_feature = (shares[:, None] * chosen).ravel() @ features.reshape(-1, len(w))
        gradient = -per_feature + 2 * decay * w
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        w = w - rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return np.asarray(w / scale, dtype=np.float64)


def cross_validated(
    groups: Sequence[Group], folds: int = 5, seed: int = 0, **options: object
) -> list[Floats]:
    """Scores of every group's candidates by a model that has not seen the group nor its key."""
    drawn = np.random.default_rng(seed).integers(0, folds, len(groups))
    fold = [fold_of(g.key, folds) if g.key else at for g, at in zip(groups, drawn, strict=True)]
    scores: list[Floats] = [np.zeros(0)] * len(groups)
    for held in range(folds):
        seen = [group for group, at in zip(groups, fold, strict=True) if at != held]
        w = fit(seen, **options)  # type: ignore[arg-type]
        for place in np.flatnonzero(np.equal(fold, held)).tolist():
            scores[place] = groups[place].features @ w
    return scores


def fold_of(key: str, folds: int) -> int:
    """The side of a split a key falls on, the same in every run."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % folds


def top_worth(
    groups: Sequence[Group], scores: Sequence[Floats], source: str | None = None
) -> float:
    """Mean worth of the best candidate: where worth is 0 or 1, the share of right ones."""
    found = [
        float(group.worth[int(np.argmax(score))])
        for group, score in zip(groups, scores, strict=True)
        if source is None or group.source == source
    ]
    return sum(found) / len(found) if found else 0.0


def _padded(groups: Sequence[Group], scale: Floats) -> tuple[Floats, NDArray[np.bool_], Floats]:
    width = max(len(group.worth) for group in groups)
    features = np.zeros((len(groups), width, len(scale)))
    real = np.zeros((len(groups), width), dtype=np.bool_)
    worth = np.zeros((len(groups), width))
    for place, group in enumerate(groups):
        count = len(group.worth)
        features[place, :count] = group.features / scale
        real[place, :count] = True
        worth[place, :count] = group.worth
    return features, real, worth


def _softmax(logits: Floats) -> Floats:
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))
