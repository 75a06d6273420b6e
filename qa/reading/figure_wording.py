"""The wording of a figure: the shortest window of its sentence that still says what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures.statements import Statement
from ingest.language.clauses import Clause
from qa.reading.findings import Candidate, Finding
from qa.reading.matching import Matcher
from qa.reading.wording import clean

# A cap or a per-head rule belongs to the amount it follows: 最高50%，单个企业最高200万元.
_CAP = re.compile(
    r"^(?:且|但)?(?:单个|单户|单家|每家|每户|每个|每人|每项|同一|累计|合计|总额|年度|全年|最高|最多|原则上)?.{0,10}(?:最高|最多|不超过|不高于|上限|封顶)"
)
# “…5000万元以上，或利润总额400万元以上”: an alternative without the other one tells the rule wrong
_ALTERNATIVE = re.compile(r"或者?(?![许多])")
_LENGTH_COST = 0.006
_MAX_WINDOW = 90


def word_figure(candidate: Candidate, matcher: Matcher, *, each: bool = False) -> Finding:
    """The finding of a figure: shortest sufficient wording and the supporting quotes.

    `each`: the question asks for several figures (分别, 各); a 分别 clause then stays whole.
    """
    analysed, where = candidate.analysed, candidate.where
    text = analysed.text
    if candidate.quantity is not None and (where.start, where.end) == analysed.cell_span(
        where.start
    ):
        wording = f"{where.label}：{text[where.start : where.end]}"
    elif candidate.aligned and each:
        wording = text[where.clause.start : where.clause.end]
    elif candidate.aligned:
        wording = _aligned_wording(candidate)
    else:
        wording = _window(candidate, matcher)
    quote = analysed.cell_span(where.start) or (where.sentence.start, where.sentence.end)
    return Finding(
        text=clean(wording) or text[where.start : where.end],
        document=analysed.document,
        passage=analysed.passage,
        hit=candidate.hit,
        quotes=(quote,),
        confidence=confidence(candidate, matcher),
        binding=candidate.binding,
        quantity=candidate.quantity,
        inherited=candidate.fit.inherited,
    )


def confidence(candidate: Candidate, matcher: Matcher) -> float:
    """Share of the whole question met: its words by coverage, its place, tier and year by fit."""
    return matcher.share(candidate.coverage, candidate.fit.asked, candidate.fit.matched)


_EACH_YEAR = re.compile(
    r"(?P<each>每年度?|年均|每季度|每月)(?:分别|平均|各|力争|争取|至少|计划|再|拟|将|要)*"
    r"(?P<verb>新增|增加|培育|培训|认定|建设|举办|组织|开展|安排|完成|引进|发放|给予|奖励|补助|补贴|资助|减少|降低|提高)?"
)


def _yearly(candidate: Candidate, wording: str) -> str:
    """“每年新增A1—2家、B2—5家” for B: what holds for each year is not what all years make together."""
    where, text = candidate.where, candidate.analysed.text
    before = [*_EACH_YEAR.finditer(text, where.clause.start, where.start)]
    if not before or before[-1]["each"] in wording:
        return wording
    each, verb = before[-1]["each"], before[-1]["verb"] or ""
    return f"{each}{'' if verb in wording else verb}{wording}"


def _aligned_wording(candidate: Candidate) -> str:
    """“A、B分别给予x、y的奖励” for B: “B给予y的奖励”."""
    where = candidate.where
    text = candidate.analysed.text
    mark = max(text.rfind(word, where.sentence.start, where.start) for word in ("分别", "依次"))
    begin = mark + 2 if mark >= 0 else where.clause.start
    run = [
        statement
        for statement in candidate.analysed.statements
        if statement.aligned and begin <= statement.quantity.start < where.sentence.end
    ]
    verb = text[begin : run[0].quantity.outer_start].strip() if run else ""
    verb = verb if verb not in where.label else ""
    tail_end = _clause_end(text, run[-1].clause.end if run else where.clause.end)
    tail = text[run[-1].quantity.outer_end : tail_end].strip() if run else ""
    return f"{where.label}{verb}{text[where.start : where.end]}{tail}"


def _clause_end(text: str, end: int) -> int:
    return end - 1 if text[end - 1 : end] in "，。；、：" else end


def _window(candidate: Candidate, matcher: Matcher) -> str:
    """The run of clauses around the figure that covers most of the question per character."""
    where = candidate.where
    text = candidate.analysed.text
    clauses = list(where.sentence.clauses) or [where.clause]
    at = next((i for i, c in enumerate(clauses) if c.start <= where.start < c.end), 0)
    core = _yearly(candidate, _core(candidate))
    best, best_value = core, matcher.coverage([(core, 1.0)]) - _LENGTH_COST * len(core)
    for first in range(at, max(-1, at - 4), -1):
        lead = text[clauses[first].start : where.clause.start] if first < at else ""
        for last in range(at, min(len(clauses), at + 2)):
            tail = text[where.clause.end : clauses[last].end] if last > at else ""
            window = lead + core + tail
            if len(window) > _MAX_WINDOW or _has_sibling(candidate, clauses[first : last + 1]):
                continue
            if last > at and _CAP.match(text[clauses[last].start : clauses[last].end]):
                continue  # which cap belongs to it is seen below
            value = matcher.coverage([(window, 1.0)]) - _LENGTH_COST * len(window)
            if value > best_value + 1e-9:
                best, best_value = window, value
    if at and _ALTERNATIVE.match(best):
        best = text[clauses[at - 1].start : clauses[at - 1].end] + "，" + best
    return best + _cap_after(text, clauses, at, best, matcher)


def _has_sibling(candidate: Candidate, clauses: Sequence[Clause]) -> bool:
    """Another figure of the same kind in a clause beside the candidate's own."""
    where, quantity = candidate.where, candidate.quantity
    return quantity is not None and any(
        statement.quantity.kind == quantity.kind
        and clause.start <= statement.quantity.start < clause.end
        for statement in candidate.analysed.statements
        for clause in clauses
        if not clause.start <= where.start < clause.end
    )


def _core(candidate: Candidate) -> str:
    """The figure with its own item; the whole clause where it stands alone in it."""
    where, analysed = candidate.where, candidate.analysed
    text = analysed.text
    statement = next(
        s
        for s in analysed.statements
        if s.quantity.outer_start == where.start and s.item == where.item
    )
    if statement.alone or _is_bound_of_range(statement, analysed.statements):
        return text[where.clause.start : where.clause.end]
    after = text[where.end : where.item.end]
    return f"{where.label}{text[where.start : where.end]}{after}".strip()


def _is_bound_of_range(statement: Statement, others: Sequence[Statement]) -> bool:
    """“不宜少于5项、不宜超过20项”: a lower and an upper bound in one clause are one rule."""
    own = statement.quantity
    beside = [
        other.quantity
        for other in others
        if other.clause == statement.clause
        and other.quantity.unit == own.unit
        and other.quantity.start != own.start
    ]
    if len(beside) != 1 or statement.aligned:
        return False
    least, most = sorted((own, beside[0]), key=lambda quantity: quantity.start)
    return least.high is None and most.low is None and least.value < most.value


def _cap_after(text: str, clauses: Sequence[Clause], at: int, window: str, matcher: Matcher) -> str:
    """The cap behind a figure; of the caps of several cases (亚洲首店最高…，内地首店最高…) the one whose
    case the question names."""
    caps: list[str] = []
    for clause in clauses[at + 1 :]:
        following = text[clause.start : clause.end]
        if not _CAP.match(following) or len(following) > 40:
            break
        caps.append(following)
    if not caps or caps[0] in window:
        return ""
    asked = "\n".join(word for term in matcher.terms for word in (term.text, *term.alternatives))
    named = [_named(cap, asked) for cap in caps]
    return "，" + caps[named.index(max(named))]


def _named(cap: str, asked: str) -> float:
    """Share of the character pairs before the bound of a cap that the question has."""
    label = re.sub(r"[（）()\s]", "", re.split(r"最高|最多|不超过|不高于|上限|封顶", cap)[0])
    pairs = {label[at : at + 2] for at in range(len(label) - 1)}
    return sum(pair in asked for pair in pairs) / len(pairs) if pairs else 0.0
