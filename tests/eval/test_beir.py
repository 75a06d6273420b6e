"""BEIR folders and TREC files in and out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.beir import (
    BeirEntry,
    parsed_entries,
    read_corpus,
    read_qrels,
    read_queries,
    read_trec_run,
    write_qrels,
    write_trec_run,
)
from ingest.errors import CaseError

ENTRY = {
    "_id": "a_0",
    "title": "工伤保险条例第十八条",
    "text": "提出工伤认定申请应当提交下列材料。",
}


@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.jsonl.gz"])
def test_a_corpus_may_be_packed(tmp_path: Path, name: str) -> None:
    opener = gzip.open if name.endswith(".gz") else open
    with opener(tmp_path / name, "wt", encoding="utf-8") as file:
        file.write(json.dumps(ENTRY, ensure_ascii=False) + "\n")
    (entry,) = read_corpus(tmp_path)
    assert entry == BeirEntry(ENTRY["_id"], ENTRY["title"], ENTRY["text"])


@pytest.mark.parametrize("bad", ["{", "[]", '{"_id": "a"}', '{"text": "无名"}'])
def test_a_bad_line_is_named(tmp_path: Path, bad: str) -> None:
    file = tmp_path / "queries.jsonl"
    file.write_text('{"_id": "q", "text": "问"}\n' + bad, "utf-8")
    with pytest.raises(CaseError) as caught:
        list(read_queries(file))
    assert f"{file}:2" in caught.value.problem


@pytest.mark.parametrize(
    "content", ["query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\n", "q1 0 d1 1\nq1 0 d2 0\n"]
)
def test_judgements_of_both_kinds(tmp_path: Path, content: str) -> None:
    file = tmp_path / "qrels"
    file.write_text(content, "utf-8")
    assert read_qrels(file) == {"q1": {"d1": 1, "d2": 0}}


def test_judgements_come_back(tmp_path: Path) -> None:
    qrels = {"q1": {"d1": 1}, "q2": {"d1": 0, "d3": 2}}
    write_qrels(qrels, tmp_path / "qrels")
    assert read_qrels(tmp_path / "qrels") == qrels


def test_a_run_comes_back_in_its_order(tmp_path: Path) -> None:
    ranking = {"q1": (("d2", 3.5), ("d1", 3.5), ("d3", 1.0))}
    write_trec_run(ranking, tmp_path / "run")
    assert read_trec_run(tmp_path / "run") == ranking


@pytest.mark.parametrize(
    ("read", "content"),
    [(read_qrels, "q1 d1 yes"), (read_qrels, "q1 d1"), (read_trec_run, "q1 Q0 d1 first 1.0 tag")],
)
def test_a_bad_trec_line_is_named(
    tmp_path: Path, read: Callable[[Path], object], content: str
) -> None:
    file = tmp_path / "file"
    file.write_text(content, "utf-8")
    with pytest.raises(CaseError, match=":1 不是"):
        read(file)


def test_an_entry_becomes_a_document_of_one_passage() -> None:
    entries = [BeirEntry("a_0", "标题", "正文。"), BeirEntry("b_0", "空", " ")]
    (parsed,) = parsed_entries(entries, "set")
    (passage,) = parsed.passages
    assert (parsed.document.doc_id, parsed.document.title) == ("a_0", "标题")
    assert parsed.document.text[passage.start : passage.end] == passage.text == "正文。"
