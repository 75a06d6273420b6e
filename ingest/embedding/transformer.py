"""Any sentence-transformers model: a hub name or a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ingest.embedding.fusion import DEFAULT_DENSE_WEIGHT, read_dense_weight
from ingest.embedding.protocol import ModelIdentity, Vectors
from ingest.errors import EmbeddingError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


@dataclass(frozen=True, slots=True)
class TransformerOptions:
    """How a model is run.

    Attributes:
        query_prompt: put before a question; None takes the model's own "query" prompt.
        passage_prompt: the same for passages; None takes "passage" or "document".
        max_length: tokens read of a text; None leaves the model's own limit.
        batch_size: texts a pass.
        device: "cpu", "cuda", "mps" …; None lets the library choose.
    """

    query_prompt: str | None = None
    passage_prompt: str | None = None
    max_length: int | None = None
    batch_size: int = 64
    device: str | None = None


class TransformerEmbedder:
    """A SentenceTransformer behind the protocol; vectors are L2-normalised whatever the model does."""

    def __init__(
        self,
        model: SentenceTransformer,
        identity: ModelIdentity,
        options: TransformerOptions,
        dense_weight: float,
    ) -> None:
        self._model = model
        self._identity = identity
        self._batch_size = options.batch_size
        self._dense_weight = dense_weight
        self._query_prompt = _prompt(model, options.query_prompt, ("query",))
        self._passage_prompt = _prompt(model, options.passage_prompt, ("passage", "document"))

    @property
    def identity(self) -> ModelIdentity:
        return self._identity

    @property
    def dense_weight(self) -> float:
        return self._dense_weight

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension)."""
        if not texts:
            return np.zeros((0, self._identity.dimension), np.float32)
        return self._encode(list(texts), self._passage_prompt)

    def embed_query(self, text: str) -> Vectors:
        """One vector of shape (dimension,)."""
        return self._encode([text], self._query_prompt)[0]

    def _encode(self, texts: list[str], prompt: str) -> Vectors:
        try:
            vectors = self._model.encode(
                texts,
                prompt=prompt,
                batch_size=self._batch_size,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        except RuntimeError as error:  # out of memory, an unusable device
            raise EmbeddingError(
                f"向量模型 {self._identity.name} 计算失败（{error}）",
                "请调小 POLICYQA_EMBEDDING_BATCH_SIZE，或把 POLICYQA_EMBEDDING_DEVICE 设为 cpu",
            ) from error
        return np.asarray(vectors, np.float32)


def load_transformer(name: str, options: TransformerOptions) -> TransformerEmbedder:
    """The model of a hub name or folder.

    Raises:
        EmbeddingError: it cannot be found, downloaded or read.
    """
    from sentence_transformers import SentenceTransformer  # 5 s: only who asks for it pays

    try:
        model = SentenceTransformer(name, device=options.device)
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        raise EmbeddingError(
            f"向量模型 {name} 不能加载（{_first_line(error)}）",
            "请检查模型名或文件夹是否正确、能否联网下载；或把 POLICYQA_EMBEDDING 设回 bundled",
        ) from error
    if options.max_length is not None:
        model.max_seq_length = options.max_length
    dimension = model.get_embedding_dimension()
    if dimension is None:
        dimension = len(model.encode("维", show_progress_bar=False))
    folder = Path(name)
    weight = read_dense_weight(folder) if folder.is_dir() else DEFAULT_DENSE_WEIGHT
    identity = ModelIdentity(name, model_revision(name, model, options), int(dimension))
    return TransformerEmbedder(model, identity, options, weight)


def model_revision(name: str, model: SentenceTransformer, options: TransformerOptions) -> str:
    """What tells vectors of this model from others: weights, prompts and length.

    Of a hub model the commit names the weights; of a folder the hash of its weight files.
    """
    digest = hashlib.sha256(repr((options.passage_prompt, options.max_length)).encode())
    folder = Path(name)
    if folder.is_dir():
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".safetensors", ".bin", ".json", ".txt", ".model"}:
                digest.update(path.relative_to(folder).as_posix().encode())
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
    else:
        digest.update(f"{name}@{_hub_commit(model)}".encode())
    return digest.hexdigest()[:16]


def _hub_commit(model: SentenceTransformer) -> str:
    for module in model.modules():
        config: Any = getattr(module, "config", None)
        commit = getattr(config, "_commit_hash", None)
        if commit:
            return str(commit)
    return ""


def _prompt(model: SentenceTransformer, given: str | None, names: Sequence[str]) -> str:
    if given is not None:
        return given
    prompts = {name: prompt for name, prompt in model.prompts.items() if prompt}
    return next((prompts[name] for name in names if name in prompts), "")


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
