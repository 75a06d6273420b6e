"""The model that ranks answer windows: a linear part plus one hidden layer, run by numpy.

score(x) = z·w + tanh(z·H + b)·v with z = (x - mean) / scale, averaged over the members of a small
ensemble. The weights stand in `data/span_model.json` with how they were fitted
(`python -m eval.fitting.spans`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.reading.span_features import feature_names

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SpanModel:
    """Weights for F features and H hidden units; the members of an ensemble stand side by side.

    Shapes: mean, scale, linear (F,); hidden (F, H); bias, output (H,).
    """

    mean: Values
    scale: Values
    linear: Values
    hidden: Values
    bias: Values
    output: Values

    def scores(self, features: Values) -> Values:
        """Scores of windows, shape (windows,); higher is better."""
        standard = (features - self.mean) / self.scale
        layer = np.tanh(standard @ self.hidden + self.bias)
        return standard @ self.linear + layer @ self.output

    @classmethod
    def from_json(cls, stored: dict[str, Any], names: Sequence[str]) -> SpanModel:
        """The model of a stored file.

        Raises:
            ValueError: the file was fitted for other features.
        """
        if stored["features"] != list(names):
            raise ValueError("span_model.json was fitted for other features; fit it again")
        arrays = {
            name: np.asarray(stored[name], dtype=np.float64)
            for name in ("mean", "scale", "linear", "hidden", "bias", "output")
        }
        return cls(**arrays)


@lru_cache(maxsize=1)
def load_span_model() -> SpanModel:
    """The bundled weights."""
    stored = json.loads(files("qa").joinpath("data/span_model.json").read_text("utf-8"))
    return SpanModel.from_json(stored, feature_names())
