"""Gold files are validated on load, and a bad line is named."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.cases import load_cases
from ingest.errors import CaseError
from qa.answers import Status

LINE: dict[str, Any] = {
    "id": "A1",
    "question": "省级小巨人奖励多少？",
    "type": "amount",
    "answerable": True,
    "facts": [["30万", "三十万"]],
    "forbidden": ["100万"],
    "doc": ["000"],
    "evidence": ["奖励30万元"],
    "note": "",
}


def write(path: Path, *lines: dict[str, Any] | str) -> Path:
    text = [
        line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines
    ]
    path.write_text("\n".join(text) + "\n", "utf-8")
    return path


def test_all_fields_are_read(tmp_path: Path) -> None:
    line = LINE | {"history": ["国家级呢？"], "as_of": "2024-06-30"}
    (case,) = load_cases(write(tmp_path / "gold.jsonl", line))
    assert case.facts == (("30万", "三十万"),)
    assert (case.history, case.as_of) == (("国家级呢？",), date(2024, 6, 30))
    assert (case.expected, case.answerable) == (Status.ANSWERED, True)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"answerable": False, "facts": []}, Status.INSUFFICIENT),
        ({"answerable": False, "facts": [], "status": "clarify"}, Status.CLARIFY),
        ({"status": "conflict"}, Status.CONFLICT),
    ],
)
def test_expected_status(tmp_path: Path, change: dict[str, Any], expected: Status) -> None:
    (case,) = load_cases(write(tmp_path / "gold.jsonl", LINE | change))
    assert case.expected is expected


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        ("{not json", "整行"),
        (LINE | {"id": "A2", "anwser": "30万"}, "anwser"),
        ({key: value for key, value in LINE.items() if key != "question"}, "question"),
        (LINE | {"id": "A2", "facts": []}, "facts"),
        (LINE | {"id": "A2", "facts": [[]]}, "facts"),
        (LINE | {"id": "A2", "as_of": "去年"}, "as_of"),
        (LINE | {"id": "A2", "status": "perhaps"}, "status"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: dict[str, Any] | str, named: str) -> None:
    path = write(tmp_path / "gold.jsonl", LINE, "", bad)
    with pytest.raises(CaseError) as caught:
        load_cases(path)
    assert f"{path}:3" in caught.value.problem
    assert named in caught.value.problem


def test_an_id_stands_once_in_a_folder(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.jsonl", LINE), write(tmp_path / "b.jsonl", LINE)
    with pytest.raises(CaseError) as caught:
        load_cases(tmp_path)
    assert f"{first}:1" in caught.value.problem
    assert f"{second}:1" in caught.value.problem


def test_files_of_a_folder_come_by_name(tmp_path: Path) -> None:
    write(tmp_path / "b.jsonl", LINE | {"id": "B"})
    write(tmp_path / "a.jsonl", LINE | {"id": "A"})
    assert [case.case_id for case in load_cases(tmp_path)] == ["A", "B"]


@pytest.mark.parametrize("name", ["", "missing.jsonl"])
def test_no_gold_file_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(CaseError, match="没有找到评测集"):
        load_cases(tmp_path / name)


def test_the_bundled_gold_sets_load() -> None:
    gold = Path(__file__).parents[2] / "eval" / "gold"
    assert len(load_cases(gold)) >= 250
    assert len(load_cases(gold / "samples")) >= 100
