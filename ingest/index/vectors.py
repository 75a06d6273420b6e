"""Vectors outside Chroma: one matrix beside its ids, searched exactly.

Rows are sorted by passage_id. That makes the files independent of the order of ingest, the row
of an id a binary search, and ties by row ties by id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.protocol import Vectors

# Two rows with the same vector may differ in the last bit of their products, because BLAS sums
# the edge of a matrix in another order. Rounding makes them tie.
_COSINE_DECIMALS = 6


class VectorStore(Protocol):
    """Nearest passages by cosine."""

    def __len__(self) -> int: ...

    def search(
        self, vector: Vectors, top_k: int, doc_ids: Collection[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        """(passage_id, cosine) best first, ties by passage_id; `doc_ids` filters before ranking.

        `vector` has shape (dimension,) and length 1.
        """
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class VectorTable:
    """Vectors with their passages: row i belongs to `ids[i]` of document `doc_ids[owners[i]]`.

    `ids` and `doc_ids` are sorted arrays of UTF-8 bytes, `owners` int32, `matrix` float32 of
    shape (passages, dimension) with rows of length 1.
    """

    ids: NDArray[np.bytes_]
    doc_ids: NDArray[np.bytes_]
    owners: NDArray[np.int32]
    matrix: NDArray[np.float32]

    @classmethod
    def of(cls, passage_ids: Sequence[str], doc_ids: Sequence[str], matrix: Vectors) -> VectorTable:
        """A table from rows in any order."""
        ids = _as_bytes(passage_ids)
        order = np.argsort(ids, kind="stable")
        known, places = np.unique(_as_bytes(doc_ids), return_inverse=True)
        owners: NDArray[np.int32] = places.astype(np.int32)
        if np.array_equal(order, np.arange(len(order))):  # spare a large matrix the copy
            return cls(ids, known, owners, matrix)
        return cls(ids[order], known, owners[order], matrix[order])

    @classmethod
    def load(cls, folder: Path) -> VectorTable:
        """The table in `folder`; the matrix stays on disk and is mapped.

        Raises:
            OSError, ValueError: a file is missing or not what it should be.
        """
        return cls(
            ids=_load(folder / "ids.npy"),
            doc_ids=_load(folder / "doc_ids.npy"),
            owners=_load(folder / "owners.npy"),
            matrix=_load(folder / "vectors.npy", mapped=True),
        )

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "ids.npy", self.ids, allow_pickle=False)
        np.save(folder / "doc_ids.npy", self.doc_ids, allow_pickle=False)
        np.save(folder / "owners.npy", self.owners, allow_pickle=False)
        np.save(folder / "vectors.npy", self.matrix, allow_pickle=False)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def dimension(self) -> int:
        return int(self.matrix.shape[1])

    def rows(self, passage_ids: Sequence[str]) -> NDArray[np.intp]:
        """The row of each passage. Raises KeyError for an unknown one."""
        if not passage_ids:
            return np.empty(0, dtype=np.intp)
        wanted = _as_bytes(passage_ids)
        rows = np.searchsorted(self.ids, wanted)
        inside = rows < len(self.ids)
        known = inside & (self.ids[np.where(inside, rows, 0)] == wanted) if len(self) else inside
        if not known.all():
            raise KeyError(passage_ids[int(np.flatnonzero(~known)[0])])
        return rows

    def rows_of(self, doc_ids: Iterable[str]) -> NDArray[np.intp]:
        """Rows of all passages of the documents, ascending; unknown documents have none."""
        wanted = list(doc_ids)
        if not wanted or not len(self):
            return np.empty(0, dtype=np.intp)
        chosen = np.isin(self.doc_ids, _as_bytes(wanted))
        return np.flatnonzero(chosen[self.owners])

    def passage_id(self, row: int) -> str:
        return bytes(self.ids[row]).decode()

    def cosines(self, vector: Vectors, rows: NDArray[np.intp] | None = None) -> Vectors:
        """Cosine of `vector` with each row, or with the chosen rows."""
        matrix = self.matrix if rows is None else self.matrix[rows]
        return np.round(matrix @ np.asarray(vector, dtype=np.float32), _COSINE_DECIMALS)

    def ranked(
        self, vector: Vectors, top_k: int, rows: NDArray[np.intp] | None = None
    ) -> list[tuple[str, float]]:
        """The `top_k` rows (of the chosen ones) nearest to `vector`, ties by passage_id."""
        scores = self.cosines(vector, rows)
        if top_k < 1 or not len(scores):
            return []
        if top_k < len(scores):
            # every row that ties with the last one stays in, so that the cut is by id
            least = np.partition(scores, len(scores) - top_k)[len(scores) - top_k]
            best = np.flatnonzero(scores >= least)
        else:
            best = np.arange(len(scores))
        order = best[np.argsort(-scores[best], kind="stable")][:top_k]
        place = order if rows is None else rows[order]
        return [
            (self.passage_id(row), float(score))
            for row, score in zip(place, scores[order], strict=True)
        ]


class ExactStore:
    """Exact search over the mapped matrix."""

    def __init__(self, table: VectorTable) -> None:
        self._table = table

    def __len__(self) -> int:
        return len(self._table)

    def search(
        self, vector: Vectors, top_k: int, doc_ids: Collection[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        rows = None if doc_ids is None else self._table.rows_of(doc_ids)
        return self._table.ranked(vector, top_k, rows)

    def close(self) -> None:
        """Nothing to release: the mapping goes with the table."""


def _as_bytes(texts: Sequence[str]) -> NDArray[np.bytes_]:
    return np.array([text.encode() for text in texts], dtype=np.bytes_)


def _load(path: Path, mapped: bool = False) -> NDArray[Any]:
    return np.load(path, mmap_mode="r" if mapped else None, allow_pickle=False)
