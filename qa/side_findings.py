"""What was found for the sides of a comparison: told apart, or of one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.figures.quantities import find_quantities
from qa.answers import Hit
from qa.questions import Term
from qa.reading.findings import Finding
from qa.reading.matching import matching_form, quality
from qa.sides import Side


def shared_first(found: Sequence[Sequence[Finding]]) -> list[Finding]:
    """The first finding whose sentence answers for another side too, or might: it has more
    figures of its kind than its own."""
    for findings in found:
        for finding in findings[:1]:
            quantity = finding.quantity
            if quantity is None or len(finding.quotes) != 1:
                continue
            start, end = finding.quotes[0]
            alike = [
                q
                for q in find_quantities(finding.document.text[start:end])
                if q.unit == quantity.unit
            ]
            if len(alike) >= len(found):
                return [finding]
    return []


def told_apart(sides: Sequence[Side], found: Sequence[Sequence[Finding]]) -> bool:
    """Whether each side has a finding of its own that names it, or that of one text tells its
    words better than those of any other side do."""
    firsts = [findings[0] for findings in found if findings]
    if len(firsts) < len(sides) or len({(f.text, f.document.doc_id) for f in firsts}) < len(sides):
        return False
    return _named(sides, firsts) or _matched(sides, firsts)


def _named(sides: Sequence[Side], firsts: Sequence[Finding]) -> bool:
    names = [_grams(side.name) for side in sides]
    common = frozenset.intersection(*names)
    for finding, own in zip(firsts, names, strict=True):
        telling = own - common
        told = _grams(_around(finding))
        if telling and len(telling & told) < len(telling) / 2:
            return False
    return True


def _matched(sides: Sequence[Side], firsts: Sequence[Finding]) -> bool:
    words = TellingTerms.of(sides)
    if len({finding.document.doc_id for finding in firsts}) > 1:
        return False
    told = [[words.told(at, finding) for finding in firsts] for at in range(len(firsts))]
    return all(told[at][at] > 0 for at in range(len(firsts))) and all(
        told[i][i] + told[j][j] > told[i][j] + told[j][i]
        for i, j in combinations(range(len(firsts)), 2)
    )


_AROUND = 0.5
"""Weight of a word that stands not in the clauses of a finding but around them."""


@dataclass(frozen=True, slots=True)
class TellingTerms:
    """The words that each side alone has, with what may stand for them."""

    own: tuple[tuple[Term, ...], ...]
    grams: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, sides: Sequence[Side]) -> TellingTerms:
        texts = [{term.text for term in side.question.terms} for side in sides]
        names = [_grams(side.name) for side in sides]
        terms = tuple(
            tuple(
                term
                for term in side.question.terms
                if not any(term.text in text for i, text in enumerate(texts) if i != at)
            )
            for at, side in enumerate(sides)
        )
        grams = tuple(
            own.difference(*(other for i, other in enumerate(names) if i != at))
            for at, own in enumerate(names)
        )
        return cls(terms, grams)

    def tells(self, at: int, finding: Finding) -> bool:
        """Whether a finding has a word of side `at`; true where the side has none of its own or is
        a place or year, which bind the finding already."""
        own = self.own[at]
        return not own or self.told(at, finding) > 0

    def any_told(self, at: int, hits: Sequence[Hit]) -> bool:
        """Whether the texts found have a word of side `at`."""
        texts = [matching_form(hit.passage.text) for hit in hits]
        return any(quality(term, text) >= _AROUND for term in self.own[at] for text in texts)

    def told(self, at: int, finding: Finding) -> float:
        """Share of the words of side `at` in the clauses of a finding, less for those around it; of
        its characters where it has no word of its own (园区里, 园区外)."""
        clause, around = matching_form(_clauses(finding)), matching_form(_around(finding))
        if not self.own[at]:
            return len(self.grams[at] & _grams(clause)) / max(1, len(self.grams[at]))
        told = sum(
            term.weight * max(quality(term, clause), _AROUND * quality(term, around))
            for term in self.own[at]
        )
        return told / sum(term.weight for term in self.own[at])


_LEAD = 120
"""Characters before a figure in which the thing it belongs to is named."""


def _clauses(finding: Finding) -> str:
    """What stands between the figure before of the same unit, or the begin of the sentence, and
    the one that was found; without a figure what is said."""
    quantity = finding.quantity
    if quantity is None:
        return finding.text
    text = finding.document.text[max(0, quantity.start - _LEAD) : quantity.start]
    lead = text[max(text.rfind(mark) for mark in "。；") + 1 :]
    before = [q for q in find_quantities(lead) if q.unit == quantity.unit]
    return (lead[before[-1].end :] if before else lead) + finding.text


def _grams(text: str) -> frozenset[str]:
    folded = matching_form(text)
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1))


def _around(finding: Finding) -> str:
    quoted = (finding.document.text[start:end] for start, end in finding.quotes)
    passage = finding.passage
    return "\n".join(
        (finding.text, *quoted, *passage.section.path, passage.header or "", finding.document.title)
    )
