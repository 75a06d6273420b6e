"""When several figures answer: by place, by tier, or one figure given twice with two values."""

from __future__ import annotations

from collections.abc import Sequence

from qa.questions import Question
from qa.reading.findings import Candidate
from qa.reading.matching import Matcher

_CLOSE = 0.1
"""Candidates within this much of the best score answer the question equally well."""


def spread(
    question: Question, candidates: Sequence[Candidate]
) -> list[tuple[str | None, Candidate]]:
    """The candidates to answer with, each with its group (a place, a tier), best first.

    One candidate where the question names place and tier, or where only one place and tier
    answers. Several where the question leaves open what changes the figure: the answer then lists
    them and picks none silently.
    """
    best = candidates[0]
    close = [c for c in candidates if c.score >= best.score - _CLOSE]
    if not question.places:
        by_place = _first_by(close, _place_name)
        if len(by_place) > 1:
            return list(by_place.items())
    if len(question.tiers) > 1:
        by_tier = _first_by(candidates, _tier_name)
        wanted = [(tier, by_tier[tier]) for tier in question.tiers if tier in by_tier]
        if len(wanted) > 1:
            return list(wanted)
    if not question.tiers and best.binding.tiers:
        by_tier = _first_by([c for c in close if c.binding.tiers and c.coverage >= best.coverage - 0.03], _tier_name)
        if len(by_tier) > 1:
            return list(by_tier.items())
    return [(None, best)]


def _first_by(candidates: Sequence[Candidate], name) -> dict[str, Candidate]:  # type: ignore[no-untyped-def]
    groups: dict[str, Candidate] = {}
    for candidate in candidates:
        key = name(candidate)
        if key:
            groups.setdefault(key, candidate)
    return groups


def _place_name(candidate: Candidate) -> str | None:
    return candidate.analysed.document.region


def _tier_name(candidate: Candidate) -> str | None:
    tiers = candidate.binding.tiers
    return next(iter(sorted(tiers))) if len(tiers) == 1 else None


def other_values(
    question: Question, candidates: Sequence[Candidate], matcher: Matcher
) -> tuple[str, ...]:
    """A notice where the same document states the same thing with another value."""
    best = candidates[0]
    if best.quantity is None:
        return ()
    for other in candidates[1:]:
        if (
            other.quantity is not None
            and other.score >= best.score - 0.05
            and other.analysed.document.doc_id == best.analysed.document.doc_id
            and other.quantity.unit == best.quantity.unit
            and not other.quantity.same_value(best.quantity)
            and other.binding == best.binding
            and other.where.sentence.start != best.where.sentence.start
        ):
            text = other.analysed.text[other.where.clause.start : other.where.clause.end]
            return (f"同一文件另有一处数字：{''.join(text.split())}",)
    return ()
