"""What the front matter of a digest states, put over what rules read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from ingest.documents import Document, Evidence, Kind, Origin, Tier, Validity
from ingest.metadata.dates import parse_day, parse_period
from ingest.metadata.places import Gazetteer, Place

Member = TypeVar("Member", Kind, Tier, Validity)


class FrontMatter:
    """The front matter of a digest: stated by its author, so it overrides what rules read."""

    def __init__(self, hints: Mapping[str, str]) -> None:
        self._values = {
            key.removeprefix("front."): value.strip()
            for key, value in hints.items()
            if key.startswith("front.") and value.strip()
        }

    @property
    def stated(self) -> bool:
        return bool(self._values)

    def override(self, document: Document, gazetteer: Gazetteer) -> Document:
        """The document with every field that the front matter states.

        A digest that leaves a field out says that its original does not settle it, so what
        rules read in the digest's own words does not count there.
        """
        digest = self._values.get("digest", "").lower() in ("true", "yes", "1")
        if not digest and not {"kind", "issuer", "doc_number", "region"} & self._values.keys():
            return document
        place = self._place(gazetteer)
        read = document if not digest else _emptied(document)
        evidence = tuple(e for e in read.evidence if e.field not in self._values)
        return replace(
            read,
            title=self._values.get("title", document.title),
            kind=self._member(Kind, "kind", document.kind),
            issuer=self._values.get("issuer", read.issuer),
            doc_number=self._values.get("doc_number", read.doc_number),
            issued_on=self._day("issued_on") or read.issued_on,
            published_on=self._day("published_on") or read.published_on,
            effective_on=self._day("effective_on") or read.effective_on,
            expires_on=self._day("expires_on") or read.expires_on,
            period=parse_period(self._values.get("period", "")) or read.period,
            region=place.full_name if place else document.region,
            region_code=place.code if place else document.region_code,
            tier=self._member(Tier, "tier", place.tier if place else document.tier),
            validity=self._member(Validity, "validity", document.validity),
            source=replace(document.source, digest=digest, original=self._origin()),
            evidence=(*evidence, *self._evidence()),
        )

    def _day(self, key: str) -> date | None:
        return parse_day(self._values.get(key, ""))

    def _member(self, kind: type[Member], key: str, default: Member) -> Member:
        value = self._values.get(key)
        return next((member for member in kind if member.value == value), default)

    def _place(self, gazetteer: Gazetteer) -> Place | None:
        name = self._values.get("region")
        return gazetteer.resolve(name) if name else None

    def _origin(self) -> Origin | None:
        title = self._values.get("source_title")
        if title is None:
            return None
        return Origin(title, self._values.get("source_number"), self._values.get("source_issuer"))

    def _evidence(self) -> tuple[Evidence, ...]:
        fields = Document.__slots__
        return tuple(
            Evidence(key, value, -1, -1) for key, value in self._values.items() if key in fields
        )


def _emptied(document: Document) -> Document:
    return replace(
        document,
        issuer=None,
        doc_number=None,
        issued_on=None,
        published_on=None,
        effective_on=None,
        expires_on=None,
        period=None,
        evidence=tuple(
            e for e in document.evidence if e.field in ("title", "contact", "signatory")
        ),
    )
