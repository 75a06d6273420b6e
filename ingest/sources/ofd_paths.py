"""Rules that an OFD page draws: straight pieces of its path objects (GB/T 33190-2016, 9.3)."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.sources.ruled_tables import Box

Point = tuple[float, float]

_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def straight_pieces(data: str) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of `AbbreviatedData`; curves only move the point."""
    point: Point = (0.0, 0.0)
    start = point
    for operator, values in _operations(data.split()):
        if operator == "C":
            yield point, start
            point = start
            continue
        target = (values[-2], values[-1])
        if operator == "L":
            yield point, target
        elif operator in "SM":
            start = target
        point = target


def _operations(words: list[str]) -> Iterator[tuple[str, list[float]]]:
    """Operators with their arguments; what does not parse ends the path."""
    index = 0
    while index < len(words):
        count = _ARGUMENTS.get(words[index])
        if count is None or index + count >= len(words):
            return
        try:
            values = [float(word) for word in words[index + 1 : index + 1 + count]]
        except ValueError:
            return
        yield words[index], values
        index += 1 + count


def rule(first: Point, second: Point) -> Box:
    """The box a piece covers."""
    xs, ys = sorted((first[0], second[0])), sorted((first[1], second[1]))
    return (xs[0], ys[0], xs[1], ys[1])
