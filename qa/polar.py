"""Polar questions: which clause asks yes or no, what it asks about, and in what sense.

A Chinese polar question tells its story first and asks in its last clause, by a particle (吗), by a
verb with its negation (能不能, 算不算) or by a short predicate of its own (…，行不行).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from qa.questions import rows
from qa.source_phrases import without_source


class PolarKind(StrEnum):
    """What is asked: whether something is allowed, required, counted in, or so at all."""

    ALLOWED = "allowed"
    REQUIRED = "required"
    COUNTED = "counted"
    WHETHER = "whether"


@dataclass(frozen=True, slots=True)
class Polar:
    """A polar question: its `kind`, and the clause or clauses that name the `act` asked about."""

    kind: PolarKind
    act: str


_CLAUSE_END = re.compile(r"[，。；？！,;?!\n]+")
_ASKS = re.compile(
    r"吗|么$|是否|可否|能否|有无|(.)不\1|有没有|还行|不$|没有?$|能|可以|行|够|要|用|得"
)
_LEAST_ACT = 3
"""Characters of content; a clause with fewer (这样行吗, 这符合那个通知吗) asks about the one before it."""

# particles, pronouns, modal verbs and the verbs of everyday speech: a closed class without content
_EMPTY = frozenset(
    "的了是在我们你您他她它咱这那个和与及吗呢吧啊么就都也还又很把被给让跟对从到向于以而且或如果的话"
    "能会可要想得行不没有无否该请问一两几什怎样哪多少之其者所为着过去来上下里中外按照据根份说讲看叫"
    "做搞弄点儿些种次时候后前"
)


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[PolarKind, re.Pattern[str]], ...]:
    return tuple((PolarKind(row[0]), re.compile(row[1])) for row in rows("polar.tsv"))


@lru_cache(maxsize=64)
def polar_of(text: str) -> Polar:
    """The last clause that asks, with the one before it where it names no act of its own."""
    clauses = [clause for clause in _CLAUSE_END.split(text) if clause.strip()]
    asking = [at for at, clause in enumerate(clauses) if _ASKS.search(clause)]
    if not asking:
        return Polar(PolarKind.WHETHER, text)
    at = asking[-1]
    act = clauses[at]
    own = content_characters(without_source(act))
    if at and len(own) < _LEAST_ACT:
        act = f"{clauses[at - 1]}，{act}"
    kind = next((kind for kind, pattern in _kinds() if pattern.search(act)), PolarKind.WHETHER)
    return Polar(kind, act)


def content_characters(text: str) -> frozenset[str]:
    """The characters of a question that may stand in an official wording of it.

    Speech says with one syllable (养, 租, 退) what official texts say with two (饲养, 出租, 退还), so that
    words need not meet where their characters do.
    """
    return frozenset(c for c in text if c.isalnum() and c not in _EMPTY)
