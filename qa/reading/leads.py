"""The lead of a list, which rules on every member of it: “有下列情形之一的，不予受理：”."""

from __future__ import annotations

import re

from qa.reading.findings import Span
from qa.reading.numbered_lists import numbered_lists
from qa.reading.sentences import SentenceAt

# a line that opens a list; converters leave the mark of a line break behind it
_OPENS = re.compile(r"[：:][\s←↵]*$")
_LONGEST = 200
"""Characters of a lead; what is longer has its colon inside a paragraph."""


def lead_of(at: SentenceAt) -> Span | None:
    """The line above a numbered list in which a sentence stands, where it leads to the list."""
    text, start = at.analysed.text, at.sentence.start
    for found in numbered_lists(text):
        if any(first <= start < last for first, last in found.members):
            line = text[slice(*found.above)]
            if _OPENS.search(line) and len(line) <= _LONGEST:
                return found.above
    return None
