"""The softmax ranker: it learns what is worth most, and keeps a document on one side."""

from __future__ import annotations

import numpy as np

from eval.fitting.softmax import Group, cross_validated, fit, top_worth


def _groups(count: int) -> list[Group]:
    """Candidates whose worth is their first feature; the second is noise."""
    rng = np.random.default_rng(0)
    groups = []
    for number in range(count):
        features = rng.random((6, 2))
        groups.append(Group("a", features, features[:, 0], key=f"document {number // 2}"))
    return groups


def test_the_feature_that_tells_the_worth_gets_the_weight() -> None:
    useful, noise = fit(_groups(60))
    assert useful > 5 * abs(noise)


def test_unseen_documents_are_ranked_nearly_as_well_as_possible() -> None:
    groups = _groups(60)
    best = float(np.mean([group.worth.max() for group in groups]))
    assert top_worth(groups, cross_validated(groups)) > best - 0.02


def test_questions_of_one_source_are_counted_alone() -> None:
    groups = [
        Group("a", np.array([[1.0], [0.0]]), np.array([1.0, 0.0])),
        Group("b", np.array([[1.0], [0.0]]), np.array([0.0, 1.0])),
    ]
    scores = [group.features[:, 0] for group in groups]
    assert (top_worth(groups, scores, "a"), top_worth(groups, scores, "b")) == (1.0, 0.0)
