"""The report stands alone, and shows what a reader needs to judge a wrong answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from eval.bootstrap import Interval
from eval.cases import Case
from eval.comparison import compare
from eval.plots import Bar, bars, histogram
from eval.report import render_report, worst
from eval.runner import run_cases
from eval.runs import Environment, Run
from qa.answering import Request
from qa.answers import Answer, Status

ANSWERS = {"right": "省级奖励30万元[1]。", "wrong": "省级奖励100万元<script>[1]。"}


@pytest.fixture
def make_run(case: Case, make_answer: Callable[..., Answer]) -> Callable[..., Run]:
    def make(*ways: str) -> Run:
        def ask(request: Request) -> Answer:
            way = request.question.split("|")[0]
            if way == "failed":
                raise RuntimeError("索引读不出")
            if way == "refused":
                return make_answer("没有找到。", status=Status.INSUFFICIENT, confidence=0.2)
            return make_answer(ANSWERS[way], ["30 万元"], confidence=0.8)

        cases = [
            replace(case, case_id=f"A{number}", question=f"{way}|问")
            for number, way in enumerate(ways)
        ]
        unanswerable = replace(
            case,
            case_id="U",
            question="refused|问",
            facts=(),
            evidence=(),
            expected=Status.INSUFFICIENT,
        )
        results = run_cases([*cases, unanswerable], ask)
        environment = Environment(model="bundled", hashes={"dictionary": "0123abcd"})
        return Run("gold", "f" * 64, "2024-06-30", 1.0, environment, results)

    return make


def test_nothing_is_loaded_from_elsewhere(make_run: Callable[..., Run]) -> None:
    page = render_report(make_run("right", "wrong"))
    assert re.findall(r"(?:src|href)\s*=|url\(|@import", page) == []
    assert "http://" not in page
    assert "https://" not in page


def test_a_wrong_case_is_shown_with_all_its_parts(make_run: Callable[..., Run]) -> None:
    page = render_report(make_run("right", "wrong"))
    for part in (
        "wrong|问",
        "30万",
        "100万",
        "检索到的前 1 段",
        "lexical 2.000",
        "0123abcd",
        "<svg",
    ):
        assert part in page
    assert "right|问" not in page


def test_answers_are_escaped(make_run: Callable[..., Run]) -> None:
    page = render_report(make_run("wrong"))
    assert "&lt;script&gt;" in page
    assert "万元<script>" not in page


def test_failures_and_forbidden_figures_come_first(make_run: Callable[..., Run]) -> None:
    run = make_run("refused", "wrong", "failed", "right")
    assert [result.case.question for result in worst(run.results)] == [
        "failed|问",
        "wrong|问",
        "refused|问",
    ]


def test_a_comparison_names_the_cases_that_turned(make_run: Callable[..., Run]) -> None:
    old, new = make_run("wrong", "right"), make_run("right", "wrong")
    new = replace(
        new,
        results=tuple(
            replace(after, case=before.case)
            for before, after in zip(old.results, new.results, strict=True)
        ),
    )
    page = render_report(new, compare(old, new))
    assert "新答对 1 题" in page
    assert "新答错 1 题" in page


def test_a_bar_is_as_long_as_its_share() -> None:
    plot = bars("图", [Bar("amount", Interval(0.5, 0.25, 0.75, 8))])
    assert 'width="245.0"' in plot  # half of the 490 units between 130 and 620
    assert "50%  n=8" in plot


def test_every_latency_falls_into_a_bin() -> None:
    plot = histogram("图", [1.0, 10.0, 10.0, 1000.0], [("p50", 10.0)])
    heights = [float(height) for height in re.findall(r'height="([\d.]+)"/>', plot)]
    assert sum(heights) == pytest.approx(4 * max(heights) / 2)
