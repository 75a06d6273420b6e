"""One question with the passages it is read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qa.answers import Hit
from qa.questions import Question
from qa.reading.analysed import Analysed
from qa.reading.findings import Candidate, best_first
from qa.reading.fit import Binder
from qa.reading.matching import Matcher
from qa.reading.sentences import SentenceAt, rank_sentences


@dataclass(frozen=True)
class Scene:
    """One question with the passages it is read from."""

    question: Question
    hits: tuple[tuple[Hit, Analysed], ...]
    matcher: Matcher
    binder: Binder
    likeness: Mapping[tuple[str, int], float]

    @cached_property
    def sentences(self) -> tuple[SentenceAt, ...]:
        """The sentences of all hits, best first; several readers look through them."""
        return tuple(rank_sentences(self.question, self.hits, self.matcher))

    def like(self, analysed: Analysed, position: int) -> float:
        """Dense likeness of the question and the sentence that begins at a position."""
        return self.likeness.get((analysed.document.doc_id, position), 0.0)


_SENSE_ORDER, _SENSE_COVERAGE = 0.6, 0.35
"""How much dense likeness counts in the order of candidates and as coverage of the question;
chosen by how often the right sentence of a colloquial question comes first (docs/evaluation.md)."""


def by_sense(scene: Scene, candidates: Sequence[Candidate]) -> list[Candidate]:
    sensed: list[Candidate] = []
    for candidate in candidates:
        like = scene.like(candidate.analysed, candidate.where.sentence.start)
        sensed.append(
            replace(
                candidate,
                score=candidate.score + _SENSE_ORDER * like,
                coverage=min(1.0, candidate.coverage + _SENSE_COVERAGE * like),
            )
        )
    return best_first(sensed)


def sensed(scene: Scene, at: SentenceAt) -> float:
    """Coverage of the question with what the vectors add to it."""
    like = scene.like(at.analysed, at.sentence.start)
    return min(1.0, at.coverage + _SENSE_COVERAGE * like)
