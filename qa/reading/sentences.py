"""Sentences of the hits, ranked by how much of the question stands in and around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures.dates import find_dates
from ingest.figures.quantities import find_quantities
from ingest.language.clauses import Sentence
from qa.answers import Hit
from qa.questions import Asked, Question
from qa.reading.analysed import Analysed
from qa.reading.matching import Matcher

_HIT_WEIGHT = 0.15
_KIND_WEIGHT = 0.06
_DATED = (Asked.DATE, Asked.ISSUE_DATE, Asked.EFFECTIVE_DATE, Asked.EXPIRY)


@dataclass(frozen=True, slots=True)
class SentenceAt:
    """A sentence of a hit with its coverage of the question in context (0 to 1).

    `place` counts the sentences of the passage from 0; `score` orders the sentences of all hits.
    """

    hit: Hit
    analysed: Analysed
    place: int
    sentence: Sentence
    coverage: float
    score: float


def rank_sentences(
    question: Question, hits: Sequence[tuple[Hit, Analysed]], matcher: Matcher
) -> list[SentenceAt]:
    """Sentences of all hits, best first."""
    best_final = max((hit.scores.final for hit, _ in hits), default=0.0) or 1.0
    ranked: list[SentenceAt] = []
    for hit, analysed in hits:
        text = analysed.text
        for place, sentence in enumerate(analysed.sentences):
            before = analysed.sentences[place - 1] if place else None
            own = text[sentence.start : sentence.end]
            coverage = matcher.coverage(
                (
                    (own, 1.0),
                    (text[before.start : before.end] if before else "", 0.6),
                    (analysed.header_at(sentence.start), 0.7),
                    (analysed.heading, 0.6),
                    (analysed.document.title, 0.45),
                    (analysed.passage.text, 0.35),
                )
            )
            score = (
                coverage
                + _HIT_WEIGHT * hit.scores.final / best_final
                + _KIND_WEIGHT * shows_kind(question, own)
            )
            ranked.append(SentenceAt(hit, analysed, place, sentence, coverage, score))
    ranked.sort(key=lambda at: (-at.score, at.hit.rank, at.sentence.start))
    return ranked


_ORGANISATION = re.compile(
    r"(?:局|部|委|厅|办|院|会|公司|银行|中心|政府|处|所|站|社|集团|学校|大学|医院|平台|机构|单位|部门|组)(?:$|[、，。；）\s])"
)


def shows_kind(question: Question, text: str) -> float:
    """1 where a text carries the kind of thing asked for, else 0."""
    asked = question.asked
    if asked is Asked.FIGURE:
        return float(bool(find_quantities(text)))
    if asked in _DATED:
        return float(bool(find_dates(text)))
    if asked in (Asked.WHO, Asked.RESPONSIBLE, Asked.ISSUER):
        return float(bool(_ORGANISATION.search(text)))
    if asked is Asked.LIST:
        return float("、" in text or "；" in text or "（1）" in text)
    return 0.0
