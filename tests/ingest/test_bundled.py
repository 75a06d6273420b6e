"""The bundled corpus becomes the default index, with the real rooms of ingest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.assembly import build_ingestor
from ingest.bundled import TrustedReader, bundled_corpus, ensure_default_index
from ingest.errors import ModelMismatchError
from ingest.index.generations import IndexStore
from ingest.intake import document_id

pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    return IndexStore(tmp_path / "index")


def ensure(store: IndexStore, embedder: Any) -> None:
    ingestor = build_ingestor(store, embedder, TrustedReader())
    ensure_default_index(store, ingestor, embedder.identity)


def test_the_default_index_holds_the_digests(store: IndexStore, embedder: Any) -> None:
    ensure(store, embedder)
    reader = store.open(embedder.identity)
    with bundled_corpus() as paths:
        assert {d.source.uri for d in reader.documents()} == {f"corpus/{p.name}" for p in paths}
    for document in reader.documents():
        assert document.source.digest
        text = reader.document(document.doc_id).text
        for passage in reader.passages(document.doc_id):
            assert text[passage.start : passage.end] == passage.text
        passages = {passage.passage_id for passage in reader.passages(document.doc_id)}
        assert {fact.passage_id for fact in reader.facts([document.doc_id])} <= passages


def test_an_existing_index_is_left_alone(store: IndexStore, embedder: Any) -> None:
    ensure(store, embedder)
    generation = store.current()
    ensure(store, embedder)
    assert store.current() == generation


def test_a_newer_bundled_model_embeds_again(store: IndexStore, new_embedder: Any) -> None:
    ensure(store, new_embedder("bundled", 16))
    newer = new_embedder("bundled", 24)
    ensure(store, newer)
    assert store.open(newer.identity).manifest.documents > 0


def test_a_model_of_the_user_is_not_changed_unasked(store: IndexStore, new_embedder: Any) -> None:
    ensure(store, new_embedder("bundled", 16))
    with pytest.raises(ModelMismatchError):
        ensure(store, new_embedder("openai:large", 24))


def test_documents_are_named_as_metadata_names_them(store: IndexStore, embedder: Any) -> None:
    ensure(store, embedder)
    with bundled_corpus() as paths:
        (source,) = TrustedReader().read(paths[0])
        name = paths[0].name
    (document,) = (d for d in store.open().documents() if d.source.uri == f"corpus/{name}")
    assert document.doc_id == document_id(source)
