"""What was found for the sides of a comparison: told apart, or of one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.figures.quantities import find_quantities
from qa.reading.findings import Finding
from qa.reading.matching import matching_form
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
    """Whether each side has a finding of its own that names it."""
    firsts = [findings[0] for findings in found if findings]
    if len(firsts) < len(sides) or len({(f.text, f.document.doc_id) for f in firsts}) < len(sides):
        return False
    names = [_grams(side.name) for side in sides]
    common = frozenset.intersection(*names)
    for finding, own in zip(firsts, names, strict=True):
        telling = own - common
        told = _grams(_around(finding))
        if telling and len(telling & told) < len(telling) / 2:
            return False
    return True


def _grams(text: str) -> frozenset[str]:
    folded = matching_form(text)
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1))


def _around(finding: Finding) -> str:
    quoted = (finding.document.text[start:end] for start, end in finding.quotes)
    passage = finding.passage
    return "\n".join(
        (finding.text, *quoted, *passage.section.path, passage.header or "", finding.document.title)
    )
