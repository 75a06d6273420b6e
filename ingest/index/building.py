"""Building a generation from its catalogue: vectors, lexical index, Chroma, seal."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from shutil import copytree
from typing import Protocol, TypeVar

import numpy as np

from ingest.embedding.protocol import Embedder, Vectors
from ingest.errors import IndexStateError
from ingest.index.catalogue import Catalogue
from ingest.index.contents import IndexEntry
from ingest.index.isolated import IsolatedModule
from ingest.index.lexical import TokenSource, build_lexical, update_lexical
from ingest.index.manifest import CATALOGUE, LEXICAL, VECTORS, Seal, sum_files
from ingest.index.protocol import Manifest
from ingest.index.schema import FORMAT_VERSION
from ingest.index.vectors import VectorTable

_EMBEDDED_AT_ONCE = 1_024
# tantivy counts deleted passages in its statistics until their segment is merged. A small index
# is made anew, which takes no time and gives exact scores; a large one is copied and changed, as
# long as the changed share is too small to move a score noticeably.
_ALWAYS_REBUILT = 5_000
_MOST_CHANGED = 0.1

TOKENS = "tokens"
"""Key of the tokenizer's revision in a manifest."""

Item = TypeVar("Item")


class Progress(Protocol):
    """Told of each step: a stage (Chinese, for people), how much is done, and of how much."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def silent(stage: str, done: int, total: int) -> None:
    """The progress of nobody watching."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What makes an index out of a catalogue.

    `revisions` names the code whose outcome is stored: "tokens", which must be the same for
    documents and questions, and for the record "reading", which made the documents.
    """

    embedder: Embedder
    tokens: TokenSource
    revisions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Base:
    """The generation that a new one starts from.

    `table` is None where its vectors are of no use; `derived` says whether its lexical index and
    Chroma folder may be copied and changed.
    """

    folder: Path
    seal: Seal
    catalogue: Catalogue
    table: VectorTable | None
    derived: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Documents of the new catalogue that are not those of the base, and the other way round."""

    added: Collection[str]
    removed: Collection[str]


def build_generation(
    folder: Path,
    base: Base | None,
    difference: Difference,
    tools: Tools,
    *,
    embedded_chroma: bool,
    progress: Progress,
) -> Seal:
    """Everything beside the finished catalogue in `folder`; returns the seal, not yet written."""
    catalogue = Catalogue(folder / CATALOGUE)
    table = _make_table(catalogue, base, difference.added, tools.embedder, progress)
    table.save(folder / VECTORS)
    with ChromaWriting(folder, base) if embedded_chroma else nullcontext() as chroma:
        _make_lexical(folder, catalogue, base, difference, tools, progress)
        if chroma is not None:
            progress("写入 Chroma", 0, len(table))
            chroma.wait()
            progress("写入 Chroma", len(table), len(table))
    seal = _seal(folder, catalogue, base, tools)
    catalogue.close()
    return seal


def _make_table(
    catalogue: Catalogue,
    base: Base | None,
    added: Collection[str],
    embedder: Embedder,
    progress: Progress,
) -> VectorTable:
    """Vectors of all passages: copied where document or content is known, else computed."""
    owners = catalogue.owners()
    matrix = np.empty((len(owners), embedder.identity.dimension), dtype=np.float32)
    row_of = {passage_id: row for row, (passage_id, _) in enumerate(owners)}
    if base is None or base.table is None:
        wanted: Iterable[IndexEntry] = catalogue.entries()
        count = len(owners)
    else:
        kept = [name for name, doc_id in owners if doc_id not in added]
        _copy_rows(matrix, row_of, base.table, kept, kept)
        known = _known_contents(catalogue, base, added)
        _copy_rows(matrix, row_of, base.table, list(known), list(known.values()))
        wanted = (entry for entry in catalogue.entries(added) if entry.passage_id not in known)
        count = len(owners) - len(kept) - len(known)
    done = 0
    for batch in _batches(wanted, _EMBEDDED_AT_ONCE):
        progress("计算向量", done, count)
        vectors = embedder.embed_passages([entry.embedded_text for entry in batch])
        matrix[[row_of[entry.passage_id] for entry in batch]] = vectors
        done += len(batch)
    progress("计算向量", done, count)
    return VectorTable.of([name for name, _ in owners], [doc_id for _, doc_id in owners], matrix)


def _known_contents(catalogue: Catalogue, base: Base, added: Collection[str]) -> dict[str, str]:
    """Passage of an added document → passage of the base with the same content."""
    known = {}
    for passage_id, content_hash in catalogue.content_hashes(added):
        if (twin := base.catalogue.passage_with(content_hash)) is not None:
            known[passage_id] = twin
    return known


def _copy_rows(
    matrix: Vectors,
    row_of: Mapping[str, int],
    source: VectorTable,
    passage_ids: list[str],
    twins: list[str],
) -> None:
    if passage_ids:
        matrix[[row_of[name] for name in passage_ids]] = source.matrix[source.rows(twins)]


def _make_lexical(
    folder: Path,
    catalogue: Catalogue,
    base: Base | None,
    difference: Difference,
    tools: Tools,
    progress: Progress,
) -> None:
    total = catalogue.count_passages()
    if base is not None and _worth_updating(base, catalogue, difference, tools):
        copytree(base.folder / LEXICAL, folder / LEXICAL)
        entries = catalogue.entries(difference.added)
        update_lexical(folder / LEXICAL, sorted(difference.removed), entries, tools.tokens)
    else:
        entries = _counted(
            catalogue.entries(), total, lambda done: progress("建立词法索引", done, total)
        )
        build_lexical(folder / LEXICAL, entries, tools.tokens)
    progress("建立词法索引", total, total)


def _worth_updating(base: Base, catalogue: Catalogue, difference: Difference, tools: Tools) -> bool:
    passages = base.seal.manifest.passages
    if not base.derived or passages <= _ALWAYS_REBUILT:
        return False
    if base.seal.manifest.revisions.get(TOKENS) != tools.revisions[TOKENS]:
        return False
    added = sum(1 for _ in catalogue.content_hashes(difference.added))
    removed = sum(1 for _ in base.catalogue.content_hashes(difference.removed))
    return added + removed <= _MOST_CHANGED * passages


class ChromaWriting(AbstractContextManager["ChromaWriting"]):
    """The Chroma folder of a generation, being written by a process of its own.

    Where `base` has one that may be copied, only the difference is written.
    """

    def __init__(self, folder: Path, base: Base | None = None) -> None:
        bases = [os.fspath(base.folder)] if base is not None and base.derived else []
        self._child = IsolatedModule("ingest.index.fill_chroma", os.fspath(folder), *bases)

    def wait(self) -> None:
        """Raises IndexStateError where the writing failed."""
        if (result := self._child.result()).code != 0:
            raise IndexStateError(
                f"写入 Chroma 失败：{result.reason}", "请检查磁盘空间和权限后重试；原有索引没有改动"
            )

    def __exit__(self, *_: object) -> None:
        self._child.__exit__(None, None, None)


def _seal(folder: Path, catalogue: Catalogue, base: Base | None, tools: Tools) -> Seal:
    model = tools.embedder.identity
    revisions = dict(sorted(tools.revisions.items()))
    contents = catalogue.digest(repr((model, revisions)))
    manifest = Manifest(
        generation="",
        format_version=FORMAT_VERSION,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        model=model,
        revisions=revisions,
        documents=len(catalogue.doc_ids()),
        passages=catalogue.count_passages(),
    )
    parent = base.seal.manifest.generation if base is not None else None
    return Seal(manifest, parent, contents, sum_files(folder))


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _counted(
    items: Iterable[Item], total: int, tell: Callable[[int], None], step: int = 1_000
) -> Iterator[Item]:
    for done, item in enumerate(items):
        if done % step == 0:
            tell(min(done, total))
        yield item
