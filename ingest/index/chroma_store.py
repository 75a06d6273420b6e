"""The vectors in Chroma: a cache that can be built again from the vector table at any time.

Embedded (a folder of the generation, owned by one process) or as a server (`POLICYQA_CHROMA_URL`,
one collection a generation, read by many processes).

What Chroma 1.5.9 asks for: the default distance is l2, the default embedding function downloads a
model, batches above 5,461 records raise, opening a folder rewrites files in it, and its bindings
hold the interpreter lock while they write, so a writer belongs in its own process.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.protocol import Vectors
from ingest.errors import IndexDamagedError, UsageError
from ingest.index.vectors import VectorTable

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection

EMBEDDED_COLLECTION = "passages"
_BATCH = 5_000


# Chroma's filters cost 35 to 210 ms at 100,000 records. Below this many rows of the chosen
# documents exact products are cheaper than asking Chroma for more hits and dropping the others.
_EXACT_ROWS = 20_000


def server_collection(generation: str) -> str:
    """The collection of a generation on a Chroma server."""
    return f"policyqa-{generation}"


def embedded_client(folder: Path) -> ClientAPI:
    """A client of the database in `folder` (made where missing), without telemetry."""
    import chromadb  # 0.7 s: only those who use Chroma pay for it

    return chromadb.PersistentClient(os.fspath(folder), settings=_settings())


def server_client(url: str) -> ClientAPI:
    """A client of a Chroma server.

    Raises:
        UsageError: `url` is no http(s) address, or nothing answers there.
    """
    import chromadb

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(
            f"POLICYQA_CHROMA_URL 不是有效的地址：{url}",
            "请写成 http://主机:端口，例如 http://127.0.0.1:8001",
        )
    port = parts.port or (443 if parts.scheme == "https" else 8000)
    try:
        return chromadb.HttpClient(
            host=parts.hostname, port=port, ssl=parts.scheme == "https", settings=_settings()
        )
    except Exception as error:  # chromadb wraps connection errors in its own and in ValueError
        raise UsageError(
            f"连接不上 Chroma 服务 {url}（{error}）",
            "请先用 chroma run 启动服务，或去掉 POLICYQA_CHROMA_URL",
        ) from error


def _settings() -> Any:
    import chromadb

    return chromadb.Settings(anonymized_telemetry=False)


def fill(client: ClientAPI, name: str, table: VectorTable) -> None:
    """Make collection `name` hold exactly the vectors of `table`, from nothing."""
    drop(client, name)
    collection = client.create_collection(
        name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
    )
    _upsert(collection, table, np.arange(len(table)))


def drop(client: ClientAPI, name: str) -> None:
    """Delete collection `name` where it exists."""
    from chromadb.errors import NotFoundError

    with contextlib.suppress(NotFoundError):
        client.delete_collection(name)


def update(
    client: ClientAPI,
    name: str,
    table: VectorTable,
    removed: Sequence[str],
    changed: NDArray[np.intp],
) -> None:
    """Delete `removed` passages from collection `name`, then write the `changed` rows."""
    collection = client.get_collection(name, embedding_function=None)
    for start in range(0, len(removed), _BATCH):
        collection.delete(ids=list(removed[start : start + _BATCH]))
    _upsert(collection, table, changed)


def _upsert(collection: ChromaCollection, table: VectorTable, rows: NDArray[np.intp]) -> None:
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        owners = table.doc_ids[table.owners[batch]]
        collection.upsert(
            ids=[passage_id.decode() for passage_id in table.ids[batch].tolist()],
            embeddings=np.asarray(table.matrix[batch]),
            metadatas=[{"doc_id": doc_id.decode()} for doc_id in owners.tolist()],
        )


class ChromaStore:
    """A filled collection beside its vector table.

    Chroma finds the candidates; their cosines come from the table, so that both stores give the
    same scores and break ties alike.

    Raises:
        IndexDamagedError: the collection is missing or does not hold as many vectors.
    """

    def __init__(
        self,
        client: ClientAPI,
        name: str,
        table: VectorTable,
        on_close: Callable[[], None] | None = None,
    ) -> None:
        from chromadb.errors import NotFoundError

        self._client = client
        self._table = table
        self._on_close = on_close
        try:
            self._collection: ChromaCollection = client.get_collection(
                name, embedding_function=None
            )
        except NotFoundError as error:
            raise _unfilled(name, "不存在") from error
        if (count := self._collection.count()) != len(table):
            raise _unfilled(name, f"有 {count} 条向量，应有 {len(table)} 条")

    def __len__(self) -> int:
        return self._collection.count()

    def search(
        self, vector: Vectors, top_k: int, doc_ids: Collection[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        if top_k < 1 or not len(self._table):
            return []
        if doc_ids is None:
            return self._table.ranked(vector, top_k, self._nearest(vector, top_k * 2))
        rows = self._table.rows_of(doc_ids)
        if len(rows) > _EXACT_ROWS:
            rows = self._nearest_inside(vector, top_k, rows)
        return self._table.ranked(vector, top_k, rows)

    def _nearest(self, vector: Vectors, limit: int) -> NDArray[np.intp]:
        """Rows of the nearest passages, ascending."""
        found = self._collection.query(
            query_embeddings=np.asarray(vector, dtype=np.float32)[None, :],
            n_results=min(limit, len(self._table)),
            include=[],
        )
        return np.sort(self._table.rows(found["ids"][0]))

    def _nearest_inside(
        self, vector: Vectors, top_k: int, allowed: NDArray[np.intp]
    ) -> NDArray[np.intp]:
        limit = top_k * 4
        while True:
            rows = np.intersect1d(self._nearest(vector, limit), allowed, assume_unique=True)
            if len(rows) >= top_k or limit >= len(self._table):
                return rows
            limit *= 4

    def close(self) -> None:
        """Release the database files, so that another process may own them."""
        self._client.close()  # type: ignore[attr-defined]  # missing in the interface only
        if self._on_close is not None:
            self._on_close()


def _unfilled(name: str, found: str) -> IndexDamagedError:
    return IndexDamagedError(f"Chroma 集合 {name} {found}", "请运行 policyqa rebuild 重建 Chroma")
