"""Parts of a question that one sentence answers: it is given whole, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.reading.findings import Finding
from qa.reading.wording import clean

_LONG = 140
"""Characters. A sentence that answers two questions is read at once up to about this length."""


def together(findings: Sequence[Finding], parts: int) -> list[Finding]:
    """Findings of `parts` questions; those of one sentence become that sentence.

    Official sentences tell a total and then its shares (“共…38次，其中大陆26次”). Where the parts
    of a question were found in one sentence, or some of them nowhere else, the sentence says more
    than its pieces.
    """
    if len(findings) == 1 and parts > 1:
        return [_whole(findings[0]) or findings[0]]
    kept: dict[object, Finding] = {}
    for place, finding in enumerate(findings):
        key: object = (finding.document.doc_id, finding.quotes)
        if finding.group is not None or (key in kept and _whole(finding) is None):
            key = place
        kept[key] = _whole(finding) or finding if key in kept else finding
    return list(kept.values())


def _whole(finding: Finding) -> Finding | None:
    """The finding worded by its whole quote, where that is one sentence of bearable length."""
    if len(finding.quotes) != 1 or finding.segments:
        return None
    start, end = finding.quotes[0]
    if end - start > _LONG:
        return None
    return replace(finding, text=clean(finding.document.text[start:end]), quantity=None)
