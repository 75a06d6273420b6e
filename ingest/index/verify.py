"""Proving a generation: files against the manifest, then every part opened and compared.

The second part runs in a process of its own (`python -m ingest.index.verify GENERATION`): a
flipped byte in Chroma's files may end the process that opens them.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from ingest.errors import PolicyQAError
from ingest.index.isolated import IsolatedModule, exit_with_parent
from ingest.index.lexical import LexicalIndex
from ingest.index.manifest import (
    CATALOGUE,
    CHROMA,
    LEXICAL,
    VECTORS,
    Seal,
    file_problems,
)
from ingest.index.vectors import VectorTable

_TIMEOUT_SECONDS = 600.0


def verify_generation(folder: Path) -> tuple[str, ...]:
    """What is wrong with the generation in `folder`, in Chinese, one line each; empty: nothing.

    Raises:
        IndexDamagedError, IndexFormatError: the manifest itself cannot be read.
    """
    seal = Seal.read(folder)
    return file_problems(folder, seal.provable(folder)) or verify_contents(folder)


def verify_contents(folder: Path) -> tuple[str, ...]:
    """The same for files whose checksums need no proof: they have just been taken."""
    with IsolatedModule("ingest.index.verify", os.fspath(folder)) as child:
        result = child.result(_TIMEOUT_SECONDS)
    if result.code != 0:
        return (f"校验未能完成：{result.reason}",)
    return tuple(json.loads(result.output))


def content_problems(folder: Path) -> Iterator[str]:
    """Open every part and compare them with one another."""
    seal = Seal.read(folder)
    table = VectorTable.load(folder / VECTORS)
    yield from _catalogue_problems(folder / CATALOGUE, seal, table)
    yield from _vector_problems(seal, table)
    if (count := len(LexicalIndex(folder / LEXICAL))) != seal.manifest.passages:
        yield f"词法索引有 {count} 段，应有 {seal.manifest.passages} 段"
    if (folder / CHROMA).is_dir():
        yield from _chroma_problems(folder / CHROMA, table)


def _catalogue_problems(path: Path, seal: Seal, table: VectorTable) -> Iterator[str]:
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            yield f"目录库结构损坏：{found}"
            return
        documents = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
        if documents != seal.manifest.documents:
            yield f"目录库有 {documents} 个文件，应有 {seal.manifest.documents} 个"
        orphans = connection.execute(
            "SELECT count(*) FROM passages WHERE doc_id NOT IN (SELECT doc_id FROM documents)"
        ).fetchone()[0]
        if orphans:
            yield f"目录库有 {orphans} 段不属于任何文件"
        ids = connection.execute("SELECT passage_id FROM passages ORDER BY passage_id").fetchall()
    if [row[0].encode() for row in ids] != table.ids.tolist():
        yield "目录库与向量文件的段落不一致"


def _vector_problems(seal: Seal, table: VectorTable) -> Iterator[str]:
    shape = (seal.manifest.passages, seal.manifest.model.dimension)
    if table.matrix.shape != shape:
        yield f"向量文件的形状是 {table.matrix.shape}，应为 {shape}"
    elif not np.isfinite(table.matrix).all():
        yield "向量文件含有无效数值"


def _chroma_problems(folder: Path, table: VectorTable) -> Iterator[str]:
    from ingest.index.chroma_store import EMBEDDED_COLLECTION, ChromaStore, embedded_client

    # opening a Chroma folder writes to it, and a serving process may own this one: use a copy
    with tempfile.TemporaryDirectory() as scratch:
        copy = shutil.copytree(folder, Path(scratch) / CHROMA)
        with closing(ChromaStore(embedded_client(copy), EMBEDDED_COLLECTION, table)) as store:
            rows = range(0, len(table), max(1, len(table) // 5))
            found = [store.search(table.matrix[row], 1) for row in rows]
    # an approximate index may miss one neighbour; that it finds none of these is no accident
    if len(table) and not any(hits and hits[0][1] > 0.99 for hits in found):
        yield "Chroma 找不到它自己存的向量"


def run(generation: str) -> None:
    """Print the problems of a generation as a JSON list."""
    try:
        problems = list(content_problems(Path(generation)))
    except (PolicyQAError, OSError, ValueError, sqlite3.DatabaseError) as error:
        problems = [f"无法打开：{error}"]
    print(json.dumps(problems))


if __name__ == "__main__":
    exit_with_parent()
    run(*sys.argv[1:])
