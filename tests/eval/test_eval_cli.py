"""`policyqa eval answers` over a small index, through the real chain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.cli import app
from eval.opening import load_settings, make_bundled_index
from eval.runs import load_run
from ingest.errors import CaseError

CASES = [
    {
        "id": "A1", "question": "常工信复〔2021〕第29号是哪个单位发的？", "type": "metadata",
        "answerable": True, "facts": [["常州市工业和信息化局", "常州市工信局"]],
        "doc": ["changzhou-reply-2021-29"], "evidence": [], "forbidden": ["常熟"], "note": "",
    },
    {
        "id": "A2", "question": "深圳市的出租车起步价是多少？", "type": "unanswerable",
        "answerable": False, "facts": [], "doc": [], "evidence": [], "forbidden": ["10元"], "note": "",
    },
]  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in CASES), "utf-8")
    return path


@pytest.fixture
def index(tmp_path: Path, small_model: None) -> Path:
    path = tmp_path / "index"
    make_bundled_index(load_settings(path))
    return path


def run(*arguments: object) -> None:
    app(["eval", *map(str, arguments)], standalone_mode=False)


def test_answers_are_judged_saved_compared_and_reported(
    gold: Path, index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved, page = tmp_path / "run.json", tmp_path / "report.html"
    run("answers", gold, "--index", index, "--json", "--save", saved)
    told = json.loads(capsys.readouterr().out)
    assert told["n"] == 2
    assert {"overall", "by_type", "confusion", "wrong", "environment"} <= told.keys()
    stored = load_run(saved)
    assert [result.case.case_id for result in stored.results] == ["A1", "A2"]
    assert all(result.error is None for result in stored.results)
    assert stored.environment.documents > 0

    run("answers", gold, "--index", index, "--against", saved, "--report", page, "--failures")
    shown = capsys.readouterr().out
    assert "新答对 0 题" in shown
    assert "新答错 0 题" in shown
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert load_settings(index).latest_report.read_text("utf-8") == page.read_text("utf-8")


def test_figures_are_printed_where_the_report_cannot_be_left(
    gold: Path, index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (index / "reports").write_text("a file, where a folder should be", "utf-8")
    run("answers", gold, "--index", index, "--json")
    told = capsys.readouterr()
    assert json.loads(told.out)["n"] == 2
    assert "无法写入" in told.err


def test_a_wrong_gold_file_is_told_before_the_index_is_opened(gold: Path, tmp_path: Path) -> None:
    gold.write_text("{}", "utf-8")
    with pytest.raises(CaseError, match=r"gold\.jsonl:1"):
        run("answers", gold, "--index", tmp_path / "missing")
