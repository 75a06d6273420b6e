"""An OpenAI-compatible `/v1/embeddings` endpoint."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ingest.embedding.protocol import ModelIdentity, Vectors
from ingest.errors import EmbeddingError

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings


class RemoteEmbedder:
    """A LangChain `Embeddings` behind the protocol; vectors are L2-normalised here.

    Args:
        client: asks the endpoint.
        identity: of the model behind it.
        query_prompt, passage_prompt: put before each text.
        dense_weight: measured strength beside the lexical score.
    """

    def __init__(
        self,
        client: Embeddings,
        identity: ModelIdentity,
        dense_weight: float,
        query_prompt: str = "",
        passage_prompt: str = "",
    ) -> None:
        self._client = client
        self._identity = identity
        self._dense_weight = dense_weight
        self._query_prompt = query_prompt
        self._passage_prompt = passage_prompt

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
        return self._ask([self._passage_prompt + text for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """One vector of shape (dimension,)."""
        return self._ask([self._query_prompt + text])[0]

    def _ask(self, texts: list[str]) -> Vectors:
        vectors = request_vectors(self._client, texts, self._identity.name)
        if vectors.shape != (len(texts), self._identity.dimension):
            raise EmbeddingError(
                f"向量接口对{len(texts)}段文字返回了形状为{vectors.shape}的结果，"
                f"应为({len(texts)}, {self._identity.dimension})",
                "接口后面的模型可能已更换；请核对后运行 policyqa rebuild",
            )
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(norms, 1e-12)


def request_vectors(client: Embeddings, texts: list[str], model: str) -> Vectors:
    """What the endpoint answers, not normalised.

    Raises:
        EmbeddingError: it does not answer, or not with vectors.
    """
    import openai

    try:
        return np.asarray(client.embed_documents(texts), np.float32)
    except (openai.OpenAIError, ValueError, TypeError) as error:
        raise EmbeddingError(
            f"向量接口没有给出模型 {model} 的结果（{error}）",
            "请检查 POLICYQA_EMBEDDING_BASE_URL、POLICYQA_EMBEDDING_API_KEY 与模型名",
        ) from error


def load_remote(
    model: str,
    base_url: str,
    api_key: str | None,
    *,
    dense_weight: float,
    batch_size: int = 64,
    query_prompt: str = "",
    passage_prompt: str = "",
) -> RemoteEmbedder:
    """The model behind an endpoint; asks once for one vector to learn the dimension.

    Raises:
        EmbeddingError: the endpoint does not answer.
    """
    from langchain_openai import OpenAIEmbeddings  # 1 s

    client = OpenAIEmbeddings(
        model=model,
        base_url=base_url,
        api_key=api_key or "none",  # type: ignore[arg-type]
        chunk_size=batch_size,
        # Token ids of OpenAI's own tokenizer mean nothing to other servers: send text.
        check_embedding_ctx_length=False,
        max_retries=2,
        timeout=60,
    )
    probe = request_vectors(client, ["政策"], model)
    revision = hashlib.sha256(repr((base_url, model, passage_prompt)).encode()).hexdigest()[:16]
    identity = ModelIdentity(f"openai:{model}", revision, probe.shape[1])
    return RemoteEmbedder(client, identity, dense_weight, query_prompt, passage_prompt)
