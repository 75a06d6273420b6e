"""When several figures answer: by place, by tier, or one figure given twice with two values."""

from __future__ import annotations

from collections.abc import Sequence

from qa.questions import Question
from qa.reading.award_levels import levels_of
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
        by_tier = _first_by(
            [c for c in close if c.binding.tiers and c.coverage >= best.coverage - 0.03], _tier_name
        )
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


def other_value(candidates: Sequence[Candidate], matcher: Matcher) -> Candidate | None:
    """A figure of the same document for the same thing with another value, if there is one.

    The same thing: same unit, tier, title, level of award and table column, nearly the same wording, and the same
    words of the question covered.
    """
    best = candidates[0]
    if best.quantity is None:
        return None
    for other in candidates[1:]:
        if (
            other.quantity is not None
            and other.analysed.document.doc_id == best.analysed.document.doc_id
            and other.quantity.unit == best.quantity.unit
            and not other.quantity.same_value(best.quantity)
            and (other.binding.tiers, other.binding.titles)
            == (best.binding.tiers, best.binding.titles)
            and other.where.sentence.start != best.where.sentence.start
            and other.where.header == best.where.header
            and levels_of(other) == levels_of(best)
            and abs(other.coverage - best.coverage) < _SAME
            and _alike(_clause(best), _clause(other))
        ):
            return other
    return None


_SAME = 0.05
_ALIKE = 0.75


def _clause(candidate: Candidate) -> str:
    where = candidate.where
    text = candidate.analysed.text
    return text[where.clause.start : where.start] + text[where.end : where.clause.end]


def _alike(first: str, second: str) -> bool:
    """Share of common bigrams of the shorter clause."""
    one, two = ({t[i : i + 2] for i in range(len(t) - 1)} for t in (first, second))
    return bool(one and two) and len(one & two) >= _ALIKE * min(len(one), len(two))
