"""Which documents a question may be answered from, decided before ranking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ingest.documents import Document, Kind, Tier, Validity
from ingest.metadata.places import Gazetteer, Place
from ingest.metadata.validity import validity_on


@dataclass(frozen=True, slots=True)
class Filters:
    """What the asker or the page restricts; empty means no restriction.

    `validities` are judged on `as_of` (today where None).
    """

    region: str | None = None
    tiers: frozenset[Tier] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    validities: frozenset[Validity] = frozenset()
    doc_ids: frozenset[str] = frozenset()
    as_of: date | None = None


NO_FILTERS = Filters()


class DocumentFilter:
    """Selects documents by place hierarchy, tier, kind and validity."""

    def __init__(
        self,
        documents: Iterable[Document],
        repealing: Mapping[str, Collection[Document]],
        gazetteer: Gazetteer,
    ) -> None:
        self._documents = tuple(documents)
        self._repealing = repealing
        self._gazetteer = gazetteer

    def allowed(
        self, places: Collection[Place], filters: Filters
    ) -> tuple[frozenset[str] | None, frozenset[str]]:
        """(ids that may answer, None for all; ids of those taken from a higher place).

        A question about 常州 takes 常州, its counties, 江苏 and the state, and texts that name no
        place; never 苏州. Texts of a lower place stay in because they state figures of the
        higher one; the reader checks which place each figure is bound to.
        """
        allowed: list[str] = []
        inherited: list[str] = []
        for document in self._documents:
            if not self._passes(document, filters):
                continue
            relation = self._relation(document, places)
            if relation is None:
                continue
            allowed.append(document.doc_id)
            if relation:
                inherited.append(document.doc_id)
        everything = len(allowed) == len(self._documents)
        return (None if everything else frozenset(allowed)), frozenset(inherited)

    def others(self, doc_ids: Collection[str], filters: Filters) -> frozenset[str]:
        """Documents that pass the filters and are not among `doc_ids`."""
        return frozenset(
            document.doc_id
            for document in self._documents
            if document.doc_id not in doc_ids and self._passes(document, filters)
        )

    def of_years(self, years: Collection[int], doc_ids: Collection[str] | None) -> frozenset[str]:
        """Those of some documents (None for all) that are of one of the years."""
        return frozenset(
            document.doc_id
            for document in self._documents
            if document.year in years and (doc_ids is None or document.doc_id in doc_ids)
        )

    def validity(self, document: Document, day: date) -> Validity:
        return validity_on(document, day, self._repealing.get(document.doc_id, ()))

    def _passes(self, document: Document, filters: Filters) -> bool:
        if filters.doc_ids and document.doc_id not in filters.doc_ids:
            return False
        if filters.tiers and document.tier not in filters.tiers:
            return False
        if filters.kinds and document.kind not in filters.kinds:
            return False
        if filters.validities:
            day = filters.as_of or date.today()
            return self.validity(document, day) in filters.validities
        return True

    def _relation(self, document: Document, places: Collection[Place]) -> bool | None:
        """False: of the place itself; True: inherited from above; None: of another place."""
        code = document.region_code
        if not places or code is None:
            return False
        contains = self._gazetteer.contains
        if any(code == place.code or contains(place.code, code) for place in places):
            return False
        if any(contains(code, place.code) for place in places):
            return True
        return None
