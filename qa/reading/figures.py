"""Figures as answers: every quantity of the passages found is a candidate.

A candidate is judged by how much of the question stands around it, by whether its unit answers
the interrogative, and by its binding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.figures.cells import BARE
from ingest.figures.heads import HEADS
from ingest.figures.statements import Statement
from ingest.language.clauses import Clause, Sentence
from qa.answers import Hit
from qa.questions import Question, rows
from qa.reading.analysed import Analysed
from qa.reading.award_levels import levels_named, other_level
from qa.reading.binding import Where, bind
from qa.reading.counted_nouns import counted_noun, counts_noun, is_known
from qa.reading.figureless import is_of_figureless
from qa.reading.findings import Candidate, best_first
from qa.reading.fit import Binder, Fit, Mismatch
from qa.reading.lead_time import asks_lead_time, is_lead_time
from qa.reading.matching import Matcher
from qa.reading.sanctions import cases_listed, share_of_ruled
from qa.reading.siblings import contrast
from qa.reading.thing_measured import Measured

# Weight of a question term by how far from the figure it stands.
_LABEL, _ITEM, _CLAUSE, _NEIGHBOUR, _SENTENCE = 1.0, 1.0, 0.92, 0.8, 0.75
_CASE_OF_RULE = 0.9
# Words of clauses and items that carry a figure of their own count less: they tell of that figure.
_SHARED_CLAUSE, _RIVALS = 0.6, 0.45
_HEADER, _HEADING, _TITLE, _PASSAGE = 0.7, 0.6, 0.45, 0.35
_LED = 0.7

_COUNTED = frozenset(("count", "person", HEADS, "ratio", "multiple", "points", "bare"))
# What is measured of a place as a whole is no more another place's than what is counted there.
_MEASURED = frozenset(
    (
        *("concentration", "gram", "weight", "area", "area_m", "area_km", "volume", "length"),
        *("power", "energy", "coal", "carbon", "data", "compute", "rate", "temperature"),
    )
)
_RETRIEVAL_WEIGHT = 0.12
_UNIT_BONUS = 0.06
_CONTRAST = 0.4
_COUNTED_NOUN = 0.2
_RULED = 0.1
_LEVEL_COST = 0.15
_BARE_COST = 0.05
_PER_HEAD_COST = 0.15
_AUTHORITY_STEP = 0.02


def figure_candidates(
    question: Question,
    hits: Sequence[tuple[Hit, Analysed]],
    matcher: Matcher,
    binder: Binder,
) -> list[Candidate]:
    """All figures of the passages as candidates, best first; rejected ones carry a mismatch."""
    best_final = max((hit.scores.final for hit, _ in hits), default=0.0) or 1.0
    level, measured = levels_named(question.text), Measured.of(question)
    candidates = [
        _lowered(
            found,
            _CONTRAST * told.get(_span(statement), 0.0) + _LEVEL_COST * other_level(level, found),
        )
        for hit, analysed in hits
        for told in (contrast(question, analysed),)
        for statement in analysed.statements
        if statement.quantity.kind not in ("grade",)
        for found in (
            _candidate(question, hit, analysed, statement, matcher, binder, measured, best_final),
        )
    ]
    return best_first(candidates)


def _lowered(candidate: Candidate, cost: float) -> Candidate:
    return replace(candidate, score=candidate.score - cost) if cost else candidate


def _span(statement: Statement) -> tuple[int, int]:
    return statement.quantity.start, statement.quantity.end


def _candidate(
    question: Question,
    hit: Hit,
    analysed: Analysed,
    statement: Statement,
    matcher: Matcher,
    binder: Binder,
    measured: Measured,
    best_final: float,
) -> Candidate:
    quantity = statement.quantity
    where = _where(analysed, statement)
    binding = bind(analysed, where)
    coverage = matcher.coverage(_levels(analysed, statement, where))
    fit = binder.fit(analysed, binding, where, counts=quantity.kind in _COUNTED | _MEASURED)
    answers = (
        kind_fits(question, quantity.kind)
        and (
            quantity.kind not in ("count", "person")
            or _unit_fits(question, analysed.text, statement)
        )
        and (quantity.kind != BARE or bool(statement.label))
        and (quantity.kind != HEADS or _is_of_clause(analysed, statement, matcher))
        and _measure_fits(question, analysed, statement, where)
        and (not asks_lead_time(question.text) or is_lead_time(analysed.text, quantity))
        and not is_of_figureless(
            analysed, statement, matcher, lambda kind: kind_fits(question, kind)
        )
    )
    other = measured.mismatch(analysed, where)
    if not answers or _is_own_value(question, statement):
        fit = Fit(mismatch=Mismatch.KIND)
    elif other is not None:
        fit = Fit(mismatch=fit.mismatch or other)
    score = coverage + fit.score + _RETRIEVAL_WEIGHT * hit.scores.final / best_final
    if question.unit_word and quantity.text.rstrip().endswith(question.unit_word):
        score += _UNIT_BONUS
    score += _COUNTED_NOUN * counts_noun(counted_noun(question), analysed.text, statement)
    score += _RULED * share_of_ruled(question, analysed.text, statement.sentence)
    if _is_per_head(question, analysed, statement):
        score -= _PER_HEAD_COST
    if quantity.kind == BARE:
        score -= _BARE_COST
    score -= _AUTHORITY_STEP * analysed.document.kind.authority
    return Candidate(
        hit, analysed, where, binding, fit, coverage, score, quantity, statement.aligned
    )


_LEAST_OF_CLAUSE = 0.4


def _is_of_clause(analysed: Analysed, statement: Statement, matcher: Matcher) -> bool:
    """Whether the clause of a number without a unit tells what is asked: nothing else says what it
    counts."""
    clause = analysed.text[statement.clause.start : statement.clause.end]
    return matcher.coverage([(clause, 1.0)]) >= _LEAST_OF_CLAUSE


_PER_HEAD = re.compile(r"人均|户均|亩均|地均|日均|月均")


def _is_per_head(question: Question, analysed: Analysed, statement: Statement) -> bool:
    """Whether a figure is a share of what is asked for: 人均生产总值 is no 生产总值."""
    item = analysed.text[statement.item.start : statement.quantity.start]
    return bool(_PER_HEAD.search(item)) and not _PER_HEAD.search(question.text)


def _where(analysed: Analysed, statement: Statement) -> Where:
    quantity = statement.quantity
    return Where(
        start=quantity.outer_start,
        end=quantity.outer_end,
        item=statement.item,
        clause=statement.clause,
        sentence=statement.sentence,
        label=statement.label,
        header=analysed.header_at(quantity.start),
    )


def _levels(analysed: Analysed, statement: Statement, where: Where) -> Iterable[tuple[str, float]]:
    text = analysed.text
    clause, sentence = statement.clause, statement.sentence
    yield statement.label, _LABEL
    if not statement.aligned:
        yield text[statement.item.start : statement.item.end], _ITEM
        yield text[clause.start : clause.end], _CLAUSE if statement.alone else _SHARED_CLAUSE
    else:
        # another member's name must not lend its words; the verb and the tail may
        yield text[where.start : clause.end], _ITEM
        yield text[clause.start : where.start], _SHARED_CLAUSE
    lead, common = governing(analysed, statement)
    yield _joined(text, lead), _NEIGHBOUR
    yield _joined(text, common), _SENTENCE
    rule = _same_full_stop(text, analysed.passage.start, sentence)
    yield (
        rule,
        _CASE_OF_RULE if sentence.clauses and _is_case(text, sentence.clauses[0]) else _SENTENCE,
    )
    yield text[sentence.start : sentence.end], _RIVALS
    yield cases_listed(text, sentence, analysed.passage.end), _LED
    yield where.header, _HEADER
    yield analysed.heading, _HEADING
    yield analysed.document.title, _TITLE
    yield analysed.passage.text, _PASSAGE


def _counts_alike(analysed: Analysed, clause: Clause, statement: Statement) -> bool:
    """Whether a clause has a figure of the same kind: it then speaks of something else."""
    return any(
        other.quantity.kind == statement.quantity.kind
        and clause.start <= other.quantity.start < clause.end
        for other in analysed.statements
    )


def governing(
    analysed: Analysed, statement: Statement
) -> tuple[Sequence[Clause], Sequence[Clause]]:
    """Clauses that speak of the figure's case: those that lead to it, and those that serve all.

    Official prose states a case and then its figure, case after case (“A的，不低于x，B的，不低于
    y”). What stands between two figures of a kind therefore leads to the later one, and only what
    stands before the first or behind the last may serve the whole sentence.
    """
    clauses = statement.sentence.clauses
    if statement.clause not in clauses:
        return (), clauses
    at = clauses.index(statement.clause)
    rivals = [
        place
        for place, clause in enumerate(clauses)
        if place != at and _counts_alike(analysed, clause, statement)
    ]
    before = max((place for place in rivals if place < at), default=-1)
    lead = [*clauses[before + 1 : at]]
    common: list[Clause] = []
    if before >= 0:
        opening = clauses[: min(rivals)]
        common += [c for c in opening if not _is_case(analysed.text, c)]
    if not any(place > at for place in rivals):
        trail = clauses[at + 1 :]
        lead += trail[:1]
        common += trail[1:]
    return lead, common


def _is_case(text: str, clause: Clause) -> bool:
    """“情节严重的”: a clause that ends in 的 states the case of what follows it
    (《立法技术规范（试行）（一）》)."""
    return text[clause.end - 1 : clause.end] == "的"


def _joined(text: str, clauses: Sequence[Clause]) -> str:
    return "，".join(text[c.start : c.end] for c in clauses)


def _same_full_stop(text: str, start: int, sentence: Sentence) -> str:
    """What stands before a sentence after its last full stop: ；parts the cases of one rule, and
    the later ones do not repeat its subject."""
    begin = max(text.rfind(mark, start, sentence.start) for mark in "。\n！？")
    return text[max(begin + 1, start) : sentence.start]


# Classifiers that may stand for one another; 个 serves for every thing (《现代汉语八百词》).
_FAMILIES = ("家户所", "名人位", "项条件款个", "台套辆架", "次场期届批", "篇部册份")


def _unit_fits(question: Question, text: str, statement: Statement) -> bool:
    """Whether a classifier may stand for the one asked; 个 for another where its noun is told
    beside it (12个部分 are no 多少项标准)."""
    wanted, unit = question.unit_word, statement.quantity.unit
    if not wanted or len(wanted) > 1 or wanted == "个" or unit == wanted:
        return True
    if unit == "个":
        noun = counted_noun(question)
        return not is_known(question, noun) or counts_noun(noun, text, statement) > 0
    families = [family for family in _FAMILIES if wanted in family]
    return not families or any(unit in family for family in families)


@lru_cache(maxsize=1)
def _measures() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(asked), re.compile(told)) for asked, told in rows("measures_asked.tsv")
    )


def _measure_fits(
    question: Question, analysed: Analysed, statement: Statement, where: Where
) -> bool:
    """奖励多少 is answered by an award, not by a turnover of the same unit."""
    if statement.quantity.kind not in ("money", "ratio", "points", BARE):
        return True
    if _is_threshold(question, analysed, statement):
        return False
    sentence = analysed.text[statement.sentence.start : statement.sentence.end]
    return measure_told(question, f"{sentence}\n{where.header}\n{analysed.passage.section.heading}")


# 投资规模在1亿元以上的: the bound of a condition is no award
_BOUND_BEFORE = re.compile(
    r"(?:达到?|超过|不低于|规模|收入|投入|投资额?|票房|营收|产值|资本|总额|金额)(?:在|为|达到?)?$"
)
_BOUND_BEHIND = re.compile(r"(?:（含[^）]{0,4}）)?(?:以上|及以上|以下|以内)")
_ASKS_GRANT = re.compile(r"(?:奖|补|资助|给)(?:励|助|贴)?[^，。？?]{0,4}(?:多少|几)|多少(?:奖|补)")
_ASKS_BOUND = re.compile(
    r"(?:达到?|满|超过|投入|收入|规模)[^，。？?]{0,4}(?:多少|几)|(?:多少|几)[^，。？?]{0,4}(?:以上|以内|才)"
)
_GIVES = re.compile(r"奖|补|资助|给予|支持")


def _is_threshold(question: Question, analysed: Analysed, statement: Statement) -> bool:
    """Whether an award is asked for and the figure bounds a condition."""
    if not _ASKS_GRANT.search(question.text) or _ASKS_BOUND.search(question.text):
        return False
    text, quantity = analysed.text, statement.quantity
    before = text[statement.clause.start : quantity.start]
    return (
        bool(_BOUND_BEFORE.search(before))
        and bool(_BOUND_BEHIND.match(text, quantity.end))
        and not _GIVES.search(before)
    )


def may_be_bare(question: Question) -> bool:
    """Counts, ranks and ratios are also written without a unit; money and sizes are not."""
    return not question.kinds or bool(question.kinds & {*_COUNTED, "rank", "place"})


def measure_told(question: Question, text: str) -> bool:
    """Whether a text tells of the measure asked (奖励, 罚款 …); true where none is asked."""
    asked = [told for wanted, told in _measures() if wanted.search(question.text)]
    return not asked or any(pattern.search(text) for pattern in asked)


_BARE_NUMBER = re.compile(
    r"\d|第[一二三四五六七八九十百]+|[一二两三四五六七八九十百千]+[个家户名人位项件条种类次级档批]"
)


_NAME = re.compile(r"《[^》]*》(?:[（(][^）)]*[）)])?|[\u4e00-\u9fff]*[〔\[]\d{4}[〕\]]\d*号?")


def has_bare_number(analysed: Analysed, sentence: Sentence) -> bool:
    """Whether a sentence has a number that is no quantity, no date and part of no title."""
    taken = [(s.quantity.outer_start, s.quantity.outer_end) for s in analysed.statements]
    taken += [(date.start, date.end) for date in analysed.dates]
    taken += [m.span() for m in _NAME.finditer(analysed.text, sentence.start, sentence.end)]
    return any(
        not any(start <= match.start() < end for start, end in taken)
        for match in _BARE_NUMBER.finditer(analysed.text, sentence.start, sentence.end)
    )


def kind_fits(question: Question, kind: str) -> bool:
    """A bare number of a table may answer anything its row and column name."""
    if kind == BARE:
        return True
    if kind == HEADS:  # persons and things counted, never money or a share
        return not question.kinds or bool(question.kinds & {"count", "person"})
    if question.kinds:
        return kind in question.kinds
    if kind == "place":  # 居全省第三 tells an order and no amount
        return False
    return kind not in ("grade", "duration") or not question.unit_word


def _is_own_value(question: Question, statement: Statement) -> bool:
    """A figure the asker gave (收入7000万) is the case, not the answer."""
    return any(statement.quantity.same_value(own) for own in question.own_values)
