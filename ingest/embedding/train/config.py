"""Settings of a training run, read from a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """One training run.

    Attributes:
        vocabulary_size: entries of the Unigram vocabulary at most.
        dimension: columns of the embedding table.
        matryoshka: prefixes of the vector that are trained to work alone.
        start_noise: share of a random direction in the starting rows (see start.py).
        sources: pair source → relative share of the batches.
        steps: batches in all.
        batch_size: pairs a batch; the other passages of the batch are its negatives.
        hard_negatives: BM25 negatives a pair of the mined sources; 0 mines none.
        mined: sources that negatives are mined for.
        negative_pool: passages drawn at random to mine in, beside those of the mined sources.
        learning_rate: of Adam, falling linearly to zero.
        temperature: the cosines are divided by it before the softmax.
        passage_length: code points of a passage that are read in training.
        lay_rate: how often a word with lay forms is rewritten in a self-made question.
        device: "cpu", "cuda", or "auto" (cuda where there is one).
    """

    seed: int = 20240601
    vocabulary_size: int = 40_000
    dimension: int = 384
    matryoshka: tuple[int, ...] = (384, 192, 96)
    start_noise: float = 1.0
    sources: Mapping[str, float] = field(default_factory=dict)
    steps: int = 2000
    batch_size: int = 512
    hard_negatives: int = 1
    mined: tuple[str, ...] = ("lay", "reading")
    negative_pool: int = 30_000
    learning_rate: float = 0.02
    temperature: float = 0.05
    passage_length: int = 400
    lay_rate: float = 0.6
    device: str = "auto"


def read_config(path: Path, overrides: Mapping[str, Any] | None = None) -> TrainingConfig:
    """The configuration in a TOML file, with `overrides` on top; unknown keys raise TypeError."""
    values = tomllib.loads(path.read_text("utf-8")) | dict(overrides or {})
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return TrainingConfig(**(values | lists))
