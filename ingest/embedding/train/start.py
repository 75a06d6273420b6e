"""Where the table starts: latent semantic analysis of the training passages, weighted by IDF."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ingest.embedding.train.loop import Ragged


def start_table(
    passages: Ragged, vocabulary: int, dimension: int, noise: float, seed: int
) -> NDArray[np.float32]:
    """A table of shape (vocabulary, dimension).

    Rows point where the word stands in the truncated SVD of the tf-idf matrix (Deerwester et al.
    1990) and are as long as its IDF, log((n + 1) / (df + 1)), so that content words lead the mean
    from the first step on. `noise` mixes in a random direction of that length: it keeps words of
    one topic apart, which is what tells a passage from its neighbours (1 gives both an equal
    part). Words of no passage start as zero.
    """
    from sklearn.utils.extmath import randomized_svd

    counts = _count_matrix(passages, vocabulary)
    frequency = np.bincount(counts.indices, minlength=vocabulary)
    idf = np.log((counts.shape[0] + 1) / (frequency + 1)).astype(np.float32)
    counts.data = (1 + np.log(counts.data)) * idf[counts.indices]
    norms = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    unit = sparse.diags(1 / np.maximum(norms, 1e-6)).astype(np.float32) @ counts
    _, values, words = randomized_svd(unit.tocsr(), dimension, n_iter=2, random_state=seed)
    scattered = np.random.default_rng(seed).normal(size=(vocabulary, dimension))
    rows = _unit(_unit(words.T * np.sqrt(values)) + noise * _unit(scattered))
    known = (frequency > 0)[:, None]
    return np.where(known, rows * idf[:, None], 0).astype(np.float32)


def _unit(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def _count_matrix(passages: Ragged, vocabulary: int) -> sparse.csr_matrix:
    lengths = np.diff(passages.starts)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    ones = np.ones(len(passages.ids), np.float32)
    counts = sparse.csr_matrix((ones, (rows, passages.ids)), shape=(len(lengths), vocabulary))
    counts.sum_duplicates()
    return counts
