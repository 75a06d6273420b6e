"""Large numbers without a unit: official texts leave out the classifier of persons and other things
that are counted by ten thousands (农村贫困人口减少1240万, 用户达到10.8亿, 裁减员额50万)."""

from __future__ import annotations

import re

from ingest.figures.numbers import MAGNITUDES, fold_digits, parse_arabic
from ingest.figures.quantities import Quantity

HEADS = "heads"
"""Kind of such a number; its unit is empty."""

_NUMBER = re.compile(
    r"(?<![\d.A-Za-z第])(?<![\d万亿][—\-~～至到])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(?P<more>[余多])?(?P<magnitude>[万亿])[余多]?"
    r"(?P<bound>以上|以下|以内|左右)?(?=[，。；、,;）)\n]|$)"
)


def find_heads(text: str) -> tuple[Quantity, ...]:
    """Every number of ten thousands with nothing behind it but an end or a bound."""
    return tuple(_read(match, text) for match in _NUMBER.finditer(fold_digits(text)))


def _read(match: re.Match[str], text: str) -> Quantity:
    value = (parse_arabic(match["number"]) or 0.0) * MAGNITUDES[match["magnitude"]]
    end = match.start("bound") if match["bound"] else match.end()
    return Quantity(
        start=match.start(),
        end=end,
        text=text[match.start() : end],
        low=None if match["bound"] in ("以下", "以内") else value,
        high=None if match["bound"] == "以上" else value,
        unit="",
        kind=HEADS,
        outer_start=match.start(),
        outer_end=match.end(),
        approximate=bool(match["more"]) or match["bound"] == "左右",
    )
