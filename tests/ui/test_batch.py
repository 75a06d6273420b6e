"""A batch goes on where it stopped, and a bad line is a row."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import UsageError
from qa.answering import Request
from qa.answers import Answer, Status
from ui.batch import BatchReport, answer_cases, find_done, read_cases

LINES = (
    '{"id": "1", "question": "奖励多少？"}',
    "",
    "不是JSON",
    '{"id": 2, "question": "谁负责？", "region": "常州", "history": ["补贴多少？"]}',
    '{"id": "3"}',
    '{"id": "4", "question": ["错"]}',
    '{"id": "5", "question": "何时？", "as_of": "去年"}',
)


class Answers:
    """Answers everything and remembers what it was asked; stops like Ctrl-C after `stop`."""

    def __init__(self, stop: int | None = None) -> None:
        self.asked: list[Request] = []
        self._stop = stop

    def __call__(self, request: Request) -> Answer:
        if len(self.asked) == self._stop:
            raise KeyboardInterrupt
        self.asked.append(request)
        return Answer(request.question, "30万元。", Status.ANSWERED, generation="g1")


def run(source: Path, output: Path, answers: Callable[[Request], Answer]) -> BatchReport:
    cases = read_cases(source)
    done = find_done(output, cases)
    return answer_cases(cases, answers, output, done, lambda rows: None)


def rows(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.read_text("utf-8").splitlines()]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "q.jsonl"
    path.write_bytes("\n".join(LINES).encode() + b"\n" + '{"id":"6"}'.encode("utf-16"))
    return path


def test_every_line_has_a_row_in_order(source: Path, tmp_path: Path) -> None:
    answers = Answers()
    report = run(source, tmp_path / "a.jsonl", answers)
    written = rows(tmp_path / "a.jsonl")
    assert [row["id"] for row in written[:6]] == ["1", None, 2, "3", "4", "5"]
    assert [row["status"] for row in written[:6]] == ["answered", "failed", "answered"] + [
        "failed"
    ] * 3
    assert [request.question for request in answers.asked] == ["奖励多少？", "谁负责？"]
    assert answers.asked[1].history == ("补贴多少？",)
    assert report.written == len(written)


def test_a_failure_names_its_line(source: Path, tmp_path: Path) -> None:
    report = run(source, tmp_path / "a.jsonl", Answers())
    assert "第3行：不是 JSON" in report.failures
    assert "第5行：缺少 question" in report.failures
    assert any("UTF-8" in failure for failure in report.failures)


def test_a_stopped_run_goes_on_without_repeating(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "a.jsonl"
    with pytest.raises(KeyboardInterrupt):
        run(source, output, Answers(stop=1))
    with output.open("ab") as file:
        file.write('{"id": 2, "question": "谁'.encode())  # a row that the stop cut off
    answers = Answers()
    report = run(source, output, answers)
    assert [request.question for request in answers.asked] == ["谁负责？"]
    assert report.resumed == 2
    assert len(rows(output)) == report.written + report.resumed
    assert "第3行：不是 JSON" in report.failures  # of the first run


def test_lines_added_to_the_input_are_answered(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "a.jsonl"
    short = tmp_path / "short.jsonl"
    short.write_text(LINES[0] + "\n", "utf-8")
    run(short, output, Answers())
    short.write_text(f"{LINES[0]}\n{LINES[3]}\n", "utf-8")
    answers = Answers()
    assert run(short, output, answers).resumed == 1
    assert len(answers.asked) == 1


def test_the_output_of_another_input_is_not_touched(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "a.jsonl"
    output.write_text('{"id": "别的"}\n', "utf-8")
    with pytest.raises(UsageError, match="第1行"):
        run(source, output, Answers())
    assert output.read_text("utf-8") == '{"id": "别的"}\n'
