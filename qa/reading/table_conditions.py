"""Tables of conditions: a column says who must meet them, its cells say what.

“类别 | 省级小巨人企业（制造类） | 省级小巨人企业（创新类）”, and below, cell by cell, the conditions of each:
the form in which notices of application set the standards of several titles side by side. The
question names the column and speaks of one condition, in the words of the cell; or it asks for
the conditions, and the column is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.documents import Cell
from ingest.figures.cells import stating_columns
from qa.answers import Hit
from qa.questions import Question
from qa.reading.analysed import Analysed
from qa.reading.findings import Finding, Segment
from qa.reading.fit import Binder
from qa.reading.matching import Matcher
from qa.reading.table_links import Linker
from qa.reading.table_rows import Row
from qa.reading.table_sheets import FoundSheet, TablesOf, Told, finding_of, sheets_of
from qa.reading.table_wording import flat

_LONGEST_CELL = 300
_LEAST_CHARACTERS = 3
"""Characters of a header that the question must say."""
_LEAST_SAID = 0.3
"""Share of what the question says beyond titles and headers that a condition must speak of."""
_GENERAL = re.compile(
    r"(?:哪些|什么|几[项个条]|多少[项个条])(?:的)?(?:申报|认定|入库|基本|具体|主要)?(?:条件|标准|要求|规定|指标)|"
    r"(?:条件|标准|要求|指标)(?:分别|具体|都)?(?:是什么|有哪些|有什么|包括哪些|包括什么|是哪些|如何|怎样|怎么规定)"
)


def condition_findings(
    question: Question,
    hits: Sequence[tuple[Hit, Analysed]],
    matcher: Matcher,
    binder: Binder,
    tables_of: TablesOf | None = None,
) -> list[Finding]:
    """The conditions asked about, or all of the column where they are asked for at large."""
    linker = Linker(question)
    found = [
        finding
        for sheet in sheets_of(hits, tables_of)
        for column in _subjects(sheet, linker)
        for finding in _of_column(question, sheet, column, matcher, binder)
    ]
    return sorted(found, key=lambda f: (-f.confidence, f.hit.rank if f.hit else 0, f.quotes))


def _subjects(found: FoundSheet, linker: Linker) -> list[int]:
    """The columns of conditions whose header the question names."""
    sheet = found.sheet
    stating = [c for c in sheet.columns if c in stating_columns(sheet.tables[0])]
    linked = linker.columns(sheet, stating)
    return [c for c, link in linked.items() if len(link.covered) >= _LEAST_CHARACTERS]


def _of_column(
    question: Question, found: FoundSheet, column: int, matcher: Matcher, binder: Binder
) -> Iterator[Finding]:
    cells = [
        (row, cell)
        for row in found.sheet.rows
        if (cell := row.at(column)) is not None and len(cell.text) <= _LONGEST_CELL
    ]
    _, analysed = found.hits[0]
    header = found.sheet.header(column)
    above = f"{' '.join(found.sheet.headers[column])}\n{analysed.heading}\n{analysed.document.title}"
    beyond = [at for at, quality in enumerate(matcher.match(above)) if quality < 0.5]
    weight = sum(matcher.weights[at] for at in beyond)
    spoken = [
        (row, cell)
        for row, cell in cells
        if weight
        and sum(matcher.match(cell.text)[at] * matcher.weights[at] for at in beyond)
        >= _LEAST_SAID * weight
    ]
    for row, cell in spoken:
        finding = finding_of(found, _told(header, found, column, row, cell), matcher, binder)
        if finding is not None:
            yield finding
    if not spoken and len(cells) > 1 and _GENERAL.search(question.text):
        yield from _all(found, column, cells, matcher, binder)


def _told(header: str, found: FoundSheet, column: int, row: Row, cell: Cell) -> Told:
    return Told(
        text=f"{header}：{flat(cell.text)}",
        names=cell.text,
        headers=" ".join(found.sheet.headers[column]),
        rows=(row,),
        cell=cell,
        alone=True,
    )


def _all(
    found: FoundSheet,
    column: int,
    cells: Sequence[tuple[Row, Cell]],
    matcher: Matcher,
    binder: Binder,
) -> Iterator[Finding]:
    """Every condition of a column, numbered."""
    row, cell = cells[0]
    header = found.sheet.header(column)
    told = _told(header, found, column, row, cell)
    finding = finding_of(found, told, matcher, binder)
    if finding is None:
        return
    segments = tuple(
        Segment(f"{place}. {flat(one.text)}", ((one.start, one.end),))
        for place, (_, one) in enumerate(cells, 1)
    )
    yield replace(
        finding,
        text=f"{header}：{'；'.join(segment.text for segment in segments)}",
        segments=segments,
        quotes=tuple(span for segment in segments for span in segment.quotes),
    )
