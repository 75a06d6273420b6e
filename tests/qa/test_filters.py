"""Which documents may answer: the place hierarchy and what the asker restricts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ingest.documents import Document, Kind, Tier, Validity
from ingest.metadata.places import Gazetteer
from qa.filters import NO_FILTERS, DocumentFilter, Filters

CITY = "常州市人民政府关于支持企业发展的意见\n常政发〔2023〕12号\n\n对认定的企业奖励30万元。\n"
COUNTY = "金湖县人民政府关于培育企业的方案\n金政发〔2022〕33号\n\n三年培育企业30家。\n"
OTHER = "苏州市人民政府关于支持企业发展的意见\n苏府〔2023〕8号\n\n对认定的企业奖励50万元。\n"
PROVINCE = "江苏省人民政府关于支持企业发展的意见\n苏政发〔2023〕5号\n\n对认定的企业奖励80万元。\n"
PLACELESS = "企业发展常识\n\n企业是市场主体。\n"
ENDED = (
    "常州市人民政府关于支持会展的意见\n常政发〔2018〕2号\n\n"
    "对会展奖励5万元。本意见自2018年2月1日起施行，有效期至2020年12月31日。\n\n常州市人民政府\n2018年1月5日\n"
)


@pytest.fixture(scope="module")
def documents(document_of: Callable) -> dict[str, Document]:
    texts = (CITY, COUNTY, OTHER, PROVINCE, PLACELESS, ENDED)
    return {text: document_of(text).document for text in texts}


@pytest.fixture(scope="module")
def chosen(documents: dict[str, Document], gazetteer: Gazetteer) -> Callable[..., set[str]]:
    """The texts that may answer for a place under filters."""

    def choose(place: str | None, filters: Filters = NO_FILTERS) -> set[str]:
        places = (gazetteer.resolve(place),) if place else ()
        allowed, _ = DocumentFilter(documents.values(), {}, gazetteer).allowed(places, filters)
        return {t for t, d in documents.items() if allowed is None or d.doc_id in allowed}

    return choose


def test_a_citys_own_text_may_answer(chosen: Callable) -> None:
    assert CITY in chosen("常州")


def test_another_citys_text_may_not(chosen: Callable) -> None:
    assert OTHER not in chosen("常州")


def test_the_provinces_text_may_answer_for_its_city(chosen: Callable) -> None:
    assert PROVINCE in chosen("常州")


def test_a_countys_text_may_answer_for_the_province(chosen: Callable) -> None:
    assert COUNTY in chosen("江苏")


def test_a_text_of_no_place_may_answer_for_any(chosen: Callable) -> None:
    assert PLACELESS in chosen("苏州")


def test_without_a_place_all_may_answer(chosen: Callable) -> None:
    assert len(chosen(None)) == 6


def test_what_comes_from_above_is_marked_inherited(
    documents: dict[str, Document], gazetteer: Gazetteer
) -> None:
    chooser = DocumentFilter(documents.values(), {}, gazetteer)
    _, inherited = chooser.allowed((gazetteer.resolve("常州"),), NO_FILTERS)
    assert inherited == {documents[PROVINCE].doc_id}


def test_a_tier_restricts(chosen: Callable) -> None:
    assert chosen(None, Filters(tiers=frozenset({Tier.PROVINCE}))) == {PROVINCE}


def test_a_kind_restricts(chosen: Callable, documents: dict[str, Document]) -> None:
    found = chosen(None, Filters(kinds=frozenset({Kind.OFFICIAL})))
    assert found
    assert all(documents[text].kind is Kind.OFFICIAL for text in found)


def test_named_documents_restrict(chosen: Callable, documents: dict[str, Document]) -> None:
    assert chosen(None, Filters(doc_ids=frozenset({documents[OTHER].doc_id}))) == {OTHER}


@pytest.mark.parametrize(("day", "kept"), [(date(2019, 6, 1), True), (date(2024, 6, 1), False)])
def test_validity_is_judged_on_the_day_asked(chosen: Callable, day: date, kept: bool) -> None:
    found = chosen(None, Filters(validities=frozenset({Validity.IN_FORCE}), as_of=day))
    assert (ENDED in found) is kept


def test_the_others_are_those_that_pass_and_are_not_named(
    documents: dict[str, Document], gazetteer: Gazetteer
) -> None:
    chooser = DocumentFilter(documents.values(), {}, gazetteer)
    mine = documents[CITY].doc_id
    others = chooser.others({mine}, NO_FILTERS)
    assert others == {d.doc_id for d in documents.values()} - {mine}
