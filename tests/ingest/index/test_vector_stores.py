"""One contract for every vector store, and the table below them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import IndexDamagedError, UsageError
from ingest.index import chroma_store
from ingest.index.chroma_store import EMBEDDED_COLLECTION, ChromaStore, embedded_client, fill
from ingest.index.vectors import ExactStore, VectorStore, VectorTable

Open = Callable[[VectorTable], VectorStore]


def table_of(count: int, dimension: int = 8, documents: int = 5) -> VectorTable:
    random = np.random.default_rng(count)
    matrix = random.standard_normal((count, dimension)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    ids = [f"p{at:05}" for at in random.permutation(count)]
    return VectorTable.of(ids, [f"d{int(name[1:]) % documents}" for name in ids], matrix)


@pytest.fixture(params=["exact", "chroma", "chroma that only over-fetches"])
def store_of(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    opened: list[VectorStore] = []

    def chroma(table: VectorTable) -> VectorStore:
        client = embedded_client(tmp_path / "chroma")
        fill(client, EMBEDDED_COLLECTION, table)
        return ChromaStore(client, EMBEDDED_COLLECTION, table)

    def open_store(table: VectorTable) -> VectorStore:
        opened.append(ExactStore(table) if request.param == "exact" else chroma(table))
        return opened[-1]

    if request.param == "chroma that only over-fetches":
        monkeypatch.setattr(chroma_store, "_EXACT_ROWS", 0)
    yield open_store
    for store in opened:
        store.close()


def test_a_stored_vector_finds_itself(store_of: Open) -> None:
    table = table_of(60)
    store = store_of(table)
    assert len(store) == 60
    for row in (0, 31, 59):
        passage_id, cosine = store.search(table.matrix[row], 3)[0]
        assert (passage_id, cosine) == (table.passage_id(row), pytest.approx(1.0, abs=1e-5))


def test_cosines_fall_and_are_exact(store_of: Open) -> None:
    table = table_of(60)
    hits = store_of(table).search(table.matrix[7], 20)
    cosines = [cosine for _, cosine in hits]
    assert cosines == sorted(cosines, reverse=True)
    expected = table.matrix @ table.matrix[7]
    rows = table.rows([passage_id for passage_id, _ in hits])
    assert cosines == pytest.approx(expected[rows].tolist(), abs=1e-5)


def test_the_filter_works_before_the_ranking(store_of: Open) -> None:
    table = table_of(60)
    store = store_of(table)
    everything = store.search(table.matrix[7], 60)
    inside = [hit for hit in everything if int(hit[0][1:]) % 5 in (1, 3)]
    assert store.search(table.matrix[7], 7, ["d1", "d3"]) == inside[:7]
    assert store.search(table.matrix[7], 99, ["d1", "d3"]) == inside


def test_unknown_and_empty_filters_allow_nothing(store_of: Open) -> None:
    table = table_of(10)
    store = store_of(table)
    assert list(store.search(table.matrix[0], 5, [])) == []
    assert list(store.search(table.matrix[0], 5, ["d99"])) == []


def test_more_than_there_are(store_of: Open) -> None:
    table = table_of(3)
    assert len(store_of(table).search(table.matrix[0], 100)) == 3


def test_equal_vectors_are_ranked_by_id(store_of: Open) -> None:
    matrix = np.tile(np.eye(1, 8, dtype=np.float32), (9, 1))
    table = VectorTable.of([f"p{at}" for at in (5, 3, 8, 1, 0, 7, 2, 6, 4)], ["d"] * 9, matrix)
    hits = store_of(table).search(matrix[0], 9)
    assert [passage_id for passage_id, _ in hits] == [f"p{at}" for at in range(9)]


def test_nothing_stored(store_of: Open) -> None:
    empty = VectorTable.of([], [], np.empty((0, 8), dtype=np.float32))
    assert list(store_of(empty).search(np.ones(8, dtype=np.float32), 5)) == []


def test_a_table_is_the_same_in_any_order_and_after_saving(tmp_path: Path) -> None:
    table = table_of(30)
    ids = [table.passage_id(row) for row in range(30)][::-1]
    doc_ids = [f"d{int(name[1:]) % 5}" for name in ids]
    VectorTable.of(ids, doc_ids, np.asarray(table.matrix)[::-1]).save(tmp_path)
    loaded = VectorTable.load(tmp_path)
    for name in ("ids", "doc_ids", "owners", "matrix"):
        assert np.array_equal(getattr(loaded, name), getattr(table, name))


def test_an_unknown_passage_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="p99"):
        table_of(3).rows(["p00001", "p99"])


@given(
    st.lists(
        st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"])), unique=True, max_size=20
    )
)
def test_rows_are_found_by_any_id(ids: list[str]) -> None:
    matrix = np.zeros((len(ids), 2), dtype=np.float32)
    table = VectorTable.of(ids, ids, matrix)
    assert [table.passage_id(row) for row in table.rows(ids)] == ids
    assert [table.passage_id(row) for row in table.rows_of(ids)] == sorted(ids)


def test_a_collection_with_other_vectors_is_refused(tmp_path: Path) -> None:
    client = embedded_client(tmp_path)
    fill(client, EMBEDDED_COLLECTION, table_of(3))
    with pytest.raises(IndexDamagedError, match="有 3 条向量，应有 4 条"):
        ChromaStore(client, EMBEDDED_COLLECTION, table_of(4))
    with pytest.raises(IndexDamagedError, match="不存在"):
        ChromaStore(client, "another", table_of(3))
    client.close()


def test_filling_again_replaces(tmp_path: Path) -> None:
    client = embedded_client(tmp_path)
    fill(client, EMBEDDED_COLLECTION, table_of(9))
    fill(client, EMBEDDED_COLLECTION, table_of(4))
    assert len(ChromaStore(client, EMBEDDED_COLLECTION, table_of(4))) == 4
    client.close()


def test_a_server_that_does_not_answer_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="连接不上"):
        chroma_store.server_client("http://127.0.0.1:9")
    with pytest.raises(UsageError, match="不是有效的地址"):
        chroma_store.server_client("chroma")
