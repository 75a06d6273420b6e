"""The logistic model: it separates, and no weight turns against its known direction."""

from __future__ import annotations

import numpy as np

from eval.fitting.logistic import Examples, fit


def _examples() -> Examples:
    """Answerable where the first sign is high; the second is the first turned round."""
    rng = np.random.default_rng(1)
    signs = rng.random((200, 2))
    signs[:, 1] = 1 - signs[:, 0] + 0.1 * signs[:, 1]
    keys = tuple(str(number) for number in range(200))
    return Examples(signs, signs[:, 0] > 0.5, np.ones(200), ("a",) * 200, keys)


def test_probabilities_separate_the_outcomes() -> None:
    examples = _examples()
    scores = fit(examples, [1, 0]).scores(examples.signs)
    assert scores[examples.answerable].min() > scores[~examples.answerable].max() - 0.2


def test_a_sign_that_speaks_for_an_answer_gets_no_negative_weight() -> None:
    assert fit(_examples(), [1, 1]).weights[1] == 0.0


def test_a_subset_keeps_rows_together() -> None:
    examples = _examples()
    part = examples.subset(np.arange(200) < 3)
    assert part.keys == ("0", "1", "2")
    assert np.array_equal(part.signs, examples.signs[:3])
