"""The bundled kind of model, a static embedding, read without torch.

The folder is in sentence-transformers format: `tokenizer.json` and `model.safetensors` of a
`StaticEmbedding` followed by `Normalize`. The vector of a text is the mean of the rows of its
tokens, L2-normalised, so numpy is all it takes; `SentenceTransformer(folder)` gives the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from ingest.embedding.protocol import ModelIdentity, Vectors
from ingest.errors import EmbeddingError

_BATCH = 512
"""Texts embedded at a time: bounds the memory of the gathered rows."""


class StaticEmbedder:
    """Embeds by table look-up.

    Args:
        name: what the user configured.
        revision: content hash of the table and tokenizer.
        tokenizer: text → token ids.
        rows: table of shape (vocabulary, dimension), float or int8.
        scales: factor of each row, shape (vocabulary,), where rows are quantised.
        dense_weight: measured strength beside the lexical score.
    """

    def __init__(
        self,
        name: str,
        revision: str,
        tokenizer: Tokenizer,
        rows: NDArray[np.generic],
        scales: NDArray[np.float32] | None,
        dense_weight: float,
    ) -> None:
        self._identity = ModelIdentity(name, revision, rows.shape[1])
        self._tokenizer = tokenizer
        self._rows = rows
        self._scales = scales
        self._dense_weight = dense_weight

    @property
    def identity(self) -> ModelIdentity:
        return self._identity

    @property
    def dense_weight(self) -> float:
        return self._dense_weight

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension); zero for a text without known tokens."""
        batches = [texts[at : at + _BATCH] for at in range(0, len(texts), _BATCH)]
        if not batches:
            return np.zeros((0, self._identity.dimension), np.float32)
        return np.concatenate([self._embed(batch) for batch in batches])

    def embed_query(self, text: str) -> Vectors:
        """One vector of shape (dimension,)."""
        return self._embed([text])[0]

    def _embed(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        vectors = np.zeros((len(texts), self._identity.dimension), np.float32)
        for vector, encoding in zip(vectors, encoded, strict=True):
            if encoding.ids:
                vector[:] = self._mean(np.array(encoding.ids))
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        # The floor is torch's: a zero vector stays zero.
        vectors /= np.maximum(norms, 1e-12)
        return vectors

    def _mean(self, ids: NDArray[np.int64]) -> Vectors:
        rows = self._rows[ids].astype(np.float32, copy=False)
        if self._scales is None:
            return rows.mean(axis=0, dtype=np.float32)
        return (self._scales[ids] @ rows) / np.float32(len(ids))


def load_static(folder: Path, name: str, dense_weight: float) -> StaticEmbedder:
    """The static model in a folder.

    Raises:
        EmbeddingError: files are missing, damaged, or of another kind of model.
    """
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tensors = load_file(folder / "model.safetensors")
    except Exception as error:  # tokenizers raises plain Exception, safetensors its own
        raise EmbeddingError(
            f"向量模型 {folder} 不能读取（{error}）",
            "请检查文件夹里的 tokenizer.json 与 model.safetensors，或重新下载模型",
        ) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rows = tensors.get("embeddings", tensors.get("embedding.weight"))
    if rows is None or rows.ndim != 2:
        raise EmbeddingError(
            f"{folder} 不是静态向量模型：其中没有词向量表",
            "请把 POLICYQA_EMBEDDING 设为 sentence-transformers 格式的模型文件夹",
        )
    if len(rows) < tokenizer.get_vocab_size():
        raise EmbeddingError(
            f"{folder} 的词表有{tokenizer.get_vocab_size()}项，词向量只有{len(rows)}行",
            "tokenizer.json 与 model.safetensors 须出自同一次训练，请重新下载模型",
        )
    return StaticEmbedder(
        name, folder_revision(folder), tokenizer, rows, tensors.get("weights"), dense_weight
    )


def is_static(folder: Path) -> bool:
    """Whether a sentence-transformers folder holds a static model (by its modules.json)."""
    modules = folder / "modules.json"
    return modules.is_file() and "StaticEmbedding" in modules.read_text("utf-8")


def folder_revision(folder: Path) -> str:
    """The first 16 hex digits of the SHA-256 over tokenizer and weights."""
    digest = hashlib.sha256()
    for name in ("tokenizer.json", "model.safetensors"):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
