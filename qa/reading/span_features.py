"""Features of answer windows: how well each fills the gap of the question.

Every feature is computed for all windows of a sentence at once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.questions import Asked
from qa.reading.landmarks import COUNTED, Landmarks
from qa.reading.overlap import Overlap
from qa.reading.sentences import SentenceAt
from qa.reading.windows import Borders

Values = NDArray[np.float64]

_LENGTHS = (4, 9, 18, 36, 72, 140)
"""Borders of the length classes in characters, about a factor of two apart."""

FEATURES = (
    "coverage", "order", "behind_best", "hit_order", "hit_behind_best", "from_best",
    "is_title", "from_start", "ends_open", "in_table", "after_colon", "density", "new_length",
    "repeated_share", "begins_repeated", "ends_repeated", "behind_repeated", "before_repeated",
    "left", "right",
    "starts_sentence", "starts_clause", "starts_item",
    "ends_sentence", "ends_clause", "ends_item",
    "log_length", "log_length_squared", *(f"longer_{n}" for n in _LENGTHS),
    "runs_on", "items", "commas", "digits_share", "quantity_share", "date_share",
    "kind_inside", "kind_share", "kind_starts", "kind_ends", "kind_outside",
)  # fmt: skip
"""Names of the columns, in order."""

SENTENCES_READ = 8
_AFTER_BEST = 4
"""Sentences after the best one that may carry what it announces."""
_MOST_HITS = 12

# what shows the kind asked for
_SIGN_OF = {
    Asked.FIGURE: "quantities", Asked.FREQUENCY: "quantities",
    Asked.DATE: "dates", Asked.ISSUE_DATE: "dates", Asked.EFFECTIVE_DATE: "dates",
    Asked.EXPIRY: "dates",
    Asked.WHO: "organisations", Asked.RESPONSIBLE: "organisations", Asked.ISSUER: "organisations",
    Asked.BOOLEAN: "modals",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Laid:
    """A question laid over one sentence of a passage.

    `order` is the place of the sentence among those read, from 0; `best` the first of them;
    `best_final` the best final score of a hit.
    """

    asked: Asked
    at: SentenceAt
    order: int
    best: SentenceAt
    best_final: float
    marks: Landmarks
    overlap: Overlap

    @property
    def start(self) -> int:
        return self.at.sentence.start - self.marks.offset

    @property
    def end(self) -> int:
        return self.at.sentence.end - self.marks.offset


def window_features(laid: Laid, starts: Borders, ends: Borders) -> Values:
    """The feature matrix of windows of one sentence, shape (windows, len(FEATURES))."""
    columns = {
        **_sentence_signs(laid),
        **_overlap_columns(laid.overlap, starts, ends),
        **_border_columns(laid, starts, ends),
        **_shape_columns(laid, starts, ends),
        **_kind_columns(laid, starts, ends),
    }
    matrix = np.empty((len(starts), len(FEATURES)))
    for place, name in enumerate(FEATURES):
        matrix[:, place] = columns[name]
    return matrix


def _sentence_signs(laid: Laid) -> Mapping[str, float]:
    """How the sentence and its passage were found, and what of the sentence is new."""
    at, best = laid.at, laid.best
    analysed, sentence = at.analysed, at.sentence
    repeated = laid.overlap.repeated[laid.start : laid.end]
    new = int((~repeated).sum())
    lead = laid.marks.text[max(0, laid.start - 2) : laid.start].strip()
    follows = (
        analysed.passage.passage_id == best.analysed.passage.passage_id
        and 0 < at.place - best.place <= _AFTER_BEST
    )
    return {
        "coverage": at.coverage,
        "order": laid.order / SENTENCES_READ,
        "behind_best": best.score - at.score,
        "hit_order": min(_MOST_HITS, at.hit.rank - 1) / _MOST_HITS,
        "hit_behind_best": 1 - at.hit.scores.final / laid.best_final,
        "from_best": float(follows),
        "is_title": float(sentence.start < len(analysed.document.title)),
        "from_start": at.place / max(1, len(analysed.sentences)),
        "ends_open": float(analysed.text[sentence.end - 1] not in "。；！？;!?”"),
        "in_table": float(analysed.table is not None),
        "after_colon": float(lead.endswith(("：", ":"))),
        "density": 1 - new / max(1, len(repeated)),
        "new_length": math.log1p(new),
    }


def _overlap_columns(overlap: Overlap, starts: Borders, ends: Borders) -> Mapping[str, Values]:
    covered, repeated = overlap.covered, overlap.repeated.astype(float)
    return {
        "repeated_share": (covered[ends] - covered[starts]) / (ends - starts),
        "begins_repeated": repeated[starts],
        "ends_repeated": repeated[ends - 1],
        "behind_repeated": repeated[np.maximum(0, starts - 1)] * (starts > 0),
        "before_repeated": repeated[ends],
        "left": overlap.left[starts],
        "right": overlap.right[ends],
    }


def _border_columns(laid: Laid, starts: Borders, ends: Borders) -> Mapping[str, NDArray[np.bool_]]:
    marks, text = laid.marks, laid.marks.text
    size = len(text)
    closed = [end >= size or text[end] in "。；！？\n" for end in ends.tolist()]
    return {
        "starts_sentence": starts == laid.start,
        "starts_clause": marks.clause_start[starts],
        "starts_item": marks.item_start[starts],
        "ends_sentence": np.array(closed, dtype=np.bool_),
        "ends_clause": marks.clause_end[ends],
        "ends_item": marks.item_end[ends],
    }


def _shape_columns(laid: Laid, starts: Borders, ends: Borders) -> Mapping[str, Values]:
    length = (ends - starts).astype(float)
    inside = dict(
        zip(COUNTED, laid.marks.counts[:, ends] - laid.marks.counts[:, starts], strict=True)
    )
    log_length = np.log1p(length)
    return {
        "log_length": log_length,
        "log_length_squared": log_length * log_length / 5,
        **{f"longer_{n}": (length > n).astype(float) for n in _LENGTHS},
        "runs_on": np.minimum(4, inside["sentences"]) / 4,
        "items": np.minimum(5, inside["items"]) / 5,
        "commas": np.minimum(5, inside["commas"]) / 5,
        "digits_share": inside["digits"] / length,
        "quantity_share": inside["quantities"] / length,
        "date_share": inside["dates"] / length,
    }


_KIND = ("kind_inside", "kind_share", "kind_starts", "kind_ends", "kind_outside")


def _kind_columns(laid: Laid, starts: Borders, ends: Borders) -> Mapping[str, Values | float]:
    """Signs of the kind asked for; zeros where that kind has none."""
    sign = _SIGN_OF.get(laid.asked)
    if sign is None:
        return dict.fromkeys(_KIND, 0.0)
    row = laid.marks.counts[COUNTED.index(sign)].astype(float)
    count = row[ends] - row[starts]
    size = len(laid.marks.text)
    around = row[np.maximum(ends, laid.end)] - row[laid.start]
    return {
        "kind_inside": (count > 0).astype(float),
        "kind_share": count / (ends - starts),
        "kind_starts": row[np.minimum(size, starts + 1)] - row[starts],
        "kind_ends": row[ends] - row[ends - 1],
        "kind_outside": (around > count).astype(float),
    }
