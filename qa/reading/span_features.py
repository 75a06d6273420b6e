"""Features of answer windows: how well each fills the gap of the question.

Every feature is computed for all windows of a sentence at once. Besides their own names, some
features are crossed with the class of the question: how long an answer is, and whether it is a
whole sentence, depends on what is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.reading.gap import CLASSES
from qa.reading.landmarks import COUNTED, LEADS, Landmarks
from qa.reading.matching import Matcher
from qa.reading.overlap import Overlap, QuestionWords
from qa.reading.windows import Borders

Values = NDArray[np.float64]

SENTENCE_FEATURES = (
    "coverage", "own_coverage", "order", "behind_best", "fit", "hit_order", "hit_behind_best",
    "is_title", "from_start", "ends_open", "in_table",
)  # fmt: skip
"""What holds for the sentence that a window begins in; given by the caller."""

_COUNT = {name: row for row, name in enumerate(COUNTED)}
_LENGTHS = (4, 9, 18, 36, 72, 140)
"""Borders of the length classes in characters, about a factor of two apart."""
_SIGN_OF = {"figure": "quantities", "date": "dates", "who": "organisations", "boolean": "modals"}
_CROSSED = ("log_length", "log_length_squared", "starts_sentence", "ends_sentence", "runs_on",
            "items", "kind_share", "starts_clause", "ends_clause")  # fmt: skip
_HEAD_REACH = 8


@dataclass(frozen=True, slots=True)
class Laid:
    """A question laid over one sentence of a passage."""

    words: QuestionWords
    matcher: Matcher
    landmarks: Landmarks
    overlap: Overlap
    start: int
    end: int
    sentence: Mapping[str, float]


def window_features(laid: Laid, starts: Borders, ends: Borders) -> Values:
    """The feature matrix of windows of one sentence, shape (windows, len(feature_names()))."""
    columns = {
        **{name: np.full(len(starts), laid.sentence[name]) for name in SENTENCE_FEATURES},
        **_overlap_columns(laid, starts, ends),
        **_border_columns(laid, starts, ends),
        **_shape_columns(laid, starts, ends),
    }
    asks = laid.words.gap.asks
    for name in CLASSES:
        is_asked = float(asks == name)
        columns[f"asks_{name}"] = np.full(len(starts), is_asked)
        for crossed in _CROSSED:
            columns[f"{crossed}_of_{name}"] = columns[crossed] * is_asked
    return np.column_stack(list(columns.values()))


def feature_names() -> tuple[str, ...]:
    """Names of the columns, in order."""
    crossed = (n for c in CLASSES for n in (f"asks_{c}", *(f"{x}_of_{c}" for x in _CROSSED)))
    return (*SENTENCE_FEATURES, *_OVERLAP, *_BORDER, *_SHAPE, *crossed)


# --- the words of the question -------------------------------------------------------------

_OVERLAP = (
    "inside", "outside", "only_inside", "inside_share", "covered_first", "covered_last",
    "left_before", "right_after", "left_after", "right_before", "first_before", "last_after",
    "left_any", "right_any", "head_inside", "head_last", "head_next", "head_left",
)  # fmt: skip


def _overlap_columns(laid: Laid, starts: Borders, ends: Borders) -> dict[str, Values]:
    overlap, length = laid.overlap, ends - starts
    inside, outside, only = _terms(laid, starts, ends)
    covered = overlap.covered
    head = np.concatenate(([0], np.cumsum(overlap.head[:-1])))
    reach = len(overlap.head) - 1
    return {
        "inside": inside,
        "outside": outside,
        "only_inside": only,
        "inside_share": (covered[ends] - covered[starts]) / length,
        "covered_first": overlap.covered_flags[starts].astype(float),
        "covered_last": overlap.covered_flags[ends - 1].astype(float),
        "left_before": overlap.left_of_before[starts],
        "right_after": overlap.right_of_after[ends],
        "left_after": overlap.left_of_after[starts],
        "right_before": overlap.right_of_before[ends],
        "first_before": overlap.right_of_before[starts],
        "last_after": overlap.left_of_after[ends],
        "left_any": overlap.left_any[starts],
        "right_any": overlap.right_any[ends],
        "head_inside": (head[ends] - head[starts] > 0).astype(float),
        "head_last": _any(head, np.maximum(starts, ends - 4), ends),
        "head_next": _any(head, ends, np.minimum(reach, ends + 4)),
        "head_left": _any(head, np.maximum(0, starts - _HEAD_REACH), starts),
    }


def _any(cumulative: NDArray[np.int_], starts: Borders, ends: Borders) -> Values:
    return (cumulative[ends] - cumulative[starts] > 0).astype(float)


def _terms(laid: Laid, starts: Borders, ends: Borders) -> tuple[Values, Values, Values]:
    """Weighted shares of the terms inside, outside (in the sentence or just before it), and
    inside only."""
    matcher = laid.matcher
    within = np.zeros((len(matcher.terms), len(starts)), dtype=np.bool_)
    without = np.zeros_like(within)
    left = max(0, laid.start - 60)
    right = np.maximum(ends, laid.end)
    for seen in laid.overlap.occurrences:
        holds = (starts <= seen.start) & (seen.end <= ends)
        within[seen.term] |= holds
        without[seen.term] |= ~holds & (seen.start >= left) & (seen.end <= right)
    weights = matcher.weights / matcher.total
    return weights @ within, weights @ without, weights @ (within & ~without)


# --- borders -------------------------------------------------------------------------------

_BORDER = (
    "starts_sentence", "starts_clause", "starts_item", "ends_sentence", "ends_clause", "ends_item",
    "before_tail", "after_colon", "after_quote", "after_covered", "before_covered",
    "unbalanced", *(f"after_{role}" for role in LEADS), *(f"begins_{role}" for role in LEADS),
)  # fmt: skip


def _border_columns(laid: Laid, starts: Borders, ends: Borders) -> dict[str, Values]:
    marks = laid.landmarks
    flags = laid.overlap.covered_flags
    before = np.array([marks.text[p - 1] if p else "\n" for p in starts.tolist()])
    depth = marks.depth
    columns: dict[str, NDArray[np.generic]] = {
        "starts_sentence": starts == laid.start,
        "starts_clause": marks.clause_start[starts],
        "starts_item": marks.item_start[starts],
        "ends_sentence": _ends_sentence(laid, ends),
        "ends_clause": marks.clause_end[ends],
        "ends_item": marks.item_end[ends],
        "before_tail": marks.tail[ends],
        "after_colon": np.isin(before, ["：", ":"]),
        "after_quote": np.isin(before, ["“", "《"]),
        "after_covered": flags[np.maximum(0, starts - 1)] & (starts > laid.start),
        "before_covered": flags[ends],
        "unbalanced": depth[starts] != depth[ends],
    }
    first_word = _next_lead(marks, starts)
    for number, role in enumerate(LEADS, 1):
        columns[f"after_{role}"] = marks.leads[starts] == number
        columns[f"begins_{role}"] = first_word == number
    return {name: column.astype(float) for name, column in columns.items()}


def _ends_sentence(laid: Laid, ends: Borders) -> NDArray[np.bool_]:
    """The window reaches the last character of a sentence, its mark left out."""
    text = laid.landmarks.text
    size = len(text)
    return np.array([p >= size or text[p] in "。；！？\n" for p in ends.tolist()])


def _next_lead(marks: Landmarks, starts: Borders) -> NDArray[np.int32]:
    """The role of a lead word that a window begins with (of one or two characters), else 0."""
    size = len(marks.leads) - 1
    one, two = marks.leads[np.minimum(size, starts + 1)], marks.leads[np.minimum(size, starts + 2)]
    return np.where(one > 0, one, two)


# --- shape and signs -----------------------------------------------------------------------

_SHAPE = (
    "log_length", "log_length_squared", *(f"longer_{n}" for n in _LENGTHS), "runs_on", "items",
    "commas", "digits_share", "has_quantity", "has_date", "has_organisation", "has_modal",
    "has_marker", "quantity_share", "date_share", "kind_inside", "kind_share", "kind_starts",
    "kind_ends", "kind_outside",
)  # fmt: skip


def _shape_columns(laid: Laid, starts: Borders, ends: Borders) -> dict[str, Values]:
    length = (ends - starts).astype(float)
    inside = {name: _inside(laid, name, starts, ends) for name in COUNTED}
    log_length = np.log1p(length)
    kind = _SIGN_OF.get(laid.words.gap.asks)
    columns = {
        "log_length": log_length,
        "log_length_squared": log_length * log_length / 5,
        **{f"longer_{n}": (length > n).astype(float) for n in _LENGTHS},
        "runs_on": np.minimum(4, inside["sentences"]) / 4,
        "items": np.minimum(5, inside["items"]) / 5,
        "commas": np.minimum(5, inside["commas"]) / 5,
        "digits_share": inside["digits"] / length,
        "has_quantity": inside["quantities"] > 0,
        "has_date": inside["dates"] > 0,
        "has_organisation": inside["organisations"] > 0,
        "has_modal": inside["modals"] > 0,
        "has_marker": inside["markers"] > 0,
        "quantity_share": inside["quantities"] / length,
        "date_share": inside["dates"] / length,
        **_kind_columns(laid, kind, starts, ends),
    }
    return {name: np.asarray(column, dtype=float) for name, column in columns.items()}


def _inside(laid: Laid, name: str, starts: Borders, ends: Borders) -> Values:
    row = laid.landmarks.counts[_COUNT[name]]
    return (row[ends] - row[starts]).astype(float)


def _kind_columns(
    laid: Laid, kind: str | None, starts: Borders, ends: Borders
) -> dict[str, Values]:
    """Signs of the kind asked for; zeros where the class of the question has none."""
    if kind is None:
        zeros = np.zeros(len(starts))
        return dict.fromkeys(
            ("kind_inside", "kind_share", "kind_starts", "kind_ends", "kind_outside"), zeros
        )
    size = len(laid.landmarks.text)
    count = _inside(laid, kind, starts, ends)
    sentence = np.full(len(starts), laid.start), np.maximum(ends, laid.end)
    return {
        "kind_inside": (count > 0).astype(float),
        "kind_share": count / (ends - starts),
        "kind_starts": _inside(laid, kind, starts, np.minimum(size, starts + 1)),
        "kind_ends": _inside(laid, kind, ends - 1, ends),
        "kind_outside": (_inside(laid, kind, *sentence) > count).astype(float),
    }
