"""A passage without what other parts of the question were answered with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.reading.analysed import Analysed
from qa.reading.findings import Finding


def without(analysed: Analysed, taken: Sequence[Finding]) -> Analysed:
    """The passage without the figures given, and without the sentences that told no figure."""
    own = [f for f in taken if f.document.doc_id == analysed.document.doc_id]
    figures = {f.quantity.start for f in own if f.quantity is not None}
    spans = [span for f in own if f.quantity is None for span in f.quotes]
    if not figures and not spans:
        return analysed
    return replace(
        analysed,
        statements=tuple(s for s in analysed.statements if s.quantity.start not in figures),
        sentences=tuple(
            sentence
            for sentence in analysed.sentences
            if not any(start <= sentence.start < end for start, end in spans)
        ),
    )
