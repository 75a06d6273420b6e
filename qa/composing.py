"""Composes an answer from readings: parts and comparisons, gate, citations, notices, refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.index.protocol import IndexReader
from qa.aim_reading import AimReader
from qa.aims import aim_and_result, outcome
from qa.analysis import QuestionAnalyser
from qa.answers import Answer, Citation, Given, Hit, Status
from qa.citations import CitationBook
from qa.clarify import clarification
from qa.comparing_words import computes
from qa.gate import Checked, Gate
from qa.givens import compute_given, given_operand
from qa.notices import notices_for
from qa.part_reading import PartsReader
from qa.parts import computes_parts, split_parts
from qa.questions import Question
from qa.reading.brief import brief
from qa.reading.computation import combine
from qa.reading.findings import Finding, Reading
from qa.reading.own_case import of_own_case
from qa.reading.reader import Reader
from qa.reading.sentences import SentenceAt
from qa.reading.together import together
from qa.reading.within import within_sentence
from qa.reading.wording import clean
from qa.refusal import RefusalPolicy, looked_for, refusal_text
from qa.side_findings import told_apart
from qa.side_reading import SidesReader
from qa.sides import joins_measures, sides_of
from qa.trusted import Ground, Search, TrustedReader, ValidityOf

_TWICE = "同一文件对同一事项给出了不同数字，两处均已列出"


class Composer:
    """Reads, checks and words the answer to an analysed question."""

    def __init__(
        self,
        index: IndexReader,
        analyser: QuestionAnalyser,
        reader: Reader,
        policy: RefusalPolicy,
        gate: Gate,
    ) -> None:
        self._index = index
        self._analyser = analyser
        self._trusted = TrustedReader(reader, policy)
        self._parts = PartsReader(analyser, self._trusted)
        self._sides = SidesReader(analyser, self._trusted)
        self._aims = AimReader(self._trusted)
        self._gate = gate

    def compose(
        self,
        question: Question,
        hits: Sequence[Hit],
        validity_of: ValidityOf,
        day: date,
        search: Search | None = None,
        taken: Sequence[Given] = (),
    ) -> Answer:
        """An answer, or a refusal that says what was looked for.

        Args:
            search: finds the passages of a question that is part of this one; `hits` serve for
                all parts without it.
            taken: what was given before and answers another question.
        """
        ground = Ground(hits, validity_of, day, search or (lambda _: hits), taken)
        asked_back = clarification(question, hits)
        if asked_back is not None:
            return self._clarified(question, asked_back, ground)
        return (
            self._from_given(question, ground)
            or self._against_aim(question, ground)
            or self._compared(question, ground)
            or self._in_parts(question, ground)
            or self._whole(question, ground)
        )

    def _whole(self, question: Question, ground: Ground) -> Answer:
        """The question read as one."""
        reading = self._trusted.read(question, ground.hits, ground)
        findings = self._trusted.supported(reading)
        if not findings:
            refused = self._refused(question, reading, ground)
            return replace(refused, confidence=reading.confidence)
        answer = self._answered(question, findings, reading.notices, ground)
        if reading.conflict and len(findings) > 1:
            answer = replace(answer, status=Status.CONFLICT, notices=(_TWICE, *answer.notices))
        return replace(answer, confidence=reading.confidence)

    def examine(
        self, question: Question, hits: Sequence[Hit]
    ) -> list[tuple[SentenceAt, tuple[float, ...]]]:
        """See `Reader.examine`."""
        return self._trusted.examine(question, hits)

    def _answered(
        self,
        question: Question,
        findings: Sequence[Finding],
        notices: Sequence[str],
        ground: Ground,
        computed: str | None = None,
        parted: bool = False,
    ) -> Answer:
        book = CitationBook(self._index, ground.validity_of)
        single = len(findings) == 1 and not parted
        if computed is None and not parted:
            computed = _of_one(question, findings[0]) if single else combine(question, findings)
        if single and computed is None:
            findings = [replace(findings[0], text=brief(question, findings[0]))]
        lines = [self._line(question, finding, book) for finding in findings]
        lines += self._equation(question, computed, book)
        text = f"{lines[0]}。" if len(lines) == 1 else "\n".join(lines)
        all_notices = (*notices, *notices_for(question, findings, book.citations, ground.day))
        answer = self._answer(question, text, Status.ANSWERED, book, all_notices)
        return replace(answer, given=tuple(finding.given for finding in findings))

    def _equation(self, question: Question, computed: str | None, book: CitationBook) -> list[str]:
        """The line of a computation, if the gate finds its operands in the quotes cited."""
        if computed is None:
            return []
        line = computed + "".join(f"[{citation.index}]" for citation in book.citations)
        citations = {citation.index: citation for citation in book.citations}
        return [line] if self._gate.holds(line, citations, question) else []

    # --- parts -----------------------------------------------------------------------------

    def _in_parts(self, question: Question, ground: Ground) -> Answer | None:
        """One line a part; a part without an answer becomes a notice. None for one part."""
        parts = split_parts(question, self._analyser)
        if len(parts) < 2:
            return None
        read = self._parts.read(parts, ground)
        best = max((one.reading.confidence for one in read), default=None)
        findings = list({one.finding.text: one.finding for one in read if one.finding}.values())
        if not findings:
            reading = self._trusted.read(question, ground.hits, ground)
            return replace(self._refused(question, reading, ground), confidence=best)
        unanswered = [
            refusal_text(part, one.reading).rstrip("。")
            for part, one in zip(parts, read, strict=True)
            if not one.answered
        ]
        lines = together(findings, sum(not one.implied for one in read))
        computed = None
        if len(findings) == 1:
            computed = _of_one(question, findings[0])
        elif len(parts) == 2 and computes_parts(question):
            computed = combine(question, findings)
        if computed is None:
            answered = [(p, one.finding) for p, one in zip(parts, read, strict=True) if one.finding]
            computed = next(filter(None, (of_own_case(p, f) for p, f in answered)), None)
        answer = self._answered(question, lines, unanswered, ground, computed, parted=True)
        return replace(answer, confidence=best)

    # --- comparisons -----------------------------------------------------------------------

    def _from_given(self, question: Question, ground: Ground) -> Answer | None:
        """What is asked beside a figure that the asker gives: “离100家的目标还差几家？”."""
        given = given_operand(question, self._analyser)
        if given is None:
            return None
        reading = self._trusted.read(given.question, ground.search(given.question), ground)
        findings = self._trusted.supported(reading)
        computed = compute_given(question, given, findings[0]) if findings else None
        if computed is None:
            return None
        answer = self._answered(question, findings[:1], reading.notices, ground, computed)
        return replace(answer, confidence=reading.confidence)

    def _against_aim(self, question: Question, ground: Ground) -> Answer | None:
        """The aim and the result, and how the one stands to the other; None where not both are asked
        for and found."""
        sides = aim_and_result(question, self._analyser)
        if not sides:
            return None
        found = self._aims.read(sides[0], sides[1], ground)
        if found is None:
            return None
        aim, result = found
        book = CitationBook(self._index, ground.validity_of)
        lines = [
            f"{side.name}：{self._line(side.question, finding, book)}"
            for side, finding in zip(sides, (aim, result), strict=True)
        ]
        came = outcome(aim, result)
        lines += self._equation(question, came.line if came else None, book)
        told = replace(question, aimed=True)  # which of the two is the aim is said
        notices = notices_for(told, (aim, result), book.citations, ground.day)
        answer = self._answer(question, "\n".join(lines), Status.ANSWERED, book, notices)
        return replace(answer, confidence=min(aim.confidence, result.confidence))

    def _compared(self, question: Question, ground: Ground) -> Answer | None:
        """One line a side; what was not found for a place is said in its line.

        None where nothing is compared, or where the sides cannot be told apart in the texts.
        """
        sides = sides_of(question, self._analyser)
        if not sides:
            return None
        found = self._sides.read(sides, ground)
        answered = [findings[0] for findings in found if findings]
        by_place = len(question.places) > 1
        if not answered:
            return self._refused(question, Reading(()), ground) if by_place else None
        if not by_place and not told_apart(sides, found):
            return None
        if (
            not by_place
            and joins_measures(question.text)
            and len({f.document.doc_id for f in answered}) > 1
        ):
            return None  # measures of one thing stand in one text
        if not by_place and computes(question.text) and any(f.quantity is None for f in answered):
            return None
        book = CitationBook(self._index, ground.validity_of)
        lines: list[str] = []
        for side, findings in zip(sides, found, strict=True):
            said = "；".join(self._line(side.question, finding, book) for finding in findings)
            lines.append(f"{side.name}：{said or '没有找到相应规定'}")
        if len(answered) == len(sides):
            times, names = [side.times for side in sides], [side.name for side in sides]
            lines += self._equation(question, combine(question, answered, times, names), book)
        everything = [finding for findings in found for finding in findings]
        notices = notices_for(question, everything, book.citations, ground.day)
        return self._answer(question, "\n".join(lines), Status.ANSWERED, book, notices)

    # --- wording ---------------------------------------------------------------------------

    def _line(self, question: Question, finding: Finding, book: CitationBook) -> str:
        """The finding with its markers; what the gate refuses gives way to its own quotes."""
        segments = book.cited(finding)
        citations = {citation.index: citation for citation in book.citations}
        checked = [self._gate.check_sentence(s, citations, question) for s in segments]
        text = "；".join(_passed_or_quoted(one, citations) for one in checked)
        return f"{finding.group}：{text}" if finding.group else text

    def _refused(self, question: Question, reading: Reading, ground: Ground) -> Answer:
        """What was looked for, and the nearest text as a citation."""
        book = CitationBook(self._index, ground.validity_of)
        for hit in ground.hits[:2]:
            book.cite_passage(hit.document, hit.passage, hit.scores)
        text = refusal_text(question, reading)
        return replace(
            self._answer(question, text, Status.INSUFFICIENT, book, ()),
            looked_for=looked_for(question),
        )

    def _clarified(self, question: Question, text: str, ground: Ground) -> Answer:
        book = CitationBook(self._index, ground.validity_of)
        for hit in ground.hits[:3]:
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


def _of_one(question: Question, finding: Finding) -> str | None:
    """What is computed from one finding: of the asker's own figure, or within its sentence."""
    return of_own_case(question, finding) or within_sentence(question, finding)


def _passed_or_quoted(checked: Checked, citations: dict[int, Citation]) -> str:
    """A statement that passed, or the quotes that support what it should have said."""
    if checked.passed:
        return checked.text
    quotes = [citations[number] for number in checked.cited if number in citations]
    return "；".join(f"{clean(c.quote)}[{c.index}]" for c in quotes)
