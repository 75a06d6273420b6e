"""Learns how likely an answer repeats a word of its question (`ingest.language.asking`).

`python -m ingest.embedding.train.asking --data FOLDER` counts, over questions by people and the
passages that answer them, how often a character or bigram of the question stands in the passage.
"""

from __future__ import annotations

import argparse
import gzip
import math
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ingest.embedding.train.corpus import cut_pieces, read_rows, read_texts
from ingest.embedding.train.pairs import lay_passages, read_lay_questions, with_title
from ingest.language.asking import WEIGHTS_FILE
from ingest.language.tokens import runs

# The lay questions count twice as much as questions in the words of their passages.
_OTHERS = (
    ("drcd_dev_t2s", 0.5),
    ("cmrc2018_trial", 0.5),
    ("bj_industry_policy_template", 0.5),
)
_PRIOR = 4.0
"""Observations that the mean of all terms counts for against a term's own."""
_LEAST_SEEN = 2.0
"""A bigram seen less often goes by its characters."""
_HIGHEST = 1.2
_EVERY = 6
"""Every sixth text gives document frequencies enough."""


@dataclass(slots=True)
class Repetition:
    """How often a term was asked, and how often its passage repeated it (weighted counts)."""

    asked: Counter[str]
    repeated: Counter[str]

    def add(self, pairs: Iterable[tuple[str, str]], weight: float) -> None:
        for question, passage in pairs:
            present = grams(passage)
            for term in grams(question):
                self.asked[term] += weight  # type: ignore[assignment]
                if term in present:
                    self.repeated[term] += weight  # type: ignore[assignment]


def grams(text: str) -> set[str]:
    """Characters and bigrams of the Han runs of a text; other runs are left out."""
    found: set[str] = set()
    for run, is_han in runs(text):
        if is_han:
            found.update(run)
            found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found


def factors(counts: Repetition, frequency: Counter[str], passages: int) -> dict[str, float]:
    """Term → 1 + (logit p − logit p̄) / IDF, between 0 and 1.2.

    p is the term's own probability of being repeated, smoothed by p̄, that of all terms of its
    length: the average term keeps its IDF.
    """
    means = {length: _mean(counts, length) for length in (1, 2)}
    learned: dict[str, float] = {}
    for term, asked in counts.asked.items():
        if len(term) == 2 and asked < _LEAST_SEEN:
            continue
        mean = means[len(term)]
        p = (counts.repeated[term] + _PRIOR * mean) / (asked + _PRIOR)
        idf = math.log1p((passages - frequency[term] + 0.5) / (frequency[term] + 0.5))
        factor = 1 + (_logit(p) - _logit(mean)) / max(idf, 1.0)
        learned[term] = round(min(_HIGHEST, max(0.0, factor)), 2)
    return learned


def _mean(counts: Repetition, length: int) -> float:
    asked = sum(count for term, count in counts.asked.items() if len(term) == length)
    repeated = sum(count for term, count in counts.repeated.items() if len(term) == length)
    return min(0.999, max(0.001, repeated / asked))  # a logit must stay finite


def _logit(p: float) -> float:
    return math.log(p / (1 - p))


def learn(folder: Path, held_out: Sequence[object] = ()) -> dict[str, float]:
    """The factors learned from the training files and the lay questions not held out."""
    texts = read_texts(folder)
    held = set(held_out)
    kept = [question for question in read_lay_questions() if question not in held]
    counts = Repetition(Counter(), Counter())
    pairs = [(question.question, passage) for question, passage in lay_passages(texts, kept)]
    counts.add(pairs, 1.0)
    for name, weight in _OTHERS:
        rows = read_rows(folder / f"{name}.jsonl.gz")
        counts.add(((row["query"], row["positive"]) for row in rows), weight)
    pieces = [piece for text in texts[::_EVERY] for piece in cut_pieces(text)]
    frequency: Counter[str] = Counter()
    for piece in pieces:
        frequency.update(grams(with_title(piece.title, piece.text)))
    return factors(counts, frequency, len(pieces))


def main() -> None:
    """Learns the factors and writes them beside the dictionaries."""
    shared = os.environ.get("POLICYQA_SHARED")
    parser = argparse.ArgumentParser(
        prog="python -m ingest.embedding.train.asking", description=__doc__
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(shared, "training") if shared else None,
        required=not shared,
        help="the folder of training files (default: $POLICYQA_SHARED/training)",
    )
    learned = learn(parser.parse_args().data)
    lines = "\n".join(f"{term}\t{factor:g}" for term, factor in sorted(learned.items()))
    target = Path(str(files("ingest.language.data").joinpath(WEIGHTS_FILE)))
    target.write_bytes(gzip.compress(lines.encode("utf-8"), mtime=0))
    print(f"{len(learned)} terms -> {target.name}")


if __name__ == "__main__":
    main()
