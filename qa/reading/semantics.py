"""Dense likeness of a question and the sentences of a passage, by the index's own model.

Words decide where they can; the vectors help where a lay question and an official sentence share
none. Sentence vectors are kept with their passage, which does not change.
"""

from __future__ import annotations

from collections import OrderedDict

import numpy as np

from ingest.embedding.protocol import Embedder, Vectors
from qa.reading.analysed import Analysed

_NEUTRAL = 0.3
"""Cosine of a question and an unrelated sentence of the same field, by the bundled model."""


class Semantics:
    """Likeness of texts; a model without dense weight (`Embedder.dense_weight` 0) gives none."""

    def __init__(self, embedder: Embedder, capacity: int = 4096) -> None:
        self._embedder = embedder
        self._capacity = capacity
        self._kept: OrderedDict[str, Vectors] = OrderedDict()

    def question(self, text: str) -> Vectors | None:
        """The question's vector, None where the model has no say."""
        if self._embedder.dense_weight <= 0:
            return None
        return self._embedder.embed_query(text)

    def likeness(self, question: Vectors | None, analysed: Analysed) -> dict[int, float]:
        """Sentence start → likeness above that of an unrelated sentence, 0 to 0.7."""
        if question is None or not analysed.sentences:
            return {}
        cosines = self._vectors(analysed) @ question
        return {
            sentence.start: max(0.0, float(cosine) - _NEUTRAL)
            for sentence, cosine in zip(analysed.sentences, np.asarray(cosines), strict=True)
        }

    def _vectors(self, analysed: Analysed) -> Vectors:
        key = analysed.passage.passage_id
        found = self._kept.get(key)
        if found is None:
            found = self._embedder.embed_passages(
                [
                    f"{analysed.heading} {analysed.header_at(s.start)} {analysed.text[s.start : s.end]}"
                    for s in analysed.sentences
                ]
            )
            self._kept[key] = found
            if len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found
