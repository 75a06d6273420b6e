"""`policyqa ingest`, `documents`, `verify`, `rollback`, `doctor` and `keys`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
NOTICE = "# 关于支持企业上云的通知\n\n武进区对上云企业每家补贴5万元，由区工信局负责兑付。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "上云通知.md").write_text(NOTICE, "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 not a document")
    return folder


def test_every_file_has_a_row_and_a_failure_is_one(
    policyqa: Run, folder: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    done = policyqa("ingest", folder, "--json", "--index", index)
    assert done.code == 1  # one file failed
    rows = {Path(row["path"]).name: row for row in done.json["files"]}
    assert rows["上云通知.md"]["status"] == "added"
    assert rows["坏.docx"]["status"] == "failed"
    assert rows["坏.docx"]["problem"] and rows["坏.docx"]["remedy"]
    assert "5万元" in policyqa("ask", "武进区上云补贴多少？", "--index", index).out


def test_a_dry_run_changes_nothing(policyqa: Run, folder: Path, own_index: Path) -> None:
    before = (own_index / "CURRENT").read_text()
    shown = policyqa("ingest", folder / "上云通知.md", "--dry-run", "--index", own_index)
    assert shown.code == 0
    assert "试读，索引没有改动" in shown.out
    assert (own_index / "CURRENT").read_text() == before


def test_a_missing_path_is_a_row(policyqa: Run, tmp_path: Path) -> None:
    shown = policyqa("ingest", tmp_path / "none", "--dry-run", "--index", tmp_path / "index")
    assert shown.code == 1
    assert "不存在" in shown.out


def test_nothing_to_ingest_is_wrong_use(policyqa: Run, tmp_path: Path) -> None:
    assert policyqa("ingest", "--index", tmp_path / "index").code == 2


def test_an_address_of_this_machine_is_not_fetched(policyqa: Run, tmp_path: Path) -> None:
    address = "http://127.0.0.1:9/x.html"
    command = ("ingest", "--url", address, "--json", "--dry-run")
    shown = policyqa(*command, "--index", tmp_path / "index")
    (row,) = shown.json["files"]
    assert (shown.code, row["status"], row["path"]) == (1, "failed", address)


def test_documents_are_listed_shown_and_removed(policyqa: Run, grown_index: Path) -> None:
    listed = policyqa("documents", "list", "--json", "--index", grown_index).json["documents"]
    assert len(listed) == 6
    (cloud,) = (row for row in listed if "上云" in row["title"])
    shown = policyqa(
        "documents", "show", cloud["doc_id"][:6], "--json", "--index", grown_index
    ).json
    assert "每家补贴5万元" in shown["text"]
    assert shown["sections"]


def test_a_removed_document_is_gone(policyqa: Run, own_index: Path) -> None:
    (first, *rest) = policyqa("documents", "list", "--json", "--index", own_index).json["documents"]
    removed = policyqa("documents", "remove", first["doc_id"], "--index", own_index)
    assert removed.code == 0
    left = policyqa("documents", "list", "--json", "--index", own_index).json["documents"]
    assert left == rest
    back = policyqa("rollback", "--json", "--index", own_index)
    assert back.code == 0
    again = policyqa("documents", "list", "--json", "--index", own_index).json["documents"]
    assert again == [first, *rest]


def test_an_unknown_document_is_wrong_use(policyqa: Run, corpus_index: Path) -> None:
    for command in ("show", "remove"):
        refused = policyqa("documents", command, "zzzz", "--index", corpus_index)
        assert (refused.code, len(refused.err.splitlines())) == (2, 1)


def test_verify_tells_a_sound_index_from_a_damaged_one(policyqa: Run, own_index: Path) -> None:
    assert policyqa("verify", "--index", own_index).code == 0
    file = next(own_index.glob("generations/*/vectors/*"))
    file.write_bytes(bytes(byte ^ 1 for byte in file.read_bytes()))
    damaged = policyqa("verify", "--json", "--index", own_index)
    assert damaged.code == 1
    assert file.name in damaged.json["problems"][0]


def test_doctor_tells_what_is_missing(policyqa: Run, tmp_path: Path) -> None:
    report = policyqa("doctor", "--json", "--index", tmp_path / "none")
    checks = {check["name"]: check for check in report.json["checks"]}
    assert report.code == 0
    assert checks["Python"]["ok"] is True
    assert checks["索引"]["ok"] is None
    assert "policyqa ingest" in checks["索引"]["remedy"]


def test_doctor_fails_on_a_damaged_index(policyqa: Run, own_index: Path) -> None:
    for manifest in own_index.glob("generations/*/manifest.json"):
        manifest.write_text("{", "utf-8")
    report = policyqa("doctor", "--index", own_index)
    assert report.code == 1
    assert "[有问题] 索引" in report.out


def test_a_key_is_shown_once(policyqa: Run, tmp_path: Path) -> None:
    index = tmp_path / "index"
    made = policyqa(
        "keys", "create", "--name", "机器人", "--scope", "write", "--json", "--index", index
    ).json
    listed = policyqa("keys", "list", "--index", index)
    assert made["key_id"] in listed.out
    assert made["key"] not in listed.out
    assert policyqa("keys", "revoke", made["key_id"], "--index", index).code == 0
    assert policyqa("keys", "list", "--json", "--index", index).json == {"keys": []}
    assert policyqa("keys", "create", "--scope", "所有", "--index", index).code == 2


def test_an_error_of_the_program_is_one_line_unless_asked_for(
    policyqa: Run, corpus_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("漏洞")

    monkeypatch.setattr("ui.documents.document_rows", broken)
    shown = policyqa("documents", "list", "--index", corpus_index)
    assert (shown.code, len(shown.err.splitlines())) == (1, 1)
    assert "漏洞" in shown.err and "POLICYQA_DEBUG" in shown.err
    monkeypatch.setenv("POLICYQA_DEBUG", "1")
    with pytest.raises(RuntimeError):
        policyqa("documents", "list", "--index", corpus_index)
