"""BM25 over a sparse matrix: hard negatives in training, the lexical row in evaluation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

K1, B = 1.2, 0.75  # Lucene's and tantivy's defaults


class Bm25:
    """BM25 scores of all documents for weighted query terms.

    Args:
        documents: the tokens of each document.
        k1: how slowly repeated terms stop counting.
        b: how much long documents are held back, 0 to 1.
    """

    def __init__(self, documents: Sequence[Sequence[str]], k1: float = K1, b: float = B) -> None:
        self._column: dict[str, int] = {}
        rows: list[int] = []
        columns: list[int] = []
        counts: list[int] = []
        for row, tokens in enumerate(documents):
            for token, count in Counter(tokens).items():
                rows.append(row)
                columns.append(self._column.setdefault(token, len(self._column)))
                counts.append(count)
        lengths = np.array([len(tokens) for tokens in documents], np.float32)
        saturation = k1 * (1 - b + b * lengths / max(lengths.mean(), 1.0))
        tf = np.array(counts, np.float32)
        row_index = np.array(rows, np.int64)
        column_index = np.array(columns, np.int64)
        frequency = np.bincount(column_index, minlength=len(self._column))
        idf = np.log1p((len(documents) - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
        scores = idf[column_index] * tf * (k1 + 1) / (tf + saturation[row_index])
        self._matrix = sparse.csc_matrix(
            (scores, (row_index, column_index)), shape=(len(documents), len(self._column))
        )

    def scores(self, terms: Mapping[str, float]) -> NDArray[np.float32]:
        """One score a document, shape (documents,)."""
        known = [
            (self._column[term], weight) for term, weight in terms.items() if term in self._column
        ]
        if not known:
            return np.zeros(self._matrix.shape[0], np.float32)
        columns, weights = zip(*known, strict=True)
        return np.asarray(self._matrix[:, list(columns)] @ np.array(weights, np.float32))
