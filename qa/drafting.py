"""Answers drafted by an LLM, sentence by sentence through the gate."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from ingest.documents import Document, Validity
from ingest.index.protocol import IndexReader
from qa.answers import Answer, Citation, Hit, Status
from qa.citations import CitationBook
from qa.gate import Gate, split_draft
from qa.generation import NOT_ENOUGH, Drafter
from qa.notices import notices_for
from qa.questions import Question

_MARKER = re.compile(r"\[(\d{1,3})\]")


class DraftComposer:
    """Lets an LLM write and keeps the sentences that the gate passes."""

    def __init__(self, index: IndexReader, drafter: Drafter, gate: Gate) -> None:
        self._index = index
        self._drafter = drafter
        self._gate = gate

    def compose(
        self,
        question: Question,
        hits: Sequence[Hit],
        validity_of: Callable[[Document], Validity],
        day: date,
    ) -> Answer | None:
        """The checked draft; None where nothing of it may be said (the reader then answers).

        Raises:
            GenerationError: the endpoint failed.
        """
        draft = "".join(self._drafter.draft(question.text, hits)).strip()
        if not draft or NOT_ENOUGH in draft:
            return None
        book = CitationBook(self._index, validity_of)
        lines = [
            line
            for sentence in split_draft(draft)
            if (line := self._kept(sentence, hits, question, book)) is not None
        ]
        if not lines:
            return None
        return Answer(
            question=question.raw,
            text="\n".join(lines),
            status=Status.ANSWERED,
            citations=book.citations,
            notices=notices_for(question, (), book.citations, day),
            generation=self._index.manifest.generation,
        )

    def _kept(
        self, sentence: str, hits: Sequence[Hit], question: Question, book: CitationBook
    ) -> str | None:
        """A draft sentence with its citations renumbered, None where the gate refuses it."""
        numbers = list(dict.fromkeys(int(n) for n in _MARKER.findall(sentence)))
        if not numbers or any(not 1 <= n <= len(hits) for n in numbers):
            return None
        whole = {n: _whole_passage(n, hits[n - 1]) for n in numbers}
        if not self._gate.check_sentence(sentence, whole, question).passed:
            return None
        renumbered = {
            n: book.cite_passage(hits[n - 1].document, hits[n - 1].passage, hits[n - 1].scores)
            for n in numbers
        }
        return _MARKER.sub(lambda m: f"[{renumbered[int(m.group(1))]}]", sentence)


def _whole_passage(number: int, hit: Hit) -> Citation:
    passage = hit.passage
    return Citation(
        number,
        hit.document,
        passage,
        passage.text,
        passage.start,
        passage.end,
        hit.scores,
        Validity.UNKNOWN,
    )
