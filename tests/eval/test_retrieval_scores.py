"""Retrieval scores by hand, and a BEIR folder through the real index."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from eval.cli import app
from eval.retrieval import scores_by_query, summary

CONTRACT = {"ndcg@10", "mrr@10", "recall@5", "recall@10", "recall@100", "n", "seconds"}


def test_scores_by_hand() -> None:
    qrels = {"q1": {"d1": 1}, "q2": {"d2": 1, "d9": 1}, "q3": {"d3": 1}}
    ranking = {"q1": [("d5", 2.0), ("d1", 1.0)], "q2": [("d2", 1.0)]}
    values = scores_by_query(ranking, qrels)
    # q1: the one relevant document at rank 2; q2: one of two found, at rank 1; q3: nothing found
    second = 1 / math.log2(3)
    assert values["ndcg@10"] == {
        "q1": pytest.approx(second),
        "q2": pytest.approx(1 / (1 + second)),
        "q3": 0.0,
    }
    assert values["mrr@10"] == {"q1": 0.5, "q2": 1.0, "q3": 0.0}
    assert values["recall@5"] == {"q1": 1.0, "q2": 0.5, "q3": 0.0}
    assert summary(values)["mrr@10"].value == pytest.approx(0.5)


def test_the_order_served_is_the_order_scored() -> None:
    """Equal scores are not reordered by document id."""
    ranking = {"q": [("b", 1.0), ("a", 1.0), ("c", 1.0)]}
    assert scores_by_query(ranking, {"q": {"a": 1}})["mrr@10"] == {"q": 0.5}


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    texts = {
        "a": ("工伤保险条例", "提出工伤认定申请应当提交工伤认定申请表和医疗诊断证明。"),
        "b": ("劳动合同法", "经济补偿按劳动者在本单位工作的年限，每满一年支付一个月工资。"),
        "c": ("道路交通安全法", "机动车之间发生交通事故的，由有过错的一方承担赔偿责任。"),
    }
    folder = tmp_path / "beir"
    folder.mkdir()
    lines = [{"_id": name, "title": t, "text": text} for name, (t, text) in texts.items()]
    write_lines(folder / "corpus.jsonl", lines)
    questions = [
        {"_id": "q1", "text": "申请工伤认定要交什么材料"},
        {"_id": "q2", "text": "交通事故谁赔"},
    ]
    write_lines(folder / "queries.jsonl", questions)
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\ta\t1\nq2\tc\t1\n", "utf-8")
    return folder


def write_lines(file: Path, lines: list[dict[str, str]]) -> None:
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")


def test_a_folder_through_the_command(
    beir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], small_model: None
) -> None:
    run = tmp_path / "run.trec"
    arguments = ["eval", "retrieval", str(beir), "--json"]
    app([*arguments, "--save-run", str(run)], standalone_mode=False)
    served = json.loads(capsys.readouterr().out)
    assert served.keys() == CONTRACT
    assert (served["n"], served["mrr@10"]) == (2, 1.0)
    app([*arguments, "--run", str(run)], standalone_mode=False)
    assert json.loads(capsys.readouterr().out)["ndcg@10"] == served["ndcg@10"]
