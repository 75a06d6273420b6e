"""How much of a question stands in a piece of text: weighted term coverage over levels.

A candidate is read on several levels (its own item, its clause, its sentence, its headings …).
Each term counts once, at the best of level weight × match quality, so that words far from the
figure help less than words beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.language.normalise import fold
from qa.questions import Question, Term

Coverage = NDArray[np.float64]
"""Match quality of each question term, shape (terms,), 0 to 1."""

_PARTIAL_WEIGHT = 0.6
"""A term found only by part of its bigrams counts at most this much (创新类 for 创新类企业)."""

_UNOFFICIAL_WEIGHT = 0.3


class Matcher:
    """Matches the terms of one question against texts, remembering each text.

    Term weights are the question's own, times an IDF over the passages found: a word that stands
    in every one of them does not tell them apart.
    """

    def __init__(self, question: Question, background: Sequence[str]) -> None:
        self.terms = question.terms
        self._kept: dict[str, Coverage] = {}
        self.weights = np.array(
            [term.weight * self._idf(place, background) for place, term in enumerate(self.terms)],
            dtype=np.float64,
        )
        self.total = float(self.weights.sum()) or 1.0

    def _idf(self, place: int, background: Sequence[str]) -> float:
        """A local correction of the term's own IDF, 0.3 to 1.

        A word that stands in every passage found does not tell them apart. One that stands in
        none counts fully if official texts use it, and little if they never do: then its absence
        says nothing.
        """
        count = len(background)
        frequency = sum(1 for text in background if self.match(text)[place] >= 0.5)
        if frequency == 0:
            return 1.0 if self.terms[place].official else _UNOFFICIAL_WEIGHT
        return max(0.3, math.log(1 + count / frequency) / math.log(1 + count))

    def match(self, text: str) -> Coverage:
        """Match quality of every term in one text."""
        found = self._kept.get(text)
        if found is None:
            folded = matching_form(text)
            found = np.array([quality(term, folded) for term in self.terms], dtype=np.float64)
            self._kept[text] = found
        return found

    def coverage(self, levels: Iterable[tuple[str, float]]) -> float:
        """Weighted share of the question found over (text, level weight) pairs, 0 to 1."""
        return float(self.combined(levels) @ self.weights) / self.total

    def share(self, coverage: float, asked: float, matched: float) -> float:
        """Coverage of the words joined with constraints of weight `asked`, met by `matched`."""
        return (coverage * self.total + matched) / (self.total + asked)

    def combined(self, levels: Iterable[tuple[str, float]]) -> Coverage:
        """Best level weight × quality of every term."""
        best = np.zeros(len(self.terms))
        for text, weight in levels:
            if text:
                np.maximum(best, self.match(text) * weight, out=best)
        return best


@lru_cache(maxsize=32768)
def matching_form(text: str) -> str:
    """Folded, without blanks and quotation marks: “小巨人”企业 and 小巨人企业 are one term."""
    return fold(text).translate(_DROPPED)


_DROPPED = str.maketrans("", "", " \t\u3000\n\"'“”‘’「」")


def quality(term: Term, text: str) -> float:
    """How well a term stands in a folded text: itself 1, an alternative its weight, a part less."""
    if term.text in text:
        return 1.0
    best = 0.0
    for word, weight in term.alternatives.items():
        if weight > best and word in text:
            best = weight
    if len(term.text) >= 3 and best < _PARTIAL_WEIGHT:
        best = max(best, _PARTIAL_WEIGHT * _bigram_share(term.text, text))
    return best


def share_told(terms: Sequence[Term], text: str) -> float:
    """Share of terms, by weight, that a folded text tells, 0 to 1; 0 without terms."""
    total = sum(term.weight for term in terms)
    return sum(term.weight * quality(term, text) for term in terms) / total if total else 0.0


def _bigram_share(word: str, text: str) -> float:
    bigrams = [word[at : at + 2] for at in range(len(word) - 1)]
    return sum(bigram in text for bigram in bigrams) / len(bigrams)


def longest_run(asked: str, text: str, most: int) -> int:
    """Length of the longest piece of `asked` that stands in a text as it is, at most `most`."""
    best = 0
    for start in range(len(asked)):
        while best < most and start + best < len(asked):
            if asked[start : start + best + 1] not in text:
                break
            best += 1
    return best
