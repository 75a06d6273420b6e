"""Where the words of one question stand in one passage, character by character."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.reading.gap import Gap, placed_bigrams
from qa.reading.matching import Matcher, matching_form

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]

_FUNCTION_WORD = 0.15
"""Weight of a bigram of the question that is part of no content word."""
_NEAR_GAP = 0.8
"""How a bigram's weight falls with each character between it and the interrogative."""
_NEAR_BORDER = 0.85
"""How it falls with each character between it and the border of an answer, up to `_REACH`."""
_REACH = 14
_KERNEL = _NEAR_BORDER ** np.arange(_REACH)


@dataclass(frozen=True, slots=True)
class Overlap:
    """A question laid over a passage; arrays have the length of the text plus one.

    `covered` is the cumulative weight of the characters that the question repeats, `repeated`
    says which they are. `left` holds for each position how well what stands before it repeats
    what stands before the interrogative, `right` the same behind both, 0 to 1.
    """

    covered: Values
    repeated: Flags
    left: Values
    right: Values


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """What of a question is laid over passages; made once a question.

    `grams` are weights of all bigrams, `before` and `after` of those on either side of the
    interrogative; `forms` are the terms and their alternatives with weights.
    """

    grams: dict[str, float]
    before: dict[str, float]
    after: dict[str, float]
    forms: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, gap: Gap, matcher: Matcher) -> QuestionWords:
        most = float(matcher.weights.max(initial=0.0)) or 1.0
        grams = {gram: _FUNCTION_WORD for _, gram in placed_bigrams(gap.text)}
        forms: list[tuple[str, float]] = []
        for term, weight in zip(matcher.terms, matcher.weights, strict=True):
            share = float(weight) / most
            for _, gram in placed_bigrams(term.text):
                grams[gram] = max(grams.get(gram, 0.0), share)
            forms.append((term.text, share))
            forms += [(matching_form(w), share * v) for w, v in term.alternatives.items()]
        before = {
            g: _NEAR_GAP ** (len(gap.before) - at - 2) for at, g in placed_bigrams(gap.before)
        }
        after: dict[str, float] = {}
        for at, gram in placed_bigrams(gap.after):
            after.setdefault(gram, _NEAR_GAP**at)
        return cls(grams, before, after, tuple(form for form in forms if len(form[0]) > 1))

    def over(self, folded: str) -> Overlap:
        """The overlap with one folded passage."""
        found = [folded[at : at + 2] for at in range(len(folded) - 1)]
        strength = self._strengths(found, self.grams)
        cover = np.maximum(strength, np.concatenate(([0.0], strength[:-1])))
        for form, weight in self.forms:
            at = folded.find(form)
            while at >= 0:
                here = slice(at, at + len(form))
                np.maximum(cover[here], weight, out=cover[here])
                at = folded.find(form, at + 1)
        return Overlap(
            covered=np.concatenate(([0.0], np.cumsum(cover[:-1]))),
            repeated=cover > 0,
            left=_left(self._strengths(found, self.before)) / _most(self.before),
            right=_right(self._strengths(found, self.after)) / _most(self.after),
        )

    @staticmethod
    def _strengths(found: list[str], weights: dict[str, float]) -> Values:
        """Weights of the bigrams that begin at each position of a text."""
        return np.array([weights.get(gram, 0.0) for gram in found] + [0.0, 0.0])[: len(found) + 2]


def _left(strength: Values) -> Values:
    """What ends before each position; a bigram at p ends at p + 2."""
    ended = np.concatenate(([0.0], strength[:-1]))
    return np.concatenate(([0.0], np.convolve(ended, _KERNEL)[: len(ended) - 1]))


def _right(strength: Values) -> Values:
    """What begins at or behind each position."""
    return np.convolve(strength[::-1], _KERNEL)[: len(strength)][::-1]


def _most(weights: dict[str, float]) -> float:
    best = sorted(weights.values(), reverse=True)[:_REACH]
    return sum(weight * _NEAR_BORDER**at for at, weight in enumerate(best)) or 1.0
