"""The gold cases over the real sample documents, checked against those documents.

The text is read here with the standard library alone, so that a fault of the project's own
parsers cannot make wrong evidence look right (PDF, .doc and .xls need a parser and are left out).
"""

import json
import os
import re
import zipfile
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parents[2] / "eval" / "gold" / "samples"
FIELDS = {
    "id", "question", "type", "answerable", "facts", "forbidden", "doc", "evidence", "note",
}  # fmt: skip
OPTIONAL = {"history", "as_of"}
"""Follow-ups have a history; some questions are asked on a day."""
MAX_QUOTE = 60
"""Characters of one quote: the repository holds short evidence, not the documents."""

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        "POLICYQA_SHARED" not in os.environ,
        reason="POLICYQA_SHARED is not set: the sample documents are not part of the repository",
    ),
]


class VisibleText(HTMLParser):
    """Collects the text a reader of the page sees."""

    UNSEEN = frozenset({"script", "style", "noscript"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in self.UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in self.UNSEEN

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def html_text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        page = raw.decode("utf-8")
    except UnicodeDecodeError:
        page = raw.decode("gb18030")
    parser = VisibleText()
    parser.feed(page)
    return "".join(parser.parts)


def zipped_text(path: Path, member: str, element: str) -> str:
    """Text of every `element` in the archive members whose name ends in `member`."""
    with zipfile.ZipFile(path) as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.endswith(member)]
    pattern = re.compile(rf"<{element}(?:\s[^>]*)?>([^<]*)</{element}>")
    found = "".join("".join(pattern.findall(page.decode("utf-8"))) for page in pages)
    return unescape(found)


READERS = {
    ".html": html_text,
    ".docx": lambda path: zipped_text(path, "word/document.xml", "w:t"),
    ".ofd": lambda path: zipped_text(path, "Content.xml", "ofd:TextCode"),
}


def without_whitespace(text: str) -> str:
    return re.sub(r"\s+", "", text)


def samples() -> Path:
    return Path(os.environ["POLICYQA_SHARED"]) / "samples"


@cache
def document_text(name: str) -> str:
    path = samples() / name
    return without_whitespace(READERS[path.suffix](path))


def load() -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for file in sorted(GOLD.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    return load()


def test_every_case_has_the_fields_of_the_seed_set(cases: list[dict[str, Any]]) -> None:
    assert [case["id"] for case in cases if set(case) - OPTIONAL != FIELDS] == []


def test_there_are_at_least_400_cases_with_unique_ids_and_questions(
    cases: list[dict[str, Any]],
) -> None:
    assert len(cases) >= 400
    assert len({case["id"] for case in cases}) == len(cases)
    assert len({(case["question"], *case.get("history", ())) for case in cases}) == len(cases)


def test_at_least_90_cases_ask_in_colloquial_words(cases: list[dict[str, Any]]) -> None:
    assert sum(case["type"] == "colloquial" for case in cases) >= 90


def test_at_least_45_cases_cannot_be_answered(cases: list[dict[str, Any]]) -> None:
    assert sum(not case["answerable"] for case in cases) >= 45


def test_answerable_cases_name_facts_document_and_evidence_and_others_none(
    cases: list[dict[str, Any]],
) -> None:
    wrong = [
        case["id"]
        for case in cases
        for part in ("facts", "doc", "evidence")
        if bool(case[part]) != case["answerable"]
    ]
    assert wrong == []


def test_no_accepted_variant_contains_a_forbidden_string(cases: list[dict[str, Any]]) -> None:
    clashes = [
        (case["id"], variant)
        for case in cases
        for group in case["facts"]
        for variant in group
        if any(forbidden in variant for forbidden in case["forbidden"])
    ]
    assert clashes == []


def test_no_evidence_contains_a_forbidden_string(cases: list[dict[str, Any]]) -> None:
    """Whoever quotes the evidence word for word must not be marked wrong for it."""
    clashes = [
        (case["id"], quote)
        for case in cases
        for quote in case["evidence"]
        if any(forbidden in quote for forbidden in case["forbidden"])
    ]
    assert clashes == []


def test_quotes_are_short(cases: list[dict[str, Any]]) -> None:
    long = [(case["id"], q) for case in cases for q in case["evidence"] if len(q) > MAX_QUOTE]
    assert long == []


def test_named_documents_exist(cases: list[dict[str, Any]]) -> None:
    missing = {name for case in cases for name in case["doc"] if not (samples() / name).is_file()}
    assert missing == set()


def test_evidence_stands_in_the_visible_text(cases: list[dict[str, Any]]) -> None:
    absent = []
    for case in cases:
        if any(Path(name).suffix not in READERS for name in case["doc"]):
            continue
        texts = [document_text(name) for name in case["doc"]]
        absent += [
            (case["id"], quote)
            for quote in case["evidence"]
            if not any(without_whitespace(quote) in text for text in texts)
        ]
    assert absent == []
