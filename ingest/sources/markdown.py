"""Markdown lines -> blocks: headings, pipe tables, list items; everything else line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.blocks import Block, Grid, GridCell, Paragraph
from ingest.sources.tracing import Tracer, traced_paragraph

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_RULE_ROW = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_ITEM = re.compile(r"^[ \t]*(?:[-*+])[ \t]+")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_THEMATIC = re.compile(r"^ {0,3}(?:\*[ \t]*){3,}$|^ {0,3}(?:-[ \t]*){3,}$|^ {0,3}(?:_[ \t]*){3,}$")
_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_CELL_BREAK = re.compile(r"(?<!\\)\|")
_INLINE = re.compile(
    r"(?P<image>!\[(?P<alt>[^\]\n]*)\]\([^)\n]*\))"
    r"|(?P<link>\[(?P<label>[^\]\n]+)\]\([^)\n]*\))"
    r"|(?P<strong>\*\*(?P<bold>[^*\n]+)\*\*)"
    r"|(?P<angle><(?P<url>https?://[^>\s]+)>)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without its line break, and where it begins."""

    text: str
    start: int
    page: int | None = None


def markdown_blocks(lines: Sequence[Line]) -> tuple[list[Block], bool]:
    """Blocks of Markdown lines, and whether paragraphs run over several lines.

    One `Paragraph` a line (joining wrapped lines is the structure's work), list markers and
    emphasis removed, link texts kept. A pipe table needs its rule row (`|---|`).
    """
    blocks: list[Block] = []
    fenced = False
    wrapped = False
    index = 0
    while index < len(lines):
        line = lines[index]
        if _FENCE.match(line.text):
            fenced = not fenced
        elif fenced:
            blocks.append(traced_paragraph(line.text, line.start, line.page))
        elif _starts_table(lines, index):
            end = _table_end(lines, index)
            blocks.append(_grid(lines[index:end]))
            index = end
            continue
        elif not _THEMATIC.match(line.text):
            block = _line_block(line)
            previous = blocks[-1] if blocks else None
            wrapped = wrapped or _continues(previous, block, line.text)
            blocks.append(block)
        index += 1
    return blocks, wrapped


def _continues(previous: Block | None, block: Paragraph, raw: str) -> bool:
    """Whether two plain lines follow each other without a blank line: a soft line break."""
    return (
        isinstance(previous, Paragraph)
        and previous.heading_level is None
        and block.heading_level is None
        and bool(previous.text.strip())
        and bool(block.text.strip())
        and not _ITEM.match(raw)
    )


def _line_block(line: Line) -> Paragraph:
    heading = _HEADING.match(line.text)
    if heading:
        paragraph = inline(heading[2], line.start + heading.start(2), line.page)
        return Paragraph(paragraph.text, len(heading[1]), line.page, origin=paragraph.origin)
    marker = _QUOTE.match(line.text) or _ITEM.match(line.text)
    start = marker.end() if marker else 0
    return inline(line.text[start:], line.start + start, line.page)


def inline(text: str, start: int, page: int | None = None) -> Paragraph:
    """A paragraph without emphasis and link targets; its origin keeps the gaps."""
    tracer = Tracer()
    position = 0
    for match in _INLINE.finditer(text):
        tracer.add_cleaned(text[position : match.start()], start + position)
        group = next(name for name in ("alt", "label", "bold", "url") if match[name] is not None)
        tracer.add_cleaned(match[group], start + match.start(group))
        position = match.end()
    tracer.add_cleaned(text[position:], start + position)
    return Paragraph(tracer.text, page=page, origin=tracer.origin)


def _starts_table(lines: Sequence[Line], index: int) -> bool:
    if index + 1 >= len(lines) or "|" not in lines[index].text:
        return False
    rule = lines[index + 1].text
    return "-" in rule and "|" in rule and _RULE_ROW.match(rule) is not None


def _table_end(lines: Sequence[Line], index: int) -> int:
    end = index + 2
    while end < len(lines) and "|" in lines[end].text and lines[end].text.strip():
        end += 1
    return end


def _grid(lines: Sequence[Line]) -> Grid:
    rows = [_cells(line) for position, line in enumerate(lines) if position != 1]
    cells = tuple(
        GridCell(row, column, cell.text, origin=cell.origin)
        for row, texts in enumerate(rows)
        for column, cell in enumerate(texts)
    )
    columns = max(len(texts) for texts in rows)
    return Grid(len(rows), columns, cells, header_rows=1, page=lines[0].page)


def _cells(line: Line) -> list[Paragraph]:
    edges = [match.start() for match in _CELL_BREAK.finditer(line.text)]
    bounds = [-1, *edges, len(line.text)]
    spans = list(zip((bound + 1 for bound in bounds), bounds[1:], strict=False))
    if line.text.lstrip().startswith("|"):
        spans = spans[1:]
    if line.text.rstrip().endswith("|") and len(spans) > 1:
        spans = spans[:-1]
    return [_trimmed(line, start, end) for start, end in spans]


def _trimmed(line: Line, start: int, end: int) -> Paragraph:
    raw = line.text[start:end]
    lead = len(raw) - len(raw.lstrip())
    paragraph = inline(raw.strip().replace("\\|", "|"), line.start + start + lead)
    if "\\|" in raw:  # the escape shifts positions: no exact origin for such a cell
        return Paragraph(paragraph.text)
    return paragraph
