"""The figures of an index as a table: what is given or counted, where, for whom, on what condition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ingest.documents import Document, Fact, Nature
from ingest.metadata.places import Gazetteer
from ingest.metadata.validity import repealing, validity_on
from ui.telling import is_telling

if TYPE_CHECKING:
    from datetime import date

    from ingest.index.protocol import IndexReader

MONEY = "全部金额"
"""The group of all measures whose figures are 元: what most readers come for."""

_MONEY_UNIT = "元"


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row: the figure as written, the clause that carries it, and what is known about it.

    `before`, `figure`, `after` joined are the clause. `value` is in the base unit.
    """

    measure: str
    figure: str
    value: float
    unit: str
    before: str
    after: str
    tier: str
    region: str
    condition: str
    nature: str
    as_of: str
    title: str
    doc_number: str
    validity: str
    doc_id: str
    clause_start: int
    clause_end: int


class Order(StrEnum):
    """Columns by which the table can be ordered."""

    REGION = "region"
    TIER = "tier"
    MEASURE = "measure"
    VALUE = "value"
    AS_OF = "as_of"


_TIER_RANK = {name: rank for rank, name in enumerate(("国家", "省级", "市级", "县级", "乡镇"))}


def fact_rows(index: IndexReader, gazetteer: Gazetteer, day: date) -> tuple[FactRow, ...]:
    """All figures of an index in the order of their documents."""
    listed = index.documents()
    repeals = repealing(listed)
    documents = {item.doc_id: index.document(item.doc_id) for item in listed}
    validities = {
        item.doc_id: validity_on(item, day, tuple(repeals.get(item.doc_id, ()))).value
        for item in listed
    }
    return tuple(
        _row(fact, documents[fact.doc_id], validities[fact.doc_id], gazetteer)
        for fact in _distinct(index.facts())
        if is_telling(fact, documents[fact.doc_id].text)
    )


def measures(rows: Iterable[FactRow]) -> list[str]:
    """Names to choose from: 金额 first, then every measure, the most frequent first."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.measure] = counts.get(row.measure, 0) + 1
    return [MONEY, *sorted(counts, key=lambda name: (-counts[name], name))]


def chosen_rows(
    rows: Iterable[FactRow],
    *,
    measure: str = "",
    region: str = "",
    tiers: Collection[str] = (),
    words: str = "",
) -> list[FactRow]:
    """Rows that fit; empty arguments restrict nothing. `region` takes the places below it too,
    and every one of the space-parted `words` must stand in the clause, condition or title."""
    wanted = words.split()
    return [
        row
        for row in rows
        if (
            not measure or (row.unit == _MONEY_UNIT if measure == MONEY else row.measure == measure)
        )
        and (not region or row.region.startswith(region))
        and (not tiers or row.tier in tiers)
        and all(
            word in f"{row.before}{row.figure}{row.after} {row.condition} {row.title}"
            for word in wanted
        )
    ]


def ordered_rows(
    rows: Sequence[FactRow], order: Order, *, descending: bool = False
) -> list[FactRow]:
    """Rows by one column; equal ones keep their order, empty cells come last."""
    keys = {
        Order.REGION: lambda row: (row.region == "", row.region),
        Order.TIER: lambda row: (row.tier == "", _TIER_RANK.get(row.tier, len(_TIER_RANK))),
        Order.MEASURE: lambda row: (False, row.measure),
        Order.VALUE: lambda row: (False, row.unit, row.value),
        Order.AS_OF: lambda row: (row.as_of == "", row.as_of),
    }
    key = keys[order]
    empty_last = sorted(rows, key=key, reverse=descending)
    return sorted(empty_last, key=lambda row: key(row)[0]) if descending else empty_last


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    """In order, one of those that say the same in one clause: 5000万元以上（含5000万元）."""
    first: dict[tuple[object, ...], Fact] = {}
    for fact in sorted(facts, key=lambda fact: (fact.doc_id, fact.start)):
        value = fact.low if fact.low is not None else fact.high
        first.setdefault((fact.doc_id, fact.clause_start, value, fact.unit), fact)
    return list(first.values())


def _row(fact: Fact, document: Document, validity: str, gazetteer: Gazetteer) -> FactRow:
    text = document.text
    code = fact.region_code or ""
    return FactRow(
        measure=fact.measure,
        figure=text[fact.start : fact.end],
        value=fact.low if fact.low is not None else fact.high or 0.0,
        unit=fact.unit,
        before=_joined(text[fact.clause_start : fact.start]),
        after=_joined(text[fact.end : fact.clause_end]),
        tier=fact.tier or "",
        region=gazetteer.place(code).full_name if code in gazetteer else document.region or "",
        condition=_joined(fact.condition or ""),
        nature="" if fact.nature is Nature.UNKNOWN else fact.nature.value,
        as_of=fact.as_of or "",
        title=document.title,
        doc_number=document.doc_number or "",
        validity=validity,
        doc_id=fact.doc_id,
        clause_start=fact.clause_start,
        clause_end=fact.clause_end,
    )


def _joined(text: str) -> str:
    """On one line; between Han characters a line break is no space."""
    return "".join(part.strip() for part in text.splitlines())
