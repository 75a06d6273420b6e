"""A batch of questions in a JSONL file, answered into another, one row a line.

In:  {"id", "question"} and, where wanted, "region", "as_of", "history".
Out: {"id", …the answer object}. A line that cannot be answered gets a row of the same shape with
status "failed" and an `error` that names the line; the rest goes on.

Rows are written in the order of the input and flushed one by one, so the complete rows of an
output are what is done: a second run goes on behind them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BufferedReader
from pathlib import Path
from typing import Any

from ingest.errors import CaseError, PolicyQAError, UsageError
from qa.answering import Request
from qa.answers import Answer

FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the input. `number` counts the lines of the file from 1; a line that is no
    valid case has an `error` and no `request`."""

    number: int
    id: Any = None
    request: Request | None = None
    error: PolicyQAError | None = None


@dataclass(frozen=True, slots=True)
class BatchReport:
    """`written` rows in this run, `resumed` stood in the output already; `failures` are the
    problems of all failed rows, in order."""

    written: int
    resumed: int
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The complete rows of an output: how many, where they end (bytes), the index generation they
    were answered from, and the problems of those that failed."""

    rows: int = 0
    size: int = 0
    generation: str | None = None
    failures: tuple[str, ...] = ()


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a JSONL file, bad lines among them; empty lines are passed over."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield _case(number, line)


def count_cases(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for line in file if line.strip())


def find_done(output: Path, cases: Iterator[Case]) -> Done:
    """What an earlier run left in `output`; takes the done cases from `cases`.

    A last line that a stop cut off is not counted.

    Raises:
        UsageError: the rows are not those of these cases.
    """
    if not output.exists():
        return Done()
    rows, size, generation = 0, 0, None
    failures: list[str] = []
    with output.open("rb") as file:
        for line in _complete_lines(file):
            row = _row(line, output, rows + 1)
            case = next(cases, None)
            if case is None or row.get("id") != case.id:
                raise UsageError(
                    f"{output} 第{rows + 1}行不是这份输入的结果",
                    "请换一个 --output，或加 --overwrite 重新回答",
                )
            rows, size = rows + 1, size + len(line)
            generation = row.get("generation") or generation
            failures.extend(_problem(row))
    return Done(rows, size, generation, tuple(failures))


def answer_cases(
    cases: Iterator[Case],
    answer: Callable[[Request], Answer],
    output: Path,
    done: Done,
    progress: Callable[[int], None],
) -> BatchReport:
    """Answer the cases that are left into `output`, behind its `done` rows.

    Args:
        progress: told how many rows stand in the output.
    """
    failures = list(done.failures)
    count = done.rows
    with output.open("r+b" if output.exists() else "xb") as file:
        file.truncate(done.size)
        file.seek(done.size)
        for case in cases:
            row = _answered(case, answer)
            failures.extend(_problem(row))
            file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            file.flush()
            count += 1
            progress(count)
    return BatchReport(count - done.rows, done.rows, tuple(failures))


def _problem(row: Mapping[str, Any]) -> Iterator[str]:
    """The problem of a failed row."""
    if row.get("status") == FAILED:
        yield f"第{row['error']['line']}行：{row['error']['problem']}"


# --- one case -------------------------------------------------------------------------------


def _answered(case: Case, answer: Callable[[Request], Answer]) -> dict[str, Any]:
    if case.request is None:
        return _failure(case, case.error or CaseError("空行"))
    try:
        return {"id": case.id, **answer(case.request).as_json()}
    except PolicyQAError as error:
        return _failure(case, error)


def _failure(case: Case, error: PolicyQAError) -> dict[str, Any]:
    return {
        "id": case.id,
        "question": case.request.question if case.request else None,
        "status": FAILED,
        "answer": "",
        "notices": [],
        "citations": [],
        "retrieved": [],
        "generation": None,
        "timings_ms": {},
        "error": {"line": case.number, "problem": error.problem, "remedy": error.remedy},
    }


def _case(number: int, line: bytes) -> Case:
    case_id: Any = None
    try:
        value = _object(line)
        case_id = value.get("id")
        return Case(number, case_id, _request(value))
    except CaseError as error:
        return Case(number, case_id, error=error)


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise CaseError("不是 UTF-8 文字", "请把文件另存为 UTF-8 编码") from None
    except (ValueError, RecursionError):
        raise CaseError("不是 JSON", '每行应是一个对象，如 {"id": "1", "question": "…"}') from None
    if not isinstance(value, dict):
        raise CaseError("不是 JSON 对象", '每行应是 {"id": "1", "question": "…"}')
    return value


def _request(value: Mapping[str, Any]) -> Request:
    missing = [key for key in ("id", "question") if key not in value]
    if missing:
        raise CaseError(f"缺少 {'、'.join(missing)}", "每行都要有 id 和 question")
    question = value["question"]
    if not isinstance(question, str):
        raise CaseError("question 不是文字", "请把问题写成字符串")
    region = value.get("region")
    history = value.get("history") or []
    if not (region is None or isinstance(region, str)):
        raise CaseError("region 不是文字", "请写地名，如 江苏省常州市")
    if not (isinstance(history, list) and all(isinstance(turn, str) for turn in history)):
        raise CaseError("history 不是文字的列表", "请写成先前问题的列表")
    return Request(question, region=region, as_of=_day(value.get("as_of")), history=tuple(history))


def _day(value: Any) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise CaseError("as_of 不是日期", "请写成 2024-06-30 的形式") from None


# --- the output so far ----------------------------------------------------------------------


def _complete_lines(file: BufferedReader) -> Iterator[bytes]:
    for line in file:
        if not line.endswith(b"\n"):
            return
        yield line


def _row(line: bytes, output: Path, number: int) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise UsageError(
            f"{output} 第{number}行不是回答的结果", "请换一个 --output，或加 --overwrite 重新回答"
        )
    return value
