"""Opens the configured index with an answerer over it, as the faces do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.embedding.protocol import Embedder
from ingest.index.generations import IndexStore
from ingest.index.protocol import IndexReader
from ingest.settings import Settings
from qa.answering import Answerer


def load_settings(index: Path | None = None) -> Settings:
    """Settings from the environment, with the index folder of `--index` where it is given."""
    settings = Settings()
    return settings if index is None else settings.model_copy(update={"index": index})


@dataclass(frozen=True, slots=True)
class Opened:
    """An open index and the answerer over it."""

    index: IndexReader
    answerer: Answerer


@contextmanager
def open_answerer(settings: Settings) -> Iterator[Opened]:
    """The current generation of the configured index; the default one is made at first use.

    Raises:
        IndexStateError, EmbeddingError: see `ingest.errors`.
    """
    from ingest.embedding.load import load_embedder

    from ingest.assembly import build_store
    from qa.assembly import build_answerer

    embedder = load_embedder(settings)
    store = build_store(settings)
    if "index" not in settings.model_fields_set and store.current() is None:
        _make_default_index(store, embedder)
    index = store.open(embedder.identity)
    try:
        yield Opened(index, build_answerer(index, embedder, settings))
    finally:
        index.close()


def _make_default_index(store: IndexStore, embedder: Embedder) -> None:
    from ingest.assembly import build_ingestor
    from ingest.bundled import TrustedReader, ensure_default_index

    ensure_default_index(store, build_ingestor(store, embedder, TrustedReader()), embedder.identity)
