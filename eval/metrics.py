"""The figures of a run: by type and overall, each with its 95 % bootstrap interval."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.bootstrap import Interval, f1_interval, mean_interval, ratio_interval
from eval.runs import Result
from qa.answers import Status

OVERALL = "全部"


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one type of case or of all; None where no case of the group can show them.

    `right`: cases right of all. `accuracy`: answerable cases with every fact and no forbidden
    string. `forbidden`: cases with a forbidden string, of those that name one. Refusal counts
    `insufficient_evidence`, said and expected. `latency_*` in milliseconds, `length` in
    characters of the answer's main text (answered cases).
    """

    name: str
    n: int
    failed: int
    right: Interval | None
    accuracy: Interval | None
    forbidden: Interval | None
    citation_precision: Interval | None
    citation_recall: Interval | None
    evidence_at_5: Interval | None
    refusal_precision: Interval | None
    refusal_recall: Interval | None
    refusal_f1: Interval | None
    length: float | None
    latency_p50: float
    latency_p95: float


def summarise(results: Sequence[Result]) -> tuple[Group, ...]:
    """All cases first, then each type, by name."""
    types = sorted({result.case.type for result in results})
    return (
        group(OVERALL, results),
        *(group(name, [r for r in results if r.case.type == name]) for name in types),
    )


def group(name: str, results: Sequence[Result]) -> Group:
    """The figures of some results (at least one)."""
    answerable = [r for r in results if r.case.answerable]
    given = [r for r in results if r.status is Status.ANSWERED]
    latencies = [r.latency_ms for r in results]
    return Group(
        name=name,
        n=len(results),
        failed=sum(r.error is not None for r in results),
        right=mean_interval([float(r.judgement.right) for r in results]),
        accuracy=mean_interval([float(r.judgement.right) for r in answerable]),
        forbidden=mean_interval(
            [float(bool(r.judgement.forbidden)) for r in results if r.case.forbidden]
        ),
        citation_precision=ratio_interval(
            [(r.judgement.supported_sentences, r.judgement.cited_sentences) for r in given]
        ),
        citation_recall=ratio_interval(
            [(_evidence_cited(r), r.judgement.evidence) for r in answerable]
        ),
        evidence_at_5=mean_interval(
            [float(_in_first(r, 5)) for r in answerable if r.case.evidence]
        ),
        refusal_precision=_share(
            results, refused, lambda r: r.case.expected is Status.INSUFFICIENT
        ),
        refusal_recall=_share(results, lambda r: r.case.expected is Status.INSUFFICIENT, refused),
        refusal_f1=f1_interval(
            [(refused(r), r.case.expected is Status.INSUFFICIENT) for r in results]
        ),
        length=float(np.mean([r.judgement.length for r in given])) if given else None,
        latency_p50=percentile(latencies, 50),
        latency_p95=percentile(latencies, 95),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """Percentile (0 to 100) with linear interpolation between the neighbours."""
    return float(np.percentile(values, share))


def refused(result: Result) -> bool:
    return result.status is Status.INSUFFICIENT


def _evidence_cited(result: Result) -> int:
    """The nearest texts that a refusal names support nothing."""
    return 0 if refused(result) else result.judgement.evidence_cited


def _in_first(result: Result, depth: int) -> bool:
    rank = result.judgement.evidence_rank
    return rank is not None and rank <= depth


def _share(
    results: Iterable[Result], of: Callable[[Result], bool], that: Callable[[Result], bool]
) -> Interval | None:
    """How many `of` them are also `that`."""
    return mean_interval([float(that(result)) for result in results if of(result)])


def confusion(results: Iterable[Result]) -> dict[tuple[str, str], int]:
    """(expected status, given status) → cases; a failed case is given “failed”."""
    counts: dict[tuple[str, str], int] = {}
    for result in results:
        key = (result.case.expected.value, result.status.value if result.status else "failed")
        counts[key] = counts.get(key, 0) + 1
    return counts
