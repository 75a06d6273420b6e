"""The sheets of the passages found: their tables with all others of the same header."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.documents import Cell, Table
from ingest.figures.cells import stating_columns
from ingest.language.clauses import Clause, Piece, Sentence
from qa.answers import Hit
from qa.questions import Question
from qa.reading.analysed import Analysed
from qa.reading.binding import Binding, Where, bind
from qa.reading.findings import Finding, Span, surest_first
from qa.reading.fit import Binder, Fit
from qa.reading.matching import Matcher
from qa.reading.table_links import Linker
from qa.reading.table_rows import Row, Sheet, column_headers, is_name, read_sheet

_ROW, _COLUMN, _HEADING, _TITLE = 1.0, 1.0, 0.8, 0.7

TablesOf = Callable[[str], Sequence[Table]]
"""The tables of a document, by its id."""


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """A sheet with the passages found that hold rows of it, best first."""

    sheet: Sheet
    hits: tuple[tuple[Hit, Analysed], ...]

    def holding(self, row: Row) -> tuple[Hit, Analysed]:
        """The passage found that holds a row, else the best one."""
        start = row.span[0]
        return next(
            (
                (hit, analysed)
                for hit, analysed in self.hits
                if analysed.passage.start <= start < analysed.passage.end
            ),
            self.hits[0],
        )


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of the passages found, and what compares the question with them."""

    question: Question
    found: tuple[FoundSheet, ...]
    matcher: Matcher
    binder: Binder
    linker: Linker

    @classmethod
    def of(
        cls,
        question: Question,
        hits: Sequence[tuple[Hit, Analysed]],
        matcher: Matcher,
        binder: Binder,
        tables_of: TablesOf | None = None,
    ) -> Sheets:
        """The sheets of the passages found; with `tables_of` also the rows of tables that share
        their headers."""
        found = tuple(_found(hits, tables_of))
        return cls(question, found, matcher, binder, Linker(question))

    def asked(self, question: Question) -> Sheets:
        """The same sheets for the question in other words."""
        return replace(self, question=question, linker=Linker(question))

    def read(self, read: Callable[[Sheets, FoundSheet], Finding | None]) -> list[Finding]:
        """What each sheet tells, surest first."""
        told = (read(self, found) for found in self.found)
        return surest_first(finding for finding in told if finding is not None)


def _found(
    hits: Sequence[tuple[Hit, Analysed]], tables_of: TablesOf | None
) -> Iterator[FoundSheet]:
    """Each sheet once, in the order of the best passages."""
    seen: set[str] = set()
    for _, analysed in hits:
        table = analysed.table
        if table is None or table.table_id in seen:
            continue
        alike = _alike(table, tables_of(analysed.document.doc_id) if tables_of else ())
        ids = {one.table_id for one in alike}
        seen |= ids
        holding = [(h, a) for h, a in hits if a.table is not None and a.table.table_id in ids]
        yield FoundSheet(read_sheet(alike), tuple(holding))


def _alike(table: Table, others: Sequence[Table]) -> tuple[Table, ...]:
    """The tables of a list or of figures; conditions under one header are those of one title."""
    headers = column_headers(table)
    if not any(headers) or stating_columns(table):
        return (table,)
    found = tuple(one for one in others if column_headers(one) == headers)
    return found if table in found else (table,)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sheet says to a question: the wording, what names it, and the cells it rests on.

    The rows are quoted, with `also_quoted`; of what stands `alone`, only the cell.
    """

    text: str
    names: str
    headers: str
    rows: tuple[Row, ...]
    cell: Cell
    also_quoted: tuple[Cell, ...] = ()
    notices: tuple[str, ...] = ()
    alone: bool = False


def finding_of(sheets: Sheets, found: FoundSheet, told: Told) -> Finding | None:
    """What a sheet tells as a finding, if place, tier, year and title hold for its cell."""
    hit, analysed = found.holding(told.rows[0])
    fit, binding = fit_of_cell(analysed, told.cell, f"{told.names} {told.headers}", sheets.binder)
    if fit.mismatch is not None:
        return None
    coverage = sheets.matcher.coverage(
        (
            (told.names, _ROW),
            (told.headers, _COLUMN),
            (analysed.heading, _HEADING),
            (analysed.document.title, _TITLE),
        )
    )
    confidence = sheets.matcher.share(coverage, fit.asked, fit.matched)
    return _finding(hit, analysed, told, confidence, binding)


def fit_of_cell(analysed: Analysed, cell: Cell, label: str, binder: Binder) -> tuple[Fit, Binding]:
    """How a cell named by `label` meets place, tier, year and title of the question."""
    piece = Piece(cell.start, cell.end)
    clause = Clause(cell.start, cell.end, (piece,))
    sentence = Sentence(cell.start, cell.end, (clause,))
    where = Where(cell.start, cell.end, piece, clause, sentence, label=label)
    binding = bind(analysed, where)
    fit = (
        binder.place_fit(binding, analysed.document.region_code)
        .plus(binder.tier_fit(binding))
        .plus(binder.year_fit(analysed, binding))
        .plus(binder.title_fit(binding))
    )
    return fit, binding


def _finding(
    hit: Hit, analysed: Analysed, told: Told, confidence: float, binding: Binding
) -> Finding:
    return Finding(
        text=told.text,
        document=analysed.document,
        passage=analysed.passage,
        hit=hit,
        quotes=_quotes(told),
        confidence=confidence,
        binding=binding,
        notices=told.notices,
    )


def names_of(row: Row) -> str:
    """What names a row: its group and its short cells."""
    return " ".join((row.group, *(cell.text for cell in row.cells if is_name(cell))))


_BETWEEN_ROWS = 8
"""Characters at most between two rows that follow one another: line end, empty cells."""


def _quotes(told: Told) -> tuple[Span, ...]:
    """The rows, neighbours as one quote, and what is merged into them from above."""
    if told.alone:
        return ((told.cell.start, told.cell.end),)
    spans: list[Span] = []
    for start, end in sorted(row.span for row in told.rows):
        if spans and start - spans[-1][1] <= _BETWEEN_ROWS:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    merged = [
        (cell.start, cell.end)
        for cell in told.also_quoted
        if not any(start <= cell.start < end for start, end in spans)
    ]
    return tuple(dict.fromkeys((*spans, *merged)))
