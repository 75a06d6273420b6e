"""What the page knows of the index, worked out once for each generation."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from ingest.metadata.places import Gazetteer
from ui.documents import document_rows
from ui.page.facts import FactRow, fact_rows
from ui.page.places import PlaceTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.session import Session, View

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Kept:
    generation: str
    day: date
    value: Any


class Library:
    """Places, documents and figures of the current generation.

    Each is computed when it is first asked for in a generation (and on a day, since 效力
    depends on it), and then kept.
    """

    def __init__(self, session: Session, gazetteer: Callable[[], Gazetteer]) -> None:
        self.session = session
        self._gazetteer = gazetteer
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    @contextmanager
    def view(self) -> Iterator[View]:
        with self.session.view() as view:
            yield view

    def places(self) -> PlaceTree:
        return self._get(
            "places", lambda view: PlaceTree(view.index.documents(), self._gazetteer())
        )

    def documents(self) -> list[dict[str, Any]]:
        """Metadata of every document with the number of its `passages`, by title."""
        return self._get("documents", _document_rows)

    def facts(self) -> tuple[FactRow, ...]:
        return self._get(
            "facts", lambda view: fact_rows(view.index, self._gazetteer(), date.today())
        )

    def _get(self, name: str, make: Callable[[View], Made]) -> Made:
        with self.view() as view, self._lock:
            today = date.today()
            kept = self._kept.get(name)
            if kept is None or (kept.generation, kept.day) != (view.generation, today):
                kept = self._kept[name] = _Kept(view.generation, today, make(view))
            return kept.value


def _document_rows(view: View) -> list[dict[str, Any]]:
    return [
        {**row, "passages": view.index.counts(row["doc_id"])[0]}
        for row in document_rows(view.index)
    ]
