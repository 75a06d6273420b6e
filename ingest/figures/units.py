"""Units of Chinese texts: their kind, their factor to a base unit, their names in a pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its kind (money, count, ratio …), and its factor to the base unit."""

    name: str
    kind: str
    factor: float
    base: str


@lru_cache(maxsize=1)
def load_units() -> dict[str, Unit]:
    """Units by name, from `data/units.tsv` and `data/latin_units.tsv`."""
    chinese = {
        name: Unit(name, kind, float(factor), base)
        for name, kind, factor, base in _rows("units.tsv")
    }
    return {**chinese, **_latin_units()}


# SI prefixes (GB 3100) and, for bytes, their IEC kin; K and C stand for k and c in capitals
_PREFIXES = {
    "-": 1.0, "n": 1e-9, "μ": 1e-6, "µ": 1e-6, "m": 1e-3, "c": 1e-2, "C": 1e-2, "d": 1e-1,
    "h": 1e2, "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18, "Z": 1e21,
}  # fmt: skip


@lru_cache(maxsize=1)
def _latin_units() -> dict[str, Unit]:
    """Every prefix of a row's symbol is a unit of its own: GB, TB, kHz, MHz."""
    units: dict[str, Unit] = {}
    for symbol, kind, factor, base, prefixes in _rows("latin_units.tsv"):
        for prefix in prefixes:
            name = symbol if prefix == "-" else prefix + symbol
            units[name] = Unit(name, kind, float(factor) * _PREFIXES[prefix], base)
    return units


def _rows(name: str) -> list[list[str]]:
    text = files("ingest.figures").joinpath(f"data/{name}").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def unit_names() -> str:
    """The names as alternatives of a pattern, longest first; a unit in Latin letters ends where the letters end."""
    names = sorted(load_units(), key=len, reverse=True)
    latin = _latin_units()
    own = "|".join(re.escape(name) for name in names if name not in latin)
    letters = "|".join(re.escape(name) for name in names if name in latin)
    return rf"{own}|(?:{letters})(?![A-Za-z])"
