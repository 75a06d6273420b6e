"""A series as a line drawing (SVG): what was counted as dots, what is aimed at as rings."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from sys import float_info

from ui.page.markup import render
from ui.page.series import Point, Series

_WIDTH, _HEIGHT = 640, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 40, 28, 40


@dataclass(frozen=True, slots=True)
class Dot:
    """A point on the canvas (px)."""

    x: float
    y: float
    label: str
    point: Point


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the template draws; `solid` joins reached values, `dashed` leads to targets."""

    series: Series
    width: int
    height: int
    left: int
    bottom: int
    right: int
    dots: tuple[Dot, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    solid: str
    dashed: str


def chart_html(series: Series) -> str:
    return render("chart.html", chart=chart(series))


def chart(series: Series) -> Chart:
    """The drawing of a series with at least one point; the value axis starts at zero."""
    years = sorted({point.year for point in series.points})
    top, step = _axis(max(point.value for point in series.points))
    span = max(years[-1] - years[0], 1)
    across, down = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def x(year: int) -> float:
        return round(_LEFT + across * (year - years[0]) / span, 1)

    def y(value: float) -> float:
        return round(_TOP + down * (1 - value / top), 1)

    dots = tuple(
        Dot(x(point.year), y(point.value), short_number(point.value), point)
        for point in series.points
    )
    reached = [dot for dot in dots if not dot.point.target]
    aimed = [dot for dot in dots if dot.point.target]
    return Chart(
        series=series,
        width=_WIDTH,
        height=_HEIGHT,
        left=_LEFT,
        bottom=_HEIGHT - _BOTTOM,
        right=_WIDTH - _RIGHT,
        dots=dots,
        years=tuple(Tick(x(year), f"{year}年") for year in years),
        values=tuple(
            Tick(y(step * n), short_number(step * n)) for n in range(round(top / step) + 1)
        ),
        solid=_line(reached),
        dashed=_line(reached[-1:] + aimed),
    )


def short_number(value: float) -> str:
    """12, 0.5, 30万, 1.5亿."""
    for size, name in ((1e8, "亿"), (1e4, "万")):
        if value >= size:
            return f"{value / size:.4g}{name}"
    return f"{value:.4g}"


def _axis(highest: float) -> tuple[float, float]:
    """(top, step): at most five steps of 1, 2 or 5 times a power of ten."""
    if highest < float_info.min:  # nothing, or so little that a power of ten below it is nothing
        return 1.0, 1.0
    power = 10.0 ** floor(log10(highest))
    step = next(power * part for part in (0.2, 0.5, 1, 2) if power * part * 5 >= highest)
    steps = -(-highest // step)
    return step * steps, step


def _line(dots: list[Dot]) -> str:
    return " ".join(f"{dot.x},{dot.y}" for dot in dots) if len(dots) > 1 else ""
