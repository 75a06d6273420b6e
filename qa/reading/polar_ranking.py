"""Which sentence answers a polar question: the one that rules on what is asked.

A question whether something may or must be done is answered by a rule: official texts forbid,
exempt, require and allow in fixed forms (`qa.deontic`). The asker tells a story in everyday words,
so the sentence model, which was fitted on words, gains from three things beside it: the characters
that the asked clause and the sentence share, the form of a rule, and how much of the sentence is about
the question.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from qa.deontic import DENYING, Force, forces_of
from qa.polar import content_characters, polar_of
from qa.questions import Asked
from qa.reading.matching import matching_form
from qa.reading.ranking import Ranked
from qa.reading.scene import Scene
from qa.reading.sentences import SentenceAt
from qa.source_phrases import without_source

_ACT, _QUESTION, _SHARE = 1.8, 2.2, 1.15
_DENIES, _NEGATES, _RULES = 2.4, 0.7, 0.7
"""What each adds to the model's logit. Fitted on 164 polar questions with known evidence, each set
left out in turn: the right sentence first for 120 of them, for 105 by the model alone."""
_BEFORE = 0.3
"""How much a character counts that stands only in the sentence before or in the headings."""
_ALTERNATIVE = 0.5
"""Weight from which an official wording stands for the asker's word."""
_LEAST_CHARACTERS = 8


def rules_first(scene: Scene, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The sentences of a polar question in the order of what they rule, of others as they are."""
    if scene.question.asked is not Asked.BOOLEAN or not ranked:
        return list(ranked)
    overlap = CharacterOverlap.of(scene, [one.at for one in ranked])
    scored = [replace(one, score=one.score + _gain(overlap, one.at)) for one in ranked]
    return sorted(scored, key=lambda r: (-r.score, r.at.hit.rank, r.at.sentence.start))


def _gain(overlap: CharacterOverlap, at: SentenceAt) -> float:
    text = at.analysed.text[at.sentence.start : at.sentence.end]
    forces = forces_of(text)
    return (
        _ACT * overlap.of_act(at)
        + _QUESTION * overlap.of_question(at)
        + _SHARE * overlap.share(text)
        + (_DENIES if forces & DENYING else _NEGATES if Force.NEGATES in forces else 0.0)
        + _RULES * bool(forces - {Force.NEGATES})
    )


@dataclass(frozen=True, slots=True)
class CharacterOverlap:
    """How much of the characters of a question stand in sentences; `weigh` is their IDF over the
    sentences compared."""

    scene: Scene
    act: frozenset[str]
    question: frozenset[str]
    weigh: Callable[[str], float]

    @classmethod
    def of(cls, scene: Scene, sentences: Sequence[SentenceAt]) -> CharacterOverlap:
        text = scene.question.text
        counts: Counter[str] = Counter()
        for at in sentences:
            counts.update(set(at.analysed.text[at.sentence.start : at.sentence.end]))
        most = math.log(2 * (len(sentences) + 1))

        def weigh(character: str) -> float:
            return math.log((len(sentences) + 1) / (counts[character] + 0.5)) / most

        whole = content_characters(without_source(text)) or content_characters(text)
        act = content_characters(without_source(polar_of(text).act)) or whole
        return cls(scene, act, whole, weigh)

    def of_act(self, at: SentenceAt, beside: str = "") -> float:
        """Weighted share of the characters of what is asked, 0 to 1, that stand in a sentence or in
        what is given `beside` it."""
        return self._covered(self.act, at, beside)

    def of_question(self, at: SentenceAt) -> float:
        """The same of all of the question, its story included."""
        return self._covered(self.question, at)

    def share(self, text: str) -> float:
        """Share of a sentence's characters that the question has."""
        told = {c for c in text if c.isalnum()}
        return len(told & self.question) / max(_LEAST_CHARACTERS, len(told))

    def _covered(self, wanted: Collection[str], at: SentenceAt, beside: str = "") -> float:
        text = at.analysed.text[at.sentence.start : at.sentence.end] + beside
        here = set(text) | self._reworded(matching_form(text))
        near = set(_before(at)) | set(at.analysed.heading)
        total = sum(map(self.weigh, wanted))
        found = sum(self.weigh(c) * (1.0 if c in here else _BEFORE * (c in near)) for c in wanted)
        return found / total if total else 0.0

    def _reworded(self, folded: str) -> set[str]:
        """The characters of the asker's words whose official wording stands in a text."""
        return {
            character
            for term in self.scene.question.terms
            for word, weight in term.alternatives.items()
            if weight >= _ALTERNATIVE and word in folded
            for character in term.text
        }


def _before(at: SentenceAt) -> str:
    if not at.place:
        return ""
    sentence = at.analysed.sentences[at.place - 1]
    return at.analysed.text[sentence.start : sentence.end]
