"""Composes an answer from readings: parts and comparisons, gate, citations, notices, refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.documents import Document, Validity
from ingest.index.protocol import IndexReader
from qa.analysis import QuestionAnalyser
from qa.answers import Answer, Citation, Given, Hit, Status
from qa.citations import CitationBook
from qa.clarify import clarification
from qa.comparing_words import computes
from qa.gate import Checked, Gate
from qa.givens import compute_given, given_operand
from qa.notices import notices_for
from qa.parts import computes_parts, restored, split_parts
from qa.questions import Question
from qa.reading.computation import combine
from qa.reading.findings import Finding, Reading
from qa.reading.own_case import of_own_case
from qa.reading.reader import Reader
from qa.reading.sentences import SentenceAt
from qa.reading.together import together
from qa.reading.wording import clean
from qa.refusal import RefusalPolicy, looked_for, refusal_text
from qa.side_findings import shared_first, told_apart
from qa.sides import Side, sides_of

_SAME_RULE = 0.2
"""How much less sure the section of the earlier part may be than the best of all."""

_TWICE = "同一文件对同一事项给出了不同数字，两处均已列出"

ValidityOf = Callable[[Document], Validity]
Search = Callable[[Question], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What one question is answered from: its passages, and the search for those of its parts;
    `taken` is what it is not to be answered with."""

    hits: Sequence[Hit]
    validity_of: ValidityOf
    day: date
    search: Search
    taken: Sequence[Given] = ()


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
        self._reader = reader
        self._policy = policy
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
            or self._compared(question, ground)
            or self._in_parts(question, ground)
            or self._whole(question, ground)
        )

    def _whole(self, question: Question, ground: Ground) -> Answer:
        """The question read as one."""
        reading = self._read(question, ground.hits, ground)
        findings = self._supported(reading)
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
        return self._reader.examine(question, hits)

    def _read(
        self,
        question: Question,
        hits: Sequence[Hit],
        ground: Ground,
        taken: Sequence[Finding] = (),
    ) -> Reading:
        """What the reader found, with the policy's trust as its confidence."""
        given = (*ground.taken, *(finding.given for finding in taken))
        reading = self._reader.read(question, hits, ground.validity_of, given)
        trusted = (
            replace(finding, confidence=self._policy.trust(question, finding, hits))
            for finding in reading.findings
        )
        return replace(reading, findings=tuple(trusted))

    def _supported(self, reading: Reading, beside: Sequence[Finding] = ()) -> tuple[Finding, ...]:
        """What is trusted enough, also beside what is: figures of one unit for other tiers or
        places, for then the documents speak of the matter. Two values of one thing stand each
        for itself."""
        sure = [f for f in reading.findings if self._policy.accepts(f.confidence)]
        if reading.conflict:
            return tuple(sure)
        units = {f.quantity.unit for f in (*sure, *beside) if f.quantity is not None}

        def stands(finding: Finding) -> bool:
            alike = finding.quantity is not None and finding.quantity.unit in units
            return self._policy.accepts(finding.confidence, beside=alike)

        return tuple(f for f in reading.findings if stands(f))

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
        lines = [self._line(question, finding, book) for finding in findings]
        if computed is None and not parted:
            single = len(findings) == 1
            computed = of_own_case(question, findings[0]) if single else combine(question, findings)
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
        readings: list[Reading] = []
        for part in parts:
            before = [f for reading in readings for f in self._supported(reading)[:1]]
            readings.append(self._read_near(part, before, ground))
        found = self._each_its_own(parts, readings, ground)
        best = max((reading.confidence for reading in readings), default=None)
        if not any(found):
            reading = self._read(question, ground.hits, ground)
            return replace(self._refused(question, reading, ground), confidence=best)
        unanswered = [
            refusal_text(part, reading).rstrip("。")
            for part, reading, finding in zip(parts, readings, found, strict=True)
            if finding is None and not self._supported(reading)
        ]
        findings = list({f.text: f for f in found if f is not None}.values())
        lines = together(findings, len(parts))
        computed = None
        if len(findings) == 1:
            computed = of_own_case(question, findings[0])
        elif len(parts) == 2 and computes_parts(question):
            computed = combine(question, findings)
        answer = self._answered(question, lines, unanswered, ground, computed, parted=True)
        return replace(answer, confidence=best)

    def _each_its_own(
        self, parts: Sequence[Question], readings: Sequence[Reading], ground: Ground
    ) -> list[Finding | None]:
        """The finding of each part. Where two were given the same, it stays with the part that is
        surer of it; the other, and one without any, is asked again as a question of its own."""
        found = [next(iter(self._supported(reading)), None) for reading in readings]
        for at, part in enumerate(parts):
            if found[at] is not None and self._is_surest(at, found):
                continue
            others = [f for i, f in enumerate(found) if i != at and f is not None]
            again = self._supported(self._read(part, ground.hits, ground, taken=others))
            if not again and at and others:
                again = self._restored(part, parts[0], others, ground)
            found[at] = again[0] if again else None
        return found

    @staticmethod
    def _is_surest(at: int, found: Sequence[Finding | None]) -> bool:
        """Whether no other part of the same finding is surer of it; of equals the first is."""
        own = found[at]
        return own is not None and all(
            (own.confidence, -at) > (other.confidence, -i)
            for i, other in enumerate(found)
            if i != at and other is not None and other.text == own.text
        )

    def _restored(
        self, part: Question, first: Question, others: Sequence[Finding], ground: Ground
    ) -> tuple[Finding, ...]:
        """A later part read as a question of its own; without the year of the first part only in
        the section that answered that one."""
        section = others[0].passage.section.section_id
        for dated in (True, False):
            asked = self._analyser.analyse(restored(part, first, dated=dated))
            asked = replace(
                asked,
                raw=part.raw,
                places=asked.places or part.places,
                years=(asked.years or part.years) if dated else asked.years,
                as_of=part.as_of,
            )
            reading = self._read(asked, ground.search(asked), ground, taken=others)
            findings = self._supported(reading)
            if findings and (dated or findings[0].passage.section.section_id == section):
                return findings
            if not first.years:
                break
        return ()

    def _read_near(self, part: Question, before: Sequence[Finding], ground: Ground) -> Reading:
        """The reading of a later part: from the section that answered the earlier one, for who
        asks on asks of the same rule; from all hits where that section has no answer."""
        reading = self._read(part, ground.hits, ground)
        if not before:
            return reading
        section = before[-1].passage.section.section_id
        inside = [h for h in ground.hits if h.passage.section.section_id == section]
        near = self._read(part, inside, ground)
        fresh = near.findings and near.findings[0].text not in {f.text for f in before}
        accepted = bool(fresh and self._supported(near))
        return near if accepted and near.confidence > reading.confidence - _SAME_RULE else reading

    # --- comparisons -----------------------------------------------------------------------

    def _from_given(self, question: Question, ground: Ground) -> Answer | None:
        """What is asked beside a figure that the asker gives: “离100家的目标还差几家？”."""
        given = given_operand(question, self._analyser)
        if given is None:
            return None
        reading = self._read(given.question, ground.search(given.question), ground)
        findings = self._supported(reading)
        computed = compute_given(question, given, findings[0]) if findings else None
        if computed is None:
            return None
        answer = self._answered(question, findings[:1], reading.notices, ground, computed)
        return replace(answer, confidence=reading.confidence)

    def _compared(self, question: Question, ground: Ground) -> Answer | None:
        """One line a side; what was not found for a place is said in its line.

        None where nothing is compared, or where the sides cannot be told apart in the texts.
        """
        sides = sides_of(question, self._analyser)
        if not sides:
            return None
        found = [self._of_side(side, ground) for side in sides]
        sure = [finding for findings in found for finding in findings]
        found = [
            findings or self._of_side(side, ground, sure)
            for side, findings in zip(sides, found, strict=True)
        ]
        found = self._alike(found, sides, ground)
        answered = [findings[0] for findings in found if findings]
        by_place = len(question.places) > 1
        if not answered:
            return self._refused(question, Reading(()), ground) if by_place else None
        if not by_place and not told_apart(sides, found):
            return None
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

    def _of_side(self, side: Side, ground: Ground, beside: Sequence[Finding] = ()) -> list[Finding]:
        """What answers one side, a finding for each of its parts; `beside` answer other sides."""
        hits = ground.search(side.question)
        found: dict[str, Finding] = {}
        for part in split_parts(side.question, self._analyser):
            for finding in self._supported(self._read(part, hits, ground), beside)[:1]:
                found.setdefault(finding.text, replace(finding, group=None))
        return together(list(found.values()), len(found)) if found else []

    def _alike(
        self, found: Sequence[list[Finding]], sides: Sequence[Side], ground: Ground
    ) -> list[list[Finding]]:
        """Like with like: a sentence that has figures for several sides answers for all it can,
        for figures of two texts were counted on two days and in two ways."""
        kept = [list(findings) for findings in found]
        for passage in shared_first(kept):
            again = [
                self._read(side.question, [hit], ground).findings[:1]
                for side in sides
                for hit in [passage.hit]
                if hit is not None
            ]
            for at, findings in enumerate(again):
                if findings and findings[0].quotes == passage.quotes and len(kept[at]) < 2:
                    own = {f.text for at2, fs in enumerate(kept) if at2 != at for f in fs}
                    if findings[0].text not in own:
                        kept[at] = [replace(findings[0], group=None)]
        return kept

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


def _passed_or_quoted(checked: Checked, citations: dict[int, Citation]) -> str:
    """A statement that passed, or the quotes that support what it should have said."""
    if checked.passed:
        return checked.text
    quotes = [citations[number] for number in checked.cited if number in citations]
    return "；".join(f"{clean(c.quote)}[{c.index}]" for c in quotes)
