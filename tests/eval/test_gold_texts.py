"""The gold cases over shared plain texts are sound, and their evidence stands in those texts.

The texts are read here with the standard library alone, so that a fault of the project's own
readers cannot make wrong evidence look right.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from eval.cases import load_cases
from eval.policies import SETS as LISTED
from eval.policies import listed_documents

GOLD = Path(__file__).parents[2] / "eval" / "gold"
MAX_QUOTE = 60
"""Characters of one quote: the repository holds short evidence, not the documents."""


def without_whitespace(text: str) -> str:
    return re.sub(r"\s+", "", text)


def collection(shared: Path, name: str) -> list[dict[str, str]]:
    with gzip.open(shared / "training" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def policy_texts(shared: Path, of: str = "policies") -> dict[str, str]:
    listed = listed_documents(of)
    rows = {name: collection(shared, name) for name in {document.collection for document in listed}}
    return {document.name: rows[document.collection][document.row]["text"] for document in listed}


def guide_texts(shared: Path) -> dict[str, str]:
    name = "bj_industry_policy_template"
    programmes: dict[str, str] = {}
    for row in collection(shared, name):
        title = row["positive"].splitlines()[0]
        programmes[title] = programmes.get(title, "") + row["positive"]
    return {f"{name}:{number}": text for number, text in enumerate(programmes.values())}


def original_texts(shared: Path) -> dict[str, str]:
    return {path.name[:3]: path.read_text("utf-8") for path in (shared / "originals").glob("*.txt")}


@dataclass(frozen=True)
class GoldSet:
    """A folder of gold files and the reader of its texts by the names that cases give them;
    and the least it holds: cases, documents asked about, cases without an answer, colloquial."""

    folder: str
    read: Callable[[Path], dict[str, str]]
    least: tuple[int, int, int, int]

    @cached_property
    def cases(self) -> list[dict[str, Any]]:
        return [
            json.loads(line)
            for file in sorted((GOLD / self.folder).glob("*.jsonl"))
            for line in file.read_text("utf-8").splitlines()
        ]

    @cached_property
    def texts(self) -> dict[str, str]:
        texts = self.read(Path(os.environ["POLICYQA_SHARED"]))
        return {name: without_whitespace(text) for name, text in texts.items()}


SETS = (
    GoldSet("policies", policy_texts, (600, 100, 50, 50)),
    GoldSet("ministries", partial(policy_texts, of="ministries"), (160, 60, 20, 0)),
    GoldSet("reports", partial(policy_texts, of="reports"), (70, 12, 10, 5)),
    GoldSet("guide", guide_texts, (180, 80, 25, 0)),
    GoldSet("originals", original_texts, (280, 5, 35, 10)),
)


@pytest.fixture(params=SETS, ids=lambda gold: gold.folder)
def gold(request: pytest.FixtureRequest) -> GoldSet:
    return request.param


@pytest.fixture
def shared_gold(gold: GoldSet) -> GoldSet:
    if not os.environ.get("POLICYQA_SHARED"):
        pytest.skip("POLICYQA_SHARED is not set: the texts are not part of the repository")
    return gold


def test_size_of_the_set(gold: GoldSet) -> None:
    cases, documents, unanswerable, colloquial = gold.least
    assert len(load_cases(GOLD / gold.folder)) >= cases
    assert len({name for case in gold.cases for name in case["doc"]}) >= documents
    assert sum(not case["answerable"] for case in gold.cases) >= unanswerable
    assert sum(case["type"] == "colloquial" for case in gold.cases) >= colloquial


def test_no_id_stands_twice_in_all_sets() -> None:
    counts = Counter(
        json.loads(line)["id"]
        for file in GOLD.rglob("*.jsonl")
        for line in file.read_text("utf-8").splitlines()
    )
    assert [case_id for case_id, count in counts.items() if count > 1] == []


def test_no_question_stands_twice(gold: GoldSet) -> None:
    counts = Counter((case["question"], *case.get("history", ())) for case in gold.cases)
    assert [key for key, count in counts.items() if count > 1] == []


def test_answerable_cases_name_document_and_evidence_and_others_none(gold: GoldSet) -> None:
    wrong = [
        (case["id"], part)
        for case in gold.cases
        for part in ("facts", "doc", "evidence")
        if bool(case[part]) != case["answerable"]
    ]
    assert wrong == []


def test_nothing_right_is_forbidden(gold: GoldSet) -> None:
    """Whoever says a fact, quotes the evidence or repeats the question is not wrong for it."""
    clashes = [
        (case["id"], word, said)
        for case in gold.cases
        for word in case["forbidden"]
        for said in (case["question"], *case["evidence"], *chain.from_iterable(case["facts"]))
        if without_whitespace(word) in without_whitespace(said)
    ]
    assert clashes == []


def test_quotes_are_short(gold: GoldSet) -> None:
    long = [(case["id"], q) for case in gold.cases for q in case["evidence"] if len(q) > MAX_QUOTE]
    assert long == []


@pytest.mark.parametrize("of", LISTED)
def test_every_named_document_is_written_for_ingest(of: str) -> None:
    (listed,) = (gold for gold in SETS if gold.folder == of)
    written = {document.name for document in listed_documents(of)}
    assert {name for case in listed.cases for name in case["doc"]} <= written


@pytest.mark.shared
def test_evidence_stands_in_the_named_documents(shared_gold: GoldSet) -> None:
    absent = [
        (case["id"], quote)
        for case in shared_gold.cases
        for quote in case["evidence"]
        if not any(without_whitespace(quote) in shared_gold.texts[name] for name in case["doc"])
    ]
    assert absent == []


@pytest.mark.shared
def test_every_named_document_gives_evidence(shared_gold: GoldSet) -> None:
    idle = [
        (case["id"], name)
        for case in shared_gold.cases
        for name in case["doc"]
        if not any(
            without_whitespace(quote) in shared_gold.texts[name] for quote in case["evidence"]
        )
    ]
    assert idle == []
