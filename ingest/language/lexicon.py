"""Lay words and short names → the official terms that stand for them in policy texts.

Two word lists: `data/lay_terms.tsv` (how people say it → how officials write it, one way) and
`data/synonyms.tsv` (official wordings of one thing, both ways). A match must lie on word borders
(老板 is not in 养老板块), unless it is long enough to be unmistakable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.language.normalise import fold
from ingest.language.tokens import load_tokenizer, read_terms

_UNMISTAKABLE = 4
"""Words from this length on are matched without regard to word borders."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """An official term for something in the text.

    `weight` is 1 for the same thing under another name, less for a near meaning; `source` is the
    word of the text that called for it.
    """

    term: str
    weight: float
    source: str


@dataclass(frozen=True, slots=True)
class LayTerm:
    """A lay word with its official terms, the closest first."""

    word: str
    official: tuple[str, ...]
    part_of_speech: str
    field: str


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Official wordings that may stand for one another; `weight` says how closely."""

    members: tuple[str, ...]
    weight: float


class Lexicon:
    """Expands a question by official terms.

    Args:
        lay_terms: lay words; a word may occur in several entries (meanings).
        synonyms: groups of official wordings.
        cut: text → its words in order; their lengths add up to that of the Han runs given.
    """

    def __init__(
        self,
        lay_terms: Iterable[LayTerm],
        synonyms: Iterable[SynonymGroup],
        cut: Callable[[str], Sequence[str]],
    ) -> None:
        self._cut = cut
        self._expansions: dict[str, dict[str, float]] = {}
        for entry in lay_terms:
            for rank, term in enumerate(entry.official):
                self._add(entry.word, term, (rank + 1) ** -0.5)
        for group in synonyms:
            for member in group.members:
                for other in group.members:
                    if other != member:
                        self._add(member, other, group.weight)
        self._longest = max(map(len, self._expansions), default=0)

    def expand(self, text: str) -> tuple[Expansion, ...]:
        """Official terms for the words of the text that it does not hold itself.

        In reading order of their sources; a term called for twice is given once, with its
        highest weight. Where lay words overlap, the longer one counts.
        """
        folded = fold(text)
        found: dict[str, Expansion] = {}
        for source in self._matches(folded):
            for term, weight in self._expansions[source].items():
                known = found.get(term)
                if fold(term) not in folded and (known is None or known.weight < weight):
                    found[term] = Expansion(term, weight, source)
        return tuple(found.values())

    def _add(self, word: str, term: str, weight: float) -> None:
        terms = self._expansions.setdefault(fold(word), {})
        terms[term] = max(weight, terms.get(term, 0.0))

    def _matches(self, folded: str) -> Iterable[str]:
        borders = self._borders(folded)
        at = 0
        while at < len(folded):
            word = self._longest_at(folded, at, borders)
            if word:
                yield word
            at += len(word) or 1

    def _longest_at(self, folded: str, at: int, borders: frozenset[int]) -> str:
        for length in range(min(self._longest, len(folded) - at), 0, -1):
            word = folded[at : at + length]
            on_borders = at in borders and at + length in borders
            if word in self._expansions and (on_borders or length >= _UNMISTAKABLE):
                return word
        return ""

    def _borders(self, folded: str) -> frozenset[int]:
        borders = {0}
        at = 0
        for word in self._cut(folded):
            at += len(word)
            borders.add(at)
        return frozenset(borders)


def read_lay_terms() -> tuple[LayTerm, ...]:
    """The entries of `data/lay_terms.tsv`: word, official terms by |, part of speech, field."""
    entries = []
    for line in read_terms("lay_terms.tsv"):
        word, official, part_of_speech, field = line.split("\t")
        entries.append(LayTerm(word, tuple(official.split("|")), part_of_speech, field))
    return tuple(entries)


def read_synonyms() -> tuple[SynonymGroup, ...]:
    """The groups of `data/synonyms.tsv`: weight, members by |."""
    rows = (line.split("\t") for line in read_terms("synonyms.tsv"))
    return tuple(SynonymGroup(tuple(members.split("|")), float(weight)) for weight, members in rows)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The bundled lexicon; loaded once per process."""
    return Lexicon(read_lay_terms(), read_synonyms(), load_tokenizer().cut)
