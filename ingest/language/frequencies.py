"""How common a word is in official texts: its document frequency over laws and policy documents.

Two uses: IDF of question words, and telling words that official texts never use (手头, 公家: their
absence from a text says nothing) from words they do use (独角兽企业: its absence says it is not
there). `data/official_words.tsv.gz` is made by `python -m ingest.language.frequencies FOLDER`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from ingest.language.tokens import Tokenizer, load_tokenizer

_FILE = "data/official_words.tsv.gz"
_MIN_COUNT = 4
_PIECE = 400
"""Characters counted as one document: about a passage."""


class WordFrequencies:
    """Document frequencies of words.

    Args:
        counts: word → number of passages it stands in.
        passages: number of passages counted.
    """

    def __init__(self, counts: Mapping[str, int], passages: int) -> None:
        self._counts = counts
        self._passages = max(1, passages)
        self._top = math.log(1 + self._passages / 0.5)

    def is_official(self, word: str) -> bool:
        """Whether official texts use the word."""
        return word in self._counts

    def idf(self, word: str) -> float:
        """log(1 + N / (0.5 + df)) over its value for df 0: in (0, 1], 1 for unknown words."""
        return math.log(1 + self._passages / (0.5 + self._counts.get(word, 0))) / self._top


@lru_cache(maxsize=1)
def load_frequencies() -> WordFrequencies:
    """The bundled frequencies; loaded once per process."""
    packed = files("ingest.language").joinpath(_FILE).read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    passages = int(lines[0].split("\t")[1])
    counts = {word: int(count) for word, count in (line.split("\t") for line in lines[1:])}
    return WordFrequencies(counts, passages)


def count_words(texts: Iterable[str], tokenizer: Tokenizer) -> tuple[Counter[str], int]:
    """(passages by word, passages) over all pieces of the texts."""
    counts: Counter[str] = Counter()
    passages = 0
    for text in texts:
        for start in range(0, len(text), _PIECE):
            words = {w for w in tokenizer.words(text[start : start + _PIECE]) if len(w) > 1}
            counts.update(words)
            passages += 1
    return counts, passages


def main() -> None:
    """Counts the words of `laws_lawrefbook` and `gov_policy_misc` and writes the data file."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path, help="folder with the training texts")
    parser.add_argument("--every", type=int, default=1, help="take every n-th text")
    arguments = parser.parse_args()
    texts = (
        text
        for name in ("gov_policy_misc", "laws_lawrefbook")
        for place, text in enumerate(_texts(arguments.folder / f"{name}.jsonl.gz"))
        if place % arguments.every == 0
    )
    counts, passages = count_words(texts, load_tokenizer())
    kept = sorted(
        (word, count)
        for word, count in counts.items()
        if count >= _MIN_COUNT and re.fullmatch(r"[\u4e00-\u9fff]{2,8}|[a-z]{2,8}", word)
    )
    lines = [f"passages\t{passages}", *(f"{word}\t{count}" for word, count in kept)]
    target = Path(str(files("ingest.language").joinpath(_FILE)))
    target.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))
    print(f"{len(kept)} words over {passages} passages -> {target.name}")


def _texts(path: Path) -> Iterable[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


if __name__ == "__main__":
    main()
