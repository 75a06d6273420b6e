"""The documents behind the policy cases are written as files that look like documents."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.policies import Listed, listed_documents, main, read_texts, write_documents
from ingest.errors import DamagedError

TITLE = "山东（济南）人工智能岛核心展示区建设运营补贴资金实施细则"
BODY = "每年度给予1000万元补贴，由市区两级按照1：1比例分担，连续补贴五年。"


def write_collection(shared: Path, texts: Sequence[str], name: str = "gov_policy_misc") -> Path:
    path = shared / "training" / f"{name}.jsonl.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"text": text}) + "\n" for text in texts)
    return path


def test_the_list_names_each_line_once() -> None:
    lines = [(document.collection, document.row) for document in listed_documents()]
    assert lines == sorted(set(lines))
    assert len(lines) >= 60


def test_a_title_stands_before_a_text_that_has_none(tmp_path: Path) -> None:
    (path,) = write_documents([Listed("some", 0, TITLE)], {"some": [BODY]}, tmp_path / "out")
    assert path.name == "some-000.txt"
    assert path.read_text("utf-8").splitlines() == [TITLE, "", BODY]


def test_a_text_with_its_own_title_is_kept_as_it_is(tmp_path: Path) -> None:
    (path,) = write_documents([Listed("some", 1, "")], {"some": ["", BODY]}, tmp_path)
    assert path.read_text("utf-8") == BODY


def test_a_missing_line_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DamagedError, match="没有第 3 行"):
        write_documents([Listed("some", 3, TITLE)], {"some": [BODY]}, tmp_path)


def test_texts_come_in_the_order_of_the_lines(tmp_path: Path) -> None:
    assert read_texts(write_collection(tmp_path, ["甲", "乙"])) == ("甲", "乙")


def test_a_file_that_is_no_collection_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "gov_policy_misc.jsonl.gz"
    path.write_text(BODY, "utf-8")
    with pytest.raises(DamagedError, match="读不出"):
        read_texts(path)


def test_all_listed_documents_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = listed_documents()
    for name in {document.collection for document in documents}:
        lines = 1 + max(one.row for one in documents if one.collection == name)
        write_collection(tmp_path, [BODY] * lines, name)
    monkeypatch.setenv("POLICYQA_SHARED", str(tmp_path))
    assert main([str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").glob("*.txt"))) == len(documents)


@pytest.mark.parametrize("shared", ["", "nowhere"])
def test_without_the_shared_material_the_user_is_told(
    shared: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("POLICYQA_SHARED", shared and str(tmp_path / shared))
    assert main([str(tmp_path / "out")]) == 1
    assert "POLICYQA_SHARED" in capsys.readouterr().err
