"""Nouns survive the way through JSON; unknown and missing fields do not break older files."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import (
    Cell,
    Document,
    Evidence,
    Fact,
    Kind,
    Nature,
    Origin,
    Period,
    Provenance,
    Relation,
    Table,
    Tier,
    Validity,
)
from ingest.index.codec import decode, encode

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_days = st.none() | st.dates(date(1949, 10, 1), date(2100, 1, 1))
_places = st.integers(-1, 10**6)
_amounts = st.none() | st.floats(allow_nan=False, allow_infinity=False)

_documents = st.builds(
    Document,
    kind=st.sampled_from(Kind),
    validity=st.sampled_from(Validity),
    tier=st.sampled_from(Tier),
    issued_on=_days,
    effective_on=_days,
    expires_on=_days,
    published_on=_days,
    period=st.none() | st.builds(Period, _days, _days),
    source=st.builds(
        Provenance,
        _texts,
        _texts,
        _texts,
        st.booleans(),
        st.none() | st.builds(Origin, _texts, st.none() | _texts, st.none() | _texts),
    ),
    relations=st.lists(
        st.builds(Relation, _texts, st.none() | _texts, st.none() | _texts, _places, _places)
    ).map(tuple),
    evidence=st.lists(st.builds(Evidence, _texts, _texts, _places, _places)).map(tuple),
    text=_texts,
)
_facts = st.builds(Fact, low=_amounts, high=_amounts, nature=st.sampled_from(Nature))
_cells = st.builds(Cell, *[_places] * 6, _texts)
_tables = st.builds(Table, cells=st.lists(_cells, max_size=4).map(tuple))


@given(st.one_of(_documents, _facts, _tables))
def test_a_noun_is_the_same_after_json(noun: Document | Fact | Table) -> None:
    assert decode(type(noun), json.loads(json.dumps(encode(noun)))) == noun


def test_defaults_are_left_out_and_come_back() -> None:
    value = encode(Period(None, date(2025, 12, 31)))
    assert value == {"start": None, "end": "2025-12-31"}
    assert "digest" not in encode(Provenance("a.txt", "text/plain", "plain"))


def test_a_field_of_a_later_version_is_ignored() -> None:
    assert decode(Period, {"start": None, "end": None, "note": "新字段"}) == Period(None, None)
