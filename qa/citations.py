"""Citations: quotes of documents with offsets, each used once, numbered in reading order."""

from __future__ import annotations

from collections.abc import Callable

from ingest.documents import Document, Passage, Validity
from ingest.index.protocol import IndexReader
from qa.answers import Citation, Scores
from qa.reading.findings import Finding, Segment, Span


class CitationBook:
    """Collects quotes and hands out their numbers."""

    def __init__(self, index: IndexReader, validity_of: Callable[[Document], Validity]) -> None:
        self._index = index
        self._validity_of = validity_of
        self._citations: dict[tuple[str, int, int], Citation] = {}

    def cited(self, finding: Finding) -> tuple[str, ...]:
        """The parts of the finding's text, each with `[n]` behind it for what supports it."""
        segments = finding.segments or (Segment(finding.text, finding.quotes),)
        return tuple(f"{s.text}{self._marks(finding, s.quotes)}" for s in segments)

    def _marks(self, finding: Finding, quotes: tuple[Span, ...]) -> str:
        scores = finding.hit.scores if finding.hit else Scores()
        numbers = (
            self._number(finding.document, finding.passage, start, end, scores)
            for start, end in quotes
        )
        return "".join(f"[{number}]" for number in dict.fromkeys(numbers))

    def cite_passage(self, document: Document, passage: Passage, scores: Scores) -> int:
        return self._number(document, passage, passage.start, passage.end, scores)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations.values())

    def _number(
        self, document: Document, passage: Passage, start: int, end: int, scores: Scores
    ) -> int:
        key = (document.doc_id, start, end)
        if key not in self._citations:
            self._citations[key] = Citation(
                index=len(self._citations) + 1,
                document=document,
                passage=self._holding(passage, start),
                quote=document.text[start:end],
                start=start,
                end=end,
                scores=scores,
                validity=self._validity_of(document),
            )
        return self._citations[key].index

    def _holding(self, passage: Passage, start: int) -> Passage:
        """The passage that holds the quote: the given one, else the one where it begins."""
        if passage.start <= start < passage.end:
            return passage
        for other in self._index.passages(passage.doc_id):
            if other.start <= start < other.end:
                return other
        return passage
