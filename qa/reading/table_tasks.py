"""Task lists set as tables: the cell that names who acts, in the row of the task.

A cell answers when its row names what the question is about and its column header names what is
asked; the words of the cell itself do not count as evidence, for they are the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.documents import Cell, Table
from ingest.figures.cells import column_names, row_names
from qa.answers import Hit
from qa.reading.analysed import Analysed
from qa.reading.findings import Finding
from qa.reading.fit import Binder
from qa.reading.matching import Matcher
from qa.reading.table_sheets import fit_of_cell

_ROW, _COLUMN, _HEADING, _TITLE = 1.0, 1.0, 0.6, 0.5
_MIN_ROW = 0.25
"""The row must name at least this share of the question."""
_LONG_CELL = 160


def task_findings(
    hits: Sequence[tuple[Hit, Analysed]],
    matcher: Matcher,
    binder: Binder,
) -> list[Finding]:
    """Cells of the tables found as findings, best first."""
    findings = [
        finding
        for hit, analysed in hits
        if analysed.table is not None
        for finding in _of_passage(hit, analysed, analysed.table, matcher, binder)
    ]
    return sorted(findings, key=lambda f: (-f.confidence, f.hit.rank if f.hit else 0, f.quotes))


# the column of a task list that names who acts; 责任单位 itself asks and is no word of the question
_BODIES = re.compile(r"(?:责任|牵头|配合|负责|实施|主办|承办|指导|完成|落实)(?:单位|部门|机构|人)")


def _of_passage(
    hit: Hit,
    analysed: Analysed,
    table: Table,
    matcher: Matcher,
    binder: Binder,
) -> Iterator[Finding]:
    passage = analysed.passage
    for cell in table.cells:
        if cell.row < table.header_rows or not cell.text or len(cell.text) > _LONG_CELL:
            continue
        if not passage.start <= cell.start < cell.end <= passage.end:
            continue
        header = " ".join(column_names(table, cell))
        if not header or not (_BODIES.search(header) or matcher.match(header).any()):
            continue
        finding = _finding(hit, analysed, table, cell, header, matcher, binder)
        if finding is not None:
            yield finding


def _finding(
    hit: Hit,
    analysed: Analysed,
    table: Table,
    cell: Cell,
    header: str,
    matcher: Matcher,
    binder: Binder,
) -> Finding | None:
    row = " ".join(row_names(table, cell))
    if matcher.coverage(((row, 1.0),)) < _MIN_ROW:
        return None
    fit, _ = fit_of_cell(analysed, cell, f"{row} {header}", binder)
    if fit.mismatch is not None:
        return None
    coverage = matcher.coverage(
        (
            (row, _ROW),
            (header, _COLUMN),
            (analysed.heading, _HEADING),
            (analysed.document.title, _TITLE),
        )
    )
    return Finding(
        text=f"{header.split()[-1]}：{' '.join(cell.text.split())}",
        document=analysed.document,
        passage=analysed.passage,
        hit=hit,
        quotes=((cell.start, cell.end),),
        confidence=matcher.share(coverage, fit.asked, fit.matched),
    )
