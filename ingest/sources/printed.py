"""Printed pages -> blocks: running heads dropped, lines joined to paragraphs, tables continued.

Official documents are set in lines of equal width, the first line of a paragraph indented by
two characters (GB/T 9704-2012, 6.3 and 7.3.3). A line that reaches the right edge therefore
goes on in the next one, if that begins at the left edge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.blocks import Block, Grid, GridCell, Paragraph
from ingest.sources.glyphs import PrintedLine
from ingest.sources.tracing import clean

_BAND = 0.12
"""Running heads and feet stand in this part of the page height, above and below."""
_REPEATED = 0.5
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／]\s*\d{1,4}|\s*共\s*\d{1,4}\s*页)?[-—–－·\s]*"
)
# the head and foot that browsers print: time and page title above, address and page count below
_BROWSER_FOOT = re.compile(r"(?P<url>(?:https?|file)://\S+)(?:\s+\d{1,4}/\d{1,4})?")
_BROWSER_HEAD = re.compile(
    r"\d{4}/\d{1,2}/\d{1,2}\s+(?:[上下]午)?\d{1,2}:\d{2}(?::\d{2})?(?:\s.*)?"
)
_ENUMERATED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十百零\d]{1,5}[条章节]|\d{1,2}[.．、])"
)
# a line of a table of contents: dot leaders, then a page number
_CONTENTS = re.compile(r"(?:[.．·]{6,}|…{3,})\s*\d{0,4}\s*$")
_FULL = 1.6
_FLUSH = 0.7
_INDENT = 2.7
_NARROWEST = 15
_DISPLAY = 1.25
_ASCII_WORD = re.compile(r"[A-Za-z0-9,;:%)]$")


@dataclass(frozen=True, slots=True)
class PlacedGrid:
    """A table on a page; `edges` are the x positions of its column borders."""

    grid: Grid
    top: float
    bottom: float
    edges: tuple[float, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (self.edges[0], self.top, self.edges[-1], self.bottom)


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page: its number from 1, its size, its lines and tables in reading order."""

    number: int
    width: float
    height: float
    items: tuple[PrintedLine | PlacedGrid, ...]

    def lines(self) -> Iterator[PrintedLine]:
        return (item for item in self.items if isinstance(item, PrintedLine))

    def text(self) -> str:
        """All text of the page, its tables included, without order."""
        grids = (item.grid for item in self.items if isinstance(item, PlacedGrid))
        cells = "".join(cell.text for grid in grids for cell in grid.cells)
        return "".join(line.text for line in self.lines()) + cells


@dataclass(frozen=True, slots=True)
class Printed:
    """The blocks of printed pages, and the address a browser print shows."""

    blocks: tuple[Block, ...]
    url: str | None = None


def compose(pages: Sequence[PrintedPage]) -> Printed:
    """Blocks of a printed document, paragraphs joined over lines and pages."""
    url = _browser_url(pages)
    body = drop_running(pages)
    joined = _join_tables(body)
    return Printed(tuple(_blocks(joined)), url)


# --- running heads and feet -----------------------------------------------------------------


def drop_running(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Pages without the lines that repeat at their heads and feet, and without page numbers.

    Lines count as the same when they differ in digits only.
    """
    counts = Counter(
        shape
        for page in pages
        for shape in {_shape(line.text) for line in page.lines() if _in_band(line, page)}
    )
    least = max(2, _REPEATED * len(pages))
    running = {shape for shape, count in counts.items() if count >= least}
    return [
        replace(
            page, items=tuple(item for item in page.items if not _is_running(item, page, running))
        )
        for page in pages
    ]


def _is_running(item: PrintedLine | PlacedGrid, page: PrintedPage, running: set[str]) -> bool:
    if isinstance(item, PlacedGrid):
        return False
    if _CONTENTS.search(item.text):
        return True
    return _in_band(item, page) and (
        _shape(item.text) in running
        or _PAGE_NUMBER.fullmatch(item.text) is not None
        or _BROWSER_FOOT.fullmatch(item.text) is not None
        or _BROWSER_HEAD.fullmatch(item.text) is not None
    )


def _in_band(line: PrintedLine, page: PrintedPage) -> bool:
    return line.bottom <= _BAND * page.height or line.top >= (1 - _BAND) * page.height


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", text))


def _browser_url(pages: Sequence[PrintedPage]) -> str | None:
    for page in pages[:1]:
        for line in page.lines():
            match = _BROWSER_FOOT.fullmatch(line.text) if _in_band(line, page) else None
            if match and match["url"].startswith("http"):
                return match["url"]
    return None


# --- tables over pages ----------------------------------------------------------------------


def _join_tables(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Pages where a table that goes on at the head of the next page stands once, at its start."""
    joined: list[PrintedPage] = []
    for page in pages:
        first = page.items[0] if page.items else None
        holder = _last_with_items(joined)
        last = joined[holder].items[-1] if holder is not None else None
        if holder is not None and isinstance(first, PlacedGrid) and isinstance(last, PlacedGrid):
            whole = continue_grid(last, first)
            if whole is not None:
                joined[holder] = replace(joined[holder], items=(*joined[holder].items[:-1], whole))
                page = replace(page, items=page.items[1:])
        joined.append(page)
    return joined


def _last_with_items(pages: Sequence[PrintedPage]) -> int | None:
    """The last page, unless it is empty because its whole table went to an earlier page."""
    for index in range(len(pages) - 1, -1, -1):
        if pages[index].items:
            return index
    return None


def continue_grid(first: PlacedGrid, second: PlacedGrid) -> PlacedGrid | None:
    """`first` with the rows of `second`, if their columns stand at the same places.

    A header repeated at the head of the next page is left out.
    """
    if len(first.edges) != len(second.edges):
        return None
    width = first.edges[-1] - first.edges[0]
    if any(abs(a - b) > 0.01 * width for a, b in zip(first.edges, second.edges, strict=True)):
        return None
    repeated = _repeated_rows(first.grid, second.grid)
    moved = tuple(
        replace(cell, row=cell.row - repeated + first.grid.rows)
        for cell in second.grid.cells
        if cell.row >= repeated
    )
    grid = replace(
        first.grid,
        rows=first.grid.rows + second.grid.rows - repeated,
        cells=(*first.grid.cells, *moved),
        header_rows=repeated or first.grid.header_rows,
    )
    return PlacedGrid(_mend_break(grid, first.grid.rows), first.top, second.bottom, first.edges)


def _repeated_rows(first: Grid, second: Grid) -> int:
    """How many rows at the head of `second` say the same as those of `first`."""
    count = 0
    while count < min(first.rows, second.rows, 4):
        if _row_texts(first, count) != _row_texts(second, count) or not any(
            _row_texts(first, count)
        ):
            break
        count += 1
    return count if count < second.rows else 0


def _row_texts(grid: Grid, row: int) -> list[str]:
    return ["".join(cell.text.split()) for cell in grid.cells if cell.row == row]


def _mend_break(grid: Grid, row: int) -> Grid:
    """Mends the row that a page end cut in two, and the first cell that spans the page end.

    The second half of a cut row has text in at most half of the cells the first half fills,
    and none in the first column. With more text it is a row of its own under a spanning cell.
    """
    upper = {cell.column: cell for cell in grid.cells if cell.row + cell.row_span == row}
    lower = {cell.column: cell for cell in grid.cells if cell.row == row}
    filled_upper = [cell for cell in upper.values() if cell.text]
    filled_lower = [cell for cell in lower.values() if cell.text]
    if not upper or 0 not in lower or lower[0].text or 0 not in upper:
        return grid
    same_columns = all(
        column in upper and upper[column].column_span == cell.column_span
        for column, cell in lower.items()
        if cell.text
    )
    if same_columns and filled_lower and 2 * len(filled_lower) <= len(filled_upper):
        return _merge_rows(grid, row, upper, lower)
    spanning = replace(upper[0], row_span=upper[0].row_span + lower[0].row_span)
    cells = [spanning if cell is upper[0] else cell for cell in grid.cells if cell is not lower[0]]
    return replace(grid, cells=tuple(cells))


def _merge_rows(
    grid: Grid, row: int, upper: dict[int, GridCell], lower: dict[int, GridCell]
) -> Grid:
    cells = []
    for cell in grid.cells:
        if cell.row == row:
            continue
        if (
            upper.get(cell.column) is cell
            and lower.get(cell.column, cell).text
            and cell.column in lower
        ):
            cell = replace(cell, text=join_lines(cell.text, lower[cell.column].text))
        cells.append(replace(cell, row=cell.row - 1) if cell.row > row else cell)
    return replace(grid, rows=grid.rows - 1, cells=tuple(cells))


# --- lines to paragraphs --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Measure:
    """The text area: edges and size of the running text, and whether paragraphs are indented."""

    left: float
    right: float
    size: float
    indented: bool


def _blocks(pages: Sequence[PrintedPage]) -> Iterator[Block]:
    measure = _measure(pages)
    open_text, open_page, last = "", 1, None
    centred = False
    for page in pages:
        for item in page.items:
            if isinstance(item, PrintedLine):
                if last is not None and _continues(last, item, measure):
                    open_text = join_lines(open_text, item.text)
                    centred = False
                else:
                    yield from _paragraph(open_text, open_page, centred)
                    open_text, open_page = item.text, page.number
                    centred = _is_centred(item, measure)
                last = item
                continue
            yield from _paragraph(open_text, open_page, centred)
            open_text, last = "", None
            yield replace(item.grid, page=page.number)
    yield from _paragraph(open_text, open_page, centred)


def _paragraph(text: str, page: int, centred: bool) -> Iterator[Paragraph]:
    text = clean(text).strip()
    if text:
        yield Paragraph(text, page=page, centred=centred)


def _measure(pages: Sequence[PrintedPage]) -> _Measure:
    """The left edge most lines begin at, the right edge most long lines end at."""
    lines = [line for page in pages for line in page.lines()]
    if not lines:
        return _Measure(0.0, 0.0, 1.0, False)
    size = median(line.size for line in lines)
    lefts = Counter(round(line.x0 / size * 2) for line in lines)
    common = [edge for edge, count in lefts.items() if count >= 0.15 * len(lines)]
    left = min(common or lefts) / 2 * size
    rights = Counter(round(line.x1 / size * 2) for line in lines)
    least = min(0.1 * len(lines), max(rights.values()))
    right = max(edge for edge, count in rights.items() if count >= least) / 2 * size
    indents = sum(1.4 * size < line.x0 - left < 2.7 * size for line in lines)
    return _Measure(left, right, size, indents >= max(2, 0.05 * len(lines)))


def _continues(last: PrintedLine, line: PrintedLine, measure: _Measure) -> bool:
    if abs(last.size - line.size) > 0.15 * line.size or _is_display(line, measure):
        return False
    full = last.x1 >= measure.right - _FULL * last.size and _is_wide(last, measure)
    flush = abs(line.x0 - measure.left) <= _FLUSH * line.size
    if not (full and flush):
        return False
    return measure.indented or not _ENUMERATED.match(line.text)


def _is_wide(line: PrintedLine, measure: _Measure) -> bool:
    """Begins near the left edge of a text area that is wide enough for running text."""
    area = measure.right - measure.left
    return area >= _NARROWEST * line.size and line.x1 - line.x0 >= 0.8 * area


def _is_centred(line: PrintedLine, measure: _Measure) -> bool:
    """Between equal margins wider than an indent; a title in large type may fill the line."""
    left, right = line.x0 - measure.left, measure.right - line.x1
    wide = min(left, right) > _INDENT * line.size or _is_display(line, measure)
    return wide and abs(left - right) < line.size * 1.5


def _is_display(line: PrintedLine, measure: _Measure) -> bool:
    """Set in clearly larger type than the running text: a title, not a paragraph."""
    return line.size > _DISPLAY * measure.size


def join_lines(first: str, second: str) -> str:
    """Two lines of one paragraph; a space only between words of Latin script."""
    if not first:
        return second
    if _ASCII_WORD.search(first) and re.match(r"[A-Za-z]", second) and first[-1].isalpha():
        return f"{first} {second}"
    return first + second
