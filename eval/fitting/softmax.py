"""A linear ranker fitted by the softmax over each question's candidates.

The loss of a question is −log of the share of probability on its right candidates, which may be
several (the marginal likelihood of Lee et al. 2019, Latent Retrieval). Features are standardised
for fitting and the scale folded back into the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Group:
    """One question's candidates: features (n, f), which are right (n,), and its source."""

    source: str
    features: Floats
    right: NDArray[np.bool_]


def fit(
    groups: Sequence[Group],
    *,
    decay: float = 1e-2,
    steps: int = 400,
    rate: float = 0.02,
    weights: dict[str, float] | None = None,
) -> Floats:
    """Weights (f,) for raw features. `decay` is the L2 penalty, `weights` by source (default 1)."""
    stacked = np.concatenate([group.features for group in groups])
    scale = stacked.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    shares = np.array([(weights or {}).get(group.source, 1.0) for group in groups])
    shares /= shares.sum()
    features, real, right = _padded(groups, scale)
    w = np.zeros(features.shape[2])
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        logits = np.where(real, features @ w, -1e9)
        chosen = _softmax(np.where(right, logits, -1e9)) - _softmax(logits)
        gradient = -np.einsum("g,gn,gnf->f", shares, chosen, features) + 2 * decay * w
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        w = w - rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return np.asarray(w / scale, dtype=np.float64)


def cross_validated(
    groups: Sequence[Group], folds: int = 5, seed: int = 0, **options: object
) -> list[Floats]:
    """Scores of every group's candidates by a model that has not seen the group."""
    fold = np.random.default_rng(seed).integers(0, folds, len(groups))
    scores: list[Floats] = [np.zeros(0)] * len(groups)
    for held in range(folds):
        seen = [group for group, at in zip(groups, fold, strict=True) if at != held]
        w = fit(seen, **options)  # type: ignore[arg-type]
        for place in np.flatnonzero(fold == held):
            scores[place] = groups[place].features @ w
    return scores


def top_share(groups: Sequence[Group], scores: Sequence[Floats], source: str | None = None) -> float:
    """Share of questions whose best candidate is right."""
    hits = [
        bool(group.right[int(np.argmax(score))])
        for group, score in zip(groups, scores, strict=True)
        if source is None or group.source == source
    ]
    return sum(hits) / len(hits) if hits else 0.0


def _padded(groups: Sequence[Group], scale: Floats) -> tuple[Floats, Floats, Floats]:
    width = max(len(group.right) for group in groups)
    features = np.zeros((len(groups), width, len(scale)))
    real = np.zeros((len(groups), width), dtype=bool)
    right = np.zeros((len(groups), width), dtype=bool)
    for place, group in enumerate(groups):
        count = len(group.right)
        features[place, :count] = group.features / scale
        real[place, :count] = True
        right[place, :count] = group.right
    return features, real, right  # type: ignore[return-value]


def _softmax(logits: Floats) -> Floats:
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))
