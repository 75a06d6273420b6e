"""An index over the bundled corpus with a neutral embedder: answers from words alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from ingest.documents import ParsedDocument
from ingest.embedding.protocol import ModelIdentity
from ingest.figures.extract import extract_facts
from ingest.index.building import Tools
from ingest.index.generations import IndexStore
from ingest.index.reader import GenerationReader
from ingest.language.tokens import load_tokenizer
from ingest.metadata.describe import describe
from ingest.metadata.places import load_gazetteer
from ingest.settings import Settings
from ingest.sources.read import read_bytes
from ingest.structure.parse import parse
from qa.answering import Answerer
from qa.assembly import build_answerer


class NeutralEmbedder:
    """Every text has the same vector, and the dense side has no weight."""

    identity = ModelIdentity("neutral", "0", 4)
    dense_weight = 0.0

    def embed_passages(self, texts: list[str]) -> np.ndarray:
        return np.full((len(texts), 4), 0.5, dtype=np.float32)

    def embed_query(self, text: str) -> np.ndarray:
        return np.full(4, 0.5, dtype=np.float32)


def read_document(data: bytes, name: str) -> ParsedDocument:
    (source,) = read_bytes(data, name)
    doc_id = source.sha256[:16]
    structured = parse(source, doc_id)
    document = describe(
        source, structured.text, structured.sections, uri=name, gazetteer=load_gazetteer()
    )
    structured = parse(source, document.doc_id)
    facts = extract_facts(document, structured.passages, structured.tables)
    return ParsedDocument(
        document,
        structured.sections,
        structured.tables,
        structured.pages,
        structured.passages,
        facts,
        structured.origin,
    )


def build_index(documents: list[ParsedDocument], folder: Path) -> GenerationReader:
    store = IndexStore(folder)
    tools = Tools(NeutralEmbedder(), load_tokenizer(), {"tokens": "1"})
    with store.write(tools) as transaction:
        for document in documents:
            transaction.add(document)
        transaction.commit()
    return store.open()


@pytest.fixture(scope="session")
def corpus_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GenerationReader]:
    folder = Path(str(files("corpus")))
    documents = [
        read_document(path.read_bytes(), path.name)
        for path in sorted(folder.glob("*.md"))
        if path.name != "README.md"
    ]
    index = build_index(documents, tmp_path_factory.mktemp("corpus") / "index")
    yield index
    index.close()


@pytest.fixture(scope="session")
def neutral_embedder() -> NeutralEmbedder:
    return NeutralEmbedder()


@pytest.fixture(scope="session")
def answerer(corpus_index: GenerationReader) -> Answerer:
    built = build_answerer(corpus_index, NeutralEmbedder(), Settings())
    built._today = lambda: date(2024, 6, 1)  # answers do not depend on the day of the run
    return built
