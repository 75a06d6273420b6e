"""A network over candidates: learns what a line cannot, and forgets nothing of the line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from eval.fitting.network import Recipe, cross_validated, fit_network
from eval.fitting.softmax import Group, fit, top_worth

RECIPE = Recipe(units=8, epochs=60, dropout=0.0, nets=2)


def _groups(count: int = 120, seed: int = 1) -> list[Group]:
    """The right candidate has the two last features alike where the question is of one kind, and
    unlike where it is of the other: no line tells that."""
    random = np.random.default_rng(seed)
    groups = []
    for number in range(count):
        kind = float(number % 2)
        pair = random.integers(0, 2, (6, 2)).astype(float)
        alike = pair[:, 0] == pair[:, 1]
        worth = (alike if kind else ~alike).astype(float)
        if worth.any() and not worth.all():
            features = np.column_stack([np.full(6, kind), pair])
            groups.append(Group("made", features, worth, key=str(number)))
    return groups


def _share(groups: list[Group], scores: list) -> float:
    return top_worth(groups, scores)


def test_it_learns_what_no_line_can() -> None:
    groups = _groups()
    model = fit_network(groups, RECIPE)
    line = fit(groups)
    learned = _share(groups, [model.scores(group.features) for group in groups])
    assert learned > _share(groups, [group.features @ line for group in groups]) + 0.2


def test_the_same_seeds_give_the_same_weights() -> None:
    groups = _groups(40)
    recipe = replace(RECIPE, epochs=3)
    first, second = fit_network(groups, recipe), fit_network(groups, recipe)
    assert np.array_equal(first.hidden, second.hidden)


def test_a_question_is_scored_by_models_that_have_not_seen_it() -> None:
    groups = _groups(40)
    scores = cross_validated(groups, folds=2, recipe=replace(RECIPE, epochs=3))
    assert [len(score) for score in scores] == [len(group.worth) for group in groups]


def test_scores_do_not_depend_on_the_scale_of_a_feature() -> None:
    groups = _groups(40)
    recipe = replace(RECIPE, epochs=3, nets=1)
    tenfold = [replace(g, features=g.features * np.array([1.0, 10.0, 1.0])) for g in groups]
    plain = fit_network(groups, recipe).scores(groups[0].features)
    scaled = fit_network(tenfold, recipe).scores(tenfold[0].features)
    assert np.allclose(plain, scaled, atol=1e-3)
