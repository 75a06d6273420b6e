"""Opens the configured index with an answerer over it, as the faces do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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
    from ingest.assembly import build_store
    from ingest.embedding.load import load_embedder
    from qa.assembly import build_answerer

    if "index" not in settings.model_fields_set:
        make_bundled_index(settings)
    embedder = load_embedder(settings)
    index = build_store(settings).open(embedder.identity)
    try:
        yield Opened(index, build_answerer(index, embedder, settings))
    finally:
        index.close()


def make_bundled_index(settings: Settings) -> None:
    """Index the bundled corpus where the settings have no index yet."""
    from ingest.assembly import build_ingestor, build_store
    from ingest.bundled import TrustedReader, ensure_default_index
    from ingest.embedding.load import load_embedder

    store, embedder = build_store(settings), load_embedder(settings)
    ensure_default_index(store, build_ingestor(store, embedder, TrustedReader()), embedder.identity)
