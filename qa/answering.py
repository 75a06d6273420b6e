"""From a question to an answer: analysis, retrieval, reading, gate, citations, notices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

from ingest.documents import Document, Validity
from ingest.errors import GenerationError
from ingest.index.protocol import IndexReader
from qa.answers import Answer, Citation, Hit, Status
from qa.citations import CitationBook
from qa.conversation import FollowUps
from qa.filters import DocumentFilter, Filters
from qa.gate import Checked, Gate, split_draft
from qa.generation import NOT_ENOUGH, Drafter
from qa.notices import notices_for
from qa.questions import Question, QuestionAnalyser
from qa.reading.comparison import difference, sub_questions
from qa.reading.findings import Finding, Reading
from qa.reading.reader import Reader
from qa.refusal import RefusalPolicy, looked_for, refusal_text
from qa.retrieval import Retriever

READ_DEPTH = 12
"""Passages read for an answer. Gold evidence stands in the first five for most questions
(docs/evaluation.md); twelve leaves room for comparisons."""


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
    filters: Filters = Filters()
    top_k: int = READ_DEPTH


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a streamed answer: `sources` first, then `text` pieces, last the `answer`."""

    kind: str
    text: str = ""
    hits: tuple[Hit, ...] = ()
    answer: Answer | None = None


class Answerer:
    """Answers questions over one index generation; all collaborators are injected."""

    def __init__(
        self,
        index: IndexReader,
        analyser: QuestionAnalyser,
        follow_ups: FollowUps,
        documents: DocumentFilter,
        retriever: Retriever,
        reader: Reader,
        policy: RefusalPolicy,
        gate: Gate,
        drafter: Drafter | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._index = index
        self._analyser = analyser
        self._follow_ups = follow_ups
        self._documents = documents
        self._retriever = retriever
        self._reader = reader
        self._policy = policy
        self._gate = gate
        self._drafter = drafter
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
        text = self._follow_ups.rewrite(request.question, request.history)
        question = self._analyser.analyse(text, region=request.region, as_of=request.as_of)
        question = replace(question, raw=request.question)
        clock.lap("analyse")
        hits = self.hits(question, request.filters, max(request.top_k, READ_DEPTH))
        clock.lap("retrieve")
        yield Event("sources", hits=hits)
        answer = self._composed(question, request, hits, clock)
        answer = replace(answer, hits=hits[: request.top_k], timings_ms=clock.laps)
        for piece in _pieces(answer.text):
            yield Event("text", text=piece)
        yield Event("answer", answer=answer)

    def hits(self, question: Question, filters: Filters, top_k: int) -> tuple[Hit, ...]:
        """Hits for a question: places and filters first, then ranking; one run per place."""
        if len(question.places) > 1:
            return self._hits_by_place(question, filters, top_k)
        doc_ids, inherited = self._documents.allowed(question.places, filters)
        return self._retriever.retrieve(
            question.text, top_k, doc_ids=doc_ids, inherited=inherited
        )

    def _hits_by_place(
        self, question: Question, filters: Filters, top_k: int
    ) -> tuple[Hit, ...]:
        share = max(4, top_k // len(question.places))
        merged: dict[str, Hit] = {}
        for place in question.places:
            doc_ids, inherited = self._documents.allowed((place,), filters)
            found = self._retriever.retrieve(
                question.text, share, doc_ids=doc_ids, inherited=inherited
            )
            for hit in found:
                merged.setdefault(hit.passage.passage_id, hit)
        return tuple(replace(hit, rank=rank) for rank, hit in enumerate(merged.values(), 1))

    # --- composing -------------------------------------------------------------------------

    def _composed(
        self, question: Question, request: Request, hits: tuple[Hit, ...], clock: _Clock
    ) -> Answer:
        day = request.as_of or self._today()

        def validity_of(document: Document) -> Validity:
            return self._documents.validity(document, day)

        notices: list[str] = []
        if self._drafter is not None and hits:
            try:
                drafted = self._drafted(question, hits, validity_of, day)
                clock.lap("generate")
                if drafted is not None:
                    return drafted
            except GenerationError as error:
                notices.append(str(error))
                clock.lap("generate")
        answer = self._read(question, hits, validity_of, day)
        clock.lap("read")
        return replace(answer, notices=(*answer.notices, *notices))

    def _read(
        self,
        question: Question,
        hits: tuple[Hit, ...],
        validity_of: Callable[[Document], Validity],
        day: date,
    ) -> Answer:
        parts = sub_questions(question)
        if parts:
            return self._compared(question, parts, hits, validity_of, day)
        reading = self._reader.read(question, hits, validity_of)
        findings = tuple(f for f in reading.findings if self._policy.supports(question, f))
        if not findings:
            refused = self._refused(question, reading, hits, validity_of)
            return replace(refused, confidence=reading.confidence)
        book = CitationBook(self._index, validity_of)
        text = _text(findings, book)
        notices = (
            *reading.notices,
            *notices_for(question, findings, book.citations, day),
        )
        answer = self._gated(question, findings, text, book, notices, hits, validity_of)
        return replace(answer, confidence=reading.confidence)

    def _gated(
        self,
        question: Question,
        findings: Sequence[Finding],
        text: str,
        book: CitationBook,
        notices: tuple[str, ...],
        hits: tuple[Hit, ...],
        validity_of: Callable[[Document], Validity],
    ) -> Answer:
        """The wording if the gate passes it, else the supporting sentences themselves."""
        citations = {citation.index: citation for citation in book.citations}
        checked = self._gate.check(text, citations, question)
        if not all(one.passed for one in checked):
            text = "\n".join(_quoted(one, citations) for one in checked)
        return self._answer(question, text, Status.ANSWERED, book, notices)

    def _compared(
        self,
        question: Question,
        parts: Sequence[tuple[str, Question]],
        hits: tuple[Hit, ...],
        validity_of: Callable[[Document], Validity],
        day: date,
    ) -> Answer:
        """One line a place or year; what was not found is said in its line."""
        book = CitationBook(self._index, validity_of)
        lines: list[str] = []
        found: list[Finding] = []
        for name, part in parts:
            reading = self._reader.read(part, self._of_part(part, hits), validity_of)
            findings = [f for f in reading.findings if self._policy.supports(part, f)]
            if findings:
                found.append(findings[0])
                lines.append(f"{name}：{book.cited(findings[0])}")
            else:
                lines.append(f"{name}：没有找到相应规定")
        if not found:
            return self._refused(question, Reading(()), hits, validity_of)
        gap = difference(question, found)
        if gap:
            lines.append(gap + "".join(f"[{c.index}]" for c in book.citations))
        notices = notices_for(question, found, book.citations, day)
        return self._answer(question, "\n".join(lines), Status.ANSWERED, book, notices)

    def _of_part(self, part: Question, hits: Sequence[Hit]) -> list[Hit]:
        """Hits of documents that may answer for the part's place."""
        allowed, _ = self._documents.allowed(part.places, Filters())
        return [hit for hit in hits if allowed is None or hit.document.doc_id in allowed]

    def _refused(
        self,
        question: Question,
        reading: Reading,
        hits: tuple[Hit, ...],
        validity_of: Callable[[Document], Validity],
    ) -> Answer:
        """What was looked for, and the nearest text as a citation."""
        book = CitationBook(self._index, validity_of)
        for hit in hits[:2]:
            book.cite_passage(hit.document, hit.passage, hit.scores)
        return replace(
            self._answer(question, refusal_text(question, reading), Status.INSUFFICIENT, book, ()),
            looked_for=looked_for(question),
        )

    def _drafted(
        self,
        question: Question,
        hits: tuple[Hit, ...],
        validity_of: Callable[[Document], Validity],
        day: date,
    ) -> Answer | None:
        """The LLM's draft where the gate passes it; a failing sentence is replaced by its
        supporting sentence, and a draft with nothing left is given to the reader (None)."""
        if self._drafter is None:
            return None
        draft = "".join(self._drafter.draft(question.text, hits)).strip()
        if not draft or NOT_ENOUGH in draft:
            return None
        book = CitationBook(self._index, validity_of)
        lines: list[str] = []
        for sentence in split_draft(draft):
            line = self._kept(sentence, hits, question, book)
            if line:
                lines.append(line)
        if not lines:
            return None
        notices = notices_for(question, (), book.citations, day)
        return self._answer(question, "\n".join(lines), Status.ANSWERED, book, notices)

    def _kept(
        self, sentence: str, hits: Sequence[Hit], question: Question, book: CitationBook
    ) -> str | None:
        """A draft sentence with its citations renumbered, None where the gate refuses it."""
        numbers = [int(n) for n in re.findall(r"\[(\d{1,3})\]", sentence)]
        if not numbers or any(not 1 <= n <= len(hits) for n in numbers):
            return None
        whole = {
            n: Citation(
                n,
                hits[n - 1].document,
                hits[n - 1].passage,
                hits[n - 1].passage.text,
                hits[n - 1].passage.start,
                hits[n - 1].passage.end,
                hits[n - 1].scores,
                Validity.UNKNOWN,
            )
            for n in numbers
        }
        (checked, *_) = self._gate.check(sentence, whole, question) or (None,)
        if checked is None or not checked.passed:
            return None
        renumbered = {
            n: book.cite_passage(hits[n - 1].document, hits[n - 1].passage, hits[n - 1].scores)
            for n in dict.fromkeys(numbers)
        }
        return re.sub(r"\[(\d{1,3})\]", lambda m: f"[{renumbered[int(m.group(1))]}]", sentence)

    def _answer(
        self,
        question: Question,
        text: str,
        status: Status,
        book: CitationBook,
        notices: tuple[str, ...],
    ) -> Answer:
        return Answer(
            question=question.raw,
            text=text,
            status=status,
            citations=book.citations,
            notices=tuple(dict.fromkeys(notices)),
            generation=self._index.manifest.generation,
        )


class _Clock:
    """Milliseconds by stage."""

    def __init__(self) -> None:
        self._last = perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.laps[name] = self.laps.get(name, 0.0) + (now - self._last) * 1000
        self._last = now


def _text(findings: Sequence[Finding], book: CitationBook) -> str:
    """One sentence, or one line a group."""
    if len(findings) == 1:
        return f"{book.cited(findings[0])}。"
    return "\n".join(
        f"{finding.group}：{book.cited(finding)}" if finding.group else book.cited(finding)
        for finding in findings
    )


def _quoted(checked: Checked, citations: dict[int, Citation]) -> str:
    """A sentence that passed, or the quotes that support what it should have said."""
    if checked.passed:
        return checked.text
    quotes = [citations[number] for number in checked.cited if number in citations]
    return "\n".join(f"{' '.join(c.quote.split())}[{c.index}]" for c in quotes)


def _pieces(text: str) -> Iterator[str]:
    """Pieces of about a clause, markers kept whole."""
    yield from (piece for piece in re.split(r"(?<=[，。；：\n\]])", text) if piece)


