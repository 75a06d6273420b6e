"""BM25 of the best passages again, with constants that suit them (tantivy's are fixed).

Passages of an index are all about as long as a paragraph: a term said twice makes one hardly
likelier (k1 0.5 instead of 1.2), and a long one is no less likely to answer (b 0.35 instead of
0.75). On six question sets that is worth .01 to .03 of nDCG@10 (docs/evaluation.md). Only the
passages that tantivy ranks first are scored again; in trials scoring all of them changed nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.language.normalise import fold
from ingest.language.tokens import runs

K1, B = 0.5, 0.35


@dataclass(frozen=True, slots=True)
class CountedText:
    """A passage, ready to count terms in: its folded text, and its runs of letters and digits, which
    count whole (30 is not in 2030)."""

    text: str
    others: Mapping[str, int]

    @classmethod
    def of(cls, text: str) -> CountedText:
        return cls(fold(text), Counter(run for run, is_han in runs(text) if not is_han))


def rescore(
    terms: Mapping[str, float],
    texts: Mapping[str, CountedText],
    frequencies: Mapping[str, int],
    passages: int,
) -> dict[str, float]:
    """BM25 by passage id, of passages with at least one term.

    Args:
        terms: term → weight: characters, bigrams, and runs of letters or digits.
        texts: by passage id; their mean length stands in for that of the index.
        frequencies: term → passages of the index that hold it.
        passages: passages in the index.
    """
    weighted = [
        (term, term.isascii(), weight * idf(frequencies.get(term, 0), passages) * (K1 + 1))
        for term, weight in terms.items()
    ]
    mean = sum(len(counted.text) for counted in texts.values()) / max(1, len(texts)) or 1.0
    scores: dict[str, float] = {}
    for passage_id, counted in texts.items():
        saturation = K1 * (1 - B + B * len(counted.text) / mean)
        text, others = counted.text, counted.others
        score = 0.0
        # some 3,000 pairs of term and passage a question: looked up here, without a call for each
        for term, is_run, weight in weighted:
            if is_run:
                count = others.get(term, 0)
            elif term in text:
                count = text.count(term)
            else:
                continue
            score += weight * count / (count + saturation)
        if score > 0:
            scores[passage_id] = score
    return scores


def idf(frequency: int, passages: int) -> float:
    """log(1 + (N − df + ½) / (df + ½)), Lucene's and tantivy's; never negative."""
    return math.log1p((max(passages, frequency) - frequency + 0.5) / (frequency + 0.5))
