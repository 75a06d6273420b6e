"""How long a question takes: in a new process, and in one that is warm."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from eval.bench.figures import Figure, run_python
from eval.cases import Case
from eval.metrics import percentile
from eval.opening import open_answerer
from eval.runner import run_cases
from ingest.settings import Settings

COLD_QUESTION = "省级专精特新小巨人企业奖励多少？"


def cold(index: Path, repeats: int) -> list[Figure]:
    """`policyqa ask` from the start of the process to its end; median of the repeats.

    One run goes before, so that byte code is compiled and files are in the system's cache.
    """
    arguments = ["-m", "ui.cli.main", "ask", COLD_QUESTION, "--index", str(index)]
    run_python(arguments)
    runs = [run_python(arguments) for _ in range(repeats)]
    note = f"新进程，{repeats} 次的中位数"
    return [
        Figure("冷启动提问", statistics.median(run.seconds for run in runs), "s", note),
        Figure("冷启动内存", statistics.median(run.memory_mb for run in runs), "MB", note),
    ]


def warm(settings: Settings, cases: Sequence[Case]) -> list[Figure]:
    """Opening the index, then every question once; the first question is told apart."""
    started = perf_counter()
    with open_answerer(settings) as opened:
        ready = perf_counter() - started
        results = run_cases(cases, opened.answerer.answer)
    first, *others = (result.latency_ms for result in results)
    note = f"{len(others)} 个问题"
    return [
        Figure("打开索引与模型", ready, "s"),
        Figure("第一个问题", first, "ms"),
        Figure("其后 p50", percentile(others, 50), "ms", note),
        Figure("其后 p95", percentile(others, 95), "ms", note),
    ]
