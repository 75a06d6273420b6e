"""Bands: “1亿元以上的…3%；5000万元—1亿元的…6%” chosen by the asker's own value.

A band clause states a bound of the same kind of unit as the value the asker gave, in the same
sentence as the figure it governs. 以上 includes its figure and 不足/不满 do not (民法典第1259条).
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.figures.quantities import Quantity
from qa.questions import Question
from qa.reading.findings import Candidate


def in_band(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates whose governing band holds the asker's value; all where there is no band."""
    if not question.own_values:
        return list(candidates)
    kept = [c for c in candidates if _admits(c, question.own_values)]
    if not kept:
        return list(candidates)
    steps = [_step(c, question.own_values) for c in kept]
    highest = max(steps)
    return [c for c, step in zip(kept, steps, strict=True) if step in (0, highest)]


def _step(candidate: Candidate, values: Sequence[Quantity]) -> float:
    """The highest lower bound that governs the candidate: of “5000头以上” and “10000头以上” the
    value 12000头 belongs to the second. 0 without one."""
    return max(
        (
            band.low
            for band in _bands_before(candidate)
            for value in values
            if band.unit == value.unit and band.low is not None and band.high is None
        ),
        default=0.0,
    )


def _admits(candidate: Candidate, values: Sequence[Quantity]) -> bool:
    bands = _bands_before(candidate)
    for value in values:
        relevant = [band for band in bands if band.unit == value.unit]
        if relevant and not all(band.contains(value.value) for band in relevant):
            return False
    return True


def _bands_before(candidate: Candidate) -> list[Quantity]:
    """Bounds that stand before the figure in its sentence."""
    where = candidate.where
    return [
        statement.quantity
        for statement in candidate.analysed.statements
        if where.sentence.start <= statement.quantity.start < where.start
        and (statement.quantity.low is None or statement.quantity.high is None)
    ]
