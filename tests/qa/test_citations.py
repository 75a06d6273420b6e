"""Citations: quotes with their offsets, each used once, numbered in reading order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.citations import CitationBook
from qa.reading.findings import Finding, Segment

TEXT = (
    "常州市人民政府关于奖励企业的意见\n常政发〔2023〕12号\n\n"
    "对省级小巨人企业奖励30万元。对市级小巨人企业奖励20万元。\n"
)
FIRST, SECOND = "对省级小巨人企业奖励30万元。", "对市级小巨人企业奖励20万元。"


@pytest.fixture
def book(scene: Callable) -> CitationBook:
    made = scene("奖励多少？", TEXT)
    return CitationBook(made.shelf, made.validity_of)


@pytest.fixture(scope="module")
def finding(scene: Callable) -> Callable[..., Finding]:
    def make(*quoted: str, segments: bool = False) -> Finding:
        hit = scene("奖励多少？", TEXT).hits[0]
        text = hit.document.text
        spans = tuple((text.index(q), text.index(q) + len(q)) for q in quoted)
        parts = tuple(Segment(q.rstrip("。"), (s,)) for q, s in zip(quoted, spans, strict=True))
        return Finding(
            "；".join(part.text for part in parts),
            hit.document,
            hit.passage,
            hit,
            spans,
            0.9,
            segments=parts if segments else (),
        )

    return make


def test_a_quote_is_what_stands_at_its_offsets(book: CitationBook, finding: Callable) -> None:
    book.cited(finding(FIRST, SECOND))
    for citation in book.citations:
        assert citation.document.text[citation.start : citation.end] == citation.quote


def test_a_quote_is_what_was_quoted(book: CitationBook, finding: Callable) -> None:
    book.cited(finding(FIRST))
    assert [citation.quote for citation in book.citations] == [FIRST]


def test_a_statement_carries_a_marker_for_each_quote(book: CitationBook, finding: Callable) -> None:
    (line,) = book.cited(finding(FIRST, SECOND))
    assert line.endswith("[1][2]")


def test_a_part_carries_the_marker_of_its_own_quote(book: CitationBook, finding: Callable) -> None:
    first, second = book.cited(finding(FIRST, SECOND, segments=True))
    assert first.endswith("30万元[1]")
    assert second.endswith("20万元[2]")


def test_a_quote_used_twice_has_one_number(book: CitationBook, finding: Callable) -> None:
    assert book.cited(finding(FIRST)) == book.cited(finding(FIRST))
    assert len(book.citations) == 1


def test_numbers_follow_the_order_of_use(book: CitationBook, finding: Callable) -> None:
    book.cited(finding(SECOND))
    book.cited(finding(FIRST))
    assert [(c.index, c.quote) for c in book.citations] == [(1, SECOND), (2, FIRST)]


def test_the_quote_lies_in_its_passage(book: CitationBook, finding: Callable) -> None:
    book.cited(finding(FIRST, SECOND))
    for citation in book.citations:
        assert citation.passage.start <= citation.start < citation.passage.end


def test_a_quote_of_another_passage_is_cited_with_that_passage(scene: Callable) -> None:
    body = "\n".join(
        f"{n}、各有关部门要结合实际抓好贯彻落实工作，确保完成目标任务。" * 4 for n in "一二三四五六"
    )
    made = scene("奖励多少？", f"常州市人民政府关于奖励企业的意见\n\n{body}\n")
    first, last = made.hits[0], made.hits[-1]
    book = CitationBook(made.shelf, made.validity_of)
    start = last.passage.start
    book.cited(Finding("落实", first.document, first.passage, first, ((start, start + 5),), 0.9))
    assert book.citations[0].passage == last.passage


def test_a_citation_as_json_has_the_fields_of_the_contract(
    book: CitationBook, finding: Callable
) -> None:
    book.cited(finding(FIRST))
    shown = book.citations[0].as_json()
    assert shown["quote"] == FIRST
    assert shown["doc_number"] == "常政发〔2023〕12号"
    assert shown["end"] - shown["start"] == len(FIRST)
