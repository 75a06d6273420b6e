"""A logistic model with weights of known sign, fitted by projected gradient steps.

A sign that can only speak for an answer gets no negative weight, however the few questions of a
development set fall; so the model cannot turn against itself on other texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions with an outcome: signs (n, f), whether each is `answerable` (n,), how much each
    counts (n,), its source (n), and a key (n) that keeps like questions on one side of a split."""

    signs: Floats
    answerable: NDArray[np.bool_]
    weights: Floats
    sources: tuple[str, ...]
    keys: tuple[str, ...]

    def subset(self, chosen: NDArray[np.bool_]) -> Examples:
        places = np.flatnonzero(chosen).tolist()
        return Examples(
            self.signs[chosen],
            self.answerable[chosen],
            self.weights[chosen],
            tuple(self.sources[place] for place in places),
            tuple(self.keys[place] for place in places),
        )


@dataclass(frozen=True, slots=True)
class Logistic:
    """log-odds = weights · signs + bias."""

    weights: Floats
    bias: float

    def scores(self, signs: Floats) -> Floats:
        """Probabilities, shape (n,)."""
        return np.asarray(1 / (1 + np.exp(-(signs @ self.weights + self.bias))))


def fit(
    examples: Examples,
    directions: Sequence[int],
    *,
    decay: float = 3e-3,
    steps: int = 1500,
    rate: float = 0.02,
) -> Logistic:
    """Weighted maximum likelihood with L2 `decay` on standardised signs.

    Args:
        directions: for each sign 1 (weight at least 0), -1 (at most 0) or 0 (free).
    """
    scale = np.maximum(examples.signs.std(axis=0), 0.02)
    mean = examples.signs.mean(axis=0)
    standard = (examples.signs - mean) / scale
    outcome = examples.answerable.astype(np.float64)
    shares = examples.weights / examples.weights.sum()
    lowest = np.where(np.greater(directions, 0), 0.0, -np.inf)
    highest = np.where(np.less(directions, 0), 0.0, np.inf)
    w, bias = np.zeros(standard.shape[1]), 0.0
    first, second = np.zeros(len(w) + 1), np.zeros(len(w) + 1)
    for step in range(1, steps + 1):
        error = shares * (1 / (1 + np.exp(-(standard @ w + bias))) - outcome)
        gradient = np.append(error @ standard + 2 * decay * w, error.sum())
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        change = rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        w = np.clip(w - change[:-1], lowest, highest)
        bias -= float(change[-1])
    return Logistic(w / scale, bias - float((w / scale) @ mean))
