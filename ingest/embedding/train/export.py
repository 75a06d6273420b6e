"""Writes the trained table as a sentence-transformers folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from ingest.embedding.fusion import FILE_NAME
from ingest.embedding.train.evaluate import CANDIDATES, Row


def save_model(folder: Path, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """Save `StaticEmbedding` + `Normalize` with rows quantised to int8.

    Each row keeps one float32 factor, so the relative error of an entry is at most 1/254 of the
    largest of its row; `StaticEmbedding.load` multiplies the factors back (keys `embeddings` and
    `weights`), so every reader gets the same vectors from a quarter of the bytes.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    rows, scales = quantise(table)
    modules: list[Any] = [StaticEmbedding(tokenizer, embedding_weights=table), Normalize()]
    model = SentenceTransformer(modules=modules, device="cpu")
    model.save(str(folder), create_model_card=False)
    weights = folder / "model.safetensors"
    save_file({"embeddings": rows, "weights": scales}, weights)
    weights.chmod(0o644)  # safetensors writes files that only their owner can read


def quantise(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(rows, factors) with `table ≈ rows * factors[:, None]`."""
    scales = np.abs(table).max(axis=1).astype(np.float32) / 127
    rows = np.rint(table / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    return rows, scales


def save_fusion(folder: Path, dense_weight: float, rows: Sequence[Row]) -> None:
    """Write `fusion.json`: the weight, the formula it belongs to, and what it was chosen on."""
    content = {
        "dense_weight": dense_weight,
        "formula": "lexical / max(lexical) + dense_weight * (1 - coverage)^3 * (cosine - min) / "
        f"(max - min), over the union of the first {CANDIDATES} of both; coverage: share of the "
        "question's bigrams in the best lexical passage",
        "chosen_on": {
            row.name: {
                "lexical": round(row.lexical, 4),
                "dense": round(row.dense, 4),
                "fused": {f"{weight:g}": round(value, 4) for weight, value in row.fused.items()},
            }
            for row in rows
        },
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (folder / FILE_NAME).write_text(text + "\n", "utf-8")
