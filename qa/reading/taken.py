"""A passage without what other parts of the question were answered with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answers import Given
from qa.reading.analysed import Analysed


def without(analysed: Analysed, taken: Sequence[Given]) -> Analysed:
    """The passage without the figures given, and without the sentences that told no figure."""
    own = [given for given in taken if given.doc_id == analysed.document.doc_id]
    figures = {given.figure for given in own if given.figure is not None}
    spans = [span for given in own if given.figure is None for span in given.quotes]
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
