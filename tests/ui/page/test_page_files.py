"""Uploads in, downloads out, without a browser."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ingest.metadata.places import load_gazetteer
from qa.answers import Status
from ui.feedback import Feedback, FeedbackStore, Rating
from ui.page.evaluation_tab import EvaluationTab
from ui.page.files import download_routes
from ui.page.library import Library
from ui.page.originals import Originals
from ui.page.uploading import upload
from ui.session import Session

NOTICE = "# 关于支持企业上云的通知\n\n武进区对上云企业每家补贴5万元，由区工信局负责兑付。\n"


@pytest.fixture
def feedback(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore.beside(tmp_path / "index")


@pytest.fixture
def client(
    corpus_index: Path,
    open_session: Callable[..., Session],
    feedback: FeedbackStore,
    tmp_path: Path,
) -> TestClient:
    library = Library(open_session(corpus_index), load_gazetteer)
    app = FastAPI()
    app.include_router(download_routes(library, Originals(tmp_path / "uploads"), feedback))
    return TestClient(app)


def test_figures_are_exported_as_filtered(client: TestClient) -> None:
    everything = client.get("/page/facts.csv").text.splitlines()
    some = client.get(
        "/page/facts.csv", params={"measure": "奖励", "tier": ["省级"], "region": "江苏省常州市"}
    )
    assert len(some.text.splitlines()) == 2 < len(everything)
    assert "30万元" in some.text
    assert some.headers["content-disposition"].startswith("attachment")


def test_the_workbook_is_one(client: TestClient) -> None:
    data = client.get("/page/facts.xlsx").content
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_an_original_is_saved_never_shown(client: TestClient, corpus_index: Path) -> None:
    answer = client.get("/page/original/3fd0351a8f8cc252")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("name", ["nothing", "..%2f..%2fetc%2fpasswd", "%2e%2e/etc/passwd", "%00"])
def test_what_is_no_document_is_not_found(client: TestClient, name: str) -> None:
    assert client.get(f"/page/original/{name}").status_code == 404


def test_liked_answers_are_exported_as_gold(client: TestClient, feedback: FeedbackStore) -> None:
    liked = Feedback("奖励多少？", "30万元[1]。", Status.ANSWERED, Rating.UP, "g")
    feedback.add(liked)
    (line,) = client.get("/page/feedback/gold.jsonl").text.splitlines()
    assert json.loads(line)["facts"] == [["30万元"]]


# --- uploads ---------------------------------------------------------------------------------


def test_an_upload_is_kept_ingested_and_can_be_asked_about(
    own_index: Path, open_session: Callable[..., Session], tmp_path: Path
) -> None:
    given = tmp_path / "上云通知.md"
    given.write_text(NOTICE, "utf-8")
    folder = tmp_path / "uploads"
    session = open_session(own_index)
    *steps, end = upload(session, folder, [given])
    assert all(step.stage for step in steps)
    assert [(file.name, file.status) for file in end.files] == [("上云通知.md", "已入库")]
    assert (folder / "上云通知.md").read_text("utf-8") == NOTICE
    with session.view() as view:
        document = view.index.document(end.files[0].doc_id or "")
        assert Originals(folder).path(document) == folder / "上云通知.md"


def test_a_file_that_cannot_be_read_is_a_row(
    own_index: Path, open_session: Callable[..., Session], tmp_path: Path
) -> None:
    given = tmp_path / "empty.pdf"
    given.write_bytes(b"%PDF-1.4\n")
    *_, end = upload(open_session(own_index), tmp_path / "uploads", [given])
    (file,) = end.files
    assert file.status == "失败"
    assert file.problem
    assert file.remedy


# --- evaluation ------------------------------------------------------------------------------


def test_without_a_report_the_page_says_how_to_make_one(
    feedback: FeedbackStore, tmp_path: Path
) -> None:
    html = EvaluationTab(feedback, tmp_path / "latest.html").load()
    assert "policyqa eval answers" in html


def test_a_report_is_shown_in_a_frame_without_scripts(
    feedback: FeedbackStore, tmp_path: Path
) -> None:
    report = tmp_path / "latest.html"
    report.write_text('<h1>报告</h1><script>alert("x")</script>', "utf-8")
    html = EvaluationTab(feedback, report).load()
    assert 'sandbox srcdoc="&lt;h1&gt;报告&lt;/h1&gt;&lt;script&gt;' in html
