"""/v1/ask, /v1/search, /v1/documents, /v1/facts, /v1/feedback and the health endpoints."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

NOTICE = "# 关于支持企业上云的通知\n\n武进区对上云企业每家补贴5万元，由区工信局负责兑付。\n"
Serve = Callable[..., httpx.Client]


def test_ask_gives_the_answer_object(api: httpx.Client, question: str) -> None:
    answer = api.post("/v1/ask", json={"question": question, "top_k": 3}).json()
    assert answer["status"] == "answered"
    assert "30万元[1]" in answer["answer"]
    assert len(answer["retrieved"]) == 3


def test_a_quote_stands_in_its_document(api: httpx.Client, question: str) -> None:
    (citation, *_) = api.post("/v1/ask", json={"question": question}).json()["citations"]
    document = api.get(f"/v1/documents/{citation['doc_id']}").json()
    assert document["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert document["sections"]


def test_a_follow_up_is_understood(api: httpx.Client, question: str) -> None:
    body = {"question": "那国家级的呢？", "history": [question]}
    assert "100万元" in api.post("/v1/ask", json=body).json()["answer"]


def test_search_obeys_filters(api: httpx.Client) -> None:
    everything = api.post("/v1/search", json={"query": "专精特新培育目标", "top_k": 50}).json()
    body = {"query": "专精特新培育目标", "top_k": 50, "filters": {"kinds": ["征求意见稿"]}}
    drafts = api.post("/v1/search", json=body).json()
    listed = api.get("/v1/documents").json()["documents"]
    ids = {row["doc_id"] for row in listed if row["kind"] == "征求意见稿"}
    assert {hit["doc_id"] for hit in drafts["hits"]} == ids
    assert {hit["doc_id"] for hit in everything["hits"]} > ids


def test_documents_are_paged_and_found_by_title(api: httpx.Client) -> None:
    page = api.get("/v1/documents", params={"limit": 2, "offset": 1}).json()
    assert (page["total"], len(page["documents"])) == (5, 2)
    named = api.get("/v1/documents", params={"title": "行动计划"}).json()
    assert all("行动计划" in row["title"] for row in named["documents"])


def test_facts_of_a_place_stay_in_it(api: httpx.Client) -> None:
    facts = api.get("/v1/facts", params={"region": "金湖县", "limit": 5000}).json()
    assert facts["total"] == len(facts["facts"]) > 0
    assert {fact["region"] for fact in facts["facts"]} == {"江苏省淮安市金湖县"}
    assert all(fact["text"] in fact["clause"] for fact in facts["facts"])


def test_health_and_metrics(api: httpx.Client, question: str) -> None:
    api.post("/v1/ask", json={"question": question})
    assert api.get("/livez").json()["status"] == "ok"
    assert api.get("/readyz").json()["generation"]
    metrics = api.get("/metrics").text
    assert 'policyqa_requests_total{method="POST",route="/v1/ask",status="200"}' in metrics
    assert "policyqa_index_documents 5.0" in metrics


def test_feedback_becomes_gold(serve: Serve, own_index: Path, question: str) -> None:
    api = serve(own_index)
    answer = api.post("/v1/ask", json={"question": question}).json()
    kept = {name: answer[name] for name in ("question", "answer", "citations", "generation")}
    stored = api.post("/v1/feedback", json={**kept, "rating": "up"})
    assert stored.status_code == 201
    (case,) = (json.loads(line) for line in api.get("/v1/feedback").text.splitlines())
    assert case["question"] == question
    assert case["facts"] == [["30万元"]]


def test_an_upload_answers_at_once_and_can_be_removed(serve: Serve, own_index: Path) -> None:
    api = serve(own_index)
    name = "../../<b>上云</b>.md"
    sent = api.post("/v1/documents", files={"files": (name, NOTICE.encode(), "text/markdown")})
    assert sent.status_code == 201
    (row,) = sent.json()["files"]
    assert (row["status"], row["path"]) == ("added", "b.md")
    assert [path.name for path in own_index.with_name("index.uploads").iterdir()] == ["b.md"]
    body = {"question": "武进区对上云企业补贴多少？"}
    assert "5万元" in api.post("/v1/ask", json=body).json()["answer"]
    assert api.delete(f"/v1/documents/{row['doc_id']}").status_code == 200
    assert api.get(f"/v1/documents/{row['doc_id']}").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [("a.exe", b"MZ", 415), ("a.docx", b"PK\x03\x04 broken", 422), ("a.txt", b"", 422)],
)
def test_files_that_cannot_be_read_are_refused(
    serve: Serve, own_index: Path, name: str, data: bytes, status: int
) -> None:
    api = serve(own_index)
    before = api.get("/readyz").json()
    refused = api.post("/v1/documents", files={"files": (name, data)})
    assert refused.status_code == status
    assert refused.json()["detail"]
    assert api.get("/readyz").json() == before
