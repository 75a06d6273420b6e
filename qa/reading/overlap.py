"""Where the words of one question stand in one passage, character by character."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.reading.gap import Gap, bigrams
from qa.reading.landmarks import Landmarks
from qa.reading.matching import Matcher, matching_form

Values = NDArray[np.float64]

_FUNCTION_WORD = 0.15
"""Weight of a bigram of the question that is part of no content word."""
_NEAR_GAP = 0.8
"""How a bigram's weight falls with each character between it and the interrogative."""
_NEAR_BORDER = 0.85
_REACH = 14
_WIDE_BORDER, _WIDE_REACH = 0.95, 40
HEAD_REACH = 8


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term of the question in the passage, positions relative to the passage."""

    term: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """A question laid over a passage; arrays have the length of the text plus one.

    `covered` is the cumulative weight of the covered characters. `left_*` and `right_*` hold for
    each position what stands before and behind it, fading with distance: words before and after
    the interrogative, and any word of the question.
    """

    covered: Values
    covered_flags: NDArray[np.bool_]
    occurrences: tuple[Occurrence, ...]
    left_of_before: Values
    left_of_after: Values
    right_of_before: Values
    right_of_after: Values
    left_any: Values
    right_any: Values
    head: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """What of a question is laid over passages; made once a question."""

    gap: Gap
    weights: dict[str, float]
    before: dict[str, float]
    after: dict[str, float]
    forms: tuple[tuple[int, str, float], ...]

    @classmethod
    def of(cls, gap: Gap, matcher: Matcher) -> QuestionWords:
        most = float(matcher.weights.max(initial=0.0)) or 1.0
        shares = matcher.weights / most
        weights = {gram: _FUNCTION_WORD for _, gram in bigrams(gap.text)}
        forms: list[tuple[int, str, float]] = []
        for place, (term, share) in enumerate(zip(matcher.terms, shares, strict=True)):
            for _, gram in bigrams(term.text):
                weights[gram] = max(weights.get(gram, 0.0), float(share))
            forms.append((place, term.text, float(share)))
            forms += [
                (place, matching_form(word), float(share) * weight)
                for word, weight in term.alternatives.items()
            ]
        before = {g: _NEAR_GAP ** (len(gap.before) - at - 2) for at, g in bigrams(gap.before)}
        after: dict[str, float] = {}
        for at, gram in bigrams(gap.after):
            after.setdefault(gram, _NEAR_GAP**at)
        return cls(gap, weights, before, after, tuple(f for f in forms if len(f[1]) > 1))

    def over(self, landmarks: Landmarks) -> Overlap:
        """The overlap with one passage."""
        folded = landmarks.folded
        size = len(folded) + 1
        grams = [folded[at : at + 2] for at in range(len(folded) - 1)]
        strength = np.zeros(size)
        strength[: len(grams)] = [self.weights.get(gram, 0.0) for gram in grams]
        cover = np.maximum(strength, np.concatenate(([0.0], strength[:-1])))
        occurrences: list[Occurrence] = []
        for place, form, weight in self.forms:
            at = folded.find(form)
            while at >= 0:
                occurrences.append(Occurrence(place, at, at + len(form)))
                np.maximum(cover[at : at + len(form)], weight, out=cover[at : at + len(form)])
                at = folded.find(form, at + 1)
        before = np.zeros(size)
        before[: len(grams)] = [self.before.get(gram, 0.0) for gram in grams]
        after = np.zeros(size)
        after[: len(grams)] = [self.after.get(gram, 0.0) for gram in grams]
        return Overlap(
            covered=np.concatenate(([0.0], np.cumsum(cover[:-1]))),
            covered_flags=cover > 0,
            occurrences=tuple(occurrences),
            left_of_before=_left(before, self.before),
            left_of_after=_left(after, self.after),
            right_of_before=_right(before, self.before),
            right_of_after=_right(after, self.after),
            left_any=_faded_left(cover, _WIDE_BORDER, _WIDE_REACH) / _WIDE_SUM,
            right_any=_faded_right(cover, _WIDE_BORDER, _WIDE_REACH) / _WIDE_SUM,
            head=_found(folded, self.gap.head),
        )


_WIDE_SUM = (1 - _WIDE_BORDER**_WIDE_REACH) / (1 - _WIDE_BORDER)


def _left(values: Values, weights: dict[str, float]) -> Values:
    """What ends before each position; a bigram at p ends at p + 2."""
    shifted = np.concatenate(([0.0], values[:-1]))
    return _faded_left(shifted, _NEAR_BORDER, _REACH) / _most(weights)


def _right(values: Values, weights: dict[str, float]) -> Values:
    return _faded_right(values, _NEAR_BORDER, _REACH) / _most(weights)


def _most(weights: dict[str, float]) -> float:
    best = sorted(weights.values(), reverse=True)[:_REACH]
    return sum(weight * _NEAR_BORDER**at for at, weight in enumerate(best)) or 1.0


def _faded_left(values: Values, rate: float, reach: int) -> Values:
    kernel = rate ** np.arange(reach)
    return np.concatenate(([0.0], np.convolve(values, kernel)[: len(values) - 1]))


def _faded_right(values: Values, rate: float, reach: int) -> Values:
    kernel = rate ** np.arange(reach)
    return np.convolve(values[::-1], kernel)[: len(values)][::-1]


def _found(text: str, word: str) -> NDArray[np.bool_]:
    """Positions where a word begins; nowhere for ""."""
    found = np.zeros(len(text) + 1, dtype=np.bool_)
    at = text.find(word) if word else -1
    while at >= 0:
        found[at] = True
        at = text.find(word, at + 1)
    return found
