"""Fusion of lexical and dense scores: a weighted sum of normalised scores.

Reciprocal rank fusion was measured below BM25 alone on every dev set (docs/evaluation.md), since
it gives a weak dense run the same say as a strong lexical one. Scores keep how sure each run is:
lexical scores are divided by the best one, cosines are put on the range of the candidates, and
the dense side gets the weight that was measured for its model (`Embedder.dense_weight`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fused:
    """One fused passage: raw scores and the final one (about 0..1 + dense weight)."""

    passage_id: str
    lexical: float
    dense: float
    final: float


def fuse(
    lexical: Mapping[str, float], dense: Mapping[str, float], dense_weight: float
) -> list[Fused]:
    """Fused passages, best first, ties by passage id.

    Args:
        lexical: BM25 score by passage id; missing means no query term stands in it.
        dense: cosine by passage id, given for every passage of `lexical` too.
        dense_weight: 0 leaves the lexical order.
    """
    top = max(lexical.values(), default=0.0) or 1.0
    low, spread = _range(dense)
    fused = [
        Fused(
            passage_id,
            lexical.get(passage_id, 0.0),
            dense.get(passage_id, 0.0),
            lexical.get(passage_id, 0.0) / top
            + dense_weight * ((dense.get(passage_id, low) - low) / spread),
        )
        for passage_id in sorted({*lexical, *dense})
    ]
    fused.sort(key=lambda item: (-item.final, item.passage_id))
    return fused


def _range(scores: Mapping[str, float]) -> tuple[float, float]:
    if not scores:
        return 0.0, 1.0
    low, high = min(scores.values()), max(scores.values())
    return low, (high - low) or 1.0
