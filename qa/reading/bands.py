"""Bands: “1亿元以上的…3%；5000万元—1亿元的…6%” chosen by the asker's own value.

A band states bounds of the same kind of unit as the value the asker gave, in the same sentence as
the figure it governs and before it. 以上 includes its figure and 不足/不满 do not (民法典第1259条). What
bounds the award itself (最高50万元) is no band.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures.quantities import Quantity
from ingest.figures.statements import Statement
from qa.own_figures import point_of
from qa.questions import Question
from qa.reading.findings import Candidate

_GIVES = re.compile(r"给予|奖励|奖补|补助|补贴|资助|罚|按|最高|最多|上限|封顶")


def in_band(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates whose governing band holds the asker's value; all where there is no band."""
    values = question.own_values
    if not values:
        return list(candidates)
    governing = {id(band) for c in candidates for band in _relevant(c, values)}
    answering = [c for c in candidates if id(c.quantity) not in governing] or list(candidates)
    kept = [c for c in answering if _admits(c, values)]
    if not kept:
        return answering
    steps = [_step(c, values) for c in kept]
    highest = max(steps)
    return [c for c, step in zip(kept, steps, strict=True) if step in (0, highest)]


def _step(candidate: Candidate, values: Sequence[Quantity]) -> float:
    """The highest lower bound that governs the candidate: of “5000头以上” and “10000头以上” the
    value 12000头 belongs to the second. 0 without one."""
    lows = [b.low for b in _relevant(candidate, values) if b.low is not None and b.high is None]
    return max(lows, default=0.0)


def _admits(candidate: Candidate, values: Sequence[Quantity]) -> bool:
    bands = _relevant(candidate, values)
    return all(
        band.contains(point_of(value))
        for value in values
        for band in bands
        if band.unit == value.unit
    )


def _relevant(candidate: Candidate, values: Sequence[Quantity]) -> list[Quantity]:
    """Bounds and ranges before the figure in its sentence, in the unit of a value."""
    where = candidate.where
    units = {value.unit for value in values}
    return [
        statement.quantity
        for statement in candidate.analysed.statements
        if where.sentence.start <= statement.quantity.start < where.start
        and statement.quantity.unit in units
        and _bounds(candidate, statement)
    ]


def _bounds(candidate: Candidate, statement: Statement) -> bool:
    quantity, text = statement.quantity, candidate.analysed.text
    if quantity.low is not None and quantity.high is not None and not quantity.ranged:
        return False
    return not _GIVES.search(text[statement.clause.start : quantity.start])
