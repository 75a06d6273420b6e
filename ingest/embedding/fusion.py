"""`fusion.json`: how much a model's cosine counts beside the lexical score."""

from __future__ import annotations

import json
from pathlib import Path

from ingest.errors import EmbeddingError

DEFAULT_DENSE_WEIGHT = 0.5
"""For models nobody has measured here: the middle of the range in which the sum helped."""

FILE_NAME = "fusion.json"


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
