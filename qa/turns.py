"""A turn of a conversation: which meaning of a follow-up is meant, and which document answers it.

Who asks on asks mostly of the text that has just answered. So a follow-up is read twice, from
that text and from all of them, and its own words decide more than those it takes over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answers import Answer, Hit, Status
from qa.questions import Asked, Question, Term
from qa.reading.matching import matching_form, share_told

_TAKEN_OVER = 0.6
"""Weight of words that a follow-up takes over, against those it says itself."""
_TELLS = 0.3
"""Share of a follow-up's words in an answer that says again what was answered before."""
_HOME_LEAD = 0.25
"""How much surer another text must be than the one that has just answered."""
_LESS_TOLD = 0.05
_CLEARLY = 0.1
"""How much surer a later meaning must be than an earlier one, which is the likelier."""
_MARKER = re.compile(r"\[\d+\]")
_OTHER_CASE = re.compile(r"^(?:那么?|要是|如果|假如|换成|换作|至于)|呢(?=[，,？?]|$)")


@dataclass(frozen=True, slots=True)
class Turn:
    """One meaning of a follow-up with what answers it."""

    question: Question
    hits: tuple[Hit, ...]
    answer: Answer

    @property
    def surety(self) -> float:
        """How sure the answer is beside that to another meaning of the same follow-up."""
        if self.answer.status in (Status.CLARIFY, Status.INSUFFICIENT):
            return 0.0
        return 1.0 if self.answer.confidence is None else self.answer.confidence


def weighed(question: Question, said: str) -> Question:
    """A follow-up made whole: words it only takes over count less than those it says."""
    own = matching_form(said)
    terms = tuple(
        term if term.text in own else replace(term, weight=term.weight * _TAKEN_OVER)
        for term in question.terms
    )
    return replace(question, terms=terms)


def home_of(before: Answer) -> frozenset[str]:
    """The documents that answered the question before."""
    if before.status is not Status.ANSWERED:
        return frozenset()
    return frozenset(citation.document.doc_id for citation in before.citations)


def nearest(far: Turn, home: Turn, said: Sequence[Term]) -> Turn:
    """Of one meaning, the answer of the text that answered before, unless another is much surer or
    says more of the follow-up's own words."""
    if not home.surety or home.surety + _HOME_LEAD <= far.surety:
        return far
    less = far.surety and _told(said, home.answer) < _told(said, far.answer) - _LESS_TOLD
    return far if less else home


def meant(turns: Sequence[Turn], before: Answer, said: Sequence[Term]) -> Turn:
    """The turn that answers a follow-up best: the first one, unless another is surer, no further
    from the words `said` in the follow-up, and not only what was answered before."""
    best = turns[0]
    for other in turns[1:]:
        if _better(other, best, before, said):
            best = other
    return best


def is_other_case(said: Question, turn: Turn, before: Answer) -> bool:
    """Whether a follow-up asks the figure of another case, by its name, and was given the one of
    the case before: “要是个人呢，最高多少？”. A case that differs by a figure stays in the rule."""
    return (
        bool(_OTHER_CASE.search(said.text))
        and not said.own_values
        and turn.question.asked is Asked.FIGURE
        and bool(turn.answer.given)
        and turn.answer.given == before.given
    )


def _better(other: Turn, best: Turn, before: Answer, said: Sequence[Term]) -> bool:
    told = _told(said, other.answer)
    if not other.surety or (best.surety and other.surety < best.surety + _CLEARLY):
        return False
    if best.surety and told < _told(said, best.answer):
        return False
    return not _repeats(other.answer, before) or told >= _TELLS


def _repeats(answer: Answer, before: Answer) -> bool:
    """Whether an answer says only what the answer before said, of the same sentences."""
    said = {(c.document.doc_id, c.start) for c in before.citations}
    same = all((c.document.doc_id, c.start) in said for c in answer.citations)
    lines = _MARKER.sub("", answer.text).rstrip("。").split("\n")
    return same and all(line in before.text or before.text in line for line in lines)


def _told(said: Sequence[Term], answer: Answer) -> float:
    """The share of the follow-up's own words in an answer, by weight."""
    return share_told(said, matching_form(answer.text))
