"""Whether a document is one that the question may mean: by place, year, tier, number and names.

Fields, contacts and posts are told of the document they stand in, so it must be the one asked about;
a figure is bound more closely (`fit.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.documents import NATIONAL_CODE, Document, Tier
from ingest.metadata.doc_numbers import find_doc_numbers, number_key
from ingest.metadata.places import Gazetteer
from qa.questions import Question
from qa.reading.findings import Finding
from qa.reading.fit import Binder
from qa.reading.matching import matching_form

_QUOTED = re.compile(r"[“《]([^”》]{2,40})[”》]")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_BELOW_NATIONAL = (Tier.PROVINCE, Tier.CITY, Tier.COUNTY, Tier.TOWN)


# --- place ---------------------------------------------------------------------------------


def of_place_and_year(
    findings: Sequence[Finding], question: Question, gazetteer: Gazetteer, binder: Binder
) -> list[Finding]:
    """Findings in documents of the asked place and year, and in none whose title names another
    place; those of the place itself before those from above it."""
    kept = list(findings)
    if question.years:
        kept = [f for f in kept if binder.tells_of_year(f.document)]
    codes = [place.code for place in question.places]
    if not codes:
        return kept
    kept = [f for f in kept if not titled_elsewhere(f.document, codes, gazetteer)]
    own = [f for f in kept if f.document.region_code in codes]
    return own or [
        f
        for f in kept
        if f.document.region_code is None
        or any(gazetteer.contains(f.document.region_code, code) for code in codes)
    ]


def titled_elsewhere(document: Document, codes: Sequence[str], gazetteer: Gazetteer) -> bool:
    """A title that names places (关于支持上海…的函) is of them and of what lies above or in them."""
    mentions = gazetteer.find(document.title)
    named = [m.place.code for m in mentions if m.place and m.place.code != NATIONAL_CODE]
    return bool(named) and not any(
        gazetteer.contains(one, code) or gazetteer.contains(code, one)
        for one in named
        for code in codes
    )


# --- year and tier -------------------------------------------------------------------------


def of_another_year(question: Question, document: Document) -> bool:
    """Bulletins and plans of a row of years differ in their titles by the year alone."""
    named = [int(year) for year in _YEAR.findall(document.title)]
    if not named or not question.years:
        return False
    own = {*range(min(named), max(named) + 1), document.year}
    return not own & set(question.years)


def of_lower_tier(question: Question, document: Document) -> bool:
    """“国家小巨人培育的通知” is none of a county, where no place is named."""
    national = question.tiers == (Tier.NATIONAL.value,)
    return national and not question.places and document.tier in _BELOW_NATIONAL


# --- number and names ----------------------------------------------------------------------


def numbers_named(text: str) -> frozenset[str]:
    """The document numbers of a text, in the form in which they are compared."""
    return frozenset(number_key(number.text) for number in find_doc_numbers(text))


def is_numbered(question: Question, document: Document) -> bool:
    """Whether a document bears the number asked about, if one is. Fields of a document named by
    its number are its own, not those of a text that cites it."""
    asked = numbers_named(question.text)
    return not asked or (
        document.doc_number is not None and number_key(document.doc_number) in asked
    )


def tells_of_number(question: Question, document: Document) -> bool:
    """Whether a text bears or cites the document numbers that the question names."""
    return is_numbered(question, document) or bool(
        numbers_named(question.text) & numbers_named(document.text)
    )


def holds_names(question: Question, document: Document) -> bool:
    """Whether a text holds every name the question quotes: of “海链2号工程” no other text can say
    who is responsible."""
    quoted = [matching_form(name) for name in _QUOTED.findall(question.text)]
    return not quoted or all(name in matching_form(document.text) for name in quoted)
