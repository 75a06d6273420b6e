"""Runs go to JSON and back, and old ones stay readable."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from eval.cases import Case
from eval.metrics import summarise
from eval.runner import run_cases
from eval.runs import FORMAT_VERSION, Environment, Run, load_run, save_run
from ingest.errors import CaseError
from qa.answers import Answer, Status

HISTORIC = Path(__file__).parent / "data" / "run_format_1.json"


@pytest.fixture
def run(case: Case, make_answer: Callable[..., Answer]) -> Run:
    dated = replace(case, case_id="A2", as_of=date(2024, 6, 30), history=("国家级呢？",))
    results = run_cases(
        [case, dated],
        lambda request: make_answer("省级奖励30万元[1]。", ["30 万元"], confidence=0.75),
    )
    environment = Environment(model="bundled", generation="000001-a", hashes={"rules": "ab"})
    return Run("gold", "0" * 64, "2024-06-30T00:00:00+00:00", 1.5, environment, results)


def test_a_run_comes_back_as_it_was(run: Run, tmp_path: Path) -> None:
    save_run(run, tmp_path / "new" / "run.json")
    assert load_run(tmp_path / "new" / "run.json") == run


def test_the_historic_run_still_loads() -> None:
    """`run_format_1.json` was written by the first version; never write it again."""
    old = load_run(HISTORIC)
    assert old.format_version == 1
    assert [result.status for result in old.results] == [Status.ANSWERED, Status.INSUFFICIENT, None]
    overall = summarise(old.results)[0]
    assert overall.right is not None
    assert (overall.n, overall.failed, overall.right.value) == (3, 1, pytest.approx(1 / 3))


def test_a_later_format_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    save_run(replace(run, format_version=FORMAT_VERSION + 1), path)
    with pytest.raises(CaseError, match="更新的版本"):
        load_run(path)


@pytest.mark.parametrize("content", ["", "[]", json.dumps({"gold": "g"})])
def test_what_is_no_run_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(content, "utf-8")
    with pytest.raises(CaseError, match=r"run\.json 不是评测记录"):
        load_run(path)


def test_a_missing_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="没有找到评测记录"):
        load_run(tmp_path / "run.json")
