"""Fusion of lexical and dense scores."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from qa.fusion import fuse

SCORES = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 50), max_size=6)
COSINES = st.dictionaries(st.sampled_from("abcdef"), st.floats(-1, 1), max_size=6)


def _order(lexical: dict[str, float], dense: dict[str, float], weight: float) -> list[str]:
    return [item.passage_id for item in fuse(lexical, dense, weight)]


def test_without_dense_weight_the_lexical_order_stays() -> None:
    assert _order({"a": 1.0, "b": 3.0, "c": 2.0}, {"a": 0.9, "b": 0.1, "c": 0.2}, 0.0) == [
        "b",
        "c",
        "a",
    ]


def test_the_dense_side_decides_between_equal_words() -> None:
    assert _order({"a": 2.0, "b": 2.0}, {"a": 0.2, "b": 0.8}, 0.3) == ["b", "a"]


def test_a_passage_found_only_by_sense_is_kept() -> None:
    assert "b" in _order({"a": 2.0}, {"a": 0.2, "b": 0.8}, 0.3)


def test_ties_are_in_the_order_of_ids() -> None:
    assert _order({"b": 1.0, "a": 1.0}, {}, 0.0) == ["a", "b"]


def test_nothing_found_is_nothing_fused() -> None:
    assert fuse({}, {}, 0.5) == []


@given(SCORES, COSINES, st.floats(0, 2))
def test_every_passage_is_fused_once_with_a_finite_score(
    lexical: dict[str, float], dense: dict[str, float], weight: float
) -> None:
    fused = fuse(lexical, dense, weight)
    assert sorted(item.passage_id for item in fused) == sorted({*lexical, *dense})
    assert all(math.isfinite(item.final) for item in fused)


@given(SCORES, COSINES, st.floats(0, 2))
def test_the_best_comes_first(
    lexical: dict[str, float], dense: dict[str, float], weight: float
) -> None:
    finals = [item.final for item in fuse(lexical, dense, weight)]
    assert finals == sorted(finals, reverse=True)


# a tenth of the smallest float there is is nothing: that is arithmetic, and no score of BM25
SCALABLE = st.dictionaries(
    st.sampled_from("abcdef"), st.floats(0, 50, allow_subnormal=False), max_size=6
)


@given(SCALABLE, st.floats(0.1, 10))
def test_the_scale_of_the_lexical_scores_says_nothing(
    lexical: dict[str, float], scale: float
) -> None:
    scaled = {passage_id: score * scale for passage_id, score in lexical.items()}
    both = zip(
        sorted(fuse(lexical, {}, 0.0), key=lambda item: item.passage_id),
        sorted(fuse(scaled, {}, 0.0), key=lambda item: item.passage_id),
        strict=True,
    )
    assert all(math.isclose(a.final, b.final, abs_tol=1e-9) for a, b in both)
