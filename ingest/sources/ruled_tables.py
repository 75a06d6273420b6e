"""Ruled tables of printed pages: rules -> cells -> a grid with its spans. Units are points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.blocks import Grid, GridCell
from ingest.sources.glyphs import Glyph, PrintedLine, read_lines
from ingest.sources.printed import PlacedGrid, join_lines
from ingest.sources.tracing import clean

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""

_EDGE = 2.0
"""Borders nearer than this are one border."""
_SNAP = 3.0
"""Rules nearer than this meet (the tolerance pdfplumber uses)."""
_LEAST_LENGTH = 4.0
_FRAME_LINES = 10
_FRAME_SHARE = 0.8


def find_tables(rules: Iterable[Box]) -> list[list[Box]]:
    """The cells of each table that straight rules draw, by pdfplumber's search."""
    from pdfplumber import table

    edges = [edge for rule in rules if (edge := _edge(rule)) is not None]
    merged = table.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    crossings = table.edges_to_intersections(merged, _SNAP, _SNAP)
    return table.cells_to_tables(table.intersections_to_cells(crossings))


def _edge(rule: Box) -> dict[str, object] | None:
    """A rule as pdfplumber describes an edge; None for what is neither level nor upright."""
    x0, top, x1, bottom = rule
    width, height = x1 - x0, bottom - top
    if max(width, height) < _LEAST_LENGTH or min(width, height) > _EDGE:
        return None
    level = width >= height
    return {
        "x0": x0,
        "x1": x1 if level else x0,
        "top": top,
        "bottom": top if level else bottom,
        "width": width if level else 0.0,
        "height": 0.0 if level else height,
        "orientation": "h" if level else "v",
        "object_type": "line",
    }


def take_grids(
    tables: Iterable[Iterable[Box]], glyphs: Sequence[Glyph]
) -> tuple[list[Glyph], list[PlacedGrid]]:
    """The grids among the tables of a page, from the top, and the glyphs outside them."""
    placed = [grid for boxes in tables if (grid := place_grid(boxes, glyphs)) is not None]
    outside = [glyph for glyph in glyphs if not any(_inside(glyph, grid.box) for grid in placed)]
    return outside, sorted(placed, key=lambda grid: grid.top)


def place_among(
    lines: Iterable[PrintedLine], grids: Iterable[PlacedGrid]
) -> tuple[PrintedLine | PlacedGrid, ...]:
    """Lines in reading order with each grid before the first line below its top."""
    items: list[PrintedLine | PlacedGrid] = [*lines]
    for grid in grids:
        below = (index for index, item in enumerate(items) if item.top >= grid.top)
        items.insert(next(below, len(items)), grid)
    return tuple(items)


def place_grid(boxes: Iterable[Box], glyphs: Sequence[Glyph]) -> PlacedGrid | None:
    """The grid of a ruled table: spans from where the borders of its cells lie.

    Returns None for frames that only set running text apart.
    """
    boxes = sorted(boxes, key=lambda box: (box[1], box[0]))
    columns = _edges(position for box in boxes for position in (box[0], box[2]))
    rows = _edges(position for box in boxes for position in (box[1], box[3]))
    if len(columns) < 3 or len(rows) < 3:
        return None
    cells = []
    for x0, top, x1, bottom in boxes:
        row, column = _index(rows, top), _index(columns, x0)
        inside = [glyph for glyph in glyphs if _inside(glyph, (x0, top, x1, bottom))]
        cells.append(
            GridCell(
                row,
                column,
                cell_text(inside, x1 - x0),
                max(1, _index(rows, bottom) - row),
                max(1, _index(columns, x1) - column),
            )
        )
    if _is_frame(cells):
        return None
    grid = Grid(len(rows) - 1, len(columns) - 1, tuple(cells))
    return PlacedGrid(grid, rows[0], rows[-1], tuple(columns))


def _is_frame(cells: Sequence[GridCell]) -> bool:
    """Whether the rules frame a page or a passage: hardly any cells, or one that holds the text."""
    texts = [cell.text for cell in cells if cell.text]
    if len(texts) < 3:
        return True
    longest = max(texts, key=len)
    return longest.count("\n") >= _FRAME_LINES and len(longest) > _FRAME_SHARE * sum(
        map(len, texts)
    )


def _edges(positions: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for position in sorted(positions):
        if not edges or position - edges[-1] > _EDGE:
            edges.append(position)
    return edges


def _index(edges: Sequence[float], position: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - position))


def cell_text(glyphs: Sequence[Glyph], width: float) -> str:
    """The text of a cell: lines that fill its width are joined, others keep their break."""
    text = ""
    previous = None
    for line in read_lines(glyphs) if glyphs else ():
        if previous is None:
            text = line.text
        elif previous.x1 - previous.x0 >= width - 3 * previous.size:
            text = join_lines(text, line.text)
        else:
            text = f"{text}\n{line.text}"
        previous = line
    return clean(text)


def _inside(glyph: Glyph, box: Box) -> bool:
    x = (glyph.x0 + glyph.x1) / 2
    return box[0] <= x <= box[2] and box[1] <= glyph.middle <= box[3]
