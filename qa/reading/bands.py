"""Bands: “1亿元以上的…3%；5000万元—1亿元的…6%” chosen by the asker's own value.

A band states bounds of the same kind of unit as the value the asker gave, in the same sentence as
the figure it governs and before it. 以上 includes its figure and 不足/不满 do not (民法典第1259条). What
bounds the award itself (最高50万元) is no band.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.figures.quantities import Quantity, find_quantities
from ingest.figures.statements import Statement
from qa.own_figures import point_of, with_units
from qa.questions import Question
from qa.reading.figure_wording import word_figure
from qa.reading.findings import Candidate, Finding, best_first
from qa.reading.scene import Scene
from qa.reading.subjects import own_figures, same_subject
from qa.reading.wording import clean

_GIVES = re.compile(r"给予|奖励|奖补|补助|补贴|资助|罚|按|最高|最多|上限|封顶")


def in_band(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates whose governing band holds the asker's value; all where there is no band."""
    values = question.own_values
    if not values:
        return list(candidates)
    governing = {id(band) for c in candidates for band in _relevant(c, question)}
    answering = [c for c in candidates if id(c.quantity) not in governing] or list(candidates)
    kept = [c for c in answering if _admits(c, question)]
    if not kept:
        return answering
    kept = [c for c in kept if not _is_condition(question, c)] or kept
    steps = [_step(c, question) for c in kept]
    highest = max(steps)
    kept = [c for c, step in zip(kept, steps, strict=True) if step in (0, highest)]
    parted = {
        c.hit.passage.passage_id for c in answering if not _admits(c, question) or _falls_short(c)
    }
    return best_first(
        _of_own_band(question, c) if c.hit.passage.passage_id in parted else c for c in kept
    )


_OWN_BAND = 0.2
_MET = 0.15
"""What a band of the asker's own subject that holds the asker's figure, beside bands that do not,
adds to score and coverage: the words in which the own case is told stand in no rule."""


def word_banded(scene: Scene, candidate: Candidate, *, each: bool) -> Finding:
    """A figure in its words, those of the asker's band before it."""
    finding = word_figure(candidate, scene.matcher, each=each)
    told = _told_band(scene.question, candidate)
    if told is None:
        return finding
    text = clean(candidate.analysed.text[slice(*told)])
    return finding if len(text) <= len(finding.text) else replace(finding, text=text)


def _told_band(question: Question, candidate: Candidate) -> tuple[int, int] | None:
    """From the clause of the asker's band to that of the figure it governs, for the figure is said
    with its case (实际出资额在5亿元至10亿元的，给予不超过800万元)."""
    where = candidate.where
    bands = [
        band
        for band in _relevant(candidate, question)
        if band.start >= where.sentence.start and _is_own(question, candidate, band)
    ]
    clauses = [c for c in where.sentence.clauses if bands and c.start <= bands[-1].start < c.end]
    if not clauses or where.clause.end - clauses[0].start > _LONGEST:
        return None
    return clauses[0].start, where.clause.end


_LONGEST = 120


_SHORT = re.compile(
    r"(?:达不到|未达到?|不符合|不满足)[^，；。]{0,4}(?:上述|前述|前款|以上|前[一二]项)"
)


def _falls_short(candidate: Candidate) -> bool:
    """“达不到上述标准的，…”: the case beside a bound that states its rest."""
    where = candidate.where
    return bool(_SHORT.search(candidate.analysed.text, where.sentence.start, where.start))


def _of_own_band(question: Question, candidate: Candidate) -> Candidate:
    bands = _relevant(candidate, question)
    if not any(_is_own(question, candidate, band) for band in bands):
        return candidate
    coverage = min(1.0, candidate.coverage + _MET)
    return replace(candidate, score=candidate.score + _OWN_BAND, coverage=coverage)


def _is_own(question: Question, candidate: Candidate, band: Quantity) -> bool:
    """Whether a band is of the subject of the asker's figure (实际出资额在5亿元至10亿元的)."""
    text, sentence = candidate.analysed.text, candidate.where.sentence
    told = text[sentence.start : candidate.where.start]
    return any(
        own.quantity.unit == band.unit and same_subject(told, own, told)
        for own in own_figures(question)
    )


def _is_condition(question: Question, candidate: Candidate) -> bool:
    """A bound of the asker's own subject sets the condition and gives nothing (年出资3亿元以上)."""
    quantity, clause = candidate.quantity, candidate.where.clause
    if quantity is None or quantity.low is None or quantity.high is not None:
        return False
    told = candidate.analysed.text[clause.start : candidate.where.start]
    return not _GIVES.search(told) and any(
        own.quantity.unit == quantity.unit and same_subject(told, own, told)
        for own in own_figures(question)
    )


def _step(candidate: Candidate, question: Question) -> float:
    """The highest lower bound that governs the candidate: of “5000头以上” and “10000头以上” the
    value 12000头 belongs to the second. 0 without one."""
    lows = [b.low for b in _relevant(candidate, question) if b.low is not None and b.high is None]
    return max(lows, default=0.0)


def _admits(candidate: Candidate, question: Question) -> bool:
    bands = _relevant(candidate, question)
    return all(
        band.contains(point_of(value))
        for value in question.own_values
        for band in bands
        if band.unit == value.unit
    )


def _relevant(candidate: Candidate, question: Question) -> list[Quantity]:
    """Bounds and ranges before the figure in its sentence, in the unit of a value."""
    where = candidate.where
    units = {value.unit for value in question.own_values}
    text, start = candidate.analysed.text, where.sentence.start
    stated = [
        statement.quantity
        for statement in candidate.analysed.statements
        if start <= statement.quantity.start < where.start
        and statement.quantity.unit in units
        and _bounds(candidate, statement)
    ]
    if stated:
        own = [band for band in stated if band.start >= _behind_rival(candidate, units)]
        return _of_the_kind(question, text, start, own or stated)
    return [q for q in _without_unit(text[start : where.start]) if q.unit in units]


def _behind_rival(candidate: Candidate, units: set[str]) -> int:
    """Where the case of a figure begins: behind the figure of the case before it (“500万元以下的不
    超过1%，500万元以上的不超过1.5%”)."""
    quantity, where, text = candidate.quantity, candidate.where, candidate.analysed.text
    rivals = [
        s.quantity.end
        for s in candidate.analysed.statements
        if quantity is not None
        and where.sentence.start <= s.quantity.start < where.start
        and s.quantity.kind == quantity.kind
        and (s.quantity.unit not in units or _GIVES.search(text, s.clause.start, s.quantity.start))
    ]
    return max(rivals, default=where.sentence.start)


_NAMED = 4
"""Characters in a row of a bracketed kind by which a question names it (自贸试验区)."""
_NOT = re.compile(r"(?:不在|不是|不属于|非|没在)[\u4e00-\u9fff]{0,4}$")


def _of_the_kind(
    question: Question, text: str, start: int, bounds: Sequence[Quantity]
) -> list[Quantity]:
    """“不低于500万元（试验区企业不低于300万元）”: the bound in brackets takes the place of the one
    before them for the kind they name, and holds for no other."""
    kept: list[Quantity] = []
    for bound in bounds:
        opening = max(text.rfind(mark, start, bound.start) for mark in "（(")
        closed = max(text.rfind(mark, start, bound.start) for mark in "）)")
        if opening <= closed:
            kept.append(bound)
        elif _names_kind(question.text, text[opening + 1 : bound.outer_start]):
            kept = [*(one for one in kept if text[one.end : opening].strip()), bound]
    return kept


def _names_kind(asked: str, kind: str) -> bool:
    for at in range(len(kind) - _NAMED + 1):
        place = asked.find(kind[at : at + _NAMED])
        if place >= 0:
            return not _NOT.search(asked[:place])
    return False


@lru_cache(maxsize=4096)
def _without_unit(text: str) -> tuple[Quantity, ...]:
    """Bounds whose unit the rule leaves out (户籍人口超过100万的城市)."""
    full = with_units(text)
    if full == text:
        return ()
    return tuple(
        q for q in find_quantities(full) if q.ranged or (q.low is None) != (q.high is None)
    )


def _bounds(candidate: Candidate, statement: Statement) -> bool:
    quantity, text = statement.quantity, candidate.analysed.text
    if quantity.low is not None and quantity.high is not None and not quantity.ranged:
        return False
    return not _GIVES.search(text[statement.clause.start : quantity.start])
