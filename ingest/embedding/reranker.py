"""An optional CrossEncoder over the first hits, with limits on batch and time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ingest.errors import EmbeddingError
from ingest.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

log = logging.getLogger(__name__)

_BATCH = 16


class CrossEncoderReranker:
    """Scores (query, passage) pairs until its time is up.

    Args:
        model: the cross encoder.
        timeout: seconds for one question.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        model: CrossEncoder,
        timeout: float,
        batch_size: int = _BATCH,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._timeout = timeout
        self._batch_size = batch_size
        self._clock = clock

    def rerank(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """One score a text, higher is better.

        When the time is up between two batches, the texts not yet scored keep their order
        behind the scored ones: their scores fall below the lowest one, step by step.
        """
        began = self._clock()
        scores: list[float] = []
        for at in range(0, len(texts), self._batch_size):
            if scores and self._clock() - began > self._timeout:
                log.warning("reranker stopped after %d of %d passages", len(scores), len(texts))
                break
            pairs = [(query, text) for text in texts[at : at + self._batch_size]]
            batch = self._model.predict(pairs, batch_size=self._batch_size, show_progress_bar=False)
            scores.extend(np.asarray(batch, np.float64).reshape(len(pairs)).tolist())
        lowest = min(scores, default=0.0)
        scores.extend(lowest - 1.0 - step for step in range(len(texts) - len(scores)))
        return scores


def load_reranker(settings: Settings) -> CrossEncoderReranker:
    """The configured cross encoder (`POLICYQA_RERANKER`).

    Raises:
        EmbeddingError: none is configured, or it cannot be loaded or has more than one output.
    """
    from sentence_transformers import CrossEncoder

    name = settings.reranker
    if not name:
        raise EmbeddingError("没有设置重排模型", "请把 POLICYQA_RERANKER 设为模型名或文件夹")
    try:
        model = CrossEncoder(name, device=settings.embedding_device)
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        raise EmbeddingError(
            f"重排模型 {name} 不能加载（{str(error).splitlines()[0] if str(error) else error!r}）",
            "请检查 POLICYQA_RERANKER 的模型名或文件夹、能否联网下载；不用重排时删去该设置",
        ) from error
    if model.num_labels != 1:
        raise EmbeddingError(
            f"重排模型 {name} 每对文字给出{model.num_labels}个分数，应为1个",
            "请换用给出单个相关性分数的重排模型，例如 BAAI/bge-reranker-base",
        )
    return CrossEncoderReranker(model, settings.reranker_timeout)
