"""The life of an index: written, changed, switched, rolled back, rebuilt, cleaned."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.documents import ParsedDocument
from ingest.errors import (
    DamagedError,
    IndexFormatError,
    IndexLockedError,
    IndexMissingError,
    IndexStateError,
    ModelMismatchError,
)
from ingest.index import building
from ingest.index.building import Tools
from ingest.index.generations import IndexStore
from ingest.index.protocol import LexicalQuery, Manifest

pytestmark = pytest.mark.usefixtures("in_process")

Parsed = Callable[..., ParsedDocument]


@pytest.fixture
def tools(embedder: Any, tokens: Any) -> Tools:
    return Tools(embedder, tokens, {"tokens": "1"})


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    return IndexStore(tmp_path / "index")


def write(store: IndexStore, tools: Tools, *documents: ParsedDocument) -> Manifest:
    with store.write(tools) as transaction:
        for parsed in documents:
            transaction.add(parsed)
        return transaction.commit()


def test_what_was_written_is_read(store: IndexStore, tools: Tools, three_documents: Any) -> None:
    manifest = write(store, tools, *three_documents)
    reader = store.open(tools.embedder.identity)
    assert reader.manifest == manifest
    assert (manifest.documents, manifest.passages) == (3, 6)
    assert store.current() == manifest.generation
    passage = three_documents[0].passages[1]
    assert reader.passage(passage.passage_id) == passage
    lexical = reader.lexical(LexicalQuery(dict.fromkeys("省级小巨人奖励30", 1.0)), 3)
    assert lexical[0][0] == passage.passage_id
    entry = next(e for e in reader.catalogue.entries() if e.passage_id == passage.passage_id)
    vector = tools.embedder.embed_query(entry.embedded_text)
    assert reader.dense(vector, 3)[0] == (passage.passage_id, pytest.approx(1.0, abs=1e-5))
    assert reader.cosines(vector, [passage.passage_id]) == [pytest.approx(1.0, abs=1e-5)]
    assert store.verify() == ()


def test_an_empty_index_answers_nothing(store: IndexStore, tools: Tools) -> None:
    assert write(store, tools).documents == 0
    reader = store.open()
    assert reader.documents() == ()
    assert list(reader.dense(tools.embedder.embed_query("奖励"), 3)) == []
    assert list(reader.lexical(LexicalQuery({"奖": 1.0}), 3)) == []


def test_no_index(store: IndexStore) -> None:
    assert store.current() is None
    with pytest.raises(IndexMissingError, match="没有索引"):
        store.open()


def test_a_commit_without_changes_keeps_the_generation(
    store: IndexStore, tools: Tools, parsed: Parsed
) -> None:
    first = write(store, tools, parsed("奖励30万元"))
    assert write(store, tools) == first
    assert store.generations() == (first.generation,)


def test_a_block_that_fails_changes_nothing(
    store: IndexStore, tools: Tools, parsed: Parsed
) -> None:
    first = write(store, tools, parsed("奖励30万元"))
    with pytest.raises(RuntimeError), store.write(tools) as transaction:
        transaction.add(parsed("奖励50万元"))
        raise RuntimeError
    assert store.current() == first.generation
    assert [path.name for path in (store.path / "generations").iterdir()] == [first.generation]


def test_a_refused_document_leaves_the_one_it_would_replace(
    store: IndexStore, tools: Tools, parsed: Parsed
) -> None:
    old, new = parsed("奖励30万元"), parsed("奖励50万元")
    write(store, tools, old)
    twice = replace(new, facts=new.facts * 2)
    with store.write(tools) as transaction:
        with pytest.raises(DamagedError, match="重复"):
            transaction.add(twice, replaces=[old.document.doc_id])
        transaction.commit()
    assert [document.title for document in store.open().documents()] == ["奖励30万元"]


def test_a_changed_document_replaces_its_old_version(
    store: IndexStore, tools: Tools, parsed: Parsed
) -> None:
    old, new, other = parsed("奖励30万元"), parsed("奖励50万元"), parsed("推动企业上市")
    write(store, tools, old, other)
    with store.write(tools) as transaction:
        transaction.add(new, replaces=[old.document.doc_id])
        transaction.commit()
    reader = store.open()
    assert {document.title for document in reader.documents()} == {"奖励50万元", "推动企业上市"}
    hits = reader.lexical(LexicalQuery(dict.fromkeys("奖励", 1.0)), 9)
    assert [passage_id for passage_id, _ in hits] == [new.passages[0].passage_id]
    retired = reader.retired(old.document.doc_id)
    assert retired is not None
    assert retired.successor == new.document.doc_id


def test_a_removed_document_leaves_no_passages(
    store: IndexStore, tools: Tools, three_documents: Any
) -> None:
    write(store, tools, *three_documents)
    gone = three_documents[1]
    with store.write(tools) as transaction:
        transaction.remove(gone.document.doc_id)
        with pytest.raises(KeyError):
            transaction.remove(gone.document.doc_id)
        transaction.commit()
    reader = store.open()
    assert reader.manifest.passages == 4
    vector = tools.embedder.embed_query(gone.passages[0].text)
    found = {passage_id for passage_id, _ in reader.dense(vector, 9)}
    assert found.isdisjoint(passage.passage_id for passage in gone.passages)
    assert store.verify() == ()


def test_only_unknown_contents_are_embedded(
    store: IndexStore, tools: Tools, three_documents: Any, parsed: Parsed
) -> None:
    write(store, tools, *three_documents)
    seen = len(tools.embedder.embedded)
    old = three_documents[0]
    changed = parsed(old.document.text + "\n对首次上市的企业奖励100万元")
    with store.write(tools) as transaction:
        transaction.add(changed, replaces=[old.document.doc_id])
        transaction.commit()
    assert len(tools.embedder.embedded) == seen + 1
    assert tools.embedder.embedded[-1].endswith("对首次上市的企业奖励100万元")


@pytest.mark.parametrize("change", ["add", "replace", "remove"])
def test_a_large_index_is_changed_like_a_small_one(
    store: IndexStore,
    tools: Tools,
    three_documents: Any,
    parsed: Parsed,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
) -> None:
    monkeypatch.setattr(building, "_ALWAYS_REBUILT", 0)
    monkeypatch.setattr(building, "_MOST_CHANGED", 1.0)
    write(store, tools, *three_documents)
    old, new = three_documents[0], parsed("对首次上市的企业奖励100万元")
    with store.write(tools) as transaction:
        if change == "remove":
            transaction.remove(old.document.doc_id)
        else:
            gone = [old.document.doc_id] if change == "replace" else []
            transaction.add(new, replaces=gone)
        transaction.commit()
    reader = store.open()
    hits = reader.lexical(LexicalQuery(dict.fromkeys("奖励", 1.0)), 9)
    found = {reader.passage(passage_id).text[:9] for passage_id, _ in hits}
    expected = {
        "add": {"对获得国家级专精特", "对获得省级专精特新", "对首次上市的企业奖"},
        "replace": {"对首次上市的企业奖"},
        "remove": set(),
    }
    assert found == expected[change]
    assert store.verify() == ()


def test_the_order_of_documents_does_not_matter(
    tmp_path: Path, tools: Tools, three_documents: Any
) -> None:
    stores = [IndexStore(tmp_path / name) for name in ("up", "down")]
    up = write(stores[0], tools, *three_documents)
    down = write(stores[1], tools, *reversed(three_documents))
    assert up.generation == down.generation


def test_new_revisions_make_a_new_generation(
    store: IndexStore, tools: Tools, parsed: Parsed
) -> None:
    first = write(store, tools, parsed("奖励30万元"))
    second = write(store, replace(tools, revisions={"tokens": "2"}))
    assert second.revisions == {"tokens": "2"}
    assert second.generation != first.generation


def test_another_model_is_refused_and_rebuild_mends_it(
    store: IndexStore, tools: Tools, parsed: Parsed, new_embedder: Any
) -> None:
    write(store, tools, parsed("奖励30万元"))
    other = replace(tools, embedder=new_embedder("another", 16))
    with pytest.raises(ModelMismatchError, match=r"hashing.*another.*policyqa rebuild"):
        store.open(other.embedder.identity)
    with pytest.raises(ModelMismatchError), store.write(other):
        pass
    assert store.rebuild(other).model == other.embedder.identity
    assert store.open(other.embedder.identity).manifest.passages == 1


def test_another_format_is_refused(store: IndexStore, tools: Tools, parsed: Parsed) -> None:
    manifest = store.folder(write(store, tools, parsed("奖励30万元")).generation) / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format_version": 1', '"format_version": 0'))
    with pytest.raises(IndexFormatError, match="版本是 0"):
        store.open()


def test_rollback_and_on_from_there(store: IndexStore, tools: Tools, parsed: Parsed) -> None:
    first = write(store, tools, parsed("奖励30万元"))
    write(store, tools, parsed("奖励50万元"))
    assert store.rollback() == first
    third = write(store, tools, parsed("推动企业上市"))
    titles = {document.title for document in store.open().documents()}
    assert titles == {"奖励30万元", "推动企业上市"}
    assert store.rollback() == first
    assert third.generation in store.generations()
    with pytest.raises(IndexMissingError, match="没有保留更早的一代"):
        store.rollback()


def test_garbage_is_what_is_neither_current_nor_new(
    store: IndexStore, tools: Tools, parsed: Parsed
) -> None:
    names = [write(store, tools, parsed(f"奖励{n}万元")).generation for n in range(1, 5)]
    assert store.collect_garbage(keep=2) == tuple(names[:2])
    assert store.generations() == tuple(names[2:])
    assert store.open().manifest.documents == 4


def test_a_reader_outlives_its_generation(store: IndexStore, tools: Tools, parsed: Parsed) -> None:
    write(store, tools, parsed("奖励30万元"))
    reader = store.open()
    write(store, tools, parsed("奖励50万元"))
    store.collect_garbage(keep=1)
    assert [document.title for document in reader.documents()] == ["奖励30万元"]
    assert reader.lexical(LexicalQuery({"奖": 1.0}), 3)


def test_a_second_writer_learns_who_is_writing(store: IndexStore, tools: Tools) -> None:
    code = (
        "import sys, pathlib; from ingest.index.writer_lock import WriterLock\n"
        "lock = WriterLock(pathlib.Path(sys.argv[1])); lock.acquire(); print('held', flush=True); sys.stdin.read()"
    )
    store.path.mkdir()
    holder = subprocess.Popen(
        [sys.executable, "-c", code, os.fspath(store.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(building.__file__).parents[2],
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(IndexLockedError, match=f"进程 {holder.pid} 正在写入"), store.write(tools):
        pass
    holder.kill()
    holder.communicate()
    with store.write(tools):
        pass  # the lock went with its holder


def test_rebuild_makes_lexical_index_and_chroma_again(
    store: IndexStore, tools: Tools, three_documents: Any
) -> None:
    first = store.folder(write(store, tools, *three_documents).generation)
    query = LexicalQuery(dict.fromkeys("奖励", 1.0))
    before = store.open().lexical(query, 9)
    shutil.rmtree(first / "lexical")
    shutil.rmtree(first / "chroma")
    seen = len(tools.embedder.embedded)
    store.rebuild(tools)
    assert store.verify() == ()
    assert store.open().lexical(query, 9) == before
    assert len(tools.embedder.embedded) == seen


def test_a_folder_that_cannot_be_written(tmp_path: Path, tools: Tools) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(IndexStateError, match="无法写入"),
        IndexStore(tmp_path / "file").write(tools),
    ):
        pass


def test_beyond_the_exact_limit_chroma_answers_alike(
    store: IndexStore, tools: Tools, three_documents: Any
) -> None:
    write(store, tools, *three_documents)
    vector = tools.embedder.embed_query("省级小巨人奖励")
    exact = store.open().dense(vector, 4)
    large = IndexStore(store.path, exact_limit=0)
    first, second = large.open(), large.open()  # one owner: the second searches exactly
    assert first.dense(vector, 4) == second.dense(vector, 4) == exact
    first.close()
    assert store.verify() == ()


def test_a_broken_chroma_costs_only_its_speed(
    store: IndexStore, tools: Tools, three_documents: Any, caplog: pytest.LogCaptureFixture
) -> None:
    generation = write(store, tools, *three_documents).generation
    vector = tools.embedder.embed_query("省级小巨人奖励")
    exact = store.open().dense(vector, 4)
    (store.folder(generation) / "chroma" / "chroma.sqlite3").write_bytes(b"")
    assert IndexStore(store.path, exact_limit=0).open().dense(vector, 4) == exact
    assert "改用精确检索" in caplog.text
