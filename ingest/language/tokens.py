"""Tokens for the lexical index and for questions: words, characters and bigrams together.

Words win on government notices, characters win on lay questions (word boundaries differ between
how people talk and how officials write), so the index carries both. The cutting is jieba's search
mode through rjieba, the same dictionary in Rust.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Protocol, cast

from ingest.language.normalise import fold

_HAN = "〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f"
# Han runs are cut by the dictionary; a run of letters and digits is one token: 5g, iso9001,
# 3.5, 1,000. Cutting them apart first is also what makes rjieba and jieba agree.
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<ascii>[a-z0-9]+(?:[.,][0-9]+)*)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

CHARACTER_WEIGHT = 1.5
"""Weight of a character against a bigram in a question; measured on four question sets, of which
lay questions want more (2) and government notices less (1)."""


class SearchCutter(Protocol):
    """What is used of rjieba: the module itself, or an `rjieba.Jieba` instance."""

    def add_word(self, word: str, freq: int | None, tag: str | None) -> int: ...
    def cut(self, text: str) -> list[str]: ...
    def cut_for_search(self, text: str) -> list[str]: ...
    def has_word(self, word: str) -> bool: ...


class Tokenizer:
    """Cuts folded text into search tokens.

    Args:
        cutter: the dictionary engine; the terms are added to it.
        terms: the user dictionary (policy terms that must stay whole).
        stop_words: word → weight of its characters in a question, 0 to 1.
    """

    def __init__(
        self, cutter: SearchCutter, terms: Iterable[str], stop_words: Mapping[str, float]
    ) -> None:
        self._cutter = cutter
        self._stop_words = dict(stop_words)
        for term in terms:
            cutter.add_word(fold(term), None, None)

    def words(self, text: str) -> list[str]:
        """Words in reading order, long ones also by their parts (jieba's search mode)."""
        words: list[str] = []
        for run, is_han in runs(text):
            if is_han:
                words.extend(self._cutter.cut_for_search(run))
            else:
                words.append(run)
        return words

    def cut(self, text: str) -> list[str]:
        """The folded text in words, nothing left out: the words joined are the folded text."""
        return self._cutter.cut(fold(text))

    def is_word(self, text: str) -> bool:
        """Whether the dictionary holds this word."""
        return self._cutter.has_word(fold(text))

    def index_tokens(self, text: str) -> list[str]:
        """Words, characters and bigrams of every Han run; other runs whole. One namespace."""
        tokens: list[str] = []
        for run, is_han in runs(text):
            if is_han:
                tokens.extend(self._cutter.cut_for_search(run))
                tokens.extend(run)
                tokens.extend(_bigrams(run))
            else:
                tokens.append(run)
        return tokens

    def query_terms(self, text: str) -> dict[str, float]:
        """The tokens of a question with their weights, repeated ones added up.

        Characters of question words and other stop words carry a lower weight, and a token
        weighs as much as the lightest character in it, so that a bigram across the border of a
        stop word does not count as content.
        """
        weights: dict[str, float] = {}
        for run, is_han in runs(text):
            if not is_han:
                weights[run] = weights.get(run, 0.0) + 1.0
                continue
            for token, weight in self._weighted(run):
                if weight > 0:
                    weights[token] = weights.get(token, 0.0) + weight
        return weights

    def search_terms(self, text: str) -> dict[str, float]:
        """The terms to search a question by: weighted characters, bigrams, and other runs whole.

        Stop words weigh less, as in `query_terms`. The words themselves are left out: the index
        counts them into its bigrams and characters, and asked for once more they only repeat
        what these say already (docs of the bundled model, table “terms of a question”).
        """
        weights: dict[str, float] = {}
        for run, is_han in runs(text):
            for token, weight in self._grams(run) if is_han else [(run, 1.0)]:
                if weight > 0:
                    weights[token] = weights.get(token, 0.0) + weight
        return weights

    def coverage(self, question: str, text: str) -> float:
        """How much of a question stands in a text, 0 to 1.

        The share of its bigrams, letter words and numbers, weighted as in `search_terms`. Single
        characters do not count: they are found nearly everywhere. 0 for a question without any.
        """
        asked = {
            term: weight
            for term, weight in self.search_terms(question).items()
            if len(term) > 1 or term.isascii()
        }
        present = set(self.index_tokens(text))
        total = sum(asked.values())
        return sum(asked[term] for term in asked if term in present) / total if total else 0.0

    def _grams(self, run: str) -> Iterable[tuple[str, float]]:
        of_character = [
            weight
            for word in self._cutter.cut(run)
            for weight in [self._stop_words.get(word, 1.0)] * len(word)
        ]
        for character, weight in zip(run, of_character, strict=True):
            yield character, CHARACTER_WEIGHT * weight
        for at, bigram in enumerate(_bigrams(run)):
            yield bigram, min(of_character[at : at + 2])

    def _weighted(self, run: str) -> Iterable[tuple[str, float]]:
        of_character: list[float] = []
        for word in self._cutter.cut(run):
            stop = self._stop_words.get(word, 1.0)
            of_character.extend([stop] * len(word))
            for part in self._cutter.cut_for_search(word) if len(word) > 2 else (word,):
                yield part, stop
        yield from zip(run, of_character, strict=True)
        for at, bigram in enumerate(_bigrams(run)):
            yield bigram, min(of_character[at : at + 2])


def runs(text: str) -> Iterable[tuple[str, bool]]:
    """Runs of the folded text: (run, whether it is Han), punctuation and space dropped."""
    for match in _RUN.finditer(fold(text)):
        if match["han"]:
            yield match["han"], True
        else:
            yield _THOUSANDS.sub("", match["ascii"]), False


def _bigrams(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


@lru_cache(maxsize=1)
def load_tokenizer() -> Tokenizer:
    """The tokenizer with the bundled user dictionary; loaded once per process."""
    import rjieba  # 0.2 s: paid by whoever tokenises first, not at import

    cutter = cast(SearchCutter, rjieba)  # its type stub lacks add_word and has_word
    return Tokenizer(cutter, read_terms("policy_terms.txt"), read_stop_words())


def read_terms(name: str) -> tuple[str, ...]:
    """The lines of a data file, without comments and empty lines, each once, in order."""
    text = resources.files("ingest.language.data").joinpath(name).read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def read_stop_words() -> dict[str, float]:
    """Word → weight in a question, from `data/stop_words.tsv`."""
    rows = (line.split("\t") for line in read_terms("stop_words.tsv"))
    return {fold(word): float(weight) for word, weight in rows}
