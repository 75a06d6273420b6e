"""What the tests of answers are made on.

`corpus_index` and `answerer` are built over the bundled corpus; `scene` puts a question beside a
few sentences of an official text, without an index on disk. The embedder is neutral throughout:
answers come from words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from ingest.documents import Document, ParsedDocument, Passage, Section, Table, Validity
from ingest.embedding.protocol import ModelIdentity
from ingest.figures.extract import extract_facts
from ingest.index.building import Tools
from ingest.index.generations import IndexStore
from ingest.index.protocol import Manifest
from ingest.index.reader import GenerationReader
from ingest.language.tokens import load_tokenizer
from ingest.metadata.describe import describe
from ingest.metadata.places import Gazetteer, load_gazetteer
from ingest.settings import Settings
from ingest.sources.read import read_bytes
from ingest.structure.parse import parse
from qa.analysis import QuestionAnalyser
from qa.answering import Answerer
from qa.answers import Answer, Citation, Hit, Scores
from qa.assembly import Language, build_answerer, load_language
from qa.citations import CitationBook
from qa.composing import Composer
from qa.filters import DocumentFilter
from qa.gate import Checked, Gate
from qa.questions import Question
from qa.reading.analysed import Analysed, PassageAnalyser
from qa.reading.findings import Reading
from qa.reading.fit import Binder
from qa.reading.matching import Matcher
from qa.reading.reader import Reader
from qa.reading.semantics import Semantics
from qa.reading.spans import SpanReader
from qa.refusal import load_refusal_policy

TODAY = date(2024, 6, 1)
"""The day of every answer, so that none depends on the day of the run."""


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


class Shelf:
    """A few documents in memory: what reading and citing ask of an index, without its search."""

    def __init__(self, parsed: Collection[ParsedDocument]) -> None:
        self._parsed = {one.document.doc_id: one for one in parsed}
        passages = sum(len(one.passages) for one in parsed)
        self.manifest = Manifest(
            "shelf", 1, "2024-06-01", NeutralEmbedder.identity, {}, len(parsed), passages
        )

    def documents(self) -> tuple[Document, ...]:
        return tuple(one.document for one in self._parsed.values())

    def document(self, doc_id: str) -> Document:
        return self._parsed[doc_id].document

    def sections(self, doc_id: str) -> tuple[Section, ...]:
        return self._parsed[doc_id].sections

    def tables(self, doc_id: str) -> tuple[Table, ...]:
        return self._parsed[doc_id].tables

    def passages(self, doc_id: str) -> tuple[Passage, ...]:
        return self._parsed[doc_id].passages


@dataclass(frozen=True)
class Scene:
    """A question and all passages of a few short texts, each of them found for it."""

    question: Question
    shelf: Shelf
    language: Language

    @property
    def gazetteer(self) -> Gazetteer:
        return self.language.gazetteer

    @cached_property
    def passages(self) -> PassageAnalyser:
        return PassageAnalyser(self.shelf, self.gazetteer)  # type: ignore[arg-type]

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Hits in the order of the texts, the first ones slightly better."""
        found = [
            (document, passage)
            for document in self.shelf.documents()
            for passage in self.shelf.passages(document.doc_id)
        ]
        return tuple(
            Hit(document, passage, Scores(1 / rank, 0.0, 1 / rank), rank)
            for rank, (document, passage) in enumerate(found, 1)
        )

    @cached_property
    def read_hits(self) -> tuple[tuple[Hit, Analysed], ...]:
        return tuple((hit, self.passages.analyse(hit.passage)) for hit in self.hits)

    @cached_property
    def matcher(self) -> Matcher:
        background = [one.text[s.start : s.end] for _, one in self.read_hits for s in one.sentences]
        return Matcher(self.question, background)

    @cached_property
    def binder(self) -> Binder:
        return Binder(self.question, self.gazetteer)

    @cached_property
    def reader(self) -> Reader:
        return Reader(
            self.shelf,  # type: ignore[arg-type]
            self.gazetteer,
            self.passages,
            Semantics(NeutralEmbedder()),  # type: ignore[arg-type]
            SpanReader(self.language.tokenizer),
        )

    @property
    def _day(self) -> date:
        return self.question.as_of or TODAY

    def validity_of(self, document: Document) -> Validity:
        return DocumentFilter((), {}, self.gazetteer).validity(document, self._day)

    def reading(self) -> Reading:
        """What the reader finds, before anything is refused."""
        return self.reader.read(self.question, self.hits, self.validity_of)

    def said(self) -> str:
        """The wording of the best finding, "" without one."""
        findings = self.reading().findings
        return findings[0].text if findings else ""

    def answer(self) -> Answer:
        """The answer composed from all passages, gate and refusal included."""
        composer = Composer(
            self.shelf,  # type: ignore[arg-type]
            questions_of(self.language),
            self.reader,
            load_refusal_policy(),
            Gate(self.gazetteer, self.passages),
        )
        return composer.compose(self.question, self.hits, self.validity_of, self._day)

    @cached_property
    def citations(self) -> dict[int, Citation]:
        """Every passage cited whole, numbered from 1 in the order of the hits."""
        book = CitationBook(self.shelf, self.validity_of)  # type: ignore[arg-type]
        for hit in self.hits:
            book.cite_passage(hit.document, hit.passage, hit.scores)
        return {citation.index: citation for citation in book.citations}

    def checked(self, draft: str) -> tuple[Checked, ...]:
        """The sentences of a draft as the gate sees them; `[1]` cites the first passage."""
        gate = Gate(self.gazetteer, self.passages)
        return gate.check(draft, self.citations, self.question)

    def with_question(self, **changes: object) -> Scene:
        """The same texts before a question of which some fields differ."""
        return Scene(replace(self.question, **changes), self.shelf, self.language)  # type: ignore[arg-type]


def questions_of(language: Language) -> QuestionAnalyser:
    return QuestionAnalyser(
        language.tokenizer,
        language.lexicon,
        language.gazetteer,
        language.corrector,
        language.frequencies,
    )


def text_document(text: str) -> ParsedDocument:
    """A text read as a file: Markdown where it has a Markdown table, else plain text."""
    return read_document(text.encode(), "text.md" if "| --- |" in text else "text.txt")


@pytest.fixture(scope="session")
def language() -> Language:
    return load_language()


@pytest.fixture(scope="session")
def questions(language: Language) -> QuestionAnalyser:
    return questions_of(language)


@pytest.fixture(scope="session")
def gazetteer(language: Language) -> Gazetteer:
    return language.gazetteer


@pytest.fixture(scope="session")
def document_of() -> Callable[[str], ParsedDocument]:
    """See `text_document`."""
    return text_document


@pytest.fixture(scope="session")
def scene(language: Language, questions: QuestionAnalyser) -> Callable[..., Scene]:
    """`scene(question, text, …)`: the question before the passages of the texts."""

    def make(question: str, *texts: str) -> Scene:
        shelf = Shelf([text_document(text) for text in texts])
        return Scene(questions.analyse(question), shelf, language)

    return make


@pytest.fixture(scope="session")
def index_of(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., GenerationReader]]:
    """`index_of(text, …)`: an index on disk, closed at the end."""
    opened: list[GenerationReader] = []

    def make(*texts: str) -> GenerationReader:
        folder = tmp_path_factory.mktemp("small") / "index"
        opened.append(build_index([text_document(text) for text in texts], folder))
        return opened[-1]

    yield make
    for index in opened:
        index.close()


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
    built = build_answerer(corpus_index, NeutralEmbedder(), Settings())  # type: ignore[arg-type]
    built._today = lambda: TODAY
    return built
