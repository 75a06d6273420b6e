"""What every embedding model offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model made the vectors: the index manifest keeps it and refuses any other.

    `name` is what the user configured, `revision` a content hash or the hub's commit.
    """

    name: str
    revision: str
    dimension: int


@runtime_checkable
class Embedder(Protocol):
    """Text to L2-normalised float32 vectors.

    `dense_weight` is the measured strength of this model beside the lexical score (0 switches
    it off); it is kept beside the model (`fusion.json`) and learned on dev data.
    """

    @property
    def identity(self) -> ModelIdentity: ...

    @property
    def dense_weight(self) -> float: ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension)."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """One vector of shape (dimension,)."""
        ...
