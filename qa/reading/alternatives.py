"""When several figures answer: by place, by tier, or one figure given twice with two values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.documents import Nature
from ingest.figures.quantities import Quantity
from qa.questions import Question
from qa.reading.award_levels import levels_named
from qa.reading.findings import Candidate
from qa.reading.fit import Mismatch

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


def other_value(candidates: Sequence[Candidate]) -> Candidate | None:
    """A figure of the same document for the same thing with another value, if there is one.

    The same thing: same unit, year, level of award and table column, the same words of the
    question covered, and a statement of the same words. A word in one of them only (国家奖 and
    省奖, 超过 and 不超过) makes it another case, to which another figure belongs.
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
            and _bounds(other.quantity) == _bounds(best.quantity)
            and _same_time(best, other)
            and _article(other) == _article(best)
            and other.where.sentence.start != best.where.sentence.start
            and other.where.header == best.where.header
            and levels_named(_statement(other)) == levels_named(_statement(best))
            and abs(other.coverage - best.coverage) < _SAME
            and _alike(_statement(best), _statement(other))
        ):
            return other
    return None


_SAME = 0.05
_ALIKE = 0.8
_LEAD = 40
"""Characters before a clause that say whose figure it states."""


_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零\d]+条")


def _article(candidate: Candidate) -> str:
    """The article a figure stands in, "" outside one: each article of a statute rules on cases of
    its own."""
    for title in reversed(candidate.analysed.passage.section.path):
        number = _ARTICLE.match(title)
        if number:
            return number.group()
    return ""


def _bounds(quantity: Quantity) -> tuple[bool, bool]:
    return quantity.low is None, quantity.high is None


def _same_time(one: Candidate, other: Candidate) -> bool:
    """Not two years, nor a stock and a target."""
    first, second = one.binding, other.binding
    years = set(first.years) & set(second.years) or not (first.years and second.years)
    natures = {first.nature, second.nature} - {Nature.UNKNOWN}
    return bool(years) and len(natures) < 2


def _statement(candidate: Candidate) -> str:
    """The figure's clause without the figure, with the clauses that lead to it."""
    where, text = candidate.where, candidate.analysed.text
    start = where.clause.start
    figures = [
        s.quantity.start
        for s in candidate.analysed.statements
        if candidate.quantity and s.quantity.kind == candidate.quantity.kind
    ]
    for clause in reversed([c for c in where.sentence.clauses if c.end <= where.clause.start]):
        rival = any(clause.start <= figure < clause.end for figure in figures)
        if rival or where.clause.start - clause.start > _LEAD:
            break
        start = clause.start
    words = f"{text[start : where.start]}{text[where.end : where.clause.end]}"
    region = candidate.analysed.document.region or ""
    return _EMPTY.sub("", re.sub(_names_of(region), "", words))


_EMPTY = re.compile(
    r"另?有|共有?|总共|截[至止](?:目前|本?\w{0,8}时)?|目前|全[省市县区国]|我[省市县区]|[，、（）()“”\d年\s]"
)


def _names_of(region: str) -> str:
    """A pattern of the names in a region: 江苏省常州市 is 江苏, 江苏省, 常州, 常州市."""
    names = re.findall(r"[\u4e00-\u9fff]{2,}?(?:省|市|县|区|旗)", region)
    return "|".join(f"{re.escape(name[:-1])}{name[-1]}?" for name in names) or "(?!)"


def _alike(first: str, second: str) -> bool:
    """Whether nearly all bigrams of each stand in the other, and both deny or neither does."""
    one, two = ({t[i : i + 2] for i in range(len(t) - 1)} for t in (first, second))
    denied = {bool(re.search(r"不|未|非|以外|其[他余]", t)) for t in (first, second)}
    return (
        bool(one and two)
        and len(denied) == 1
        and len(one & two) >= _ALIKE * max(len(one), len(two))
    )


_AHEAD = 0.1


def tells_of_other(candidates: Sequence[Candidate], best: Candidate) -> bool:
    """Whether the rule that the question means is told for something else only (补贴 for 博士,
    asked for 本科): it says more of the question than the best figure that is left."""
    other = (c.coverage for c in candidates if c.mismatch is Mismatch.TITLE)
    return max(other, default=0.0) > best.coverage + _AHEAD
