"""A run: what was asked, answered and judged, with all that made the answers; JSON in and out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.cases import Case
from eval.judging import Judgement
from ingest.errors import CaseError
from qa.answers import Answer, Status

FORMAT_VERSION = 1
"""Rises when a stored run of before would be misread; new fields with defaults do not need it."""

KEPT_PASSAGES = 5
"""Retrieved passages kept with a result; the report shows them under the worst cases."""

KEPT_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """A citation as the report shows it."""

    index: int
    doc_id: str
    title: str
    section: str
    quote: str


@dataclass(frozen=True, slots=True)
class RetrievedPassage:
    """A retrieved passage with its scores by name; `text` is cut at `KEPT_CHARACTERS`."""

    rank: int
    passage_id: str
    title: str
    section: str
    text: str
    scores: dict[str, float]


@dataclass(frozen=True, slots=True)
class Result:
    """One case after the run. `status` and `answer` are None where it failed (`error` says how).

    `confidence` is that of the best finding, 0 to 1, None where the chain does not tell it.
    """

    case: Case
    judgement: Judgement
    latency_ms: float
    status: Status | None = None
    answer: str | None = None
    notices: tuple[str, ...] = ()
    citations: tuple[CitedQuote, ...] = ()
    retrieved: tuple[RetrievedPassage, ...] = ()
    confidence: float | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Environment:
    """What made the answers: model and generation of the index, hashes of the data files and of
    the code that the answers come from, versions of the packages."""

    model: str = ""
    model_revision: str = ""
    generation: str = ""
    documents: int = 0
    passages: int = 0
    revisions: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)
    python: str = ""
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation of one gold set. `gold` names the set, `gold_sha256` hashes its files."""

    gold: str
    gold_sha256: str
    created_at: str
    seconds: float
    environment: Environment
    results: tuple[Result, ...]
    format_version: int = FORMAT_VERSION


_RUN = TypeAdapter(Run)


def slim(run: Run) -> Run:
    """The run without what only a report shows: citations, passages and notices."""
    results = (
        replace(result, citations=(), retrieved=(), notices=(), case=replace(result.case, note=""))
        for result in run.results
    )
    return replace(run, results=tuple(results))


def save_run(run: Run, path: Path) -> None:
    """Write a run as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_RUN.dump_json(run, indent=1, exclude_defaults=True) + b"\n")


def load_run(path: Path) -> Run:
    """Read a stored run of this or an earlier version.

    Raises:
        CaseError: no such file, not a run, or written by a later version.
    """
    try:
        run = _RUN.validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise CaseError(f"没有找到评测记录 {path}", "请用 --save 先保存一次评测") from error
    except ValidationError as error:
        first = error.errors()[0]
        field_name = ".".join(str(part) for part in first["loc"]) or "整个文件"
        raise CaseError(
            f"{path} 不是评测记录：{field_name}：{first['msg']}", "请给出 --save 写出的文件"
        ) from error
    if run.format_version > FORMAT_VERSION:
        raise CaseError(
            f"{path} 由更新的版本写出（格式 {run.format_version}）", "请升级 policyqa 后再读取"
        )
    return run


def result_of(case: Case, answer: Answer, judgement: Judgement, latency_ms: float) -> Result:
    """The stored form of an answer."""
    return Result(
        case=case,
        judgement=judgement,
        latency_ms=round(latency_ms, 3),
        status=answer.status,
        answer=answer.text,
        notices=answer.notices,
        citations=tuple(
            CitedQuote(
                c.index,
                c.document.doc_id,
                c.document.title,
                " > ".join(c.passage.section.path),
                c.quote,
            )
            for c in answer.citations
        ),
        retrieved=tuple(
            RetrievedPassage(
                hit.rank,
                hit.passage.passage_id,
                hit.document.title,
                " > ".join(hit.passage.section.path),
                hit.passage.text[:KEPT_CHARACTERS],
                {**hit.scores.as_json(), **dict(hit.scores.parts)},
            )
            for hit in answer.hits[:KEPT_PASSAGES]
        ),
        confidence=answer.confidence,
    )
