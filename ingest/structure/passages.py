"""Sections → passages: what is indexed and cited.

A section of up to 450 characters is one passage; a longer one is cut evenly. Of a table, a
passage holds one to six rows and carries the names of the columns in `header`. A line or two
before or below a table (its title, a 备注) goes with its first or last rows. Every character of
the text that is not blank, and no table separator, lies in exactly one passage.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.documents import PageStart, Passage, Table
from ingest.structure import wording
from ingest.structure.compose import Unit
from ingest.structure.cuts import LONGEST, cut
from ingest.structure.sections import Outlined
from ingest.structure.table_headers import TableHeader

_MOST_ROWS = 6
_LONGEST_GROUP = 400
_SHORT_LINE = 90


@dataclass(frozen=True, slots=True)
class _Chunk:
    start: int
    end: int
    table: Table | None = None
    first_row: int = 0


def cut_passages(
    outlined: Sequence[Outlined],
    units: Sequence[Unit],
    text: str,
    pages: Sequence[PageStart],
    doc_id: str,
) -> list[Passage]:
    """The passages of a document in order."""
    starts = [page.start for page in pages]
    headers: dict[str, TableHeader] = {}
    passages: list[Passage] = []
    for entry in outlined:
        for chunk in _chunks(entry, units, text):
            page = bisect_right(starts, chunk.start) - 1
            passages.append(
                Passage(
                    passage_id=passage_id(doc_id, chunk.start, chunk.end, text),
                    doc_id=doc_id,
                    section=entry.section,
                    start=chunk.start,
                    end=chunk.end,
                    text=text[chunk.start : chunk.end],
                    order=len(passages),
                    page=pages[page].page if page >= 0 else None,
                    table_id=chunk.table.table_id if chunk.table else None,
                    header=_header(headers, chunk),
                )
            )
    return passages


def passage_id(doc_id: str, start: int, end: int, text: str) -> str:
    """Hash of document, place and text: 16 hexadecimal digits."""
    key = f"{doc_id}\0{start}\0{end}\0{text[start:end]}"
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]


def _header(headers: dict[str, TableHeader], chunk: _Chunk) -> str | None:
    if chunk.table is None:
        return None
    header = headers.get(chunk.table.table_id)
    if header is None:
        header = headers[chunk.table.table_id] = TableHeader.of(chunk.table)
    return header.above(chunk.first_row)


def _chunks(entry: Outlined, units: Sequence[Unit], text: str) -> list[_Chunk]:
    """Pieces of text and groups of rows; a short text joins the table below, else that above."""
    chunks: list[_Chunk] = []
    runs = [*_runs(entry, units, text)]
    for chunk, following in zip_longest(runs, runs[1:]):
        last = chunks[-1] if chunks else None
        leads = following is not None and _belong_together(chunk, following)
        if chunk.table is None and leads and not wording.NOTE.match(text[chunk.start : chunk.end]):
            chunks.append(chunk)
        elif last is not None and _belong_together(last, chunk):
            table_chunk = last if last.table else chunk
            chunks[-1] = replace(table_chunk, start=last.start, end=chunk.end)
        else:
            chunks.append(chunk)
    return chunks


def _belong_together(first: _Chunk, second: _Chunk) -> bool:
    """A short text and the rows of the table beside it."""
    if (first.table is None) == (second.table is None):
        return False
    line = first if first.table is None else second
    whole = second.end - first.start
    return line.end - line.start <= _SHORT_LINE and whole <= LONGEST


def _runs(entry: Outlined, units: Sequence[Unit], text: str) -> Iterator[_Chunk]:
    """Text between tables cut to pieces, tables cut to groups of rows, in order."""
    start: int | None = None
    for index in range(entry.first, entry.last):
        unit = units[index]
        if unit.table is None:
            start = unit.start if start is None else start
            continue
        if start is not None:
            yield from _text_chunks(text, start, unit.start)
            start = None
        yield from _table_chunks(unit.table, unit.text, text)
    if start is not None:
        yield from _text_chunks(text, start, entry.section.end)


def _text_chunks(text: str, start: int, end: int) -> Iterator[_Chunk]:
    for low, high in cut(text, start, end):
        yield _Chunk(low, high)


def _table_chunks(table: Table, table_text: str, text: str) -> Iterator[_Chunk]:
    """Groups of rows; the header rows go with the first group."""
    lines = table_text.split("\n")
    starts = [table.start]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    row = 0
    while row < table.rows:
        last = row + 1
        least = table.header_rows + 1 if row == 0 else last
        while last < table.rows and (
            last < least
            or (
                last - row < _MOST_ROWS + (table.header_rows if row == 0 else 0)
                and starts[last + 1] - starts[row] <= _LONGEST_GROUP
            )
        ):
            last += 1
        if (
            last < table.rows
            and starts[-1] - starts[last] <= _SHORT_LINE
            and starts[-1] - starts[row] <= LONGEST
        ):
            last = table.rows  # a short row or two at the end are no passage of their own
        for low, high in cut(text, starts[row], starts[last] - 1):
            yield _Chunk(low, high, table, row)
        row = last
