"""Real documents: every sample is read or refused with a reason, and known facts come out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.blocks import Grid, Paragraph, Source
from ingest.errors import MissingToolError, SourceError
from ingest.sources.read import read_bytes
from ingest.sources.sandbox import SandboxedReader

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def reader() -> Iterator[SandboxedReader]:
    with SandboxedReader() as opened:
        yield opened


def sample(shared: Path, pattern: str) -> Source:
    path = next(shared.glob(f"samples/{pattern}"))
    (source,) = read_bytes(path.read_bytes(), path.name)
    return source


def text_of(source: Source) -> str:
    return "\n".join(
        block.text if isinstance(block, Paragraph) else "|".join(cell.text for cell in block.cells)
        for block in source.blocks
    )


def test_every_sample_is_read_or_refused_with_a_reason(
    shared: Path, reader: SandboxedReader
) -> None:
    files = [path for path in sorted((shared / "samples").rglob("*")) if path.is_file()]
    assert len(files) >= 60
    for path in files:
        if path.suffix == ".doc":
            continue  # LibreOffice takes its time: read below, one file
        try:
            sources = reader.read(path)
        except SourceError as error:
            assert error.problem and error.remedy, path
            continue
        assert all(source.blocks for source in sources), path


def test_a_word_97_file_by_what_is_installed(shared: Path, reader: SandboxedReader) -> None:
    path = next(shared.glob("samples/gov_notices/附件三_*.doc"))
    try:
        (source,) = reader.read(path)
    except MissingToolError as error:
        pytest.skip(error.problem)
    assert "笔试成绩" in text_of(source)
    assert "277.32" in text_of(source)


def test_every_original_line_leads_back_to_its_place(shared: Path) -> None:
    for path in sorted((shared / "originals").glob("*.txt")):
        decoded = path.read_bytes().decode("utf-8")
        (source,) = read_bytes(path.read_bytes(), path.name)
        for block in source.blocks:
            assert isinstance(block, Paragraph)
            for span in block.origin:
                stood = decoded[span.source_start :][: span.length]
                assert stood == block.text[span.offset :][: span.length]


def test_tables_of_a_page_with_row_spans(shared: Path) -> None:
    source = sample(shared, "gov_html_policy/*深圳湾*.html")
    grids = [block for block in source.blocks if isinstance(block, Grid)]
    assert len(grids) == 7
    assert any(cell.row_span == 2 for grid in grids for cell in grid.cells)


def test_a_statistics_bulletin_without_the_site(shared: Path) -> None:
    source = sample(shared, "gov_html/万载县2022*.html")
    text = text_of(source)
    assert "全年实现生产总值(GDP)262.6亿元" in text
    assert "ICP备" not in text
    assert source.hints["published_on"].startswith("2023-08-16")


def test_a_printed_page_gives_its_fields_and_mended_headings(shared: Path) -> None:
    source = sample(shared, "policy_pdf_gov/*人社*.pdf")
    assert source.hints["doc_number"] == "人社部发〔2026〕40号"
    assert source.hints["issued_on"] == "2026年06月22日"
    texts = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    assert "二、打造人工智能重大场景" in texts
    assert not any("中国政府网" in text or "gov.cn" in text for text in texts)


def test_price_sheet_keeps_merges_and_decimals(shared: Path) -> None:
    source = sample(shared, "gov_notices/10月.xls")
    (grid,) = [block for block in source.blocks if isinstance(block, Grid)]
    cells = {(cell.row, cell.column): cell for cell in grid.cells}
    assert cells[1, 0].text == "一、粮食类" and cells[1, 0].row_span == 2
    assert cells[3, 4].text == "79.90"
