"""A source → text, sections, tables, pages and passages: the way through this room.

Lines are mended and flattened tables rebuilt (wrapped sources only), blocks composed into one
text, headings found and nested, sections cut into passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.blocks import Block, Grid, OriginSpan, Paragraph, Source
from ingest.documents import PageStart, Passage, Section, Table
from ingest.structure.compose import compose
from ingest.structure.flattened import rebuild_tables
from ingest.structure.grids import TableGrid, read_grid
from ingest.structure.lines import clean_blocks, mend_blocks
from ingest.structure.passages import cut_passages
from ingest.structure.sections import caption_tables, find_sections


@dataclass(frozen=True, slots=True)
class Structured:
    """The structure of one source; all spans are code point offsets into `text`.

    `origin` leads from `text` back to the source where the parser recorded the way.
    """

    text: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    pages: tuple[PageStart, ...]
    passages: tuple[Passage, ...]
    origin: tuple[OriginSpan, ...]
    warnings: tuple[str, ...]


def parse(source: Source, doc_id: str) -> Structured:
    """The structure of `source`; `doc_id` enters the ids of sections, tables and passages."""
    composed = compose(_shaped(_paragraphs(source)), doc_id)
    units, text = composed.units, composed.text
    outlined = find_sections(units, text, doc_id)
    tables = caption_tables(outlined, units)
    return Structured(
        text=text,
        sections=tuple(entry.section for entry in outlined),
        tables=tuple(tables[table.table_id] for table in composed.tables),
        pages=composed.pages,
        passages=tuple(cut_passages(outlined, units, text, composed.pages, doc_id)),
        origin=composed.origin,
        warnings=source.warnings,
    )


def _paragraphs(source: Source) -> list[Block]:
    if source.wrapped:
        return mend_blocks(rebuild_tables(source.blocks))
    return clean_blocks(source.blocks)


def _shaped(blocks: Sequence[Block]) -> list[Paragraph | TableGrid]:
    shaped: list[Paragraph | TableGrid] = []
    for block in blocks:
        if isinstance(block, Grid):
            shaped.extend(read_grid(block))
        else:
            shaped.append(block)
    return shaped
