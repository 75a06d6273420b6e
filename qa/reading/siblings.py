"""Figures of one rule told apart: whose own words does the question say?

One rule gives figure after figure of a kind, and each has words of its own before it: “处1万元以上3万元
以下罚款；情节严重的，处3万元以上10万元以下罚款”, “建成孵化器8家、研发机构50家”. How much of the question
stands around a figure does not tell such siblings apart, for the first of them also stands beside
the subject and the verb that serve all. What does is the reverse: how much of the words that only
one sibling has the question says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from ingest.figures.statements import Statement
from qa.questions import Question
from qa.reading.analysed import Analysed
from qa.reading.matching import matching_form

Contrast = Mapping[tuple[int, int], float]
"""By span of the figure: how much worse (0 to 1) the question says its own words than those of its
best sibling. It speaks against a figure beside its siblings and for none beside those of other rules."""

_KIN = {"person": "count", "points": "ratio"}
# words of giving and measuring, which tell nobody apart
_COMMON = re.compile(
    r"(?:可以|并)?处以?|罚款|按照?|每[名家个人户项年月吨亩件台套]|给予|一次性|最高|最低|不超过|不低于|不少于|达到|其中|分别|标准|对于?"
)
_NAMED = 0.34
"""Share of the words of a case that the question must say to mean it."""
_UNASKED = 0.6
_OTHER_NAME = 1.0
"""Another name of the 分别 list stands whole in the question: 收获机械化率 and not 花生种植."""
_CLOSE = 0.1
"""Siblings whose own words are said nearly alike are not told apart by them."""
_WORDS = re.compile(r"[\u4e00-\u9fffa-z0-9]+")


def contrast(question: Question, analysed: Analysed) -> Contrast:
    """The contrast of every figure of a passage that has siblings."""
    asked = "\n".join(word for term in question.terms for word in (term.text, *term.alternatives))
    found: dict[tuple[int, int], float] = {}
    for siblings in _rules(analysed):
        own = [frozenset(_bigrams(_own_words(analysed, s, siblings))) for s in siblings]
        shared = frozenset.intersection(*own)
        whole = [_is_named(question, statement) for statement in siblings]
        said = [
            float(named) or _said(words - shared, asked)
            for named, words in zip(whole, own, strict=True)
        ]
        for statement, words, share in zip(siblings, own, said, strict=True):
            others = [one for one, bigrams in zip(said, own, strict=True) if bigrams != words]
            unasked = _UNASKED * _unasked_case(analysed, statement, siblings[0], asked)
            if any(whole) and statement.aligned and share < 1.0:
                unasked = _OTHER_NAME
            if others:
                quantity = statement.quantity
                found[quantity.start, quantity.end] = max(
                    unasked, max(others) - share - _CLOSE, 0.0
                )
    return found


def _rules(analysed: Analysed) -> list[list[Statement]]:
    """Figures of one kind between two full stops; ； parts the cases of one rule."""
    text, begin = analysed.text, analysed.passage.start

    def key(statement: Statement) -> tuple[int, str]:
        start = statement.sentence.start
        stop = max(text.rfind(mark, begin, start) for mark in "。\n！？")
        kind = statement.quantity.kind
        return stop, _KIN.get(kind, kind)

    prose = [s for s in analysed.statements if analysed.cell_span(s.quantity.start) is None]
    rules = [list(group) for _, group in groupby(sorted(prose, key=key), key=key)]
    return [rule for rule in rules if len(rule) > 1]


def _own_words(analysed: Analysed, statement: Statement, siblings: Sequence[Statement]) -> str:
    """What only this figure may be about: its label where 分别 bound it; its item where siblings
    share the clause; else its clause and the case before it (情节严重的)."""
    text = analysed.text
    if statement.aligned:
        return statement.label
    item, clause = statement.item, statement.clause
    if any(s.clause == clause and s.item != item for s in siblings):
        return _without_figures(text, item.start, item.end, siblings)
    begin = clause.start
    for before in reversed(statement.sentence.clauses):
        if before.end < begin and text[before.end - 1] == "的":
            begin = before.start
        elif before.end < begin:
            break
    return _without_figures(text, begin, clause.end, siblings)


def _without_figures(text: str, start: int, end: int, siblings: Sequence[Statement]) -> str:
    pieces: list[str] = []
    for sibling in siblings:
        quantity = sibling.quantity
        if start <= quantity.start < end:
            pieces.append(text[start : quantity.start])
            start = quantity.end
    return "，".join((*pieces, text[start:end]))


def _bigrams(words: str) -> set[str]:
    runs = _WORDS.findall(_COMMON.sub("，", matching_form(words)))
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}


def _said(bigrams: frozenset[str], asked: str) -> float:
    return sum(gram in asked for gram in bigrams) / len(bigrams) if bigrams else 0.0


def _is_named(question: Question, statement: Statement) -> bool:
    """Whether the name that 分别 binds to a figure stands whole in the question."""
    label = matching_form(statement.label)
    return statement.aligned and len(label) > 3 and label in matching_form(question.text)


def _unasked_case(analysed: Analysed, statement: Statement, first: Statement, asked: str) -> bool:
    """A later case of the rule (；情节严重的，…) that the question does not name: the rule itself
    answers."""
    text, sentence = analysed.text, statement.sentence
    if sentence.start == first.sentence.start or not sentence.clauses:
        return False
    case = text[sentence.clauses[0].start : sentence.clauses[0].end]
    return case.endswith("的") and _said(frozenset(_bigrams(case)), asked) < _NAMED
