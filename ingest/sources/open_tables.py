"""Tables drawn with level rules only (三线表): rules and white strips -> cells. Units are points.

Reports and statistics set tables with a rule above, one below the header and one at the end, and
leave the columns to white space (GB/T 7713 recommends the form). The cells found here are boxes
like those that drawn borders give, so that `ruled_tables.place_grid` reads both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.sources.glyphs import Glyph, group_lines
from ingest.sources.ruled_tables import Box

_THIN = 2.0
"""What is higher is a filled area, not a rule."""
_ALIGNED = 3.0
"""Rules of one table begin and end within this of each other."""
_LEAST_WIDTH = 100.0
_UPRIGHT = 8.0
_STRIP = 1.0
"""White of at least so many sizes of the type, from the first rule to the last, parts columns."""
_LEAST_RULES = 3
_LEAST_BODY_LINES = 2
_FIGURES = re.compile(r"[-+\d.,%％、/~—–－（）()]+")


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two neighbouring rules."""

    top: float
    bottom: float
    lines: tuple[tuple[Glyph, ...], ...]


def find_open_tables(drawn: Iterable[Box], glyphs: Sequence[Glyph]) -> list[list[Box]]:
    """The cells of each table that only level rules draw.

    Args:
        drawn: lines and thin rectangles of the page.
        glyphs: its glyphs, those of ruled tables left out.
    """
    boxes = list(drawn)
    tables = []
    level = _joined(box for box in boxes if box[3] - box[1] <= _THIN)
    for rules in _families(rule for rule in level if rule[2] - rule[0] >= _LEAST_WIDTH):
        if not any(_is_upright(box) and _crosses(box, rules) for box in boxes):
            tables += _tables_between(rules, glyphs)
    return tables


def _joined(pieces: Iterable[Box]) -> list[Box]:
    """Rules put together: browsers and office programs draw the border of each cell by itself."""
    rules: list[Box] = []
    for piece in sorted(pieces, key=lambda box: (round(box[1]), box[0])):
        last = rules[-1] if rules else None
        if last and abs(piece[1] - last[1]) <= _THIN and piece[0] - last[2] <= _ALIGNED:
            rules[-1] = (last[0], last[1], max(last[2], piece[2]), last[3])
        else:
            rules.append(piece)
    return rules


def _is_upright(box: Box) -> bool:
    return box[2] - box[0] <= _THIN and box[3] - box[1] >= _UPRIGHT


def _crosses(box: Box, rules: Sequence[Box]) -> bool:
    inside = rules[0][0] - _ALIGNED <= box[0] <= rules[0][2] + _ALIGNED
    return inside and box[1] < rules[-1][1] and box[3] > rules[0][1]


def _families(rules: Iterable[Box]) -> list[list[Box]]:
    """Rules that begin and end alike, each family from the top; a rule drawn twice is one."""
    families: list[list[Box]] = []
    for rule in sorted(rules, key=lambda box: box[1]):
        for family in families:
            if abs(rule[0] - family[0][0]) <= _ALIGNED and abs(rule[2] - family[0][2]) <= _ALIGNED:
                if rule[1] - family[-1][1] > _ALIGNED:
                    family.append(rule)
                break
        else:
            families.append([rule])
    return [family for family in families if len(family) >= _LEAST_RULES]


def _tables_between(rules: Sequence[Box], glyphs: Sequence[Glyph]) -> list[list[Box]]:
    """Tables among rules that a running head or foot may share: as many bands as go together."""
    bands = [_band(upper, lower, glyphs) for upper, lower in pairwise(rules)]
    tables = []
    first = 0
    while first < len(bands) - 1:
        last = first
        while last + 1 < len(bands) and _columns(bands[first : last + 2]):
            last += 1
        cells = _cells(bands[first : last + 1], rules[0][0], rules[0][2]) if last > first else []
        if cells:
            tables.append(cells)
        first = last + 1 if cells else first + 1
    return tables


def _band(upper: Box, lower: Box, glyphs: Sequence[Glyph]) -> _Band:
    left, right = upper[0] - _ALIGNED, upper[2] + _ALIGNED
    inside = [
        glyph
        for glyph in glyphs
        if glyph.text.strip()
        and upper[1] < glyph.middle < lower[1]
        and left <= (glyph.x0 + glyph.x1) / 2 <= right
    ]
    return _Band(upper[1], lower[1], tuple(map(tuple, group_lines(inside))))


def _columns(bands: Sequence[_Band]) -> list[tuple[float, float]]:
    """Where ink stands, strip of white by strip of white; empty for fewer than two columns, or
    where a band is empty or the first one, the header, leaves a column without a name."""
    if not all(band.lines for band in bands):
        return []
    glyphs = sorted(
        (glyph for band in bands for line in band.lines for glyph in line),
        key=lambda glyph: glyph.x0,
    )
    strip = _STRIP * max(glyph.size for glyph in glyphs)
    columns = [(glyphs[0].x0, glyphs[0].x1)]
    for glyph in glyphs[1:]:
        left, right = columns[-1]
        if glyph.x0 - right >= strip:
            columns.append((glyph.x0, glyph.x1))
        else:
            columns[-1] = (left, max(right, glyph.x1))
    named = _filled(bands[0].lines, columns)
    return columns if len(columns) >= 2 and len(named) == len(columns) else []


def _filled(
    lines: Iterable[Sequence[Glyph]], columns: Sequence[tuple[float, float]]
) -> frozenset[int]:
    """The columns in which the lines have ink."""
    return frozenset(
        number
        for line in lines
        for glyph in line
        for number, (left, right) in enumerate(columns)
        if left <= glyph.x0 <= right
    )


def _cells(bands: Sequence[_Band], left: float, right: float) -> list[Box]:
    """The boxes of a table; empty where too little stands below its header to call it one."""
    columns = _columns(bands)
    body = [line for band in bands[1:] for line in band.lines]
    paired = [line for line in body if len(_filled([line], columns)) >= 2]
    if not columns or len(paired) < _LEAST_BODY_LINES:
        return []
    edges = [left, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), right]
    rows = [bands[0].top, *(edge for band in bands[1:] for edge in _row_tops(band, columns))]
    return [
        (x0, top, x1, bottom)
        for top, bottom in pairwise([*rows, bands[-1].bottom])
        for x0, x1 in pairwise(edges)
    ]


def _row_tops(band: _Band, columns: Sequence[tuple[float, float]]) -> list[float]:
    """Where the rows of a band begin: one for each line of the column that tells them apart.

    The cells of a row may be set from its top or around its middle. So between two lines of that
    column the row ends at the widest white over all columns, the last of equal ones.
    """
    marks = [_middle(line) for line in _telling_lines(band, columns)]
    gaps = _white(band)
    tops = [band.top]
    for upper, lower in pairwise(marks):
        between = [gap for gap in gaps if upper < gap[0] and gap[1] < lower]
        widest = max(between, key=lambda gap: (round(gap[1] - gap[0], 1), gap[0]), default=None)
        tops.append(sum(widest or (upper, lower)) / 2)
    return tops


def _telling_lines(
    band: _Band, columns: Sequence[tuple[float, float]]
) -> Sequence[Sequence[Glyph]]:
    """The lines of the column that has one line a row: the first (序号, 年份, 地区), or where its
    cells run over several lines, the fullest of those that hold nothing but figures."""
    glyphs = [glyph for line in band.lines for glyph in line]
    lines = [
        group_lines(glyph for glyph in glyphs if left <= glyph.x0 <= right)
        for left, right in columns
    ]
    figures = [
        column
        for column in lines[1:]
        if all(_FIGURES.fullmatch("".join(glyph.text for glyph in line)) for line in column)
    ]
    fullest = max(figures, key=len, default=lines[0])
    return fullest if 0 < len(fullest) < len(lines[0]) else lines[0]


def _middle(line: Sequence[Glyph]) -> float:
    return sum(glyph.middle for glyph in line) / len(line)


def _white(band: _Band) -> list[tuple[float, float]]:
    """The strips of a band, from edge to edge of the table, in which nothing stands."""
    glyphs = sorted((g for line in band.lines for g in line), key=lambda glyph: glyph.top)
    strips: list[tuple[float, float]] = []
    bottom = glyphs[0].bottom if glyphs else 0.0
    for glyph in glyphs:
        if glyph.top > bottom:
            strips.append((bottom, glyph.top))
        bottom = max(bottom, glyph.bottom)
    return strips
