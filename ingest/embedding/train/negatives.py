"""Hard negatives: passages that share the words of a question and do not answer it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.train.lexical import Bm25
from ingest.embedding.train.pairs import PairSet
from ingest.language.tokens import Tokenizer

_FIRST, _LAST = 3, 20
"""Ranks taken. The first few may answer as well: provinces copy articles from one another."""
_LENGTH = 200
"""Code points of a passage that are searched."""


def mine_negatives(
    pairs: PairSet,
    names: Collection[str],
    tokenizer: Tokenizer,
    pool_size: int,
    rng: np.random.Generator,
) -> Mapping[str, NDArray[np.int64]]:
    """For each source named, passage numbers of shape (pairs, ranks), −1 for none.

    BM25 over a pool of `pool_size` passages drawn at random and those of the sources themselves.
    """
    pool = set(rng.permutation(len(pairs.passages))[:pool_size].tolist())
    for name in names:
        pool.update(pair.passage for pair in pairs.sources.get(name, ()))
    numbers = np.array(sorted(pool), np.int64)
    index = Bm25([tokenizer.index_tokens(pairs.passages[row][:_LENGTH]) for row in numbers])
    found: dict[str, NDArray[np.int64]] = {}
    for name in names:
        rows = [
            _negatives(index.scores(tokenizer.search_terms(pair.query)), numbers, pair.passage)
            for pair in pairs.sources.get(name, ())
        ]
        if rows:
            found[name] = np.stack(rows)
    return found


def _negatives(
    scores: NDArray[np.float32], numbers: NDArray[np.int64], positive: int
) -> NDArray[np.int64]:
    depth = min(_LAST, len(scores))
    best = np.argpartition(-scores, depth - 1)[:depth]
    ranked = numbers[best[np.argsort(-scores[best], kind="stable")]][_FIRST:]
    padded = np.full(_LAST - _FIRST, -1, np.int64)
    padded[: len(ranked)] = np.where(ranked == positive, -1, ranked)
    return padded
