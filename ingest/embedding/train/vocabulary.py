"""The tokenizer of the static model: a Unigram over words of the training texts.

jieba cuts by the most probable path over word frequencies, and that is exactly what the Unigram
model of `tokenizers` does; so a vocabulary of words with their log probabilities segments like
jieba and is saved in one JSON file that needs no Python code to load. Every character is a
piece of its own as well, so nothing is out of vocabulary but rare characters.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram

_UNKNOWN = "[UNK]"
_LONGEST_WORD = 8
# Han runs, letter runs and numbers are cut apart; punctuation and space carry no meaning here.
_PIECE = r"\p{Han}+|[a-z]+|[0-9]+(?:\.[0-9]+)?"


def build_tokenizer(texts: Iterable[str], required: Sequence[str], size: int) -> Tokenizer:
    """A Unigram tokenizer of at most `size` pieces.

    Args:
        texts: running text to count words in.
        required: words that must be pieces (lay words and their official terms), common or not.
        size: entries at most; characters and required words come first, then by frequency.
    """
    counts = count_words(texts)
    characters = Counter({character: 0 for word in [*counts, *required] for character in word})
    for word, count in counts.items():
        for character in word:
            characters[character] += count
    kept: dict[str, int] = {character: counts.get(character, 0) for character in characters}
    for word in required:
        kept.setdefault(word, counts.get(word, 0))
    for word, _ in counts.most_common():
        if len(kept) >= size - 1:
            break
        if len(word) <= _LONGEST_WORD:
            kept.setdefault(word, counts[word])
    total = sum(kept.values()) + len(kept)
    pieces = [(word, math.log((count + 1) / total)) for word, count in kept.items()]
    tokenizer = Tokenizer(Unigram([(_UNKNOWN, -30.0), *pieces], unk_id=0))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"\s+"), "")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(_PIECE), behavior="removed", invert=True)
    return tokenizer


class Salience:
    """Orders the words of a text by tf · idf.

    Args:
        texts: the collection the document frequencies are taken from.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._documents = len(texts)
        self._frequency: Counter[str] = Counter()
        for text in texts:
            self._frequency.update(set(count_words([text])))

    def __call__(self, text: str) -> list[str]:
        """Han words of two characters or more, the most telling first, ties by word."""
        counts = count_words([text])
        weights = {
            word: count * math.log(self._documents / (1 + self._frequency[word]))
            for word, count in counts.items()
            if len(word) > 1 and not word.isascii()
        }
        return sorted(weights, key=lambda word: (-weights[word], word))


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Words with their counts, cut by rjieba without search mode."""
    import rjieba

    from ingest.language.tokens import runs

    counts: Counter[str] = Counter()
    for text in texts:
        for run, is_han in runs(text):
            counts.update(rjieba.cut(run) if is_han else [run])
    return counts
