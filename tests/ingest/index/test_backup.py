"""A backup restores the same answers, and nothing that it should not."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import IndexDamagedError, IndexFormatError, IndexStateError, PolicyQAError
from ingest.index.building import Tools
from ingest.index.generations import IndexStore
from ingest.index.manifest import signed
from ingest.index.protocol import LexicalQuery

pytestmark = pytest.mark.usefixtures("in_process")

QUESTIONS = ("省级小巨人奖励多少", "培育多少家专精特新企业", "责任单位是谁", "怎样推动上市")


@pytest.fixture
def tools(embedder: Any, tokens: Any) -> Tools:
    return Tools(embedder, tokens, {"tokens": "1"})


@pytest.fixture
def store(tmp_path: Path, tools: Tools, three_documents: Any) -> IndexStore:
    store = IndexStore(tmp_path / "index")
    with store.write(tools) as transaction:
        for parsed in three_documents:
            transaction.add(parsed)
        transaction.commit()
    return store


@pytest.fixture
def backup(store: IndexStore, tmp_path: Path) -> Path:
    file = tmp_path / "保存.zip"
    store.backup(file)
    return file


def answers(store: IndexStore, tools: Tools) -> list[Any]:
    reader = store.open()
    found: list[Any] = []
    for question in QUESTIONS:
        found.append(reader.lexical(LexicalQuery(dict.fromkeys(question, 1.0)), 10))
        found.append(reader.dense(tools.embedder.embed_query(question), 10))
    return found


def rewritten(backup: Path, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> Path:
    """The backup with each entry changed or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if (entry := change(name, old.read(name))) is not None:
                new.writestr(*entry)
    backup.write_bytes(out.getvalue())
    return backup


def test_a_restored_index_gives_the_same_top_10(
    store: IndexStore, backup: Path, tools: Tools, tmp_path: Path
) -> None:
    elsewhere = IndexStore(tmp_path / "elsewhere")
    manifest = elsewhere.restore(backup)
    assert manifest.documents == 3
    assert elsewhere.verify() == ()
    assert answers(elsewhere, tools) == answers(store, tools)


def test_restoring_over_an_index_can_be_taken_back(
    store: IndexStore, backup: Path, tools: Tools, parsed: Any
) -> None:
    with store.write(tools) as transaction:
        transaction.add(parsed("另一份文件"))
        later = transaction.commit()
    assert store.restore(backup).documents == 3
    assert store.rollback() == later


def test_a_damaged_index_is_not_backed_up(store: IndexStore, tmp_path: Path) -> None:
    vectors = store.open().folder / "vectors" / "vectors.npy"
    vectors.write_bytes(vectors.read_bytes()[:-1] + b"\x55")
    with pytest.raises(IndexDamagedError, match=r"vectors\.npy"):
        store.backup(tmp_path / "b.zip")
    assert not list(tmp_path.glob("*b.zip*"))


def test_a_place_that_cannot_be_written(store: IndexStore, tmp_path: Path) -> None:
    with pytest.raises(IndexStateError, match="无法写入"):
        store.backup(tmp_path / "nowhere" / "b.zip")


def _manifest(change: Callable[[dict[str, Any]], None]) -> Callable[[str, bytes], Any]:
    def apply(name: str, data: bytes) -> tuple[str, bytes]:
        if name != "manifest.json":
            return name, data
        value = json.loads(data)
        change(value)
        return name, signed({k: v for k, v in value.items() if k != "sha256"}).encode()

    return apply


def _announce(name: str) -> Callable[[str, bytes], Any]:
    return _manifest(lambda value: value["files"].update({name: {"size": 1, "sha256": "0"}}))


CHANGES = {
    "no manifest": (
        lambda name, data: None if name == "manifest.json" else (name, data),
        "没有 manifest",
    ),
    "a file less": (
        lambda name, data: None if name == "catalogue.sqlite" else (name, data),
        "缺少 catalogue",
    ),
    "a changed file": (
        lambda name, data: (
            (name, data[:-1] + b"\x55") if name == "vectors/vectors.npy" else (name, data)
        ),
        "vectors.npy 与清单不符",
    ),
    "a longer file": (
        lambda name, data: (name, data + b"\0" * 9) if name == "vectors/ids.npy" else (name, data),
        "ids.npy 与清单不符",
    ),
    "a name that leads out": (_announce("vectors/../../evil"), "不允许的文件名"),
    "a name from the root": (_announce("/tmp/evil"), "不允许的文件名"),
    "a dot name": (_announce("lexical/.."), "不允许的文件名"),
}


@pytest.mark.parametrize(("change", "message"), CHANGES.values(), ids=CHANGES.keys())
def test_what_is_no_backup_changes_nothing(
    store: IndexStore, backup: Path, change: Any, message: str, tmp_path: Path
) -> None:
    before = store.current()
    with pytest.raises(IndexDamagedError, match=message):
        store.restore(rewritten(backup, change))
    assert store.current() == before
    assert [path.name for path in (store.path / "generations").iterdir()] == [before]
    assert not (tmp_path / "evil").exists()


def test_a_backup_of_another_version(store: IndexStore, backup: Path) -> None:
    older = _manifest(lambda value: value.update(format_version=0))
    with pytest.raises(IndexFormatError):
        store.restore(rewritten(backup, older))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"not a zip"])
def test_a_file_that_is_no_zip(store: IndexStore, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(IndexDamagedError, match="不是完整的备份文件"):
        store.restore(tmp_path / "x.zip")


def test_a_file_that_is_not_there(store: IndexStore, tmp_path: Path) -> None:
    with pytest.raises(PolicyQAError, match="无法恢复"):
        store.restore(tmp_path / "nowhere.zip")


def test_flipped_bits_anywhere_never_restore_something_else(
    store: IndexStore, backup: Path, tools: Tools, tmp_path: Path
) -> None:
    whole, expected = backup.read_bytes(), answers(store, tools)
    for n in range(24):
        place = len(whole) * n // 24
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        target = IndexStore(tmp_path / f"t{n}")
        try:
            target.restore(backup)
        except PolicyQAError:
            assert target.current() is None
        else:
            assert answers(target, tools) == expected
