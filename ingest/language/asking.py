"""What a question is searched by: its terms, weighted by how likely an answer repeats them.

BM25 takes every word of a question to be as likely to stand in the answer as any other. People
ask in words that official texts hardly use (我, 拿, 咋, 那份钱): rare in an official collection,
such words get a high IDF and lead to whatever text is least official. Robertson and Sparck Jones
(1976) weigh a term by log(p / (1 − p)) beside its IDF, p being the probability that a relevant
passage holds it. `data/asking_weights.tsv.gz` keeps that as a factor of the IDF, learned from
questions by people and their passages (`python -m ingest.embedding.train.asking`).
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.language.lexicon import Lexicon
from ingest.language.normalise import fold
from ingest.language.tokens import Tokenizer

_EVERYDAY = 0.25
"""Mean of 1 − factor over the bigrams of a question that is all in everyday words: the upper
quartile of the lay questions; of questions about notices nine in ten stay below 0.15."""

WEIGHTS_FILE = "asking_weights.tsv.gz"


class AskingWeights:
    """Factors of characters and bigrams of questions in everyday words.

    Args:
        factors: term → factor, about 0 (never repeated by an answer) to 1.2.
    """

    def __init__(self, factors: Mapping[str, float]) -> None:
        self._factors = factors

    def factor(self, term: str) -> float:
        """The factor of a term; an unknown bigram is as likely as its less likely character."""
        known = self._factors.get(term)
        if known is not None:
            return known
        if len(term) == 2 and not term.isascii():
            return min(self._factors.get(character, 1.0) for character in term)
        return 1.0

    def spoken(self, word: str) -> float:
        """How little a word belongs to official texts, 0 to 1: mean of 1 − factor of its bigrams."""
        folded = fold(word)
        grams = [folded[at : at + 2] for at in range(len(folded) - 1)] or [folded]
        return sum(1 - min(1.0, self.factor(gram)) for gram in grams) / len(grams)


@dataclass(frozen=True, slots=True)
class ExpansionWeights:
    """Weight of an official wording's terms against the asker's own words.

    `least` for any word of the lexicon, and up to `spoken` more the less official the word is
    that it stands for: what the word itself lost, its official name gains. Measured on the dev
    sets (model card).
    """

    least: float = 0.2
    spoken: float = 0.5


class QuestionTerms:
    """Turns questions into weighted index terms."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        lexicon: Lexicon,
        asking: AskingWeights,
        expansion: ExpansionWeights | None = None,
    ) -> None:
        self._tokenizer = tokenizer
        self._lexicon = lexicon
        self._asking = asking
        self._expansion = expansion or ExpansionWeights()

    def own(self, question: str) -> dict[str, float]:
        """The question's own terms.

        The factors were learned from everyday questions, so they count by how much this is one:
        who asks in official words has taken them from such texts, and all of them count.
        """
        terms = self._tokenizer.search_terms(question)
        register = self._register(terms)
        weighted = {
            term: weight * (1 + register * (self._asking.factor(term) - 1))
            for term, weight in terms.items()
        }
        return {term: weight for term, weight in weighted.items() if weight > 0}

    def expanded(self, question: str) -> dict[str, float]:
        """The question's own terms, and at lower weight its official wordings."""
        terms = self.own(question)
        for expansion in self._lexicon.expand(question):
            spoken = self._asking.spoken(expansion.source)
            share = expansion.weight * (self._expansion.least + self._expansion.spoken * spoken)
            for term, weight in self._tokenizer.search_terms(expansion.term).items():
                terms[term] = terms.get(term, 0.0) + share * weight
        return terms

    def _register(self, terms: Mapping[str, float]) -> float:
        """How everyday a question is, 0 to 1, by its bigrams without stop words."""
        spoken = [
            1 - min(1.0, self._asking.factor(term))
            for term, weight in terms.items()
            if weight >= 1 and len(term) == 2 and not term.isascii()
        ]
        return min(1.0, sum(spoken) / len(spoken) / _EVERYDAY) if spoken else 1.0

    def coverage(self, question: str, text: str) -> float:
        """How much of a question stands in a text, 0 to 1 (`Tokenizer.coverage`)."""
        return self._tokenizer.coverage(question, text)


@lru_cache(maxsize=1)
def load_asking_weights() -> AskingWeights:
    """The bundled factors; loaded once per process."""
    packed = files("ingest.language.data").joinpath(WEIGHTS_FILE).read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return AskingWeights({term: float(factor) for term, factor in rows})
