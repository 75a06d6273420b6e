"""What the readers of metadata hand on: a value with the span that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ingest.documents import Evidence, Period

T = TypeVar("T")

NOWHERE = -1
"""Start and end of what the container says and the text does not."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value read at `text[start:end]`; both are `NOWHERE` for a statement of the container."""

    value: T
    start: int = NOWHERE
    end: int = NOWHERE

    def evidence(self, field: str) -> Evidence:
        return Evidence(field, _shown(self.value), self.start, self.end)


def value_of(found: Found[T] | None) -> T | None:
    return None if found is None else found.value


def _shown(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Period):
        return f"{value.start or ''}/{value.end or ''}"
    return str(value)
