"""Request and response bodies of the native API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.documents import Kind, Tier, Validity
from qa.answering import Request
from qa.answers import Status
from qa.filters import Filters

QUESTION = "常州市省级专精特新小巨人企业奖励多少？"

Question = Annotated[str, Field(min_length=1, max_length=100_000, examples=[QUESTION])]


class Body(BaseModel):
    """A request body: unknown fields are refused, so that a misspelt one is seen."""

    model_config = ConfigDict(extra="forbid")


class FiltersBody(Body):
    """Restrictions; an empty list restricts nothing."""

    tiers: list[Tier] = []
    kinds: list[Kind] = []
    validities: list[Validity] = []
    doc_ids: list[str] = []

    def filters(self, as_of: date | None) -> Filters:
        return Filters(
            tiers=frozenset(self.tiers),
            kinds=frozenset(self.kinds),
            validities=frozenset(self.validities),
            doc_ids=frozenset(self.doc_ids),
            as_of=as_of,
        )


class AskBody(Body):
    question: Question
    region: str | None = Field(None, examples=["江苏省常州市"])
    as_of: date | None = Field(None, description="Validity is judged on this day; today if null.")
    history: list[str] = Field([], max_length=100, description="Earlier questions, oldest first.")
    filters: FiltersBody = FiltersBody()
    top_k: int = Field(12, ge=0, le=100, description="Passages to return as `retrieved`.")

    def request(self) -> Request:
        return Request(
            self.question,
            region=self.region,
            as_of=self.as_of,
            history=tuple(self.history),
            filters=self.filters.filters(self.as_of),
            top_k=self.top_k,
        )


class SearchBody(Body):
    query: Question
    top_k: int = Field(10, ge=1, le=1000)
    region: str | None = None
    as_of: date | None = None
    filters: FiltersBody = FiltersBody()


class FeedbackBody(Body):
    """A judgement of an answer, with the answer as it was shown."""

    question: Question
    answer: str = Field(
        max_length=100_000, examples=["获评省级专精特新小巨人的企业奖励30万元[1]。"]
    )
    status: Status = Status.ANSWERED
    rating: Literal["up", "down"]
    generation: str = ""
    citations: list[dict[str, Any]] = Field([], max_length=1000)
    history: list[str] = Field([], max_length=100)
    comment: str = Field("", max_length=10_000)


# --- responses ------------------------------------------------------------------------------


class ScoresOut(BaseModel):
    lexical: float
    dense: float
    final: float


class OriginalOut(BaseModel):
    title: str
    doc_number: str | None
    issuer: str | None


class CitationOut(BaseModel):
    """`quote` is `text[start:end]` (code points) of the document."""

    model_config = ConfigDict(extra="allow")

    index: int
    doc_id: str
    passage_id: str
    title: str
    doc_number: str | None
    issuer: str | None
    issued_on: date | None
    region: str | None
    validity: Validity
    edition: Literal["摘编", "原文"]
    original: OriginalOut | None
    section: str
    page: int | None
    quote: str
    start: int
    end: int
    scores: ScoresOut
    source_sha256: str


class HitOut(BaseModel):
    rank: int
    passage_id: str
    doc_id: str
    title: str
    section: str
    text: str
    scores: ScoresOut


class AnswerOut(BaseModel):
    """The answer object: the same in the command line, the batch file and `x_policy`."""

    model_config = ConfigDict(extra="allow")

    question: str
    status: Status
    answer: str
    notices: list[str]
    citations: list[CitationOut]
    retrieved: list[HitOut]
    generation: str
    timings_ms: dict[str, float]


class HitsOut(BaseModel):
    hits: list[HitOut]


class DocumentOut(BaseModel):
    model_config = ConfigDict(extra="allow")

    doc_id: str
    title: str
    doc_number: str | None
    issuer: str | None
    issued_on: date | None
    region: str | None
    tier: Tier
    kind: Kind
    validity: Validity
    edition: Literal["摘编", "原文"]
    source: str
    source_sha256: str


class DocumentsOut(BaseModel):
    total: int
    documents: list[DocumentOut]


class SectionOut(BaseModel):
    section_id: str
    path: list[str]
    start: int
    end: int
    responsible_units: list[str]
    annex: str | None


class TableOut(BaseModel):
    table_id: str
    caption: str
    start: int
    end: int
    rows: int
    columns: int
    header_rows: int


class WholeDocumentOut(DocumentOut):
    """Spans are code points of `text`, end exclusive."""

    text: str
    sections: list[SectionOut]
    tables: list[TableOut]
    passages: int


class FileOut(BaseModel):
    path: str
    status: Literal["added", "unchanged", "updated", "skipped", "failed"]
    doc_id: str | None
    passages: int
    tables: int
    problem: str | None
    remedy: str | None


class IngestOut(BaseModel):
    generation: str | None
    files: list[FileOut]


class RemovedOut(BaseModel):
    removed: str
    generation: str


class FactOut(BaseModel):
    """A figure bound to what it is about; `low`/`high` in `unit`, an open side is null."""

    model_config = ConfigDict(extra="allow")

    fact_id: str
    doc_id: str
    passage_id: str
    title: str
    region: str | None
    measure: str
    subject: str
    tier: str | None
    low: float | None
    high: float | None
    unit: str
    text: str
    clause: str
    condition: str | None
    as_of: str | None
    nature: str
    validity: Validity


class FactsOut(BaseModel):
    total: int
    facts: list[FactOut]


class StateOut(BaseModel):
    status: str
    generation: str | None = None


class ErrorOut(BaseModel):
    field: str
    message: str


class ProblemOut(BaseModel):
    """RFC 9457. `detail` and `remedy` are Chinese sentences for people."""

    type: str
    title: str
    status: int
    detail: str
    remedy: str
    instance: str
    request_id: str | None
    errors: list[ErrorOut]
