"""The places an index has documents of, as the steps 省 → 市 → 县 of a choice."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.documents import NATIONAL_CODE, Document
from ingest.metadata.places import Gazetteer, Place

LEVELS = 3
"""Steps of the choice; a district of a municipality is the second one."""


class PlaceTree:
    """Places with documents, and the places above them."""

    def __init__(self, documents: Iterable[Document], gazetteer: Gazetteer) -> None:
        self._places: dict[tuple[str, ...], Place] = {}
        codes = {document.region_code for document in documents}
        for place in (gazetteer.place(code) for code in codes if code and code in gazetteer):
            if place.code != NATIONAL_CODE:
                self._add(place, gazetteer)

    def children(self, path: tuple[str, ...] = ()) -> list[str]:
        """Names of the places right below `path`, in the order of their codes."""
        below = [
            place
            for found, place in self._places.items()
            if len(found) == len(path) + 1 and found[: len(path)] == path
        ]
        return [place.name for place in sorted(below, key=lambda place: place.code)]

    def full_name(self, path: tuple[str, ...]) -> str | None:
        """“江苏省常州市”; None where nothing, or no known place, is chosen."""
        place = self._places.get(path)
        return None if place is None else place.full_name

    def _add(self, place: Place, gazetteer: Gazetteer) -> None:
        """The place and all above it (江苏省常州市 is reached through 江苏省)."""
        self._places[place.path] = place
        codes = (place.code[:4] + "00", place.code[:2] + "0000")
        for above in (gazetteer.place(code) for code in codes if code in gazetteer):
            if above.code != NATIONAL_CODE:
                self._places.setdefault(above.path, above)
