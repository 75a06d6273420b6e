"""Intervals, paired differences and Holm's correction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bootstrap import f1_interval, holm, mean_interval, paired_difference, ratio_interval


def test_the_interval_of_a_share_is_near_the_normal_one() -> None:
    interval = mean_interval([1.0] * 80 + [0.0] * 20)
    assert interval is not None
    assert (interval.value, interval.n) == (pytest.approx(0.8), 100)
    # 0.8 ± 1.96 · sqrt(0.8 · 0.2 / 100) = 0.8 ± 0.078
    assert interval.low == pytest.approx(0.722, abs=0.015)
    assert interval.high == pytest.approx(0.878, abs=0.015)


def test_equal_values_have_no_width() -> None:
    interval = mean_interval([1.0, 1.0, 1.0])
    assert interval is not None
    assert (interval.low, interval.value, interval.high) == (1.0, 1.0, 1.0)


def test_the_seed_is_fixed() -> None:
    values = [0.0, 1.0, 1.0, 0.5]
    assert mean_interval(values) == mean_interval(values)


def test_nothing_has_no_interval() -> None:
    assert mean_interval([]) is None
    assert f1_interval([(False, False)]) is None
    assert ratio_interval([(0, 0)]) is None


def test_f1_of_pairs() -> None:
    # two hits, one false alarm, one miss: 2·2 / (3 + 3)
    pairs = [(True, True), (True, True), (True, False), (False, True), (False, False)]
    interval = f1_interval(pairs)
    assert interval is not None
    assert interval.value == pytest.approx(4 / 6)


def test_a_ratio_is_of_sums_not_of_ratios() -> None:
    interval = ratio_interval([(1, 1), (0, 3)])
    assert interval is not None
    assert interval.value == pytest.approx(1 / 4)


def test_a_clear_gain_is_significant_and_no_change_is_not() -> None:
    gain = paired_difference([0.0] * 40, [1.0] * 30 + [0.0] * 10)
    assert gain.difference.value == pytest.approx(0.75)
    assert gain.p_value < 0.001
    assert paired_difference([1.0, 0.0], [1.0, 0.0]).p_value == 1.0


def test_runs_of_unequal_length_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="same cases"):
        paired_difference([1.0], [1.0, 0.0])


def test_holm_by_hand() -> None:
    # sorted .01 .03 .04, times 3, 2, 1, made monotone
    adjusted = holm({"a": 0.01, "b": 0.04, "c": 0.03})
    assert adjusted == {
        "a": pytest.approx(0.03),
        "c": pytest.approx(0.06),
        "b": pytest.approx(0.06),
    }


@given(st.dictionaries(st.text(max_size=3), st.floats(0, 1), max_size=8))
def test_holm_keeps_the_order_and_never_lowers(p_values: dict[str, float]) -> None:
    adjusted = holm(p_values)
    assert adjusted.keys() == p_values.keys()
    assert all(p_values[name] <= adjusted[name] <= 1 for name in p_values)
    ordered = sorted(p_values, key=lambda name: p_values[name])
    assert [adjusted[name] for name in ordered] == sorted(adjusted.values())
