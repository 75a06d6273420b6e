"""Running cases: a failure is data, history and day are handed on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from eval.cases import Case, load_gold
from eval.runner import run_cases, run_gold
from eval.runs import Environment
from qa.answering import Request
from qa.answers import Answer, Status


def test_a_failing_case_is_a_result_and_the_run_goes_on(
    case: Case, make_answer: Callable[..., Answer]
) -> None:
    def ask(request: Request) -> Answer:
        if "坏" in request.question:
            raise RuntimeError("索引读不出")
        return make_answer("省级奖励30万元[1]。", ["30 万元"])

    bad = replace(case, case_id="A2", question="坏问题")
    failed, passed = run_cases([bad, case], ask)
    assert failed.error == "RuntimeError: 索引读不出"
    assert failed.status is None
    assert not failed.judgement.right
    assert failed.judgement.missing == case.facts
    assert passed.judgement.right


def test_history_and_day_reach_the_chain(case: Case, make_answer: Callable[..., Answer]) -> None:
    asked: list[Request] = []

    def ask(request: Request) -> Answer:
        asked.append(request)
        return make_answer("30万元")

    run_cases([replace(case, history=("国家级呢？",), as_of=date(2024, 6, 30))], ask)
    assert asked == [Request(case.question, history=("国家级呢？",), as_of=date(2024, 6, 30))]


def test_progress_counts_cases(case: Case, make_answer: Callable[..., Answer]) -> None:
    told: list[tuple[int, int]] = []
    run_cases(
        [case, replace(case, case_id="A2")],
        lambda request: make_answer("30万元"),
        lambda stage, done, total: told.append((done, total)),
    )
    assert told == [(1, 2), (2, 2)]


def test_a_run_names_its_gold_set_by_content(
    tmp_path: Path, make_answer: Callable[..., Answer]
) -> None:
    line = {
        "id": "A1", "question": "文号？", "type": "metadata", "answerable": False, "facts": [],
    }  # fmt: skip
    gold = tmp_path / "gold.jsonl"

    def run(question: str) -> str:
        gold.write_text(json.dumps(line | {"question": question}), "utf-8")
        refused = make_answer("没有找到。", status=Status.INSUFFICIENT)
        return run_gold(load_gold(gold), lambda request: refused, Environment()).gold_sha256

    assert run("文号？") == run("文号？") != run("哪一天？")
