"""What a figure measures: 固定资产投资总额 in a rule is what the asker 花了, 保险费用 what 买了保险.

A rate is taken of one subject and a bound is set for one; a figure of the asker's is computed or
compared with only where it is of that very subject. Broad subjects (what is spent at all) meet any
spending; narrow ones (研发, 租金, 利息) must be named by rule and asker alike, for 30 % of the
interest is not 30 % of the loan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.figures.quantities import Quantity
from qa.questions import INTERROGATIVE, Question, rows


@lru_cache(maxsize=1)
def _subjects() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    return tuple(
        (name, breadth == "broad", re.compile(pattern))
        for name, breadth, pattern, *_ in rows("subjects.tsv")
    )


@lru_cache(maxsize=8192)
def subjects_of(text: str) -> frozenset[str]:
    """The subjects that a text names."""
    return frozenset(name for name, _, pattern in _subjects() if pattern.search(text))


@lru_cache(maxsize=1)
def _broad() -> frozenset[str]:
    return frozenset(name for name, broad, _ in _subjects() if broad)


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """A figure of the asker's with the words it is told in: those beside it (`near`), what it
    counts (`noun`), and all that is told before anything is asked (`said`)."""

    quantity: Quantity
    near: str
    noun: str
    said: str


_CLAUSE = re.compile(r"[，。；？！,;?!]")
# where the telling ends and the asking begins: “营收5000万的企业能拿多少研发补助”
_ASKING = re.compile(
    # 能 and 会 of 智能, 节能, 产能, 能源, 社会 and 会议 ask for nothing
    r"(?<![智功性产节职效])能(?![源力耗量效])|可以|(?<![社协])会(?![议计员])|该|最多|最高|至少|大概|多少|几|怎|奖|补|拿|(?<!花)给|的(?:企业|公司|单位|人)"
)
_BEHIND = 12


def own_figures(question: Question) -> tuple[OwnFigure, ...]:
    """The asker's figures, each with the nearest words that tell what it measures."""
    text = question.text
    clauses = [piece for piece in _CLAUSE.split(text) if piece]
    told = "，".join(piece for piece in clauses if not INTERROGATIVE.search(piece))
    parted = [0, *(m.end() for m in _CLAUSE.finditer(text)), *(q.end for q in question.own_values)]
    return tuple(_told(text, one, sorted(parted), told) for one in question.own_values)


def _told(text: str, quantity: Quantity, parted: Sequence[int], told: str) -> OwnFigure:
    behind = _CLAUSE.split(text[quantity.end : quantity.end + _BEHIND])[0]
    behind = _ASKING.split(behind)[0]
    begins = [position for position in parted if position <= quantity.start]
    near = text[begins[-1] : quantity.end]
    # the subject stands before its figure, else behind (1500万的营收), else in an earlier clause
    if not subjects_of(near) - _broad():
        near = next(
            (
                piece
                for at in reversed(begins)
                if subjects_of(piece := text[at : quantity.end] + behind)
            ),
            near + behind,
        )
    return OwnFigure(quantity, near, behind, f"{told}，{near}")


_INCREASE = "increase"


def same_subject(told: str, own: OwnFigure, rule: str) -> bool:
    """Whether the asker's figure is of the subject that a rule tells of.

    Args:
        told: the words of the rule for the subject (固定资产投资总额).
        rule: the sentence they stand in.
    """
    subjects, near = subjects_of(told), subjects_of(own.near)
    if not subjects:
        return False
    named = subjects - _broad()
    if named and (_INCREASE in subjects) != (_INCREASE in near):
        return False  # a rate of what was spent more is none of what was spent
    if not named <= subjects_of(own.said) or not subjects & near:
        return False
    # what is spent on something else by name is not what this rule means
    return bool(named & near) or near - _broad() <= subjects_of(rule)
