"""Reads the sides of a comparison: each by itself, then those left over near what answered another.

What is put side by side mostly stands side by side in the text too: in the next clause, the next
article or the next annex.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.analysis import QuestionAnalyser
from qa.answers import Hit
from qa.part_reading import near
from qa.parts import split_parts
from qa.questions import Question
from qa.reading.findings import Finding
from qa.reading.together import together
from qa.side_findings import TellingTerms, shared_first, told_apart
from qa.sides import Side
from qa.trusted import Ground, TrustedReader

_PASSED = 4
"""Findings of other things that are passed over on the way to one that names the side."""


class SidesReader:
    """Reads the sides of one question together."""

    def __init__(self, analyser: QuestionAnalyser, trusted: TrustedReader) -> None:
        self._analyser = analyser
        self._trusted = trusted

    def read(self, sides: Sequence[Side], ground: Ground) -> list[list[Finding]]:
        """The findings of each side, in order; none where nothing answers it."""
        words = TellingTerms.of(sides)
        found = [self._of_side(at, side, words, ground) for at, side in enumerate(sides)]
        sure = [finding for findings in found for finding in findings]
        found = [
            findings or self._of_side(at, side, words, ground, sure)
            for at, (side, findings) in enumerate(zip(sides, found, strict=True))
        ]
        if not any(found):
            found = self._parallel(sides, ground)
        found = self._each_its_own(sides, found, ground)
        return self._alike(found, sides, ground)

    def _of_side(
        self,
        at: int,
        side: Side,
        words: TellingTerms,
        ground: Ground,
        beside: Sequence[Finding] = (),
    ) -> list[Finding]:
        """What answers one side, a finding for each of its parts; `beside` answer other sides."""
        hits = ground.search(side.question)
        found: dict[str, Finding] = {}
        for part in split_parts(side.question, self._analyser):
            reading = self._trusted.read(part, hits, ground)
            for finding in self._trusted.supported(reading, beside)[:1]:
                told = self._telling(at, part, finding, words, hits, ground)
                found.setdefault(told.text, replace(told, group=None))
        return together(list(found.values()), len(found)) if found else []

    def _telling(
        self,
        at: int,
        part: Question,
        first: Finding,
        words: TellingTerms,
        hits: Sequence[Hit],
        ground: Ground,
    ) -> Finding:
        """The best finding that tells a word of its side, where the first tells none although texts
        have it: what all sides share stands in the rules of other things, too."""
        passed = [first]
        while not words.tells(at, passed[-1]):
            if len(passed) > _PASSED or not words.any_told(at, hits):
                return first
            reading = self._trusted.read(part, hits, ground, passed)
            following = next(iter(reading.findings), None)
            if following is None or not self._trusted.accepts(following, beside=True):
                return first
            passed.append(following)
        return passed[-1]

    def _parallel(self, sides: Sequence[Side], ground: Ground) -> list[list[Finding]]:
        """What answers all sides in parallel: figures of one unit near each other, each behind the
        words of its side, speak for each other where none is sure enough alone."""
        best = [self._trusted.read(s.question, ground.search(s.question), ground) for s in sides]
        firsts = [replace(f, group=None) for reading in best for f in reading.findings[:1]]
        units = {f.quantity.unit if f.quantity else None for f in firsts}
        if (
            len(firsts) == len(sides)
            and len(units) == 1
            and None not in units
            and all(near(f, firsts[0]) for f in firsts)
            and all(self._trusted.accepts(f, beside=True) for f in firsts)
            and told_apart(sides, [[f] for f in firsts])
        ):
            return [[f] for f in firsts]
        return [[] for _ in sides]

    def _each_its_own(
        self, sides: Sequence[Side], found: Sequence[list[Finding]], ground: Ground
    ) -> list[list[Finding]]:
        """What several sides were given stays with the one whose words it tells; the others, and
        those without any, are asked again in its neighbourhood."""
        words = TellingTerms.of(sides)
        kept = [list(findings) for findings in found]
        for at, findings in enumerate(found):
            rivals = [i for i, others in enumerate(found) if i != at and _same(findings, others)]
            mine = words.told(at, findings[0]) if findings else 0.0
            if any(words.told(i, findings[0]) > mine for i in rivals):
                kept[at] = []
        for at, side in enumerate(sides):
            others = [f for i, fs in enumerate(kept) if i != at for f in fs]
            if kept[at] or not others:
                continue
            reading = self._trusted.read(
                side.question, ground.search(side.question), ground, others
            )
            for finding in reading.findings[:1]:
                beside = any(near(finding, other) for other in others)
                told = words.told(at, finding) > 0
                if told and self._trusted.accepts(finding, beside=beside):
                    kept[at] = [replace(finding, group=None)]
        return kept

    def _alike(
        self, found: Sequence[list[Finding]], sides: Sequence[Side], ground: Ground
    ) -> list[list[Finding]]:
        """Like with like: a sentence that has figures for several sides answers for all it can,
        for figures of two texts were counted on two days and in two ways."""
        kept = [list(findings) for findings in found]
        for passage in shared_first(kept):
            again = [
                self._trusted.read(side.question, [hit], ground).findings[:1]
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


def _same(findings: Sequence[Finding], others: Sequence[Finding]) -> bool:
    return bool(findings and others) and all(
        one.text == other.text and one.document.doc_id == other.document.doc_id
        for one, other in zip(findings[:1], others[:1], strict=True)
    )
