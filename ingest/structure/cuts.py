"""Where a long text may be cut, and the cut that leaves the most even pieces.

Cuts are made at line ends, ends of sentences (。！？；) and, in tables, between cells; never inside
《》, quotation marks or brackets, which in official texts hold whole titles, names and conditions.
Only a piece that no such place divides is cut at a comma, and in the last resort between any two
characters outside figures and Latin words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 450
_IDEAL = 300
_BRACKET_REACH = 300
_GRAIN = 15
_PAIRS = {"《": "》", "“": "”", "（": "）", "(": ")", "「": "」", "【": "】"}
_CLOSING = frozenset(_PAIRS.values())
_MARKS = re.compile(r"[《“（(「【》”）)」】]|\n| \| |[。！？；]+[”’」』）)]*")
_COMMAS = re.compile("[，、：,]")
_ORDINAL = re.compile(r"[一二三四五六七八九十]是")
_INSIDE_WORD = re.compile(r"[0-9A-Za-z.,%]")
# what a cut costs besides the unevenness of the pieces, by what stands before it
_COSTS = {"\n": 0.0, "。": 0.12, "！": 0.12, "？": 0.12, "；": 0.3, " | ": 0.25}
_COMMA_COST = 3.0
_FORCED_COST = 9.0
_ORDINAL_BONUS = 0.1


@dataclass(frozen=True, slots=True)
class _Place:
    """A cut before `position` costs `cost`."""

    position: int
    cost: float


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of at most `LONGEST` characters that cover `text[start:end]` but for outer blanks."""
    start, end = trim(text, start, end)
    if start >= end:
        return []
    if end - start <= LONGEST:
        return [(start, end)]
    reachable = _reachable(text, start, end, list(_places(text, start, end)))
    places = _best(_thinned(reachable), start, end)
    bounds = [start, *places, end]
    pieces = (trim(text, low, high) for low, high in itertools.pairwise(bounds))
    return [(low, high) for low, high in pieces if low < high]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _places(text: str, start: int, end: int) -> Iterator[_Place]:
    waiting: list[str] = []
    for match in _MARKS.finditer(text, start, end):
        mark = match.group()
        first = mark[0]
        if mark == "\n":
            waiting.clear()
        elif first in _PAIRS:
            if text.find(_PAIRS[first], match.end(), match.end() + _BRACKET_REACH) >= 0:
                waiting.append(_PAIRS[first])
            continue
        elif first in _CLOSING:
            _close(waiting, first)
            continue
        for char in mark[1:]:
            _close(waiting, char)
        if not waiting and start < match.end() < end:
            bonus = _ORDINAL_BONUS if _ORDINAL.match(text, match.end()) else 0.0
            yield _Place(match.end(), _COSTS[mark if mark == " | " else first] - bonus)


def _close(waiting: list[str], mark: str) -> None:
    if mark in waiting:
        while waiting.pop() != mark:
            continue


def _reachable(text: str, start: int, end: int, places: list[_Place]) -> list[_Place]:
    """Adds commas, and forced places, where two places lie further apart than a piece may be."""
    complete: list[_Place] = []
    previous = start
    for place in [*places, _Place(end, 0.0)]:
        if place.position - previous > LONGEST:
            complete.extend(_within(text, previous, place.position))
        complete.append(place)
        previous = place.position
    return complete[:-1]


def _within(text: str, start: int, end: int) -> list[_Place]:
    found = [
        _Place(match.end(), _COMMA_COST)
        for match in _COMMAS.finditer(text, start, end)
        if match.end() < end and not _splits_word(text, match.end())
    ]
    filled: list[_Place] = []
    previous = start
    for place in [*found, _Place(end, 0.0)]:
        while place.position - previous > LONGEST:
            previous = _forced(text, previous + _IDEAL, previous)
            filled.append(_Place(previous, _FORCED_COST))
        filled.append(place)
        previous = place.position
    return filled[:-1]


def _forced(text: str, position: int, lowest: int) -> int:
    """The next position at or before `position` that splits no figure; `position` if all do."""
    candidate = position
    while candidate > lowest + 1 and _splits_word(text, candidate):
        candidate -= 1
    return candidate if candidate > lowest + 1 else position


def _splits_word(text: str, position: int) -> bool:
    return bool(
        position < len(text)
        and _INSIDE_WORD.match(text[position - 1])
        and _INSIDE_WORD.match(text[position])
    )


def _thinned(places: list[_Place]) -> list[_Place]:
    """Of places that lie close together the cheapest: the choice needs no finer grain."""
    kept: list[_Place] = []
    for place in places:
        if kept and place.position - kept[-1].position < _GRAIN:
            if place.cost < kept[-1].cost:
                kept[-1] = place
        else:
            kept.append(place)
    return kept


def _best(places: list[_Place], start: int, end: int) -> list[int]:
    """Shortest path over the places; a piece costs the square of its distance from the ideal."""
    count = max(2, round((end - start) / _IDEAL))
    ideal = (end - start) / count
    positions = [start, *(place.position for place in places), end]
    costs = [0.0, *(place.cost for place in places), 0.0]
    total = [0.0] + [float("inf")] * (len(positions) - 1)
    came_from = [0] * len(positions)
    for index in range(1, len(positions)):
        for before in range(index - 1, -1, -1):
            length = positions[index] - positions[before]
            if length > LONGEST and before < index - 1:
                break
            cost = total[before] + ((length - ideal) / ideal) ** 2 + costs[index]
            if cost < total[index]:
                total[index], came_from[index] = cost, before
    path = []
    index = came_from[-1]
    while index > 0:
        path.append(positions[index])
        index = came_from[index]
    return path[::-1]
