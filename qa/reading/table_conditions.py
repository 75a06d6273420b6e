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
from qa.reading.findings import Finding, Segment, Span
from qa.reading.table_columns import is_numeric, nameable
from qa.reading.table_links import Link, Linker
from qa.reading.table_rows import Row
from qa.reading.table_sheets import FoundSheet, Sheets, Told, finding_of
from qa.reading.table_wording import flat

_LONGEST_CELL = 300
_LEAST_CHARACTERS = 3
"""Characters of a header that the question must say."""
_LEAST_SAID = 0.3
"""Share of what the question says beyond titles and headers that a condition must speak of."""
_SAID = 0.5
_GENERAL = re.compile(
    r"(?:哪些|什么|几[项个条]|多少[项个条])(?:的)?(?:申报|认定|入库|基本|具体|主要)?(?:条件|标准|要求|规定|指标)|"
    r"(?:条件|标准|要求|指标)(?:分别|具体|都)?(?:是什么|有哪些|有什么|包括哪些|包括什么|是哪些|如何|怎样|怎么规定)"
)
_GENERAL_WORD = re.compile(
    r"申报|认定|入库|申请|条件|标准|要求|规定|指标|具体|分别|需要|满足|符合|达到|企业|产品"
)


def condition_findings(sheets: Sheets) -> list[Finding]:
    """The conditions asked about, or all of the column where they are asked for at large."""
    told = [
        one
        for found in sheets.found
        for column, link in _subjects(found, sheets.linker).items()
        for one in _of_column(sheets, found, column, link)
    ]
    return [finding for _, finding in sorted(told, key=_order)]


def _order(found: tuple[float, Finding]) -> tuple[float, int, tuple[Span, ...]]:
    told, finding = found
    return -told - finding.confidence, finding.hit.rank if finding.hit else 0, finding.quotes


def _subjects(found: FoundSheet, linker: Linker) -> dict[int, Link]:
    """The columns of conditions whose header the question names."""
    sheet = found.sheet
    if not stating_columns(sheet.tables[0]):
        return {}
    first = max(1, sheet.tables[0].header_columns)  # the first column counts or names conditions
    conditions = [c for c in nameable(sheet) if c >= first and not is_numeric(sheet, c)]
    linked = linker.columns(sheet, conditions)
    return {c: link for c, link in linked.items() if len(link.covered) >= _LEAST_CHARACTERS}


def _of_column(
    sheets: Sheets, found: FoundSheet, column: int, link: Link
) -> Iterator[tuple[float, Finding]]:
    """Findings with the share of the matter asked about that they speak of."""
    cells = [
        (row, cell)
        for row in found.sheet.rows
        if (cell := row.at(column)) is not None and len(cell.text) <= _LONGEST_CELL
    ]
    beyond = _beyond(sheets, found, column, link)
    if not beyond and len(cells) > 1 and _GENERAL.search(sheets.question.text):
        yield from ((1.0, finding) for finding in _all(sheets, found, column, cells))
    weights = sheets.matcher.weights
    matter = sum(weights[at] for at in beyond)
    for row, cell in cells:
        said = sheets.matcher.match(cell.text)
        told = float(sum(said[at] * weights[at] for at in beyond) / matter) if beyond else 0.0
        if told >= _LEAST_SAID:
            finding = finding_of(sheets, found, _told(found, column, row, cell))
            if finding is not None:
                yield told, finding


def _beyond(sheets: Sheets, found: FoundSheet, column: int, link: Link) -> list[int]:
    """The words of the question that neither the column, the headings nor the title say, and that
    are not about conditions in general: the matter of the condition asked about."""
    _, analysed = found.hits[0]
    above = "\n".join((*found.sheet.headers[column], analysed.heading, analysed.document.title))
    said = sheets.matcher.match(above)
    return [
        at
        for at, term in enumerate(sheets.matcher.terms)
        if said[at] < _SAID
        and not _GENERAL_WORD.fullmatch(term.text)
        and not sheets.linker.covers(link, term.text)
    ]


def _told(found: FoundSheet, column: int, row: Row, cell: Cell) -> Told:
    return Told(
        text=f"{found.sheet.header(column)}：{flat(cell.text)}",
        names=cell.text,
        headers=" ".join(found.sheet.headers[column]),
        rows=(row,),
        cell=cell,
        alone=True,
    )


def _all(
    sheets: Sheets, found: FoundSheet, column: int, cells: Sequence[tuple[Row, Cell]]
) -> Iterator[Finding]:
    """Every condition of a column, numbered."""
    row, cell = cells[0]
    finding = finding_of(sheets, found, _told(found, column, row, cell))
    if finding is None:
        return
    segments = tuple(
        Segment(f"{place}. {flat(one.text)}", ((one.start, one.end),))
        for place, (_, one) in enumerate(cells, 1)
    )
    yield replace(
        finding,
        text="；".join(segment.text for segment in segments),
        segments=segments,
        quotes=tuple(span for segment in segments for span in segment.quotes),
    )
