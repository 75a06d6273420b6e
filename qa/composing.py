"""Composes an answer from readings: parts and comparisons, gate, citations, notices, refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from ingest.documents import Document, Validity
from ingest.index.protocol import IndexReader
from qa.analysis import QuestionAnalyser
from qa.answers import Answer, Citation, Hit, Status
from qa.citations import CitationBook
from qa.clarify import clarification
from qa.filters import DocumentFilter, Filters
from qa.gate import Checked, Gate
from qa.notices import notices_for
from qa.parts import split_parts
from qa.questions import Question
from qa.reading.comparison import sub_questions
from qa.reading.computation import combine, extend
from qa.reading.findings import Finding, Reading
from qa.reading.reader import Reader
from qa.reading.sentences import SentenceAt
from qa.reading.together import together
from qa.refusal import RefusalPolicy, looked_for, refusal_text

_SAME_RULE = 0.2
"""How much less sure the section of the earlier part may be than the best of all."""

_TWICE = "同一文件对同一事项给出了不同数字，两处均已列出"

ValidityOf = Callable[[Document], Validity]


class Composer:
    """Reads, checks and words the answer to an analysed question."""

    def __init__(
        self,
        index: IndexReader,
        analyser: QuestionAnalyser,
        documents: DocumentFilter,
        reader: Reader,
        policy: RefusalPolicy,
        gate: Gate,
    ) -> None:
        self._index = index
        self._analyser = analyser
        self._documents = documents
        self._reader = reader
        self._policy = policy
        self._gate = gate

    def compose(
        self, question: Question, hits: Sequence[Hit], validity_of: ValidityOf, day: date
    ) -> Answer:
        """An answer, or a refusal that says what was looked for."""
        asked_back = clarification(question, hits)
        if asked_back is not None:
            return self._clarified(question, asked_back, hits, validity_of)
        compared = sub_questions(question)
        if compared:
            return self._compared(question, compared, hits, validity_of, day)
        parts = split_parts(question, self._analyser)
        if len(parts) > 1:
            return self._in_parts(question, parts, hits, validity_of, day)
        reading = self._read(question, hits, validity_of)
        findings = self._supported(reading)
        if not findings:
            refused = self._refused(question, reading, hits, validity_of)
            return replace(refused, confidence=reading.confidence)
        answer = self._answered(question, findings, reading.notices, validity_of, day)
        if reading.conflict and len(findings) > 1:
            answer = replace(answer, status=Status.CONFLICT, notices=(_TWICE, *answer.notices))
        return replace(answer, confidence=reading.confidence)

    def examine(
        self, question: Question, hits: Sequence[Hit]
    ) -> list[tuple[SentenceAt, tuple[float, ...]]]:
        """See `Reader.examine`."""
        return self._reader.examine(question, hits)

    def _read(self, question: Question, hits: Sequence[Hit], validity_of: ValidityOf) -> Reading:
        """What the reader found, with the policy's trust as its confidence."""
        reading = self._reader.read(question, hits, validity_of)
        trusted = (
            replace(finding, confidence=self._policy.trust(question, finding, hits))
            for finding in reading.findings
        )
        return replace(reading, findings=tuple(trusted))

    def _supported(self, reading: Reading) -> tuple[Finding, ...]:
        return tuple(f for f in reading.findings if self._policy.accepts(f.confidence))

    def _read_near(
        self,
        part: Question,
        hits: Sequence[Hit],
        validity_of: ValidityOf,
        before: Sequence[Finding],
    ) -> Reading:
        """The reading of a later part: from the section that answered the earlier one, for who
        asks on asks of the same rule; from all hits where that section has no answer."""
        reading = self._read(part, hits, validity_of)
        if not before:
            return reading
        section = before[-1].passage.section.section_id
        near = self._read(
            part, [h for h in hits if h.passage.section.section_id == section], validity_of
        )
        fresh = near.findings and near.findings[0].text not in {f.text for f in before}
        accepted = bool(fresh and self._supported(near))
        return near if accepted and near.confidence > reading.confidence - _SAME_RULE else reading

    # --- one, several, compared ------------------------------------------------------------

    def _answered(
        self,
        question: Question,
        findings: Sequence[Finding],
        notices: Sequence[str],
        validity_of: ValidityOf,
        day: date,
        computed: str | None = None,
    ) -> Answer:
        book = CitationBook(self._index, validity_of)
        lines = [self._line(question, finding, book) for finding in findings]
        if computed is None and len(findings) == 1:
            computed = extend(question, findings[0])
        if computed:
            lines.append(computed + _all_marks(book))
        text = f"{lines[0]}。" if len(lines) == 1 else "\n".join(lines)
        all_notices = (*notices, *notices_for(question, findings, book.citations, day))
        return self._answer(question, text, Status.ANSWERED, book, all_notices)

    def _in_parts(
        self,
        question: Question,
        parts: Sequence[Question],
        hits: Sequence[Hit],
        validity_of: ValidityOf,
        day: date,
    ) -> Answer:
        """One line a part; a part without an answer becomes a notice."""
        findings: dict[str, Finding] = {}
        unanswered: list[str] = []
        best: float | None = None
        for part in parts:
            reading = self._read_near(part, hits, validity_of, list(findings.values()))
            best = max(filter(None, (best, reading.confidence)), default=None)
            supported = self._supported(reading)
            fresh = [f for f in supported if f.text not in findings]
            if fresh:
                findings[fresh[0].text] = fresh[0]
            elif not supported:
                unanswered.append(refusal_text(part, reading).rstrip("。"))
        if not findings:
            reading = self._read(question, hits, validity_of)
            refused = self._refused(question, reading, hits, validity_of)
            return replace(refused, confidence=best)
        lines = together(list(findings.values()), len(parts))
        computed = combine(question, list(findings.values())) if len(parts) == 2 else None
        answer = self._answered(question, lines, unanswered, validity_of, day, computed)
        return replace(answer, confidence=best)

    def _compared(
        self,
        question: Question,
        parts: Sequence[tuple[str, Question]],
        hits: Sequence[Hit],
        validity_of: ValidityOf,
        day: date,
    ) -> Answer:
        """One line a place or year; what was not found is said in its line."""
        book = CitationBook(self._index, validity_of)
        lines: list[str] = []
        found: list[Finding] = []
        for name, part in parts:
            reading = self._read(part, self._of_part(part, hits), validity_of)
            findings = self._supported(reading)
            if findings:
                found.append(findings[0])
                lines.append(f"{name}：{self._line(part, findings[0], book)}")
            else:
                lines.append(f"{name}：没有找到相应规定")
        if not found:
            return self._refused(question, Reading(()), hits, validity_of)
        computed = combine(question, found)
        if computed:
            lines.append(computed + _all_marks(book))
        notices = notices_for(question, found, book.citations, day)
        return self._answer(question, "\n".join(lines), Status.ANSWERED, book, notices)

    def _of_part(self, part: Question, hits: Sequence[Hit]) -> list[Hit]:
        """Hits that may answer for the part's place: of its documents, or naming it."""
        allowed, _ = self._documents.allowed(part.places, Filters())
        return [
            hit
            for hit in hits
            if allowed is None
            or hit.document.doc_id in allowed
            or any(place.short in hit.passage.text for place in part.places)
        ]

    # --- wording ---------------------------------------------------------------------------

    def _line(self, question: Question, finding: Finding, book: CitationBook) -> str:
        """The finding with its markers; what the gate refuses gives way to its own quotes."""
        segments = book.cited(finding)
        citations = {citation.index: citation for citation in book.citations}
        checked = [self._gate.check_sentence(s, citations, question) for s in segments]
        text = "；".join(_passed_or_quoted(one, citations) for one in checked)
        return f"{finding.group}：{text}" if finding.group else text

    def _refused(
        self,
        question: Question,
        reading: Reading,
        hits: Sequence[Hit],
        validity_of: ValidityOf,
    ) -> Answer:
        """What was looked for, and the nearest text as a citation."""
        book = CitationBook(self._index, validity_of)
        for hit in hits[:2]:
            book.cite_passage(hit.document, hit.passage, hit.scores)
        text = refusal_text(question, reading)
        return replace(
            self._answer(question, text, Status.INSUFFICIENT, book, ()),
            looked_for=looked_for(question),
        )

    def _clarified(
        self, question: Question, text: str, hits: Sequence[Hit], validity_of: ValidityOf
    ) -> Answer:
        book = CitationBook(self._index, validity_of)
        for hit in hits[:3]:
            book.cite_passage(hit.document, hit.passage, hit.scores)
        return self._answer(question, text, Status.CLARIFY, book, ())

    def _answer(
        self,
        question: Question,
        text: str,
        status: Status,
        book: CitationBook,
        notices: Sequence[str],
    ) -> Answer:
        return Answer(
            question=question.raw,
            text=text,
            status=status,
            citations=book.citations,
            notices=tuple(dict.fromkeys(notices)),
            generation=self._index.manifest.generation,
        )


def _all_marks(book: CitationBook) -> str:
    return "".join(f"[{citation.index}]" for citation in book.citations)


def _passed_or_quoted(checked: Checked, citations: dict[int, Citation]) -> str:
    """A statement that passed, or the quotes that support what it should have said."""
    if checked.passed:
        return checked.text
    quotes = [citations[number] for number in checked.cited if number in citations]
    return "；".join(f"{' '.join(c.quote.split()).rstrip('。；')}[{c.index}]" for c in quotes)
