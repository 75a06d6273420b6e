"""From a question to an answer: analysis, retrieval, then a draft or a reading, as events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

from ingest.documents import Document, Nature, Validity
from ingest.errors import GenerationError
from ingest.language.normalise import blanked
from ingest.metadata.places import Place
from qa.analysis import QuestionAnalyser
from qa.answers import Answer, Given, Hit, Status
from qa.composing import Composer, Search
from qa.conversation import FollowUps
from qa.drafting import DraftComposer
from qa.filters import NO_FILTERS, DocumentFilter, Filters
from qa.naming import DocumentNames
from qa.questions import Asked, Question
from qa.reading.sentences import SentenceAt
from qa.retrieval import Retriever
from qa.series import Series, on_one_scale
from qa.sources import Sources, without_sources
from qa.turns import Turn, home_of, is_other_case, meant, nearest, weighed

READ_DEPTH = 12
"""Passages read for an answer. Gold evidence stands in the first five for most questions
(docs/evaluation.md); twelve leaves room for comparisons."""

_NEIGHBOUR_DEPTH = 5
"""Passages of other places' documents looked at for a mention of the place asked."""

_YEAR_DEPTH = 5
"""Passages taken from the texts of the year that the question names."""

_AS_OF = "截至目前，共有"
"""How a text states what there is on its day."""

_RIVAL_DEPTH = 3
"""Passages of the same yearly text of other years: what they say and those of the year asked do not
tells that it is not told of that year."""

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
        sources: Sources,
        series: Series,
        retriever: Retriever,
        composer: Composer,
        drafts: DraftComposer | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._analyser = analyser
        self._follow_ups = follow_ups
        self._documents = documents
        self._names = names
        self._sources = sources
        self._series = series
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
        questions = [self._understood(text, request) for text in texts]
        clock.lap("analyse")
        depth = max(request.top_k, READ_DEPTH)
        hits = self.hits(questions[0], request.filters, depth)
        clock.lap("retrieve")
        on = texts != (request.question,)
        if not on:
            yield Event("sources", hits=hits)
        answer = self._composed(questions[0], request, hits, clock)
        if on:
            turn = self._meant(Turn(questions[0], hits, answer), questions, request, clock)
            answer, hits = turn.answer, turn.hits
            yield Event("sources", hits=hits)
        answer = replace(answer, hits=hits[: request.top_k], timings_ms=clock.laps)
        for piece in _pieces(answer.text):
            yield Event("text", text=piece)
        yield Event("answer", answer=answer)

    def _meant(
        self, first: Turn, questions: Sequence[Question], request: Request, clock: _Clock
    ) -> Turn:
        """The meaning of a follow-up that is answered best, by the text that answered the question
        before or by any."""
        before = self.answer(
            replace(request, question=request.history[-1], history=request.history[:-1])
        )
        home = home_of(before)
        own = self._understood(request.question, request)

        def search_home(question: Question) -> tuple[Hit, ...]:
            return self._hits_at(home, question, request.filters)

        turns: list[Turn] = []
        for question in questions:
            far = first
            if question is not first.question:
                found = self.hits(question, request.filters, max(request.top_k, READ_DEPTH))
                far = Turn(question, found, self._composed(question, request, found, clock))
            near = search_home(question)
            if near:
                answer = self._composed(question, request, near, clock, search_home)
                turns.append(nearest(far, Turn(question, near, answer), own.terms))
            else:
                turns.append(far)
        turn = meant(turns, before, own.terms)
        if not is_other_case(own, turn, before):
            return turn
        other = self._composed(
            turn.question, request, turn.hits, clock, search_home, taken=before.given
        )
        return replace(turn, answer=other) if other.status is Status.ANSWERED else turn

    def _hits_at(
        self, home: frozenset[str], question: Question, filters: Filters
    ) -> tuple[Hit, ...]:
        """Hits in some documents, as far as they may answer for the place asked; several places
        have documents of their own."""
        allowed, inherited = self._documents.allowed(question.places, filters)
        near = home if allowed is None else home & allowed
        near -= self._series.of_other_years(question)
        if not near or question.multi_place:
            return ()
        return self._retriever.retrieve(
            question.text, READ_DEPTH, doc_ids=near, inherited=inherited
        )

    def _understood(self, text: str, request: Request) -> Question:
        question = self._analyser.analyse(text, region=request.region, as_of=request.as_of)
        whole = weighed(question, request.question) if text != request.question else question
        return replace(whole, raw=request.question)

    def examine(self, text: str) -> list[tuple[SentenceAt, tuple[float, ...]]]:
        """The candidate sentences of a question with their features, for fitting the model."""
        question = self._analyser.analyse(text)
        return self._composer.examine(question, self.hits(question, NO_FILTERS, READ_DEPTH))

    def hits(self, question: Question, filters: Filters, top_k: int) -> tuple[Hit, ...]:
        """Hits for a question: places and filters first, then ranking; one run per place. A text
        that the question takes its answer from answers alone."""
        called = self._sources.called(question.text, question.sources)
        called &= self._documents.others((), filters)
        if called:
            return self._retriever.retrieve(without_sources(question), top_k, doc_ids=called)
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
        other_years = self._series.of_other_years(question)
        hits = self._retriever.retrieve(
            question.text,
            top_k,
            doc_ids=self._without(other_years, doc_ids, filters),
            inherited=inherited,
        )
        if other_years:
            beside = other_years if doc_ids is None else other_years & doc_ids
            rivals = self._retriever.retrieve(question.text, _RIVAL_DEPTH, doc_ids=beside)
            hits = on_one_scale(hits, rivals)
        hits = _merged(hits, self._of_year(question, doc_ids, inherited))
        if doc_ids is None:
            return hits
        others = self._documents.others(doc_ids, filters)
        named = [
            hit
            for hit in self._retriever.retrieve(question.text, _NEIGHBOUR_DEPTH, doc_ids=others)
            if any(place.short in hit.passage.text for place in places)
        ]
        return _merged(hits, named)

    def _of_year(
        self,
        question: Question,
        doc_ids: frozenset[str] | None,
        inherited: frozenset[str],
    ) -> tuple[Hit, ...]:
        """Passages of the texts of the year asked: how things stood in a year is told by texts of
        it (截至目前, 今年), which need not name it."""
        dated = self._documents.of_years(question.years, doc_ids) if question.years else None
        if not dated:
            return ()
        query = question.text
        if question.asked is Asked.FIGURE and question.nature in (Nature.STOCK, Nature.UNKNOWN):
            query = f"{without_dates(question)}。{_AS_OF}"
        return self._retriever.retrieve(query, _YEAR_DEPTH, doc_ids=dated, inherited=inherited)

    def _without(
        self, left_out: frozenset[str], doc_ids: frozenset[str] | None, filters: Filters
    ) -> frozenset[str] | None:
        if not left_out:
            return doc_ids
        return (self._documents.others((), filters) if doc_ids is None else doc_ids) - left_out

    def _composed(
        self,
        question: Question,
        request: Request,
        hits: tuple[Hit, ...],
        clock: _Clock,
        search: Search | None = None,
        taken: Sequence[Given] = (),
    ) -> Answer:
        day = question.as_of or self._today()

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

        def search_all(part: Question) -> tuple[Hit, ...]:
            return self.hits(part, request.filters, READ_DEPTH)

        answer = self._composer.compose(
            question, hits, validity_of, day, search or search_all, taken
        )
        clock.lap("read")
        return replace(answer, notices=(*answer.notices, *notices))


def _merged(hits: Sequence[Hit], others: Sequence[Hit]) -> tuple[Hit, ...]:
    """Hits, then those of others that are not among them, ranked anew."""
    by_passage = {hit.passage.passage_id: hit for hit in (*others, *hits)}
    first = dict.fromkeys(hit.passage.passage_id for hit in (*hits, *others))
    return tuple(replace(by_passage[key], rank=rank) for rank, key in enumerate(first, 1))


def without_dates(question: Question) -> str:
    """The question without its dates: a text seldom names the day it speaks of."""
    return " ".join(blanked(question.text, question.dates).split())


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
