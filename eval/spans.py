"""Answers against gold spans over a BEIR folder whose passages are pieces of documents.

The passages of a document are joined to the text they were cut from, the texts are ingested as
files, and the questions go through the real chain: F1 as CMRC 2018 scores it, and refusals of
the questions that the corpus does not answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from eval.beir import BeirEntry, BeirQuery, read_corpus, read_queries
from eval.bootstrap import Interval, mean_interval
from eval.matching import without_markers
from eval.opening import Opened, open_answerer
from eval.overlap import exact_match, f1, rouge_l
from eval.runner import Ask
from ingest.index.building import Progress
from ingest.settings import Settings
from qa.answering import Request
from qa.answers import Status

ANSWERABLE = "queries.jsonl"
UNANSWERABLE = "unanswerable_queries.jsonl"


@dataclass(frozen=True, slots=True)
class Span:
    """One question after the run; scores are 0 where it was refused."""

    query: BeirQuery
    status: Status
    predicted: str
    confidence: float
    exact: float
    f1: float
    rouge_l: float
    latency_ms: float

    @property
    def answerable(self) -> bool:
        return bool(self.query.answers)

    @property
    def refused(self) -> bool:
        return self.status is Status.INSUFFICIENT


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a threshold on the confidence would refuse: shares of either kind of question."""

    value: float
    falsely_refused: float
    rightly_refused: float


@dataclass(frozen=True, slots=True)
class SpanSummary:
    """Figures of a run; `auc` is the probability that an answerable question has the higher
    confidence, ties counted half. None where there is no question of the kind."""

    exact: Interval | None
    f1: Interval | None
    f1_answered: Interval | None
    rouge_l: Interval | None
    falsely_refused: Interval | None
    rightly_refused: Interval | None
    auc: float | None
    curve: tuple[Threshold, ...]


def write_documents(corpus: Iterator[BeirEntry], folder: Path) -> int:
    """A text file a document: its title, then its passages in the order of their numbers.

    Entries are grouped by what stands before the last `_` of their id, the number of the
    passage. A title that also opens the first passage is written once. Returns the count.
    """
    documents: dict[str, list[tuple[int, BeirEntry]]] = {}
    for entry in corpus:
        name, _, number = entry.entry_id.rpartition("_")
        documents.setdefault(name, []).append((int(number), entry))
    for name, numbered in documents.items():
        pieces = [entry for _, entry in sorted(numbered, key=lambda item: item[0])]
        title = pieces[0].title
        first = pieces[0].text.removeprefix(title).lstrip()
        lines = [title, first, *(entry.text for entry in pieces[1:])]
        (folder / f"{name}.txt").write_text("\n".join(line for line in lines if line), "utf-8")
    return len(documents)


@contextmanager
def span_index(
    folder: Path, settings: Settings, keep: Path | None = None, progress: Progress | None = None
) -> Iterator[Opened]:
    """The documents of a BEIR folder, ingested as files and open with the real chain.

    Args:
        keep: index here instead of in a temporary folder, and take what is there already.
    """
    with TemporaryDirectory(prefix="policyqa-eval-") as temporary:
        place = settings.model_copy(update={"index": keep or Path(temporary) / "index"})
        _ingest(folder, place, Path(temporary) / "documents", progress)
        with open_answerer(place) as opened:
            yield opened


def _ingest(folder: Path, settings: Settings, texts: Path, progress: Progress | None) -> None:
    from ingest.assembly import build_ingestor, build_store
    from ingest.bundled import TrustedReader
    from ingest.embedding.load import load_embedder

    store = build_store(settings)
    if store.current() is not None:
        return
    texts.mkdir()
    write_documents(read_corpus(folder), texts)
    ingestor = build_ingestor(store, load_embedder(settings), TrustedReader())
    ingestor.ingest([texts], root=texts, progress=progress)


def read_span_queries(folder: Path) -> list[BeirQuery]:
    """The answerable questions, then the unanswerable ones where the folder has some."""
    queries = list(read_queries(folder / ANSWERABLE))
    unanswerable = folder / UNANSWERABLE
    return queries + (list(read_queries(unanswerable)) if unanswerable.exists() else [])


def run_spans(
    queries: Sequence[BeirQuery], ask: Ask, progress: Progress | None = None
) -> tuple[Span, ...]:
    """One span a question, in order."""
    spans: list[Span] = []
    for number, query in enumerate(queries, 1):
        spans.append(_run(query, ask))
        if progress is not None:
            progress("提问", number, len(queries))
    return tuple(spans)


def _run(query: BeirQuery, ask: Ask) -> Span:
    answer = ask(Request(query.text))
    given = answer.status is not Status.INSUFFICIENT
    predicted = without_markers(answer.text).strip() if given else ""
    return Span(
        query=query,
        status=answer.status,
        predicted=predicted,
        confidence=answer.confidence or 0.0,
        exact=exact_match(predicted, query.answers),
        f1=f1(predicted, query.answers),
        rouge_l=rouge_l(predicted, query.answers),
        latency_ms=sum(answer.timings_ms.values()),
    )


def summarise_spans(spans: Sequence[Span]) -> SpanSummary:
    """The figures of a run."""
    answerable = [span for span in spans if span.answerable]
    others = [span for span in spans if not span.answerable]
    return SpanSummary(
        exact=mean_interval([span.exact for span in answerable]),
        f1=mean_interval([span.f1 for span in answerable]),
        f1_answered=mean_interval([span.f1 for span in answerable if not span.refused]),
        rouge_l=mean_interval([span.rouge_l for span in answerable]),
        falsely_refused=mean_interval([float(span.refused) for span in answerable]),
        rightly_refused=mean_interval([float(span.refused) for span in others]),
        auc=auc([s.confidence for s in answerable], [s.confidence for s in others]),
        curve=threshold_curve([s.confidence for s in answerable], [s.confidence for s in others]),
    )


def auc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Area under the ROC curve, as the Mann-Whitney statistic over all pairs."""
    if not positive or not negative:
        return None
    gaps = np.subtract.outer(np.asarray(positive), np.asarray(negative))
    return float(np.mean(gaps > 0) + np.mean(gaps == 0) / 2)


def threshold_curve(
    answerable: Sequence[float], unanswerable: Sequence[float], steps: int = 20
) -> tuple[Threshold, ...]:
    """What thresholds from 0 to 1 would refuse (confidence below the threshold)."""
    return tuple(
        Threshold(value, _below(answerable, value), _below(unanswerable, value))
        for value in (step / steps for step in range(steps + 1))
    )


def _below(values: Sequence[float], threshold: float) -> float:
    return sum(value < threshold for value in values) / len(values) if values else 0.0


def span_lines(spans: Sequence[Span]) -> Iterator[str]:
    """A JSON line a question, for a closer look at a run."""
    for span in spans:
        line = {
            "id": span.query.query_id,
            "question": span.query.text,
            "answers": span.query.answers,
            "status": span.status.value,
            "predicted": span.predicted,
            "confidence": round(span.confidence, 4),
            "f1": round(span.f1, 4),
            "exact": span.exact,
        }
        yield json.dumps(line, ensure_ascii=False)
