"""The scorecard: steps at the values of a sign, gains of its direction, held-out scores."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eval.fitting.logistic import Examples
from eval.fitting.scorecard import Cuts, cross_validated, fit_scorecard, left_out


def _examples() -> Examples:
    """Answerable where the first sign is above 0.7; the second says nothing."""
    rng = np.random.default_rng(1)
    signs = rng.random((300, 2))
    keys = tuple(str(number) for number in range(300))
    sources = tuple("ab"[number % 2] for number in range(300))
    return Examples(signs, signs[:, 0] > 0.7, np.ones(300), sources, keys)


def test_steps_lie_below_the_highest_value() -> None:
    cuts = Cuts.of(np.array([[0.0], [0.0], [1.0]]))
    assert all(0.0 <= edge < 1.0 for edge in cuts.edges[0])


def test_a_constant_sign_has_no_step() -> None:
    assert len(Cuts.of(np.full((5, 1), 0.4)).edges[0]) == 0


def test_a_column_says_whether_its_step_is_passed() -> None:
    cuts = Cuts((np.array([0.2, 0.5]), np.array([0.3])))
    expanded = cuts.expanded(np.array([[0.4, 0.3], [0.9, 0.4]]))
    assert expanded.tolist() == [[1, 0, 0], [1, 1, 1]]
    assert cuts.repeated([1, -1]) == [1, 1, -1]


@pytest.mark.parametrize("held_out", [cross_validated, left_out])
def test_held_out_probabilities_separate_the_outcomes(held_out) -> None:
    examples = _examples()
    scores = held_out(examples, [1, 0])
    assert np.median(scores[examples.answerable]) > np.max(
        scores[~examples.answerable & (examples.signs[:, 0] < 0.6)]
    )


def test_gains_follow_the_direction_of_their_sign() -> None:
    turned = replace(_examples(), answerable=~_examples().answerable)
    card = fit_scorecard(turned, [1, 0], threshold=0.5)
    assert all(gain > 0 for _, gain in card.steps[0])
