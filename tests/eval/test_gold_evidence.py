"""The bundled gold set is sound: its evidence stands in the digests it names."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "eval" / "gold").glob("*.jsonl"))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


CASES: list[dict[str, Any]] = [
    json.loads(line) for path in FILES for line in path.read_text("utf-8").splitlines()
]
DIGESTS = {path.stem: squeeze(path.read_text("utf-8")) for path in (ROOT / "corpus").glob("*.md")}


@pytest.fixture(params=CASES, ids=lambda case: case["id"])
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


def test_size_of_the_set() -> None:
    assert len(CASES) >= 250
    assert sum(not case["answerable"] for case in CASES) >= 50


@pytest.mark.parametrize("field", ["id", "question"])
def test_no_id_or_question_twice(field: str) -> None:
    # A follow-up (“那市级呢？”) is told apart by what was asked before it.
    counts = Counter(
        (case[field], *(case.get("history", ()) if field == "question" else ())) for case in CASES
    )
    assert [key for key, count in counts.items() if count > 1] == []


def test_evidence_stands_in_the_named_digests(case: dict[str, Any]) -> None:
    texts = [DIGESTS[stem] for stem in case["doc"]]
    missing = [
        quote for quote in case["evidence"] if not any(squeeze(quote) in text for text in texts)
    ]
    assert missing == []


def test_every_named_digest_gives_evidence(case: dict[str, Any]) -> None:
    idle = [
        stem
        for stem in case["doc"]
        if not any(squeeze(quote) in DIGESTS[stem] for quote in case["evidence"])
    ]
    assert idle == []


def test_answerable_cases_have_facts_and_evidence_and_others_none(case: dict[str, Any]) -> None:
    filled = [bool(case["facts"]), bool(case["evidence"]), bool(case["doc"])]
    assert filled == [case["answerable"]] * 3
    assert all(group and all(group) for group in case["facts"])


def test_no_right_answer_is_forbidden(case: dict[str, Any]) -> None:
    variants = [squeeze(variant) for group in case["facts"] for variant in group]
    said = [squeeze(case["question"]), *variants]
    clash = [word for word in case["forbidden"] if any(squeeze(word) in part for part in said)]
    assert clash == []


def test_dates_are_iso(case: dict[str, Any]) -> None:
    if "as_of" in case:
        assert date.fromisoformat(case["as_of"]).isoformat() == case["as_of"]
    assert case.get("status") in {None, "clarify", "conflict"}
