"""Sources made by hand, so that these tests need no parser, and the checks every parse must pass."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.blocks import Block, OriginSpan, Paragraph, Source
from ingest.structure.parse import Structured, parse

Check = Callable[[Structured], None]


@pytest.fixture
def source_of() -> Callable[..., Source]:
    """Builds a source of raw lines (`wrapped`, with origin) or of blocks as they are."""

    def build(*blocks: Block | str, wrapped: bool = False) -> Source:
        made: list[Block] = []
        position = 0
        for block in blocks:
            if isinstance(block, str):
                made.append(Paragraph(block, origin=(OriginSpan(0, position, len(block)),)))
                position += len(block) + 1
            else:
                made.append(block)
        return Source("x.txt", "text/plain", "plain", "0" * 64, tuple(made), wrapped=wrapped)

    return build


@pytest.fixture
def lines_parsed(source_of: Callable[..., Source]) -> Callable[[str], Structured]:
    """Parses a text as a wrapped source, line by line."""

    def build(text: str) -> Structured:
        return parse(source_of(*text.strip("\n").split("\n"), wrapped=True), "doc")

    return build


@pytest.fixture
def check_invariants() -> Check:
    return assert_invariants


@pytest.fixture(scope="session")
def check_invariants_of() -> Check:
    """The same for Hypothesis, which wants no function-scoped fixture."""
    return assert_invariants


def assert_invariants(structured: Structured) -> None:
    """Spans are true, sections and passages cover the text in order, tables hold their cells."""
    text = structured.text
    reached = 0
    for section in structured.sections:
        assert text[reached : section.start].strip() == ""
        assert section.start >= reached
        reached = section.end
    assert text[reached:].strip() == ""

    reached = 0
    for order, passage in enumerate(structured.passages):
        assert text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert passage.order == order
        assert passage.section.start <= passage.start < passage.end <= passage.section.end
        assert passage.start >= reached
        assert text[reached : passage.start].replace("|", "").strip() == ""
        reached = passage.end
    assert text[reached:].replace("|", "").strip() == ""
    ids = [passage.passage_id for passage in structured.passages]
    assert len(set(ids)) == len(ids)

    for table in structured.tables:
        for cell in table.cells:
            assert text[cell.start : cell.end] == cell.text
            assert table.start <= cell.start <= cell.end <= table.end
            assert cell.row + cell.row_span <= table.rows
            assert cell.column + cell.column_span <= table.columns
