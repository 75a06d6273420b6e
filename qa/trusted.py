"""What a question is read from, and readings weighed by the policy of refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.documents import Document, Validity
from qa.answers import Given, Hit
from qa.questions import Question
from qa.reading.beside import Beside
from qa.reading.findings import Finding, Reading
from qa.reading.reader import Reader
from qa.reading.sentences import SentenceAt
from qa.refusal import RefusalPolicy

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


class TrustedReader:
    """Reads, and says how far each finding is to be trusted."""

    def __init__(self, reader: Reader, policy: RefusalPolicy) -> None:
        self._reader = reader
        self._policy = policy

    def read(
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

    def beside(
        self,
        question: Question,
        hits: Sequence[Hit],
        before: Finding,
        ground: Ground,
        taken: Sequence[Finding],
    ) -> Beside | None:
        """The figure of a later ask beside an earlier answer, trusted as much as that one: the
        words that both share have been found there."""
        given = (*ground.taken, *(finding.given for finding in taken))
        found = self._reader.beside(question, hits, before, given)
        if found is None:
            return None
        trust = max(before.confidence, self._policy.trust(question, found.finding, hits))
        return replace(found, finding=replace(found.finding, confidence=trust))

    def accepts(self, finding: Finding, *, beside: bool = False) -> bool:
        """Whether a finding may be given; `beside` what answers another part of its rule."""
        return self._policy.accepts(finding.confidence, beside=beside)

    def supported(self, reading: Reading, beside: Sequence[Finding] = ()) -> tuple[Finding, ...]:
        """What is trusted enough, also beside what is: figures of one unit for other tiers or
        places, for then the documents speak of the matter. Two values of one thing stand each
        for itself."""
        sure = [f for f in reading.findings if self.accepts(f)]
        if reading.conflict:
            return tuple(sure)
        units = {f.quantity.unit for f in (*sure, *beside) if f.quantity is not None}

        def stands(finding: Finding) -> bool:
            alike = finding.quantity is not None and finding.quantity.unit in units
            return self.accepts(finding, beside=alike)

        return tuple(f for f in reading.findings if stands(f))

    def examine(
        self, question: Question, hits: Sequence[Hit]
    ) -> list[tuple[SentenceAt, tuple[float, ...]]]:
        """See `Reader.examine`."""
        return self._reader.examine(question, hits)
