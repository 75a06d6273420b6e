"""The bundled corpus becomes the default index, with the real rooms of ingest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ingest.assembly
import ingest.staleness
from ingest.assembly import build_ingestor
from ingest.bundled import TrustedReader, bundled_corpus, ensure_default_index
from ingest.errors import ModelMismatchError
from ingest.index.generations import IndexStore
from ingest.intake import document_id
from ingest.staleness import Staleness, find_stale

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


def upgrade(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program now reads and cuts texts in another way than before."""
    for module in (ingest.assembly, ingest.staleness):
        monkeypatch.setattr(module, "reading_revision", lambda: "newer")
        monkeypatch.setattr(module, "tokens_revision", lambda: "newer")


def test_newer_code_reads_the_digests_again(
    store: IndexStore, embedder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure(store, embedder)
    assert not find_stale(store.open())
    upgrade(monkeypatch)
    assert find_stale(store.open()) == Staleness(files=5, tokens=True)
    ensure(store, embedder)
    assert not find_stale(store.open())


def test_what_the_user_added_or_removed_stays_so(
    store: IndexStore, embedder: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ensure(store, embedder)
    notice = tmp_path / "通知.md"
    notice.write_text("# 关于支持企业上云的通知\n\n每家补贴5万元。\n", "utf-8")
    ingestor = build_ingestor(store, embedder, TrustedReader())
    ingestor.ingest([notice])
    removed = min(store.open().documents(), key=lambda document: document.source.uri == str(notice))
    ingestor.remove(removed.doc_id)
    upgrade(monkeypatch)
    ensure(store, embedder)
    reader = store.open()
    assert removed.source.uri not in reader.uris().values()
    assert str(notice) in reader.uris().values()
    assert find_stale(reader) == Staleness(files=1, tokens=False)
    assert "1 个文件" in find_stale(reader).notice


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
