"""Reads the parts of a question: each by itself, a later one also near what answered before it.

Who asks on asks of the same rule: a later clause leaves out its subject and is answered in the
section that answered the clause before, or beside it. There less certainty suffices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.analysis import QuestionAnalyser
from qa.answers import Hit
from qa.parts import is_bare, is_case, restored
from qa.questions import Asked, Question
from qa.reading.beside import SENTENCE, Beside, own_terms, told_of
from qa.reading.enumerated import NAMES_TOLD
from qa.reading.findings import Finding, Reading
from qa.reading.matching import matching_form, quality
from qa.trusted import Ground, TrustedReader

_SAME_RULE = 0.2
"""How much less sure the section of an earlier part may be than the best of all."""
_SAME_TEXT = 0.1
"""The same for the text of an earlier part, and for words that the part itself leaves out."""
_NEAR = 1500
"""Characters from what answered another part within which a text still speaks of its rule: about
an article and its neighbours."""


_TELLS_NOTHING, _TELLS_LITTLE, _TELLS_MUCH = 0.05, 0.3, 0.5
"""Share of a part's own words below which a finding hardly speaks of it, and from which it does."""

_NATION = "全国"
_TOLD = 0.6
"""How well a text must tell a word that it counts as standing there."""


@dataclass(frozen=True, slots=True)
class PartRead:
    """One part with its reading and what of it is given; `answered` also where another part was
    given the same. `implied` by the detail that another part was given."""

    reading: Reading
    finding: Finding | None
    answered: bool
    implied: bool = False


class PartsReader:
    """Reads the parts of one question together."""

    def __init__(self, analyser: QuestionAnalyser, trusted: TrustedReader) -> None:
        self._analyser = analyser
        self._trusted = trusted

    def read(self, parts: Sequence[Question], ground: Ground) -> list[PartRead]:
        """The reading of each part, in order; no two are given the same finding."""
        readings: list[Reading] = []
        found: list[Finding | None] = []
        for part in parts:
            before = [finding for finding in found if finding is not None]
            listed = next((f for f in before if _lists_members(part, f)), None)
            if listed is not None:
                readings.append(Reading((listed,)))
                found.append(listed)
                continue
            reading = self._read_near(part, parts[0], before, ground)
            readings.append(reading)
            found.append(self._first(part, reading, before))
        given = self._beside(parts, self._each_its_own(parts, found, ground), ground)
        read = [
            PartRead(reading, finding, answered=finding is not None or _shares(part, first))
            for part, reading, finding, first in zip(parts, readings, given, found, strict=True)
        ]
        return [
            replace(one, finding=None, implied=True) if _implied(part, one, read) else one
            for part, one in zip(parts, read, strict=True)
        ]

    def _first(self, part: Question, reading: Reading, others: Sequence[Finding]) -> Finding | None:
        """The best finding of a part, if it is trusted enough where it stands; another case is not
        answered by the sentence of the first unless it is named there."""
        for finding in reading.findings[:1]:
            told = _told_of(part, finding)
            if is_case(part) and not told and any(_one_sentence(finding, o) for o in others):
                return None
            beside = told and any(near(finding, other) for other in others)
            if self._trusted.accepts(finding, beside=beside):
                return finding
        return next(iter(self._trusted.supported(reading)), None)

    def _read_near(
        self, part: Question, first: Question, before: Sequence[Finding], ground: Ground
    ) -> Reading:
        """The best reading of a part: of its own words in all hits, in the section that answered
        before, or of its words with those of the first part that it leaves out."""
        if before and not part.places:
            ground = _of_place(ground, before[-1])
        reading = self._trusted.read(part, ground.hits, ground)
        if not before:
            return reading
        section = before[-1].passage.section.section_id
        inside = [h for h in ground.hits if h.passage.section.section_id == section]
        best, most = reading, self._weight(reading, before, 0.0)
        others = [(self._trusted.read(part, inside, ground), 0.0)]
        if not is_case(part):
            others.append((self._read_alone(part, first, ground), _SAME_TEXT))
        for other, less in others:
            fresh = other.findings and not _said(other.findings[0], before)
            weight = self._weight(other, before, less) if fresh else 0.0
            if weight > most and self._first(part, other, before) is not None:
                best, most = other, weight
        return self._by_own_words(part, best, before, ground) or best

    def _by_own_words(
        self, part: Question, best: Reading, before: Sequence[Finding], ground: Ground
    ) -> Reading | None:
        """What stands around an earlier answer and tells the words of the part itself, where the
        best reading tells hardly any: the words that it shares with the first part led astray."""
        if part.asked is Asked.FIGURE or is_bare(part):
            return None
        if best.findings and _told_by(part, best.findings[0]) >= _TELLS_LITTLE:
            return None
        own = replace(part, terms=tuple(t for t in part.terms if t.text in part.text))
        around = [hit for hit in ground.hits if any(_is_near(hit, one) for one in before)]
        reading = self._trusted.read(own, around, ground, before)
        for finding in reading.findings[:1]:
            if _told_by(part, finding) >= _TELLS_MUCH and self._first(part, reading, before):
                return reading
        return None

    def _read_alone(
        self,
        part: Question,
        first: Question,
        ground: Ground,
        taken: Sequence[Finding] = (),
        *,
        dated: bool = True,
    ) -> Reading:
        """A later part read as a question of its own, with what the first one spoke of."""
        asked = self._analyser.analyse(restored(part, first, dated=dated))
        asked = replace(
            asked,
            raw=part.raw,
            places=asked.places or part.places,
            years=(asked.years or part.years) if dated else asked.years,
            as_of=part.as_of,
        )
        return self._trusted.read(asked, ground.search(asked), ground, taken)

    @staticmethod
    def _weight(reading: Reading, before: Sequence[Finding], less: float) -> float:
        """How sure the best finding is, with what speaks for the place where it stands."""
        if not reading.findings:
            return 0.0
        finding, anchor = reading.findings[0], before[-1]
        if finding.passage.section.section_id == anchor.passage.section.section_id:
            less -= _SAME_RULE
        elif finding.document.doc_id == anchor.document.doc_id:
            less -= _SAME_TEXT
        return finding.confidence - less

    def _each_its_own(
        self, parts: Sequence[Question], found: Sequence[Finding | None], ground: Ground
    ) -> list[Finding | None]:
        """The finding of each part. Where two were given the same, it stays with the part that is
        surer of it; the other, and one without any, is asked again as a question of its own."""
        given = list(found)
        for at, part in enumerate(parts):
            own = given[at]
            if own is not None and (_is_surest(at, given) or _lists_members(part, own)):
                continue
            others = [f for i, f in enumerate(given) if i != at and f is not None]
            if others and not part.places:
                ground = _of_place(ground, others[0])
            reading = self._trusted.read(part, ground.hits, ground, others)
            again = self._first(part, reading, others)
            if again is not None and at and is_case(part) and _said(again, others):
                again = None
            if again is None and at and others:
                again = self._restored(part, parts[0], others, ground)
            given[at] = again
        return given

    def _beside(
        self, parts: Sequence[Question], found: Sequence[Finding | None], ground: Ground
    ) -> list[Finding | None]:
        """Figures that stand beside what answered another part, before those found elsewhere that
        tell less of the part's own words."""
        given = list(found)
        for at, part in enumerate(parts):
            others = [f for i, f in enumerate(given) if i != at and f is not None]
            asks_more = at > 0 and part.text != parts[0].text
            if part.asked is not Asked.FIGURE or not others or not (asks_more or given[at] is None):
                continue
            own = given[at]
            anchor = next((f for f in reversed(given[:at]) if f is not None), others[0])
            if own is not None and _one_sentence(own, anchor) and not _same_figure(own, anchor):
                continue
            hits = [hit for hit in ground.hits if _is_near(hit, anchor)]
            beside = self._trusted.beside(part, hits, anchor, ground, others)
            if beside is None:
                given[at] = None if own is not None and _tells_nothing(part, own) else own
            elif own is None or _same_figure(own, anchor) or _tells_more(beside, own, part):
                given[at] = beside.finding
        return given

    def _restored(
        self, part: Question, first: Question, others: Sequence[Finding], ground: Ground
    ) -> Finding | None:
        """A later part read as a question of its own; without the year of the first part only in
        the section that answered that one."""
        section = others[0].passage.section.section_id
        for dated in (True, False):
            reading = self._read_alone(part, first, ground, others, dated=dated)
            found = self._first(part, reading, others)
            if found is not None and (dated or found.passage.section.section_id == section):
                return found
            if not first.years:
                break
        return None


def _implied(part: Question, own: PartRead, read: Sequence[PartRead]) -> bool:
    """“能重测吗，隔多久”: a yes or no whose sentence holds the detail given for another part."""
    if part.asked is not Asked.BOOLEAN or own.finding is None:
        return False
    told = own.finding.text
    others = [one.finding.text for one in read if one is not own and one.finding is not None]
    return any(text != told and text in told for text in others)


def _of_place(ground: Ground, told: Finding) -> Ground:
    """The ground of who asks on without naming a place: texts of another place than the one that
    answered before tell of another rule."""
    here = told.document.region or ""

    def fits(hit: Hit) -> bool:
        there = hit.document.region or ""
        return there.startswith(here) or here.startswith(there) or _NATION in (here, there)

    def search(question: Question) -> Sequence[Hit]:
        return [hit for hit in ground.search(question) if fits(hit)]

    return replace(ground, hits=[hit for hit in ground.hits if fits(hit)], search=search)


def _lists_members(part: Question, told: Finding) -> bool:
    """“一共几个，分别是什么”: the count was told with the names of all it counts."""
    return told.answers == NAMES_TOLD and part.asked is not Asked.FIGURE and is_bare(part)


def _is_surest(at: int, found: Sequence[Finding | None]) -> bool:
    """Whether no other part of the same finding is surer of it; of equals the first is."""
    own = found[at]
    return own is not None and all(
        (own.confidence, -at) > (other.confidence, -i)
        for i, other in enumerate(found)
        if i != at and other is not None and other.text == own.text
    )


def near(finding: Finding, other: Finding) -> bool:
    """Whether a finding stands in the section of another, or beside it in the text."""
    if finding.document.doc_id != other.document.doc_id:
        return False
    same = finding.passage.section.section_id == other.passage.section.section_id
    return same or abs(finding.passage.start - other.passage.start) <= _NEAR


def _same_figure(one: Finding, other: Finding) -> bool:
    return one.quantity is not None and one.given == other.given


def _tells_nothing(part: Question, own: Finding) -> bool:
    """Whether a figure's sentence has nothing of what a later part asks of: it is of its kind only."""
    told = told_of(part, _sentence_of(own), None)
    official = any(term.official for term in own_terms(part))
    return official and not is_case(part) and told < _TELLS_NOTHING


def _is_near(hit: Hit, anchor: Finding) -> bool:
    same = hit.document.doc_id == anchor.document.doc_id
    return same and abs(hit.passage.start - anchor.passage.start) <= _NEAR


def _tells_more(beside: Beside, own: Finding, part: Question) -> bool:
    """Whether a figure beside another part's answer tells the part better than what was found."""
    told = _told_by(part, own)
    return beside.told > told or (beside.zone == SENTENCE and beside.told >= told)


def _told_by(part: Question, finding: Finding) -> float:
    """How much of the part's own words a finding tells, with its sentence and heading."""
    return told_of(part, _sentence_of(finding), finding.quantity)


def _sentence_of(finding: Finding) -> str:
    quoted = (finding.document.text[start:end] for start, end in finding.quotes)
    return "\n".join((finding.passage.section.heading, finding.text, *quoted))


def _told_of(part: Question, finding: Finding) -> bool:
    """Whether a word of the part's own, none taken over from the first, stands in the sentence or
    its heading; a part without any (“最多多少？”) asks of what was told before."""
    own = [term for term in part.terms if term.text in part.text]
    quoted = (finding.document.text[start:end] for start, end in finding.quotes)
    told = matching_form("\n".join((finding.passage.section.heading, *quoted)))
    if not own and is_case(part) and part.tiers:
        return any(tier in told for tier in part.tiers)
    return not own or any(quality(term, told) >= _TOLD for term in own)


def _shares(part: Question, finding: Finding | None) -> bool:
    """Whether what another part was given answers this one as well; another case (市级的呢) only
    where it is named, a figure only where its sentence tells anything of what is asked."""
    if finding is None or (part.asked is Asked.FIGURE and _tells_nothing(part, finding)):
        return False
    return not is_case(part) or _told_of(part, finding)


def _one_sentence(finding: Finding, other: Finding) -> bool:
    return finding.document.doc_id == other.document.doc_id and any(
        start < after and before < end
        for start, end in finding.quotes
        for before, after in other.quotes
    )


def _said(finding: Finding, others: Sequence[Finding]) -> bool:
    """Whether a finding only says again what another part was answered with."""
    return any(finding.text in other.text or other.text in finding.text for other in others)
