"""From a question to an answer: analysis, retrieval, then a draft or a reading, as events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

from ingest.documents import Document, Validity
from ingest.errors import GenerationError
from ingest.metadata.places import Place
from qa.analysis import QuestionAnalyser
from qa.answers import Answer, Hit, Status
from qa.composing import Composer
from qa.conversation import FollowUps
from qa.drafting import DraftComposer
from qa.filters import NO_FILTERS, DocumentFilter, Filters
from qa.naming import DocumentNames
from qa.questions import Question
from qa.reading.gap import placed_bigrams
from qa.reading.sentences import SentenceAt
from qa.retrieval import Retriever

READ_DEPTH = 12
"""Passages read for an answer. Gold evidence stands in the first five for most questions
(docs/evaluation.md); twelve leaves room for comparisons."""

_NEIGHBOUR_DEPTH = 5
"""Passages of other places' documents looked at for a mention of the place asked."""

_NAMED_DEPTH = 8
"""Passages taken from the documents that the question names."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a face asks: the question, and what it restricts.

    `history` holds the asker's earlier questions, oldest first; `top_k` the passages to return
    as `retrieved`.
    """

    question: str
    region: str | None = None
    as_of: date | None = None
    history: tuple[str, ...] = ()
    filters: Filters = NO_FILTERS
    top_k: int = READ_DEPTH


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a streamed answer: `sources` first, then `text` pieces, last the `answer`."""

    kind: str
    text: str = ""
    hits: tuple[Hit, ...] = ()
    answer: Answer | None = None


class Answerer:
    """Answers questions over one index generation; all collaborators are injected.

    `drafts` lets an LLM write first; what it cannot say, the composer reads from the hits.
    """

    def __init__(
        self,
        analyser: QuestionAnalyser,
        follow_ups: FollowUps,
        documents: DocumentFilter,
        names: DocumentNames,
        retriever: Retriever,
        composer: Composer,
        drafts: DraftComposer | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._analyser = analyser
        self._follow_ups = follow_ups
        self._documents = documents
        self._names = names
        self._retriever = retriever
        self._composer = composer
        self._drafts = drafts
        self._today = today

    def answer(self, request: Request) -> Answer:
        """The complete answer.

        Raises:
            QuestionError: the question is empty, too long or no text.
            UnknownPlaceError: `request.region` is no place.
        """
        answer: Answer | None = None
        for event in self.stream(request):
            answer = event.answer or answer
        if answer is None:
            raise RuntimeError("a stream ended without an answer")
        return answer

    def stream(self, request: Request) -> Iterator[Event]:
        """Sources, text pieces, answer. Text is streamed only after the gate has passed it."""
        clock = _Clock()
        texts = self._follow_ups.rewritings(request.question, request.history)
        first, *others = [self._understood(text, request) for text in texts]
        clock.lap("analyse")
        hits = self.hits(first, request.filters, max(request.top_k, READ_DEPTH))
        clock.lap("retrieve")
        if not others:
            yield Event("sources", hits=hits)
        answer = self._composed(first, request, hits, clock)
        if others:
            before = self.answer(
                replace(request, question=request.history[-1], history=request.history[:-1])
            )
            for question in others:
                found = self.hits(question, request.filters, max(request.top_k, READ_DEPTH))
                other = self._composed(question, request, found, clock)
                if _means(other, answer, before, request):
                    answer, hits = other, found
            yield Event("sources", hits=hits)
        answer = replace(answer, hits=hits[: request.top_k], timings_ms=clock.laps)
        for piece in _pieces(answer.text):
            yield Event("text", text=piece)
        yield Event("answer", answer=answer)

    def _understood(self, text: str, request: Request) -> Question:
        question = self._analyser.analyse(text, region=request.region, as_of=request.as_of)
        return replace(question, raw=request.question)

    def examine(self, text: str) -> list[tuple[SentenceAt, tuple[float, ...]]]:
        """The candidate sentences of a question with their features, for fitting the model."""
        question = self._analyser.analyse(text)
        return self._composer.examine(question, self.hits(question, NO_FILTERS, READ_DEPTH))

    def hits(self, question: Question, filters: Filters, top_k: int) -> tuple[Hit, ...]:
        """Hits for a question: places and filters first, then ranking; one run per place."""
        if len(question.places) > 1:
            found = self._hits_by_place(question, filters, top_k)
        else:
            found = self._hits_of(question, question.places, filters, top_k)
        return self._named_first(question, filters, found)

    def _named_first(
        self, question: Question, filters: Filters, found: tuple[Hit, ...]
    ) -> tuple[Hit, ...]:
        """Passages of the documents that the question names, then the others."""
        named = self._names.named_in(question.text) & self._documents.others((), filters)
        if not named:
            return found
        asked = self._names.without_name(question.text, named)
        own = self._retriever.retrieve(asked, _NAMED_DEPTH, doc_ids=named)
        merged = {hit.passage.passage_id: hit for hit in (*own, *found)}
        return tuple(replace(hit, rank=rank) for rank, hit in enumerate(merged.values(), 1))

    def _hits_by_place(self, question: Question, filters: Filters, top_k: int) -> tuple[Hit, ...]:
        share = max(5, top_k // len(question.places))
        merged: dict[str, Hit] = {}
        for place in question.places:
            for hit in self._hits_of(question, (place,), filters, share):
                merged.setdefault(hit.passage.passage_id, hit)
        return tuple(replace(hit, rank=rank) for rank, hit in enumerate(merged.values(), 1))

    def _hits_of(
        self, question: Question, places: Sequence[Place], filters: Filters, top_k: int
    ) -> tuple[Hit, ...]:
        """Hits of the places' own documents and those above them; then passages of other
        documents that name the place (a city's reply that counts its neighbours)."""
        doc_ids, inherited = self._documents.allowed(places, filters)
        hits = self._retriever.retrieve(question.text, top_k, doc_ids=doc_ids, inherited=inherited)
        if doc_ids is None:
            return hits
        others = self._documents.others(doc_ids, filters)
        named = [
            hit
            for hit in self._retriever.retrieve(question.text, _NEIGHBOUR_DEPTH, doc_ids=others)
            if any(place.short in hit.passage.text for place in places)
        ]
        merged = (*hits, *named)
        return tuple(replace(hit, rank=rank) for rank, hit in enumerate(merged, 1))

    def _composed(
        self, question: Question, request: Request, hits: tuple[Hit, ...], clock: _Clock
    ) -> Answer:
        day = request.as_of or self._today()

        def validity_of(document: Document) -> Validity:
            return self._documents.validity(document, day)

        notices: tuple[str, ...] = ()
        if self._drafts is not None and hits:
            try:
                drafted = self._drafts.compose(question, hits, validity_of, day)
            except GenerationError as error:
                drafted, notices = None, (str(error),)
            clock.lap("generate")
            if drafted is not None:
                return drafted

        def search(part: Question) -> tuple[Hit, ...]:
            return self.hits(part, request.filters, READ_DEPTH)

        answer = self._composer.compose(question, hits, validity_of, day, search)
        clock.lap("read")
        return replace(answer, notices=(*answer.notices, *notices))


def _surety(answer: Answer) -> float:
    """How sure an answer is beside that to another meaning of the same follow-up."""
    if answer.status in (Status.CLARIFY, Status.INSUFFICIENT):
        return 0.0
    return 1.0 if answer.confidence is None else answer.confidence


def _means(other: Answer, answer: Answer, before: Answer, request: Request) -> bool:
    """Whether a second meaning of a follow-up answers it better: surer, no further from its own
    words, and not only what the question before was answered with."""
    if _surety(other) <= _surety(answer):
        return False
    if _surety(answer) and _told(request.question, other) < _told(request.question, answer):
        return False
    said = {(c.document.doc_id, c.start) for c in before.citations}
    again = all((c.document.doc_id, c.start) in said for c in other.citations)
    return not again or _told(request.question, other) >= _TELLS


_TELLS = 0.3
"""Share of a follow-up's character pairs in an answer from the sentence that answered before."""


def _told(asked: str, answer: Answer) -> float:
    grams = {gram for _, gram in placed_bigrams(asked)}
    return sum(gram in answer.text for gram in grams) / len(grams) if grams else 0.0


class _Clock:
    """Milliseconds by stage."""

    def __init__(self) -> None:
        self._last = perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.laps[name] = self.laps.get(name, 0.0) + (now - self._last) * 1000
        self._last = now


def _pieces(text: str) -> Iterator[str]:
    """Pieces of about a clause, markers kept whole."""
    yield from (piece for piece in re.split(r"(?<=[，。；：\n\]])", text) if piece)
