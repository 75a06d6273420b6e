"""How much a model's cosine counts beside the lexical score, and where that is kept."""

from __future__ import annotations

import json
from pathlib import Path

from ingest.errors import EmbeddingError

DEFAULT_DENSE_WEIGHT = 0.5
"""For models nobody has measured here: the middle of the range in which the sum helped."""

FILE_NAME = "fusion.json"

_GATE = 3


def dense_share(dense_weight: float, coverage: float) -> float:
    """The weight of the normalised cosine for one question: `dense_weight · (1 − coverage)³`.

    `coverage` is how much of the question stands in the best lexical passage
    (`Tokenizer.coverage`). Where words suffice, a weak model can only disturb their order; where
    they fail, it is all there is. Measured on the dev sets against powers 0, 1 and 2 (model card):
    the third is the first that costs questions in the words of the documents nothing.
    """
    return dense_weight * (1.0 - coverage) ** _GATE


def read_dense_weight(folder: Path) -> float:
    """The measured weight beside a model, or the default where there is no such file.

    Raises:
        EmbeddingError: the file does not hold a number of zero or more under `dense_weight`.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return DEFAULT_DENSE_WEIGHT
    try:
        weight = float(json.loads(path.read_text("utf-8"))["dense_weight"])
    except (ValueError, KeyError, TypeError) as error:
        raise EmbeddingError(
            f"{path} 里没有可用的 dense_weight（{error}）", "请改为不小于 0 的数，或删去该文件"
        ) from error
    if not weight >= 0:
        raise EmbeddingError(f"{path} 的 dense_weight 为 {weight}", "请改为不小于 0 的数")
    return weight
