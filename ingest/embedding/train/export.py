"""Writes the trained table as a sentence-transformers folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer


def save_model(folder: Path, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """Save `StaticEmbedding` + `Normalize` with rows quantised to int8.

    Each row keeps one float32 factor, so the relative error of an entry is at most 1/254 of the
    largest of its row; `StaticEmbedding.load` multiplies the factors back (keys `embeddings` and
    `weights`), so every reader gets the same vectors from a quarter of the bytes.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    rows, scales = quantise(table)
    modules = [StaticEmbedding(tokenizer, embedding_weights=table), Normalize()]
    model = SentenceTransformer(modules=modules, device="cpu")
    model.save(str(folder), create_model_card=False)
    save_file({"embeddings": rows, "weights": scales}, folder / "model.safetensors")


def quantise(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(rows, factors) with `table ≈ rows * factors[:, None]`."""
    scales = np.abs(table).max(axis=1).astype(np.float32) / 127
    rows = np.rint(table / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    return rows, scales
