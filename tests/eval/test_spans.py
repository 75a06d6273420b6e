"""Gold spans: documents put together again, scores and thresholds by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.beir import BeirEntry, BeirQuery
from eval.spans import auc, run_spans, span_lines, summarise_spans, threshold_curve, write_documents
from qa.answering import Request
from qa.answers import Answer, Status

SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def test_passages_of_a_document_are_joined_in_order(tmp_path: Path) -> None:
    corpus = [
        BeirEntry("doc_10", "通知", "第十段。"),
        BeirEntry("doc_2", "通知", "第二段。"),
        BeirEntry("doc_0", "通知", "通知 各有关单位："),
        BeirEntry("other_0", "公告", "正文。"),
    ]
    assert write_documents(iter(corpus), tmp_path) == 2
    assert (tmp_path / "doc.txt").read_text("utf-8") == "通知\n各有关单位：\n第二段。\n第十段。"
    assert (tmp_path / "other.txt").read_text("utf-8") == "公告\n正文。"


def test_scores_and_refusals(make_answer: Callable[..., Answer]) -> None:
    answers = {
        "哪个频道？": make_answer("央视4频道[1]。", ["30 万元"], confidence=0.9),
        "哪家银行？": make_answer("没有找到。", status=Status.INSUFFICIENT, confidence=0.4),
        "没有的事？": make_answer("没有找到。", status=Status.INSUFFICIENT, confidence=0.1),
    }
    queries = [
        BeirQuery("1", "哪个频道？", ("4频道",)),
        BeirQuery("2", "哪家银行？", ("农业银行",)),
        BeirQuery("3", "没有的事？"),
    ]

    def ask(request: Request) -> Answer:
        return answers[request.question]

    spans = run_spans(queries, ask)
    summarised = summarise_spans(spans)
    assert spans[0].predicted == "央视4频道。"
    # 4, 频, 道 of 央, 视, 4, 频, 道: 2·3 / (5 + 3); the refused question scores 0
    assert summarised.f1 is not None
    assert summarised.f1.value == pytest.approx(6 / 8 / 2)
    assert summarised.f1_answered is not None
    assert summarised.f1_answered.value == pytest.approx(6 / 8)
    assert summarised.falsely_refused is not None
    assert summarised.falsely_refused.value == 0.5
    assert summarised.rightly_refused is not None
    assert summarised.rightly_refused.value == 1.0
    assert summarised.auc == 1.0
    assert [json.loads(line)["id"] for line in span_lines(spans)] == ["1", "2", "3"]


def test_auc_by_hand() -> None:
    # pairs: .9>.5, .9>.1, .5=.5 (half), .5>.1
    assert auc([0.9, 0.5], [0.5, 0.1]) == pytest.approx(3.5 / 4)
    assert auc([], [0.1]) is None


def test_a_threshold_refuses_what_is_below_it() -> None:
    curve = threshold_curve([0.9, 0.5], [0.1], steps=2)
    assert [(p.value, p.falsely_refused, p.rightly_refused) for p in curve] == [
        (0.0, 0.0, 0.0),
        (0.5, 0.0, 1.0),
        (1.0, 1.0, 1.0),
    ]


@given(SCORES, SCORES)
def test_auc_of_the_other_side_is_the_rest(first: list[float], second: list[float]) -> None:
    forward, backward = auc(first, second), auc(second, first)
    assert forward is not None
    assert backward is not None
    assert forward + backward == pytest.approx(1.0)
