"""What must not lose an index: damaged files, full disks, killed writers."""

from __future__ import annotations

import logging
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.bench import kills
from ingest.errors import IndexDamagedError, IndexLockedError, IndexStateError
from ingest.index import reader as reading
from ingest.index.building import Tools
from ingest.index.generations import IndexStore

FILES = (
    "manifest.json",
    "catalogue.sqlite",
    "vectors/vectors.npy",
    "vectors/ids.npy",
    "lexical/meta.json",
)


@pytest.fixture
def tools(embedder: Any, tokens: Any) -> Tools:
    return Tools(embedder, tokens, {"tokens": "1"})


@pytest.fixture
def store(tmp_path: Path, tools: Tools, parsed: Any, in_process: None) -> IndexStore:
    """Two generations: the older one with one document, the current one with two."""
    store = IndexStore(tmp_path / "index")
    for text in ("奖励30万元", "推动企业上市"):
        with store.write(tools) as transaction:
            transaction.add(parsed(text))
            transaction.commit()
    return store


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [Path.unlink, truncate, flip])
@pytest.mark.parametrize("name", FILES)
def test_damage_is_found_and_the_last_good_generation_serves(
    store: IndexStore, name: str, damage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    damage(store.folder(store.current() or "") / name)
    with pytest.raises(IndexDamagedError, match="policyqa"):
        store.open()
    with caplog.at_level(logging.WARNING):
        assert store.open(fallback=True).manifest.documents == 1
    assert "不可用" in caplog.text


def test_a_flipped_byte_of_a_large_index_is_found_by_verify(
    store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_PROVED_AT_OPEN", 0)
    flip(store.folder(store.current() or "") / "vectors" / "vectors.npy")
    store.open()
    with pytest.raises(IndexDamagedError, match="校验和"):
        store.open(thorough=True)
    assert store.verify() == ("文件 vectors/vectors.npy 的内容被改动（校验和不符）",)


def test_damage_of_chroma_is_found_and_mended(store: IndexStore, tools: Tools) -> None:
    flip(store.folder(store.current() or "") / "chroma" / "chroma.sqlite3")
    assert store.verify() != ()
    store.rebuild(tools)
    assert store.verify() == ()


def test_damage_of_vectors_is_mended_from_the_catalogue(store: IndexStore, tools: Tools) -> None:
    flip(store.folder(store.current() or "") / "vectors" / "vectors.npy")
    store.rebuild(tools)
    assert store.verify() == ()
    assert store.open().manifest.documents == 2


def test_a_damaged_catalogue_cannot_be_rebuilt_but_rolled_back(
    store: IndexStore, tools: Tools
) -> None:
    flip(store.folder(store.current() or "") / "catalogue.sqlite")
    with pytest.raises(IndexDamagedError, match="无法据以重建"):
        store.rebuild(tools)
    assert store.rollback().documents == 1


def test_a_pointer_to_nothing(store: IndexStore) -> None:
    (store.path / "CURRENT").write_text("000009-nothing\n")
    with pytest.raises(IndexDamagedError):
        store.open()
    assert store.open(fallback=True).manifest.documents == 2


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow beyond 100 kB: writing fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_takes_no_more(
    store: IndexStore, tools: Tools, parsed: Any, small_files: None
) -> None:
    before = store.current()
    with (
        pytest.raises(IndexStateError, match="原有索引没有改动"),
        store.write(tools) as transaction,
    ):
        transaction.add(parsed("\n".join(f"奖励{n}万元" * 9 for n in range(3_000))))
        transaction.commit()
    assert store.current() == before
    assert store.open().manifest.documents == 2
    assert [p for p in (store.path / "generations").iterdir() if p.suffix == ".tmp"] == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", os.fspath(disk)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("mounting a small tmpfs takes root")
    yield disk
    subprocess.run(["umount", "--lazy", os.fspath(disk)], check=True)


def test_a_full_disk(small_disk: Path, tools: Tools, parsed: Any, in_process: None) -> None:
    store = IndexStore(small_disk / "index")
    with store.write(tools) as transaction:
        transaction.add(parsed("奖励30万元"))
        first = transaction.commit()
    with (
        pytest.raises(IndexStateError, match="原有索引没有改动"),
        store.write(tools) as transaction,
    ):
        transaction.add(parsed("\n".join(f"奖励{n}万元" * 9 for n in range(20_000))))
        transaction.commit()
    assert store.open(thorough=True).manifest == first
    assert store.verify() == ()


def test_killed_writers_leave_the_old_index_or_the_new(tmp_path: Path) -> None:
    report = kills.run_kills(2, tmp_path, documents=5)
    assert report.lost == 0, report.problems
    assert report.old + report.new == report.runs == 2


def test_a_terminated_writer_resumes_to_the_same_contents(tmp_path: Path) -> None:
    report = kills.run_kills(1, tmp_path, documents=5, seed=4, signal_sent=signal.SIGTERM)
    assert report.lost == 0, report.problems


def test_a_second_writer_is_told_who_is_first(tmp_path: Path, tools: Tools) -> None:
    """With real processes: the first holds the lock while its helpers work."""
    kills.write_documents(tmp_path / "files", range(40))
    index = tmp_path / "index"
    first = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "eval.bench.kills",
            os.fspath(index),
            os.fspath(tmp_path / "files"),
        ],
        cwd=Path(kills.__file__).parents[2],
    )
    try:
        while not (index / "lock.holder").exists() and first.poll() is None:
            time.sleep(0.01)
        with (
            pytest.raises(IndexLockedError, match=f"进程 {first.pid} "),
            IndexStore(index).write(tools),
        ):
            pass
    finally:
        first.kill()
        first.wait()
