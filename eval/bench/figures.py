"""What a benchmark measured, and how it is shown."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from tempfile import TemporaryFile
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value with its unit; `note` says over what."""

    name: str
    value: float
    unit: str
    note: str = ""


def figures_json(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    return [asdict(figure) | {"value": round(figure.value, 4)} for figure in figures]


def print_figures(title: str, figures: Sequence[Figure], console: Console) -> None:
    table = Table(title=title)
    table.add_column("指标")
    table.add_column("值", justify="right")
    table.add_column("单位")
    table.add_column("说明")
    for figure in figures:
        value = f"{figure.value:,.0f}" if abs(figure.value) >= 100 else f"{figure.value:,.3g}"
        table.add_row(figure.name, value, figure.unit, figure.note)
    console.print(table)


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that ended well: wall-clock seconds, largest resident memory in MB, its output."""

    seconds: float
    memory_mb: float
    output: str


def run_python(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Finished:
    """Run this interpreter in a process of its own and measure it.

    Raises:
        RuntimeError: it failed; the message carries the end of what it wrote to stderr.
    """
    with TemporaryFile() as output, TemporaryFile() as errors:
        started = perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            stdout=output,
            stderr=errors,
            env={**os.environ, **(environment or {})},
        )
        # wait4 tells the memory of this child alone, which subprocess does not
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            said = errors.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{' '.join(arguments)} failed: {said}")
        output.seek(0)
        return Finished(seconds, _megabytes(usage.ru_maxrss), output.read().decode("utf-8"))


def _megabytes(maxrss: int) -> float:
    """`ru_maxrss` counts kilobytes on Linux and bytes on macOS."""
    return maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
