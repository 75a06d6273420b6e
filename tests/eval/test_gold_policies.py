"""The gold cases over policies that nobody tuned for are sound, and their evidence stands there.

The texts are read here with the standard library alone, so that a fault of the project's own
readers cannot make wrong evidence look right.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from eval.cases import load_cases
from eval.policies import listed_documents

GOLD = Path(__file__).parents[2] / "eval" / "gold" / "policies"
MAX_QUOTE = 60
"""Characters of one quote: the repository holds short evidence, not the documents."""

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for file in sorted(GOLD.glob("*.jsonl"))
    for line in file.read_text("utf-8").splitlines()
]


def without_whitespace(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The shared texts without white space, by the name that a case gives them."""
    shared = os.environ.get("POLICYQA_SHARED")
    if not shared:
        pytest.skip("POLICYQA_SHARED is not set: the policies are not part of the repository")
    listed = listed_documents()
    found: dict[str, str] = {}
    for collection in {document.collection for document in listed}:
        path = Path(shared) / "training" / f"{collection}.jsonl.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            bodies = [json.loads(line)["text"] for line in lines]
        for document in listed:
            if document.collection == collection:
                found[document.name] = without_whitespace(bodies[document.row])
    return found


def test_size_of_the_set() -> None:
    assert len(load_cases(GOLD)) >= 300
    assert len({name for case in CASES for name in case["doc"]}) >= 60
    assert sum(not case["answerable"] for case in CASES) >= 25
    assert sum(case["type"] == "colloquial" for case in CASES) >= 25


def test_no_question_stands_twice() -> None:
    counts = Counter((case["question"], *case.get("history", ())) for case in CASES)
    assert [key for key, count in counts.items() if count > 1] == []


def test_answerable_cases_name_document_and_evidence_and_others_none() -> None:
    wrong = [
        (case["id"], part)
        for case in CASES
        for part in ("facts", "doc", "evidence")
        if bool(case[part]) != case["answerable"]
    ]
    assert wrong == []


def test_nothing_right_is_forbidden() -> None:
    """Whoever says a fact, quotes the evidence or repeats the question is not wrong for it."""
    clashes = [
        (case["id"], word, said)
        for case in CASES
        for word in case["forbidden"]
        for said in (case["question"], *case["evidence"], *chain.from_iterable(case["facts"]))
        if without_whitespace(word) in without_whitespace(said)
    ]
    assert clashes == []


def test_quotes_are_short() -> None:
    long = [(case["id"], q) for case in CASES for q in case["evidence"] if len(q) > MAX_QUOTE]
    assert long == []


def test_every_named_document_is_written_for_ingest() -> None:
    written = {document.name for document in listed_documents()}
    assert {name for case in CASES for name in case["doc"]} <= written


@pytest.mark.shared
def test_evidence_stands_in_the_named_documents(texts: dict[str, str]) -> None:
    absent = [
        (case["id"], quote)
        for case in CASES
        for quote in case["evidence"]
        if not any(without_whitespace(quote) in texts[name] for name in case["doc"])
    ]
    assert absent == []


@pytest.mark.shared
def test_every_named_document_gives_evidence(texts: dict[str, str]) -> None:
    idle = [
        (case["id"], name)
        for case in CASES
        for name in case["doc"]
        if not any(without_whitespace(quote) in texts[name] for quote in case["evidence"])
    ]
    assert idle == []
