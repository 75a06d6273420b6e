"""Assembles an ingestor: the one place where the collaborators of ingest are chosen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from ingest.embedding.protocol import Embedder
from ingest.index.building import TOKENS, Tools
from ingest.index.generations import IndexStore
from ingest.intake import FileReader, Intake
from ingest.language.tokens import load_tokenizer
from ingest.metadata.places import load_gazetteer
from ingest.parsing import parse_document
from ingest.pipeline import Ingestor
from ingest.revisions import reading_revision, tokens_revision
from ingest.settings import Settings
from ingest.sources.limits import Limits
from ingest.sources.sandbox import SandboxedReader


def build_store(settings: Settings, path: Path | None = None) -> IndexStore:
    """The index folder of the settings, or another one."""
    return IndexStore(path or settings.index, chroma_url=settings.chroma_url)


def build_tools(embedder: Embedder) -> Tools:
    """What makes an index: this model, and this program's tokens."""
    revisions = {TOKENS: tokens_revision(), "reading": reading_revision()}
    return Tools(embedder, load_tokenizer(), revisions)


def build_ingestor(store: IndexStore, embedder: Embedder, reader: FileReader) -> Ingestor:
    """An ingestor that reads files with `reader`."""
    parse = partial(parse_document, gazetteer=load_gazetteer())
    intake = Intake(reader, parse, reading_revision(), store.path / "cache")
    return Ingestor(store, intake, build_tools(embedder))


@contextmanager
def sandboxed_ingestor(
    settings: Settings, store: IndexStore, embedder: Embedder
) -> Iterator[Ingestor]:
    """An ingestor for files of unknown origin: each is parsed in a limited process."""
    with SandboxedReader(Limits.from_settings(settings)) as reader:
        yield build_ingestor(store, embedder, reader)
