"""Bootstrap intervals, paired comparison and Holm's correction (numpy, fixed seed).

Percentile bootstrap: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), 13.3;
paired resampling for system comparison: P. Koehn, Statistical Significance Tests for Machine
Translation Evaluation (EMNLP 2004); step-down correction: S. Holm, A Simple Sequentially
Rejective Multiple Test Procedure (1979).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
LEVEL = 0.95
SEED = 20_240_131
_CHUNK = 4_000_000
"""Indices drawn at once, so that 10,000 resamples of a large set stay within some 60 MB."""

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95 % percentile interval; `n` values went into it."""

    value: float
    low: float
    high: float
    n: int


def mean_interval(values: Sequence[float]) -> Interval | None:
    """Mean and interval of one value a case; None of no values."""
    if not values:
        return None
    return _interval(np.asarray(values, dtype=np.float64)[:, None], lambda sums: sums[:, 0])


def f1_interval(outcomes: Sequence[tuple[bool, bool]]) -> Interval | None:
    """F1 of (predicted, expected) pairs; None where neither ever holds."""
    rows = np.asarray([(p and e, p, e) for p, e in outcomes], dtype=np.float64)
    if not len(rows) or not rows[:, 1:].any():
        return None

    def f1(means: Floats) -> Floats:
        both = means[:, 1] + means[:, 2]
        return np.divide(2 * means[:, 0], both, out=np.zeros(len(both)), where=both > 0)

    return _interval(rows, f1)


def ratio_interval(parts: Sequence[tuple[float, float]]) -> Interval | None:
    """Sum of the first over sum of the second, cases resampled; None where the second sums to 0."""
    rows = np.asarray(parts, dtype=np.float64).reshape(-1, 2)
    if not rows[:, 1].sum():
        return None

    def ratio(means: Floats) -> Floats:
        return np.divide(means[:, 0], means[:, 1], out=np.zeros(len(means)), where=means[:, 1] > 0)

    return _interval(rows, ratio)


def _interval(rows: Floats, statistic: Statistic) -> Interval:
    """`statistic` takes means of shape (resamples, columns) and gives one value a resample."""
    estimates = np.concatenate([statistic(means) for means in _resampled_means(rows)])
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(estimates, (tail, 1 - tail))
    value = float(statistic(rows.mean(axis=0, keepdims=True))[0])
    return Interval(value, float(low), float(high), len(rows))


def _resampled_means(rows: Floats) -> Iterator[Floats]:
    generator = np.random.default_rng(SEED)
    n = len(rows)
    step = max(1, _CHUNK // n)
    for start in range(0, RESAMPLES, step):
        size = min(step, RESAMPLES - start)
        drawn = generator.integers(0, n, size=(size, n))
        yield rows[drawn].mean(axis=1)


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean of (new - old) over the same cases, with interval and two-sided bootstrap p-value."""

    old: float
    new: float
    difference: Interval
    p_value: float


def paired_difference(old: Sequence[float], new: Sequence[float]) -> Difference:
    """Compare two runs over the same cases, one value a case, in the same order.

    The p-value is twice the smaller share of resamples on either side of 0, ties counted on
    both and one added to both counts, so that it is never 0.

    Raises:
        ValueError: the lengths differ or are 0.
    """
    if len(old) != len(new) or not old:
        raise ValueError(f"paired runs need the same cases: {len(old)} and {len(new)}")
    gaps = np.asarray(new, dtype=np.float64) - np.asarray(old, dtype=np.float64)
    means = np.concatenate([m[:, 0] for m in _resampled_means(gaps[:, None])])
    below = (1 + np.count_nonzero(means <= 0)) / (RESAMPLES + 1)
    above = (1 + np.count_nonzero(means >= 0)) / (RESAMPLES + 1)
    interval = mean_interval(gaps.tolist())
    if interval is None:
        raise ValueError("no cases")
    return Difference(
        old=float(np.mean(old)),
        new=float(np.mean(new)),
        difference=interval,
        p_value=float(min(1.0, 2 * min(below, above))),
    )


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjusted p-values by name: the i-th smallest of m times (m - i + 1), made monotone."""
    adjusted: dict[str, float] = {}
    largest = 0.0
    ordered = sorted(p_values.items(), key=lambda item: (item[1], item[0]))
    for position, (name, p_value) in enumerate(ordered):
        largest = max(largest, min(1.0, p_value * (len(ordered) - position)))
        adjusted[name] = largest
    return adjusted
