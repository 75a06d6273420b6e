"""Runs gold cases through the chain; a case that fails is a result like any other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from time import perf_counter

from eval.cases import Case, GoldSet
from eval.judging import Judgement, judge
from eval.runs import Environment, Result, Run, result_of
from ingest.index.building import Progress
from qa.answering import Request
from qa.answers import Answer

Ask = Callable[[Request], Answer]


def run_gold(
    gold: GoldSet, ask: Ask, environment: Environment, progress: Progress | None = None
) -> Run:
    """Run a gold set."""
    started = perf_counter()
    results = run_cases(gold.cases, ask, progress)
    return Run(
        gold=gold.name,
        gold_sha256=gold.sha256,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(perf_counter() - started, 3),
        environment=environment,
        results=results,
    )


def run_cases(
    cases: Sequence[Case], ask: Ask, progress: Progress | None = None
) -> tuple[Result, ...]:
    """One result a case, in order."""
    results: list[Result] = []
    for number, case in enumerate(cases, 1):
        results.append(_run(case, ask))
        if progress is not None:
            progress("评测", number, len(cases))
    return tuple(results)


def _run(case: Case, ask: Ask) -> Result:
    request = Request(case.question, history=case.history, as_of=case.as_of)
    started = perf_counter()
    try:
        answer = ask(request)
    except Exception as error:  # whatever the chain throws is the outcome of this case
        failed = Judgement(right=False, missing=case.facts, evidence=len(case.evidence))
        latency = (perf_counter() - started) * 1000
        return Result(case, failed, round(latency, 3), error=f"{type(error).__name__}: {error}")
    latency = (perf_counter() - started) * 1000
    return result_of(case, answer, judge(case, answer), latency)
