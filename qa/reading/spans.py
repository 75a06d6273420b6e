"""Spans as answers: the words of a passage that fill the question's gap.

A question repeats most of the sentence that answers it and leaves one part out. Sentences are
ranked first (`sentences.py`, `ranking.py`); in the best ones and the sentences after them, windows
(`windows.py`) are ranked by a linear model over a few features of the window and its borders
(`span_features.py`). The weights stand in `data/span_model.json` with how they were fitted
(`python -m eval.fitting.spans`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from ingest.language.tokens import Tokenizer
from qa.questions import Question
from qa.reading.gap import Gap
from qa.reading.landmarks import LandmarkReader
from qa.reading.matching import Matcher
from qa.reading.overlap import Overlap, QuestionWords
from qa.reading.sentences import SentenceAt
from qa.reading.span_features import FEATURES, SENTENCES_READ, Laid, window_features
from qa.reading.windows import Borders, windows_at

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Window:
    """A possible answer span (offsets into the document text) with its score."""

    at: SentenceAt
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class SentenceWindows:
    """The windows that begin in one sentence; borders are offsets into the document text.

    `features` has a row a window and a column for each of `FEATURES`.
    """

    at: SentenceAt
    starts: Borders
    ends: Borders
    features: Values


@lru_cache(maxsize=1)
def load_span_weights() -> Values:
    """The fitted weights, in the order of `FEATURES`.

    Raises:
        ValueError: the file was fitted for other features.
    """
    stored = json.loads(files("qa").joinpath("data/span_model.json").read_text("utf-8"))
    weights = stored["weights"]
    if set(weights) != set(FEATURES):
        raise ValueError("span_model.json was fitted for other features than these")
    return np.array([float(weights[name]) for name in FEATURES])


class SpanReader:
    """Ranks answer windows inside ranked sentences.

    Args:
        tokenizer: no answer begins or ends inside one of its words.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._landmarks = LandmarkReader(tokenizer)

    def rank(
        self, question: Question, sentences: Sequence[SentenceAt], matcher: Matcher
    ) -> list[Window]:
        """Windows of the best sentences, best first; the same span only once."""
        weights = load_span_weights()
        windows: dict[tuple[str, int, int], Window] = {}
        for found in self.windows(question, sentences, matcher):
            doc_id = found.at.analysed.document.doc_id
            scores = (found.features @ weights).tolist()
            spans = zip(found.starts.tolist(), found.ends.tolist(), scores, strict=True)
            for start, end, score in spans:
                known = windows.get((doc_id, start, end))
                if known is None or known.score < score:
                    windows[doc_id, start, end] = Window(found.at, start, end, score)
        return sorted(windows.values(), key=lambda w: (-w.score, w.at.hit.rank, w.start, w.end))

    def windows(
        self, question: Question, sentences: Sequence[SentenceAt], matcher: Matcher
    ) -> Iterator[SentenceWindows]:
        """The windows of the best sentences with their features (for fitting, too)."""
        words = QuestionWords.of(Gap.of(question.text), matcher)
        overlaps: dict[str, Overlap] = {}
        best_final = max((at.hit.scores.final for at in sentences), default=0.0) or 1.0
        for order, at in enumerate(sentences[:SENTENCES_READ]):
            marks = self._landmarks.read(at.analysed)
            key = at.analysed.passage.passage_id
            if key not in overlaps:
                overlaps[key] = words.over(marks.folded)
            starts, ends = windows_at(at.place, at.analysed, marks, overlaps[key])
            if len(starts):
                laid = Laid(
                    question.asked, at, order, sentences[0], best_final, marks, overlaps[key]
                )
                features = window_features(laid, starts, ends)
                yield SentenceWindows(at, starts + marks.offset, ends + marks.offset, features)
