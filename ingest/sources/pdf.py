"""PDF files -> `Source`: lines and ruled tables by pdfplumber, joined as they were written."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.blocks import Block, Grid, Paragraph, Source
from ingest.errors import DamagedError, EmptySourceError, EncryptedError
from ingest.sources.content import (
    check_blocks,
    check_readable,
    fingerprint,
    unreadable_warning,
)
from ingest.sources.glyphs import Glyph, arrange, read_segments
from ingest.sources.html_hints import load_templates, without_site
from ingest.sources.label_box import take_labelled
from ingest.sources.limits import Limits, check_count
from ingest.sources.open_tables import find_open_tables
from ingest.sources.printed import PrintedPage, compose
from ingest.sources.ruled_tables import Box, place_among, take_grids
from ingest.sources.tracing import clean

_SMALLEST = 2.0  # points: smaller glyphs are there to be hidden
_LEAST_TEXT = 10
_PICTURE_TEXT = 200  # a picture page may still carry the browser's head and foot
_PICTURED = 0.3
_HEAD_BLOCKS = 12
_RELEASE = re.compile(
    r"(?:发布(?:时间|日期)[:：]\s*)?(?P<date>\d{4}[-年]\d{1,2}[-月]\d{1,2}日?)(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
    r"\s+来\s*源[:：]\s*(?P<source>\S{0,30})"
)
_LABEL = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fff\s]{0,10})[:：]\s*(.*)", re.S)


def read_pdf(data: bytes, name: str, limits: Limits) -> Source:
    """Reads a PDF with a text layer.

    Raises:
        EncryptedError: it opens only with a password.
        EmptySourceError: pages are pictures (a scan), or fonts without a character map.
        DamagedError, LimitExceededError
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pages, metadata = _read_pages(data, limits)
    _check_text(pages)
    printed = compose([page.page for page in pages])
    blocks, hints = _split_hints(list(printed.blocks))
    for page in pages:
        hints.update(page.hints)
    check_blocks(blocks, limits)
    if printed.url:
        hints["url"] = printed.url
    title = _title(metadata.get("Title"), blocks)
    if title:
        hints.setdefault("title", title)
    return Source(
        name,
        "application/pdf",
        "pdf.pdfplumber",
        fingerprint(data),
        tuple(blocks),
        hints,
        warnings=_warnings(pages),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """A page read: its content, the labelled fields printed on it, whether a picture fills it."""

    page: PrintedPage
    hints: dict[str, str]
    pictured: bool


def _read_pages(data: bytes, limits: Limits) -> tuple[list[_Read], dict[str, Any]]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            check_count("页", len(document.pages), limits.pages)
            pages = []
            for page in document.pages:
                pages.append(_read_page(page))
                page.close()  # drops the page's objects: a long document must not add up
            return pages, dict(document.metadata)
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise EncryptedError("PDF 设有打开密码", "请取消密码后另存，再导入") from error
        raise DamagedError(
            "PDF 结构不完整或有误", "请重新获取文件，或用阅读器打印成新的 PDF"
        ) from error


def _check_text(pages: Sequence[_Read]) -> None:
    text = "".join(read.page.text() for read in pages)
    check_readable(text)
    if len(text.strip()) < _LEAST_TEXT and any(read.pictured for read in pages):
        raise EmptySourceError(
            f"PDF 是扫描件，{len(pages)}页都只有图片、没有文字",
            "请安装可选的 OCR 工具 ocrmypdf 与 tesseract 中文包，"
            "运行 ocrmypdf -l chi_sim 原文件 新文件 后导入新文件",
        )
    if not text.strip():
        raise EmptySourceError("PDF 里没有文字", "请确认导出的文件不是空的")


def _warnings(pages: Sequence[_Read]) -> tuple[str, ...]:
    """Names the pages that are pictures among pages of text: an annex scanned in."""
    mute = [
        str(read.page.number)
        for read in pages
        if read.pictured and not read.hints and len(read.page.text().strip()) < _PICTURE_TEXT
    ]
    pictured = (f"第{'、'.join(mute)}页是图片，其中的文字没有读入",) if mute else ()
    return (*pictured, *unreadable_warning("".join(read.page.text() for read in pages)))


# --- one page -------------------------------------------------------------------------------


def _read_page(page: Any) -> _Read:
    glyphs = [_glyph(char) for char in page.chars if _is_visible(char, page)]
    tables = [table.cells for table in page.find_tables()]
    outside, grids = take_grids(tables, glyphs)
    outside, open_grids = take_grids(find_open_tables(_drawn(page), outside), outside)
    grids = sorted([*grids, *open_grids], key=lambda grid: grid.top)
    hints, segments = take_labelled(read_segments(outside))
    items = place_among(arrange(segments), grids)
    printed = PrintedPage(page.page_number, float(page.width), float(page.height), items)
    return _Read(printed, hints, _is_pictured(page))


def _drawn(page: Any) -> list[Box]:
    """Boxes of the lines and rectangles of a page."""
    return [(one["x0"], one["top"], one["x1"], one["bottom"]) for one in page.lines + page.rects]


def _is_pictured(page: Any) -> bool:
    """Whether pictures cover a good part of the page."""
    covered = sum(image["width"] * image["height"] for image in page.images)
    return covered > _PICTURED * page.width * page.height


def _glyph(char: dict[str, Any]) -> Glyph:
    return Glyph(
        char["text"],
        char["x0"],
        char["x1"],
        char["top"],
        char["bottom"],
        max(char["size"], 0.1),
    )


def _is_visible(char: dict[str, Any], page: Any) -> bool:
    """Not rotated (a watermark), not tiny, not white on nothing."""
    if not char["upright"] or char["size"] < _SMALLEST:
        return False
    color = char.get("non_stroking_color")
    if not _is_white(color):
        return True
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(
        rect["x0"] <= x <= rect["x1"] and rect["top"] <= y <= rect["bottom"]
        for rect in page.rects
        if rect.get("fill") and not _is_white(rect.get("non_stroking_color"))
    )


def _is_white(color: Any) -> bool:
    values = color if isinstance(color, (tuple, list)) else (color,)
    numbers = [value for value in values if isinstance(value, (int, float))]
    if len(numbers) == 4:  # CMYK: no ink
        return not any(numbers)
    return bool(numbers) and len(numbers) in (1, 3) and min(numbers) >= 0.99


# --- hints ----------------------------------------------------------------------------------


def _split_hints(blocks: list[Block]) -> tuple[list[Block], dict[str, str]]:
    """Takes the labelled head table of a printed government page (发文机关：… | …) as hints.

    A grid counts as one when at least three of its cells are official labels and all filled
    cells are label or value.
    """
    hints: dict[str, str] = {}
    kept: list[Block] = []
    for position, block in enumerate(blocks):
        found = _labelled(block) if isinstance(block, Grid) else {}
        released = _release(block) if position < _HEAD_BLOCKS else {}
        if len(found) >= 3 or released:
            hints.update(found or released)
        else:
            kept.append(block)
    return kept, hints


def _release(block: Block) -> dict[str, str]:
    """The line a site sets under the title: when it published the page, and from where."""
    match = _RELEASE.fullmatch(block.text) if isinstance(block, Paragraph) else None
    if match is None:
        return {}
    source = match["source"].strip()
    return {"published_on": match["date"], **({"author": source} if source else {})}


def _labelled(grid: Grid) -> dict[str, str]:
    labels = load_templates().labels
    cells = sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
    found: dict[str, str] = {}
    for index, cell in enumerate(cells):
        match = _LABEL.match(cell.text)
        key = labels.get(re.sub(r"\s+", "", match[1])) if match else None
        if match is None or key is None:
            continue
        value = match[2].strip()
        if not value and index + 1 < len(cells) and not _LABEL.match(cells[index + 1].text):
            value = cells[index + 1].text
        if value:
            found[key] = value.replace("\n", "")
    return found


def _title(title: object, blocks: Sequence[Block]) -> str | None:
    """The title property, without the site's name, if the head of the text says the same."""
    if not isinstance(title, str):
        return None
    cleaned = without_site(clean(title).strip())
    squeezed = "".join(cleaned.split())
    head = "".join(
        "".join(block.text.split())
        for block in blocks[:_HEAD_BLOCKS]
        if isinstance(block, Paragraph)
    )
    return cleaned if len(squeezed) >= 5 and squeezed in head else None
