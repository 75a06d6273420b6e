"""A scorecard: signs cut into steps, each with a gain of the sign's known direction.

A step that is passed adds its gain for good, so a sign whose steps all speak for an answer can
only rise with it (an additive model of monotone functions). Fitted as `logistic.py` fits signs, with
one column a step. With each source left out it ranks answerable before unanswerable questions more
often than one weight a sign, and as often as boosted monotone trees (docs/evaluation.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from eval.fitting.logistic import Examples, Floats, Logistic, fit
from eval.fitting.softmax import fold_of
from qa.refusal import Scorecard

STEPS = 16
"""Most steps of a sign, at the quantiles of its values."""
DECAY = 1e-2
"""L2 penalty; 0.001 to 0.01 rank within .005 of each other."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """The edges of the steps of every sign, rising."""

    edges: tuple[Floats, ...]

    @classmethod
    def of(cls, signs: Floats) -> Cuts:
        """Edges at the quantiles of each column; none above which no value lies."""
        shares = np.linspace(0, 1, STEPS + 2)[1:-1]
        edges = (np.unique(np.quantile(column, shares).round(4)) for column in signs.T)
        return cls(tuple(e[e < column.max()] for e, column in zip(edges, signs.T, strict=True)))

    def expanded(self, signs: Floats) -> Floats:
        """A column of 0 and 1 for every step, (n, f) → (n, steps)."""
        columns = [
            column > edge
            for column, edges in zip(signs.T, self.edges, strict=True)
            for edge in edges
        ]
        return np.array(columns, dtype=np.float64).T

    def repeated(self, directions: Sequence[int]) -> list[int]:
        """The direction of every step."""
        return [
            way
            for way, edges in zip(directions, self.edges, strict=True)
            for _ in range(len(edges))
        ]


def fit_scorecard(examples: Examples, directions: Sequence[int], threshold: float) -> Scorecard:
    """The scorecard of the examples."""
    cuts, model = _fitted(examples, directions)
    gains = iter(model.weights.tolist())
    steps = tuple(
        tuple((edge, gain) for edge in edges.tolist() if (gain := round(next(gains), 4)))
        for edges in cuts.edges
    )
    return Scorecard(steps, round(model.bias, 4), threshold)


def cross_validated(examples: Examples, directions: Sequence[int], folds: int = 5) -> Floats:
    """Probabilities of every example by a scorecard that has not seen its key."""
    return _held_out(examples, directions, [fold_of(key, folds) for key in examples.keys])


def left_out(examples: Examples, directions: Sequence[int]) -> Floats:
    """Probabilities of every example by a scorecard that has not seen its source."""
    names = sorted(set(examples.sources))
    return _held_out(examples, directions, [names.index(source) for source in examples.sources])


def _held_out(examples: Examples, directions: Sequence[int], fold: Sequence[int]) -> Floats:
    scores = np.zeros(len(fold))
    for held in sorted(set(fold)):
        inside = np.equal(fold, held)
        cuts, model = _fitted(examples.subset(~inside), directions)
        scores[inside] = model.scores(cuts.expanded(examples.signs[inside]))
    return scores


def _fitted(examples: Examples, directions: Sequence[int]) -> tuple[Cuts, Logistic]:
    cuts = Cuts.of(examples.signs)
    expanded = replace(examples, signs=cuts.expanded(examples.signs))
    return cuts, fit(expanded, cuts.repeated(directions), decay=DECAY)
