"""The nouns of an answer, and the answer object of the contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ingest.documents import Document, Passage, Validity


class Status(StrEnum):
    ANSWERED = "answered"
    INSUFFICIENT = "insufficient_evidence"
    CONFLICT = "conflict"
    CLARIFY = "clarify"


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of one passage for one query; each in its own scale, `final` orders the hits."""

    lexical: float = 0.0
    dense: float = 0.0
    final: float = 0.0
    parts: tuple[tuple[str, float], ...] = ()

    def as_json(self) -> dict[str, float]:
        return {
            "lexical": round(self.lexical, 6),
            "dense": round(self.dense, 6),
            "final": round(self.final, 6),
        }


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query. `rank` counts from 1. `inherited` marks a text of a higher
    place (江苏, 全国) taken for a question about a lower one (常州)."""

    document: Document
    passage: Passage
    scores: Scores
    rank: int
    inherited: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "rank": self.rank,
            "passage_id": self.passage.passage_id,
            "doc_id": self.document.doc_id,
            "title": self.document.title,
            "section": " > ".join(self.passage.section.path),
            "text": self.passage.text,
            "scores": self.scores.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote that supports a statement: `document.text[start:end] == quote`."""

    index: int
    document: Document
    passage: Passage
    quote: str
    start: int
    end: int
    scores: Scores
    validity: Validity

    def as_json(self) -> dict[str, Any]:
        document = self.document
        original = document.source.original
        return {
            "index": self.index,
            "doc_id": document.doc_id,
            "passage_id": self.passage.passage_id,
            "title": document.title,
            "doc_number": document.doc_number,
            "issuer": document.issuer,
            "issued_on": _iso(document.dated),
            "region": document.region,
            "tier": document.tier.value,
            "kind": document.kind.value,
            "validity": self.validity.value,
            "edition": "摘编" if document.source.digest else "原文",
            "original": None
            if original is None
            else {
                "title": original.title,
                "doc_number": original.doc_number,
                "issuer": original.issuer,
            },
            "section": " > ".join(self.passage.section.path),
            "page": self.passage.page,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "scores": self.scores.as_json(),
            "source": document.source.uri,
            "source_sha256": document.sha256,
        }


@dataclass(frozen=True, slots=True)
class Given:
    """What an answer gave: the place of its figure in a document, and the spans it quotes."""

    doc_id: str
    figure: int | None
    quotes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets back. `text` carries `[n]` markers of `citations`.

    `generation` is the id of the index generation that answered; `timings_ms` by stage.
    `looked_for` says in a few words what a refusal did not find. `confidence` is that of the
    reader's best finding, 0 to 1, whether or not the threshold let it pass; None where no reader
    judged (a draft by an LLM, a comparison). `given` is what a later turn need not be given again.
    """

    question: str
    text: str
    status: Status
    citations: tuple[Citation, ...] = ()
    notices: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    generation: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)
    looked_for: str | None = None
    confidence: float | None = None
    given: tuple[Given, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "status": self.status.value,
            "answer": self.text,
            "notices": list(self.notices),
            "citations": [citation.as_json() for citation in self.citations],
            "retrieved": [hit.as_json() for hit in self.hits],
            "generation": self.generation,
            "timings_ms": {name: round(ms, 3) for name, ms in self.timings_ms.items()},
        }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
