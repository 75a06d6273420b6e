"""What reading yields: candidates, and the findings an answer is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.documents import Document, Passage
from ingest.figures.quantities import Quantity
from qa.answers import Given, Hit
from qa.reading.analysed import Analysed
from qa.reading.binding import Binding, Where
from qa.reading.fit import Fit, Mismatch


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer in a passage, with everything that judged it.

    `coverage` is the share of the question found around it (0 to 1); `score` orders candidates.
    """

    hit: Hit
    analysed: Analysed
    where: Where
    binding: Binding
    fit: Fit
    coverage: float
    score: float
    quantity: Quantity | None = None
    aligned: bool = False

    @property
    def mismatch(self) -> Mismatch | None:
        return self.fit.mismatch


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of an answer with its own quotes: the spans of the text that show it."""

    text: str
    quotes: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement of an answer with the spans of the document that support it.

    `confidence` is in 0..1 and comparable between findings of all readers; the refusal threshold
    applies to it. `group` names what a comparison puts side by side (a place, a tier, a year).
    `segments` divide the text where its parts have quotes of their own (members of a list).
    `answers` are words of a question that the form of the finding meets without repeating them
    (落款 and 哪天 for a 成文日期). `support` is what the form of the finding adds to the log-odds that
    it answers.
    """

    text: str
    document: Document
    passage: Passage
    hit: Hit | None
    quotes: tuple[Span, ...]
    confidence: float
    segments: tuple[Segment, ...] = ()
    binding: Binding | None = None
    quantity: Quantity | None = None
    inherited: bool = False
    group: str | None = None
    notices: tuple[str, ...] = ()
    answers: str = ""
    support: float = 0.0

    @property
    def given(self) -> Given:
        figure = self.quantity.start if self.quantity is not None else None
        return Given(self.document.doc_id, figure, self.quotes)


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading: findings best first, or why there are none.

    `missing` are the mismatches that kept otherwise good candidates out; `nearest` the hits to
    offer with a refusal.
    """

    findings: tuple[Finding, ...]
    missing: tuple[Mismatch, ...] = ()
    nearest: tuple[Hit, ...] = ()
    conflict: bool = False
    clarify: bool = False
    notices: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """That of the best finding, 0 without one."""
        return max((finding.confidence for finding in self.findings), default=0.0)


def surest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of one reader in the order of their confidence, then of their hits."""
    return sorted(findings, key=lambda f: (-f.confidence, f.hit.rank if f.hit else 0))


def best_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates in the order of their scores, those that cannot answer last."""
    return sorted(
        candidates, key=lambda c: (c.mismatch is not None, -c.score, c.hit.rank, c.where.start)
    )


def better(first: Reading, second: Reading, lead: float) -> Reading:
    """The first reading if it is as sure as the second, give or take `lead` in its favour."""
    if not first.findings:
        return second
    if not second.findings or first.findings[0].confidence + lead >= second.findings[0].confidence:
        return first
    return second


def kept_out_by(candidates: Sequence[Candidate]) -> tuple[Mismatch, ...]:
    """The mismatches of the best rejected candidates, most telling first."""
    best = sorted((c for c in candidates if c.mismatch), key=lambda c: -c.coverage)[:5]
    return tuple(dict.fromkeys(c.mismatch for c in best if c.mismatch))
