"""What the rest of the system reads from an index, and what it writes into one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.documents import Document, Fact, Passage, Section, Table
from ingest.embedding.protocol import ModelIdentity, Vectors


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made of and with."""

    generation: str
    format_version: int
    created_at: str
    model: ModelIdentity
    revisions: Mapping[str, str]
    documents: int
    passages: int


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """Weighted terms: `terms` maps a token (as made by `ingest.language.tokens`) to its weight.

    Field weights multiply the BM25 score of the fields title, heading and body.
    """

    terms: Mapping[str, float]
    title_weight: float = 1.0
    heading_weight: float = 1.0
    body_weight: float = 1.0


class IndexReader(Protocol):
    """One generation, opened for reading. Unknown ids raise KeyError."""

    @property
    def manifest(self) -> Manifest: ...

    def documents(self) -> tuple[Document, ...]:
        """All documents, by doc_id. `Document.text` is loaded lazily only through `document`."""
        ...

    def document(self, doc_id: str) -> Document: ...

    def sections(self, doc_id: str) -> tuple[Section, ...]: ...

    def tables(self, doc_id: str) -> tuple[Table, ...]: ...

    def passages(self, doc_id: str) -> tuple[Passage, ...]:
        """Passages of a document in order."""
        ...

    def passage(self, passage_id: str) -> Passage: ...

    def facts(self, doc_ids: Collection[str] | None = None) -> tuple[Fact, ...]: ...

    def lexical(
        self, query: LexicalQuery, top_k: int, doc_ids: Collection[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        """(passage_id, BM25 score), best first, ties by passage_id; filtered before ranking."""
        ...

    def frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """In how many passages each token stands."""
        ...

    def dense(
        self, vector: Vectors, top_k: int, doc_ids: Collection[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        """(passage_id, cosine), best first, ties by passage_id; filtered before ranking."""
        ...

    def cosines(self, vector: Vectors, passage_ids: Sequence[str]) -> Sequence[float]:
        """Exact cosine of each named passage, from the stored vectors."""
        ...

    def close(self) -> None: ...
