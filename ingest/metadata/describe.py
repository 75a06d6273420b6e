"""A composed text and its source -> `Document`: every field of metadata, each with its evidence.

The order of the readers is the order of dependence: title, number, issuer, days, kind, region,
tier, relations, validity. What a container states (labelled fields of a page, front matter)
counts before what rules read in the text; the keys of a digest's front matter override all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.blocks import Source
from ingest.documents import Document, Evidence, Kind, Period, Provenance, Section, Tier, Validity
from ingest.metadata import dates, issuers
from ingest.metadata.doc_numbers import find_doc_numbers, number_key, own_number
from ingest.metadata.found import Found, value_of
from ingest.metadata.front_matter import FrontMatter
from ingest.metadata.kinds import find_kind
from ingest.metadata.layout import Layout, read_layout
from ingest.metadata.places import Gazetteer, Place
from ingest.metadata.regions import find_region
from ingest.metadata.relations import find_relations
from ingest.metadata.tiers import issuer_place, tier_of
from ingest.metadata.titles import find_title
from ingest.metadata.validity import declared_validity


def describe(
    source: Source,
    text: str,
    sections: Sequence[Section],
    *,
    uri: str,
    gazetteer: Gazetteer,
) -> Document:
    """The document that a source is, with its metadata read by rule.

    Args:
        source: the file as parsed; its `hints` are statements of the container.
        text: the composed text; all evidence spans count code points of it.
        sections: of the text; annexes among them hold no signature and no 施行日期.
        uri: path or URL as given.
        gazetteer: where place names are looked up.

    Raises:
        UnknownPlaceError: the front matter of a digest names a place that does not exist.
    """
    reading = _read(source, text, sections, gazetteer)
    front = FrontMatter(source.hints)
    document = _document(source, text, uri, reading)
    return front.override(document, gazetteer) if front.stated else document


@dataclass(frozen=True, slots=True)
class _Reading:
    """The fields read in a text."""

    title: Found[str]
    kind: Found[Kind]
    issuer: Found[str] | None
    doc_number: Found[str] | None
    issued_on: Found[date] | None
    published_on: Found[date] | None
    effective_on: Found[date] | None
    expires_on: Found[date] | None
    period: Found[Period] | None
    region: Found[Place] | None
    tier: Tier
    validity: Validity
    signatory: Found[str] | None
    contact: Found[str] | None
    index_number: Found[str] | None
    layout: Layout


def _read(source: Source, text: str, sections: Sequence[Section], gazetteer: Gazetteer) -> _Reading:
    hints = source.hints
    layout = read_layout(text)
    title = find_title(layout, source)
    number = _stated_number(hints, text) or own_number(layout, title)
    stated_issuer = _stated(hints, "issuer", text)
    named = issuers.find_issuer(layout, title)
    reprint = _is_reprint(stated_issuer, named, title, gazetteer)
    official = named if reprint else stated_issuer or named
    container = " ".join(
        hints.get(key, "")
        for key in ("site", "author", "category", "front.tags", "front.categories")
    )
    kind = find_kind(
        layout, title, number, official, container, web=source.media_type == "text/html"
    )
    issuer = _press(text, hints, container) or official if kind.value is Kind.NEWS else official
    signed = dates.find_issued_on(layout)
    issued = signed if reprint and signed else _stated_day(hints, "issued_on") or signed
    published = (
        _stated_day(hints, "published_on")
        or _stated_day(hints, "date")
        or dates.find_published_on(layout)
    )
    if kind.value is Kind.NEWS and published is None:
        issued, published = None, issued
    main = _main_text(text, sections)
    effective = _stated_day(hints, "effective_on") or dates.find_effective_on(
        main, value_of(issued) or value_of(published)
    )
    starts = value_of(effective) or value_of(issued) or value_of(published)
    expires = dates.find_expires_on(main, starts)
    period = dates.find_period(title)
    region = find_region(text, title, issuer, value_of(number), gazetteer)
    label = layout.labels.get("有效性") or layout.labels.get("时效性") or layout.labels.get("效力")
    return _Reading(
        title=title,
        kind=kind,
        issuer=issuer,
        doc_number=number,
        issued_on=issued,
        published_on=published,
        effective_on=effective,
        expires_on=expires,
        period=period,
        region=region,
        tier=tier_of(value_of(issuer), value_of(region)),
        validity=declared_validity(
            kind.value,
            issued_on=value_of(issued) or value_of(published),
            effective_on=value_of(effective),
            period=value_of(period),
            title=title.value,
            label=label.value if label else "",
        ),
        signatory=issuers.find_signatory(text),
        contact=issuers.find_contact(text),
        index_number=_stated(hints, "index_number", text) or layout.labels.get("索引号"),
        layout=layout,
    )


def _document(source: Source, text: str, uri: str, reading: _Reading) -> Document:
    place = value_of(reading.region)
    return Document(
        doc_id=hashlib.sha256((source.sha256 + source.parser).encode()).hexdigest()[:16],
        title=reading.title.value,
        kind=reading.kind.value,
        issuer=value_of(reading.issuer),
        doc_number=value_of(reading.doc_number),
        issued_on=value_of(reading.issued_on),
        effective_on=value_of(reading.effective_on),
        expires_on=value_of(reading.expires_on),
        validity=reading.validity,
        region=place.full_name if place else None,
        region_code=place.code if place else None,
        tier=reading.tier,
        source=Provenance(uri, source.media_type, source.parser),
        sha256=source.sha256,
        text=text,
        period=value_of(reading.period),
        published_on=value_of(reading.published_on),
        signatory=value_of(reading.signatory),
        contact=value_of(reading.contact),
        relations=find_relations(text, reading.title),
        evidence=_evidence(reading),
    )


def _evidence(reading: _Reading) -> tuple[Evidence, ...]:
    named: dict[str, Found[Any] | None] = {
        "title": reading.title,
        "kind": reading.kind,
        "issuer": reading.issuer,
        "doc_number": reading.doc_number,
        "issued_on": reading.issued_on,
        "published_on": reading.published_on,
        "effective_on": reading.effective_on,
        "expires_on": reading.expires_on,
        "period": reading.period,
        "signatory": reading.signatory,
        "contact": reading.contact,
        "index_number": reading.index_number,
    }
    evidence = [found.evidence(field) for field, found in named.items() if found is not None]
    if reading.region is not None:
        place = reading.region
        evidence.append(Evidence("region", place.value.full_name, place.start, place.end))
    return tuple(evidence)


def _main_text(text: str, sections: Sequence[Section]) -> str:
    """The text without its annexes, the places of characters kept: annexes are forms and tables
    with terms of their own. Where the annex is what a short notice issues, all of it counts."""
    annexes = [section for section in sections if section.annex]
    covered = sum(section.end - section.start for section in annexes)
    if not annexes or covered * 2 > len(text):
        return text
    characters = list(text)
    for section in annexes:
        characters[section.start : section.end] = "\n" * (section.end - section.start)
    return "".join(characters)


def _is_reprint(
    stated: Found[str] | None,
    named: Found[str] | None,
    title: Found[str],
    gazetteer: Gazetteer,
) -> bool:
    """Whether a page names its publisher as 发布机构 and carries the document of another: a city
    that republishes a bulletin of its province. Title and text then name the same place."""
    if stated is None or named is None or stated.value == named.value:
        return False
    publisher = issuer_place(stated.value, gazetteer)
    author = issuer_place(named.value, gazetteer)
    titled = issuer_place(title.value, gazetteer)
    return author is not None and author == titled and publisher is not None and publisher != author


def _stated(hints: Mapping[str, str], key: str, text: str) -> Found[str] | None:
    value = " ".join(hints.get(key, "").split())
    if not value:
        return None
    if key == "issuer":
        value = "、".join(issuers.issuer_names(value) or (value,))
    start = text.find(value)
    return Found(value, start, start + len(value)) if start >= 0 else Found(value)


def _stated_number(hints: Mapping[str, str], text: str) -> Found[str] | None:
    """The number a page states, in standard form, and its first standing in the text."""
    stated = hints.get("doc_number", "").strip()
    if not stated or not re.search(r"\d", stated):
        return None
    numbers = find_doc_numbers(stated)
    value = numbers[0].text if len(numbers) == 1 and numbers[0].start == 0 else stated
    for number in find_doc_numbers(text[:4000]):
        if number_key(number.text) == number_key(value):
            return Found(value, number.start, number.end)
    return Found(value)


def _stated_day(hints: Mapping[str, str], key: str) -> Found[date] | None:
    day = dates.parse_day(hints.get(key, ""))
    return None if day is None else Found(day)


def _press(text: str, hints: Mapping[str, str], container: str) -> Found[str] | None:
    """The newspaper of a news item: named in the text, else in the container's words."""
    named = issuers.find_medium(text)
    if named is not None:
        return named
    medium = issuers.medium_in(container) or hints.get("author") or hints.get("site")
    return Found(medium) if medium else None
