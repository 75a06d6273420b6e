"""A condition of a text that the asker's own case was compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.language.clauses import Sentence
from qa.reading.sentences import SentenceAt

NAMED = 0.6
"""Match quality from which a word of the asker's stands in a condition."""

_NO_CONTENT = re.compile(r"期间|以来|之间|的|在|了|才|已|并|我们?|公司|企业|项目")


@dataclass(frozen=True, slots=True)
class Condition:
    """A clause of a sentence, the asker's figure, day or tier beside it, and whether that meets it."""

    at: SentenceAt
    start: int
    end: int
    own: str
    met: bool


def content_pairs(text: str) -> frozenset[str]:
    """The pairs of characters in the words of a text that say what is done or counted."""
    runs = re.findall(r"[\u4e00-\u9fff]+", _NO_CONTENT.sub(" ", text))
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))


def clause_around(sentence: Sentence, position: int) -> tuple[int, int]:
    """The clause that holds a position, the sentence where none does."""
    clause = next((c for c in sentence.clauses if c.start <= position < c.end), None)
    return (clause.start, clause.end) if clause else (sentence.start, sentence.end)
