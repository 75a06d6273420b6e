"""`policyqa ask`, `search` and `answer`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ingest.assembly
import ingest.staleness

Run = Callable[..., Any]


def test_an_answer_shows_its_citations(policyqa: Run, corpus_index: Path, question: str) -> None:
    shown = policyqa("ask", question, "--index", corpus_index)
    assert shown.code == 0
    first, *rest = shown.out.splitlines()
    assert "30万元[1]" in first
    citation = next(line for line in rest if line.startswith("[1] "))
    assert "常工信复〔2021〕第29号" in citation
    assert "摘编" in citation
    assert shown.err == ""


def test_json_is_the_answer_object(policyqa: Run, corpus_index: Path, question: str) -> None:
    answer = policyqa("ask", question, "--json", "--index", corpus_index).json
    assert list(answer) == [
        "question",
        "status",
        "answer",
        "notices",
        "citations",
        "retrieved",
        "generation",
        "timings_ms",
    ]
    assert answer["question"] == question


def test_the_index_may_come_from_the_environment(
    policyqa: Run, corpus_index: Path, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYQA_INDEX", str(corpus_index))
    assert policyqa("ask", question).code == 0


def test_the_default_index_is_built_at_first_use(
    policyqa: Run, question: str, tmp_path: Path
) -> None:
    first = policyqa("ask", question)
    assert "30万元" in first.out
    assert "正在由内置文件建立索引" in first.err
    assert (tmp_path / "data" / "policyqa" / "index" / "CURRENT").exists()
    assert policyqa("ask", question).err == ""


def test_the_default_index_follows_the_program(
    policyqa: Run, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    policyqa("ask", question)
    read_by_newer_code(monkeypatch)
    assert "正在重新读取内置文件" in policyqa("ask", question).err
    assert policyqa("ask", question).err == ""


def test_an_index_of_the_user_is_left_alone_with_a_word(
    policyqa: Run, question: str, own_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (own_index / "CURRENT").read_text()
    read_by_newer_code(monkeypatch)
    told = policyqa("ask", question, "--index", own_index)
    assert "30万元" in told.out
    assert "policyqa ingest" in told.err
    assert (own_index / "CURRENT").read_text() == before


def read_by_newer_code(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (ingest.assembly, ingest.staleness):
        monkeypatch.setattr(module, "reading_revision", lambda: "newer")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", ""], "问题是空的"),
        (["ask", "奖" * 10_000], "问题有10000个字"),
        (["ask", "奖励多少？", "--region", "火星"], "火星"),
        (["ask", "奖励多少？", "--as-of", "去年"], "不是日期"),
        (["ask", "\udcff奖励"], "不是 UTF-8"),
        (["ask"], "缺少参数 问题"),
        (["ask", "奖励", "多少"], "多出参数 多少"),
        (["ask", "奖励", "--nope"], "没有选项 --nope"),
        (["search", "奖励", "--top-k", "0"], "--top-k"),
        (["nope"], "没有命令 nope"),
    ],
)
def test_wrong_use_is_one_line(
    policyqa: Run, corpus_index: Path, arguments: list[str], said: str
) -> None:
    refused = policyqa(*arguments, *([] if arguments == ["nope"] else ["--index", corpus_index]))
    assert refused.code == 2
    assert refused.out == ""
    assert len(refused.err.splitlines()) == 1
    assert said in refused.err


def test_a_missing_index_is_one_line(policyqa: Run, tmp_path: Path) -> None:
    refused = policyqa("ask", "奖励多少？", "--index", tmp_path / "none")
    assert (refused.code, len(refused.err.splitlines())) == (1, 1)
    assert "policyqa ingest" in refused.err


def test_a_damaged_index_is_one_line(policyqa: Run, own_index: Path) -> None:
    for file in own_index.glob("generations/*/catalogue.sqlite"):
        file.write_bytes(b"x" * file.stat().st_size)
    refused = policyqa("ask", "奖励多少？", "--index", own_index)
    assert refused.code == 1
    assert "损坏" in refused.err.splitlines()[-1]
    assert "Traceback" not in refused.err


def test_a_wrong_variable_is_named(policyqa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYQA_PORT", "很多")
    refused = policyqa("ask", "奖励多少？")
    assert refused.code == 2
    assert "POLICYQA_PORT" in refused.err


def test_search_ranks_passages(policyqa: Run, corpus_index: Path) -> None:
    found = policyqa("search", "专精特新奖励", "--top-k", 3, "--json", "--index", corpus_index)
    assert [hit["rank"] for hit in found.json["hits"]] == [1, 2, 3]
    assert set(found.json["hits"][0]) == {
        "rank",
        "passage_id",
        "doc_id",
        "title",
        "section",
        "text",
        "scores",
    }


def test_a_document_cannot_steer_the_terminal(
    policyqa: Run, tmp_path: Path, corpus_index: Path
) -> None:
    from ui.cli.rendering import inert

    assert inert("奖励\x1b[2J30万元\x07\u202e\n") == "奖励[2J30万元\n"


# --- batch ----------------------------------------------------------------------------------


@pytest.fixture
def questions(tmp_path: Path, question: str) -> Path:
    path = tmp_path / "q.jsonl"
    lines = [json.dumps({"id": n, "question": question}, ensure_ascii=False) for n in range(3)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_a_batch_is_answered_and_then_left_alone(
    policyqa: Run, questions: Path, tmp_path: Path, corpus_index: Path
) -> None:
    command = ("answer", "--input", questions, "--output", tmp_path / "a.jsonl")
    done = policyqa(*command, "--index", corpus_index)
    assert (done.code, done.out) == (0, "")
    written = (tmp_path / "a.jsonl").read_text("utf-8")
    assert [json.loads(line)["id"] for line in written.splitlines()] == [0, 1, 2]
    again = policyqa(*command, "--index", corpus_index)
    assert "完成0条（另有3条上次已完成" in again.err
    assert (tmp_path / "a.jsonl").read_text("utf-8") == written


def test_failed_lines_fail_the_batch_and_are_named(
    policyqa: Run, questions: Path, tmp_path: Path, corpus_index: Path
) -> None:
    with questions.open("a", encoding="utf-8") as file:
        file.write('不是JSON\n{"id": 9, "question": ""}\n')
    command = ("answer", "--input", questions, "--output", tmp_path / "a.jsonl")
    for _ in range(2):  # a second run says it again
        done = policyqa(*command, "--index", corpus_index)
        assert done.code == 1
        assert "第4行：不是 JSON" in done.err
        assert "第5行：问题是空的" in done.err


def test_answers_of_an_older_index_are_set_aside(
    policyqa: Run, questions: Path, tmp_path: Path, corpus_index: Path, grown_index: Path
) -> None:
    command = ("answer", "--input", questions, "--output", tmp_path / "a.jsonl")
    policyqa(*command, "--index", corpus_index)
    done = policyqa(*command, "--index", grown_index)
    assert "3条旧结果移到" in done.err
    assert len((tmp_path / "a.jsonl").read_text("utf-8").splitlines()) == 3
    assert len(list(tmp_path.glob("a.jsonl.0*"))) == 1


def test_batch_paths_are_checked_first(policyqa: Run, questions: Path, tmp_path: Path) -> None:
    missing = policyqa("answer", "--input", tmp_path / "none", "--output", tmp_path / "a")
    itself = policyqa("answer", "--input", questions, "--output", questions)
    folder = policyqa("answer", "--input", questions, "--output", tmp_path / "no" / "a")
    assert [outcome.code for outcome in (missing, itself, folder)] == [2, 2, 2]
    assert "找不到输入文件" in missing.err
    assert "同一个文件" in itself.err


COMMANDS = (
    *("ask", "answer", "search", "ingest", "documents", "verify", "rebuild", "backup"),
    *("restore", "rollback", "doctor", "serve", "mcp", "keys", "eval", "bench"),
)


# --- help -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        [],
        *([name] for name in COMMANDS),
        ["documents", "show"],
        ["keys", "create"],
        ["eval", "answers"],
    ],
)
def test_help_is_chinese(policyqa: Run, command: list[str]) -> None:
    shown = policyqa(*command, "--help")
    assert shown.code == 0
    assert "用法：" in shown.out
    for english in ("Usage", "Options", "Show this message", "Commands", "Arguments", "<bool>"):
        assert english not in shown.out


def test_help_is_not_cut_off(policyqa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = policyqa("search", "--help").out
    assert "首次使用时由内置文件建立。" in "".join(shown.replace("│", "").split())
