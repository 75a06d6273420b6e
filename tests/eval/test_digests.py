"""Digests keep the figures of their originals and none of their sentences."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.digests import LEAST_COVERAGE, LONGEST_RUN, compare, figures, longest_common_run, main

CORPUS = Path(__file__).parents[2] / "corpus"
ORIGINALS = {
    "000_eb6ce5012969f6a3.txt": "changzhou-reply-2021-29.md",
    "001_69736dfaadf0deb9.txt": "changzhou-daily-2022-02-07.md",
    "002_3711d38ebe6760eb.txt": "changshu-plan-2023-2025-draft.md",
    "003_e787c257db436f7d.txt": "jinhu-plan-2022-2024.md",
    "004_080613888b34676c.txt": "changzhou-reply-2021-35.md",
}


def original(name: str) -> str:
    folder = os.environ.get("POLICYQA_SHARED")
    if not folder:
        pytest.skip("POLICYQA_SHARED is unset: the originals are not part of the repository")
    return (Path(folder) / "originals" / name).read_text("utf-8")


@pytest.mark.shared
@pytest.mark.parametrize(("source", "digest"), ORIGINALS.items())
def test_digest_keeps_the_figures(source: str, digest: str) -> None:
    result = compare(original(source), (CORPUS / digest).read_text("utf-8"))
    assert result.coverage >= LEAST_COVERAGE, result.missing


@pytest.mark.shared
@pytest.mark.parametrize(("source", "digest"), ORIGINALS.items())
def test_digest_is_in_its_own_words(source: str, digest: str) -> None:
    result = compare(original(source), (CORPUS / digest).read_text("utf-8"))
    assert result.longest_run <= LONGEST_RUN, result.run


def test_every_digest_of_the_corpus_is_measured() -> None:
    digests = {path.name for path in CORPUS.glob("*.md")} - {"README.md"}
    assert digests == set(ORIGINALS.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("奖励 30 万元", {"30万元": 1}),
        ("1000万—2000万元", {"1000万-2000万元": 1}),
        ("1000—2000万元", {"1000万-2000万元": 1}),
        ("8—15家", {"8-15家": 1}),
        ("2016年3月16日出台", {"2016-03-16": 1}),
        ("issued_on: 2022-04-22", {"2022-04-22": 1}),
        ("常商发〔2020〕38号", {"〔2020〕38号": 1}),
        ("常工信复〔2021〕第 35 号", {"〔2021〕35号": 1}),
        ("比重为65.3%，高5个百分点", {"65.3%": 1, "5个百分点": 1}),
        ("接近五分之一，共两批", {"五分之一": 1, "两批": 1}),
        ("1. 加强管理\n| 2 | 拥有3项专利 |", {"3项": 1}),
        ("[bookmark: _Hlk101259088]1. 制定标准", {}),
    ],
)
def test_figures_have_one_form(text: str, expected: dict[str, int]) -> None:
    assert dict(figures(text)) == expected


def test_a_figure_with_another_value_is_missing() -> None:
    result = compare("省级奖励30万元，国家级奖励100万元", "省级奖励50万元，国家级奖励100万元")
    assert result.missing == ("30万元",)
    assert result.coverage == pytest.approx(0.5)


def test_a_figure_counts_as_often_as_it_stands() -> None:
    assert compare("甲5家，乙5家", "甲5家").missing == ("5家",)


def test_run_ignores_space_and_punctuation() -> None:
    assert longest_common_run("甲、乙 丙\n丁", "戊甲乙（丙）丁") == ("甲乙丙丁", 4)


def test_names_do_not_count_and_do_not_break_a_run() -> None:
    run, length = longest_common_run("按《某某办法》执行", "应按某某办法执行", ["某某办法"])
    assert (run, length) == ("按某某办法执行", 3)


@given(st.text("甲乙丙丁戊", max_size=30), st.text("甲乙丙丁戊", max_size=30))
def test_run_stands_in_both_texts_and_no_longer_one_does(first: str, second: str) -> None:
    run, length = longest_common_run(first, second)
    assert run in first and run in second and len(run) == length
    longer = {first[i : i + length + 1] for i in range(len(first) - length)}
    assert not any(piece in second for piece in longer)


def test_command_fails_for_a_digest_that_loses_a_figure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("奖励30万元", "utf-8")
    (tmp_path / "b.md").write_text("奖励", "utf-8")
    assert main([str(tmp_path / "a.txt"), str(tmp_path / "b.md")]) == 1
    assert "missing: 30万元" in capsys.readouterr().out
