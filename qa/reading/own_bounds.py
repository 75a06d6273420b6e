"""The bounds of a text that the asker's figures lie on one side of: “4家” beside “不少于5家”.

A figure is compared with a bound of its own unit and subject only. What a rule gives is bounded too,
and one of several alternatives or cases decides nothing: such bounds are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.figures.statements import Statement
from qa.reading.matching import Matcher, matching_form, quality
from qa.reading.met_condition import NAMED, Condition, content_pairs
from qa.reading.scene import Scene
from qa.reading.sentences import SentenceAt
from qa.reading.subjects import OwnFigure, own_figures, same_subject, subjects_of
from qa.verdicts import as_bound, comparable, meets, written_figure

_BOUNDING = frozenset(
    ("money", "count", "person", "duration", "age", "area", "area_m", "ratio", "score", "length")
)


def own_bounds(scene: Scene, at: SentenceAt) -> Iterable[Condition]:
    """The bounds of a sentence that a figure of the asker's lies on one side of."""
    text = at.analysed.text
    sentence = text[at.sentence.start : at.sentence.end]
    for statement in at.analysed.statements:
        quantity = statement.quantity
        if not at.sentence.start <= quantity.start < at.sentence.end:
            continue
        bound = as_bound(quantity, text)
        if (
            bound is None
            or quantity.kind not in _BOUNDING
            or (
                quantity.kind not in ("age", "duration")
                and _GIVES.search(text, statement.clause.start, quantity.start)
            )
        ):
            continue
        clause = text[statement.clause.start : statement.clause.end]
        told = text[statement.clause.start : quantity.outer_end + 4]
        if quantity.kind == "ratio":  # 研发费用占营业收入的比重 is a share of 研发费用
            told = told.split("占")[0]
        for own in own_figures(scene.question):
            if comparable(own.quantity, bound) and _of_subject(scene, own, told, clause, sentence):
                met = meets(own.quantity, bound)
                if _is_one_of_cases(at, statement) or (not met and _has_alternative(at, clause)):
                    continue
                yield Condition(
                    at,
                    statement.clause.start,
                    statement.clause.end,
                    written_figure(own.quantity),
                    met,
                )


_ALTERNATIVE = re.compile(r"或(?!者?(?:以上|以下|等值|等额|其他等值))|之一")


def _has_alternative(at: SentenceAt, clause: str) -> bool:
    """“营业收入2000万元以上或纳税200万元以上”, “符合下列条件之一”: not to meet one of them decides
    nothing."""
    text, start = at.analysed.text, at.analysed.passage.start
    leads = re.findall(r"[^。；\n]*：", text[start : at.sentence.start])
    follows = text[at.sentence.start : at.sentence.end].partition(clause)[2]
    return (
        bool(_ALTERNATIVE.search(clause))
        or bool(_OR_ELSE.match(follows))
        or any("之一" in lead for lead in leads)
    )


# “营业收入2000万元以上，或利税总额500万元以上”
_OR_ELSE = re.compile(r"[，、；\s]*或")


def _is_one_of_cases(at: SentenceAt, statement: Statement) -> bool:
    """“营业收入不足5000万元的，…；5000万元（含）—1亿元（不含）的，…”: a clause with 的 names a case of the
    rule, and who is not of this one may be of the next."""
    text, kind = at.analysed.text, statement.quantity.kind

    def opens_case(one: Statement) -> bool:
        clause = text[one.clause.start : one.clause.end]
        return one.quantity.kind == kind and clause.rstrip("，,：: ").endswith("的")

    return opens_case(statement) and any(
        opens_case(other)
        for other in at.analysed.statements
        if other.clause.start != statement.clause.start
    )


# what a rule gives is bounded too (最高不超过50万元) and sets no condition
_GIVES = re.compile(
    r"给予|奖励|奖补|补助|补贴|资助|支持|贴息|处以?|罚|最高|最多|封顶|上限|扣除|额度|贷款额|可申请"
)


def _of_subject(scene: Scene, own: OwnFigure, told: str, clause: str, sentence: str) -> bool:
    """Of one subject; things counted (4家国高新) are told by their noun."""
    if subjects_of(told) & subjects_of(own.near):
        share = own.quantity.kind == "ratio" and "increase" not in subjects_of(own.near)
        return same_subject(told, own, sentence) and (
            not share or _names_most(scene.matcher, own.near, clause)
        )
    if own.quantity.kind == "age":
        return sum(one.kind == "age" for one in scene.question.own_values) == 1
    if own.quantity.kind != "count":
        return False
    return _names(scene.matcher, own.near, clause) or _has_noun(clause, own.noun)


_NOUN = 3
"""Character pairs that make a noun of four characters (在孵企业)."""


def _has_noun(clause: str, noun: str) -> bool:
    """Whether what the asker counts stands in the clause as it is."""
    pairs = content_pairs(noun[: _NOUN + 1])
    return len(pairs) >= _NOUN and pairs <= content_pairs(clause)


def _names_most(matcher: Matcher, near: str, clause: str) -> bool:
    """Whether the most telling word beside the asker's share stands in the clause: many
    things are shares of one whole (离岸业务收入占比, 高新技术产品收入占比)."""
    beside, told = matching_form(near), matching_form(clause)
    terms = [t for t in matcher.terms if len(t.text) > 1 and t.text in beside]
    return not terms or quality(max(terms, key=lambda term: term.weight), told) >= NAMED


def _names(matcher: Matcher, near: str, clause: str) -> bool:
    """Whether a telling word beside the asker's figure stands in the clause of the bound."""
    beside, told = matching_form(near), matching_form(clause)
    return any(
        len(term.text) > 1 and term.text in beside and quality(term, told) >= NAMED
        for term in matcher.terms
    )
