"""Inline SVG plots of a report: colours come from the page, sizes are in user units.

Each function gives one `<svg>` with a title and a description for screen readers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from eval.bootstrap import Interval

WIDTH = 720


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: a share between 0 and 1 with its interval."""

    label: str
    share: Interval


def bars(title: str, values: Sequence[Bar]) -> str:
    """Horizontal bars with interval whiskers, in the order given; the value at the right."""
    left, right, top, step = 130, 620, 8, 26
    bottom = top + step * len(values)
    parts = [*_percent_grid(left, right, top, bottom)]
    for row, bar in enumerate(values):
        y = top + step * row
        middle = y + step / 2
        end = _along(bar.share.value, left, right)
        low, high = (_along(v, left, right) for v in (bar.share.low, bar.share.high))
        parts += [
            _text(left - 10, middle + 4, bar.label, "end"),
            f'<rect class="bar" x="{left}" y="{y + 6}" width="{end - left:.1f}" '
            f'height="{step - 12}" rx="2"/>',
            f'<path class="whisker" d="M{low:.1f} {middle}H{high:.1f}'
            f'M{low:.1f} {middle - 4}v8M{high:.1f} {middle - 4}v8"/>',
            _text(right + 12, middle + 4, f"{bar.share.value:.0%}  n={bar.share.n}", "start"),
        ]
    return _svg(title, bottom + 24, parts)


def histogram(title: str, values: Sequence[float], marks: Sequence[tuple[str, float]]) -> str:
    """Counts of positive values in log-spaced bins (five a decade), with marked values."""
    left, right, top, bottom = 50, 680, 34, 210
    logs = [math.log10(max(value, 0.1)) for value in values]
    low, high = math.floor(min(logs) * 5) / 5, math.floor(max(logs) * 5) / 5 + 0.2
    count = max(1, round((high - low) * 5))
    bins = [0] * count
    for value in logs:
        bins[min(count - 1, int((value - low) * 5 + 1e-9))] += 1
    tallest = max(bins)
    width = (right - left) / count
    parts = _count_grid(tallest, left, right, top, bottom)
    for place, n in enumerate(bins):
        height = (bottom - top) * n / tallest
        parts.append(
            f'<rect class="bar" x="{left + place * width + 1:.1f}" y="{bottom - height:.1f}" '
            f'width="{width - 2:.1f}" height="{height:.1f}"/>'
        )
    for exponent in range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1):
        x = left + (exponent - low) / (high - low) * (right - left)
        parts.append(_text(x, bottom + 18, f"{10**exponent:g} ms", "middle"))
    for row, (label, value) in enumerate(marks):
        x = left + (math.log10(max(value, 0.1)) - low) / (high - low) * (right - left)
        y = 12 + 12 * (row % 2)
        parts.append(f'<path class="mark" d="M{x:.1f} {y + 3}V{bottom}"/>')
        parts.append(_text(x + 4, y + 2, f"{label} {value:.0f} ms", "start"))
    return _svg(title, bottom + 28, parts)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plot: (x, y) points between 0 and 1; `style` is `first` or `second`."""

    label: str
    style: str
    points: Sequence[tuple[float, float]]


def curves(title: str, x_label: str, lines: Sequence[Line]) -> str:
    """Lines over shares on both axes, each named by a key above the plot."""
    left, right, top, bottom = 60, 700, 36, 256
    parts: list[str] = []
    for tick in range(5):
        share = tick / 4
        y = bottom - share * (bottom - top)
        x = _along(share, left, right)
        parts.append(f'<path class="grid" d="M{left} {y:.1f}H{right}"/>')
        parts.append(_text(left - 8, y + 4, f"{share:.0%}", "end"))
        parts.append(_text(x, bottom + 18, f"{share:.2f}", "middle"))
    parts.append(_text((left + right) / 2, bottom + 36, x_label, "middle"))
    for place, line in enumerate(lines):
        points = " ".join(
            f"{_along(x, left, right):.1f},{bottom - y * (bottom - top):.1f}"
            for x, y in line.points
        )
        parts.append(f'<polyline class="line {line.style}" points="{points}"/>')
        key = left + 220 * place
        parts.append(f'<path class="line {line.style}" d="M{key} 14h24"/>')
        parts.append(_text(key + 30, 18, line.label, "start"))
    return _svg(title, bottom + 46, parts)


def _percent_grid(left: float, right: float, top: float, bottom: float) -> Iterable[str]:
    for tick in range(5):
        x = _along(tick / 4, left, right)
        yield f'<path class="grid" d="M{x:.1f} {top}V{bottom}"/>'
        yield _text(x, bottom + 16, f"{tick / 4:.0%}", "middle")


def _count_grid(tallest: int, left: float, right: float, top: float, bottom: float) -> list[str]:
    parts: list[str] = []
    for count in sorted({0, tallest // 2, tallest}):
        y = bottom - (bottom - top) * count / tallest
        parts.append(f'<path class="grid" d="M{left} {y:.1f}H{right}"/>')
        parts.append(_text(left - 8, y + 4, str(count), "end"))
    return parts


def _along(share: float, left: float, right: float) -> float:
    return left + share * (right - left)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(title: str, height: float, parts: Iterable[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )
