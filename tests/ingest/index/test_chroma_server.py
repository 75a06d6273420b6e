"""Chroma as a server: one collection a generation, several readers, a cache that can be refilled."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import IndexDamagedError, UsageError
from ingest.index.building import Tools
from ingest.index.chroma_store import drop, server_client, server_collection
from ingest.index.generations import IndexStore

pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    command = Path(sys.executable).with_name("chroma")
    if not command.exists():
        pytest.skip("the chroma command is not installed beside this Python")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    server = subprocess.Popen(
        [command, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            server_client(url)
            break
        except UsageError:
            time.sleep(0.1)
    yield url
    server.terminate()
    server.wait()


@pytest.fixture
def tools(embedder: Any, tokens: Any) -> Tools:
    return Tools(embedder, tokens, {"tokens": "1"})


def test_several_readers_ask_one_server(
    url: str, tmp_path: Path, tools: Tools, three_documents: Any
) -> None:
    store = IndexStore(tmp_path / "index", chroma_url=url)
    with store.write(tools) as transaction:
        for parsed in three_documents:
            transaction.add(parsed)
        generation = transaction.commit().generation
    assert not (store.folder(generation) / "chroma").exists()
    assert store.verify() == ()

    vector = tools.embedder.embed_query("奖励30万元")
    exact = IndexStore(store.path).open().dense(vector, 6)
    readers = [IndexStore(store.path, chroma_url=url).open() for _ in range(3)]
    assert [reader.dense(vector, 6) for reader in readers] == [exact] * 3

    drop(server_client(url), server_collection(generation))
    with pytest.raises(IndexDamagedError, match="policyqa rebuild"):
        IndexStore(store.path, chroma_url=url).open()
    store.rebuild(tools)
    assert store.open().dense(vector, 6) == exact


def test_a_deleted_generation_leaves_no_collection(
    url: str, tmp_path: Path, tools: Tools, parsed: Any
) -> None:
    store = IndexStore(tmp_path / "index", chroma_url=url)
    names = []
    for text in ("奖励30万元", "推动企业上市"):
        with store.write(tools) as transaction:
            transaction.add(parsed(text))
            names.append(transaction.commit().generation)
    store.collect_garbage(keep=1)
    left = {collection.name for collection in server_client(url).list_collections()}
    assert server_collection(names[1]) in left
    assert server_collection(names[0]) not in left
