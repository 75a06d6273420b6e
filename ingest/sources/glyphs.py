"""Placed glyphs -> printed lines: what fixed-layout formats (PDF, OFD) share.

Units are those of the page (points in PDF, millimetres in OFD); every threshold is a multiple
of the font size, so both read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_SAME_LINE = 0.5
"""Glyphs belong to one line when their middles differ by less than this part of the size."""
_SAME_PLACE = 0.15
"""A glyph drawn twice within this part of its size is synthetic bold, not two characters."""
_SPACE_GAP = 0.3
_COLUMN_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """One or more characters drawn at a place; `top` and `bottom` grow downwards."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page, from its first to its last glyph."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


def drop_doubled(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Glyphs without those drawn a second time a hair's breadth away (bold of browser prints)."""
    seen: dict[str, list[Glyph]] = {}
    kept = []
    for glyph in glyphs:
        others = seen.setdefault(glyph.text, [])
        reach = _SAME_PLACE * glyph.size
        if glyph.text.strip() and any(_near(glyph, other, reach) for other in others[-8:]):
            continue
        others.append(glyph)
        kept.append(glyph)
    return kept


def _near(glyph: Glyph, other: Glyph, reach: float) -> bool:
    return abs(glyph.x0 - other.x0) <= reach and abs(glyph.top - other.top) <= reach


def group_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs grouped into lines from the top, each from left to right."""
    groups: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in sorted(glyphs, key=lambda item: (item.middle, item.x0)):
        if groups and abs(glyph.middle - middles[-1]) < _SAME_LINE * min(
            glyph.size, groups[-1][0].size
        ):
            groups[-1].append(glyph)
            middles[-1] += (glyph.middle - middles[-1]) / len(groups[-1])
        else:
            groups.append([glyph])
            middles.append(glyph.middle)
    for group in groups:
        group.sort(key=lambda item: item.x0)
    return groups


def read_lines(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """The lines of a page in reading order: two columns of text one after the other."""
    return arrange(read_segments(glyphs))


def read_segments(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """The lines of a page from the top, cut where a gap is wide enough to part two columns."""
    segments = (
        _line(segment)
        for group in group_lines(drop_doubled(glyphs))
        for segment in _segments(group)
    )
    return [segment for segment in segments if segment.text]


def arrange(segments: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Segments put together to lines, in reading order."""
    gutter = _find_gutter(segments)
    if gutter is None:
        return _rejoin(segments)
    return _two_columns(segments, gutter)


def _segments(group: Sequence[Glyph]) -> list[list[Glyph]]:
    parts = [[group[0]]]
    for previous, glyph in pairwise(group):
        if glyph.x0 - previous.x1 > _COLUMN_GAP * max(previous.size, glyph.size):
            parts.append([])
        parts[-1].append(glyph)
    return parts


def _line(group: Sequence[Glyph]) -> PrintedLine:
    return PrintedLine(
        text=_text(group),
        x0=group[0].x0,
        x1=max(glyph.x1 for glyph in group),
        top=min(glyph.top for glyph in group),
        bottom=max(glyph.bottom for glyph in group),
        size=median(glyph.size for glyph in group),
    )


def _text(group: Sequence[Glyph]) -> str:
    """The text of a line: a space for a gap, none in a line that is letter-spaced throughout."""
    gaps = [(glyph.x0 - previous.x1) / max(glyph.size, 0.01) for previous, glyph in pairwise(group)]
    spaced = len(gaps) >= 3 and min(gaps) > _SPACE_GAP and max(gaps) - min(gaps) < _SPACE_GAP
    parts = [group[0].text]
    for gap, glyph in zip(gaps, group[1:], strict=True):
        if gap > _SPACE_GAP and not spaced and not parts[-1].endswith(" "):
            parts.append(" ")
        parts.append(glyph.text)
    return re.sub(" {2,}", " ", "".join(parts)).strip()


def _rejoin(segments: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Segments of one line put together again, parted by a space."""
    lines: list[PrintedLine] = []
    for segment in segments:
        last = lines[-1] if lines else None
        if last is not None and segment.x0 > last.x1 and _overlap(last, segment) > 0.5:
            lines[-1] = PrintedLine(
                f"{last.text} {segment.text}",
                last.x0,
                segment.x1,
                min(last.top, segment.top),
                max(last.bottom, segment.bottom),
                max(last.size, segment.size),
            )
        else:
            lines.append(segment)
    return lines


def _overlap(first: PrintedLine, second: PrintedLine) -> float:
    """Shared height as a part of the lower of the two lines."""
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    return shared / max(min(first.bottom - first.top, second.bottom - second.top), 0.01)


# --- two columns ----------------------------------------------------------------------------

_LEAST_COLUMN_LINES = 8
_CROSSING = 0.25
_LEAST_COLUMN_CHARACTERS = 10


def _find_gutter(segments: Sequence[PrintedLine]) -> float | None:
    """The middle of the white strip between two columns of running text, if the page has one.

    Gazettes (公报) are set in two columns. The strip lies near the middle, few lines cross it,
    and on both sides stand many lines of text, not cells of a list.
    """
    if len(segments) < 2 * _LEAST_COLUMN_LINES:
        return None
    left, right = min(line.x0 for line in segments), max(line.x1 for line in segments)
    middle = (left + right) / 2
    lefts = [line for line in segments if line.x1 <= middle + line.size]
    rights = [line for line in segments if line.x0 >= middle - line.size]
    crossing = len(segments) - len(lefts) - len(rights)
    if min(len(lefts), len(rights)) < _LEAST_COLUMN_LINES or crossing > _CROSSING * len(segments):
        return None
    if min(_mean_length(lefts), _mean_length(rights)) < _LEAST_COLUMN_CHARACTERS:
        return None
    gutter = (max(line.x1 for line in lefts) + min(line.x0 for line in rights)) / 2
    paired = sum(any(_overlap(line, other) > 0.3 for other in rights) for line in lefts)
    return gutter if paired >= 0.5 * min(len(lefts), len(rights)) else None


def _mean_length(lines: Sequence[PrintedLine]) -> float:
    return sum(len(line.text) for line in lines) / len(lines)


def _two_columns(segments: Sequence[PrintedLine], gutter: float) -> list[PrintedLine]:
    """Left column, then right column, between the lines that run over both."""
    ordered: list[PrintedLine] = []
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for line in sorted(segments, key=lambda item: item.top):
        if line.x1 <= gutter:
            left.append(line)
        elif line.x0 >= gutter:
            right.append(line)
        else:
            ordered += [*left, *right, line]
            left, right = [], []
    return _rejoin([*ordered, *left, *right])
