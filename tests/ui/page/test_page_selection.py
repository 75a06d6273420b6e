"""Filters: places in steps, days as people write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ingest.documents import Kind, Tier, Validity
from ingest.errors import UsageError
from ingest.metadata.places import load_gazetteer
from ui.page.examples import example_questions
from ui.page.filters import chosen, summary
from ui.page.library import Library
from ui.page.selection import parse_day, selection
from ui.session import Session


@pytest.fixture
def library(corpus_index: Path, open_session: Callable[..., Session]) -> Library:
    return Library(open_session(corpus_index), load_gazetteer)


@pytest.mark.parametrize("text", ["2022-06-30", "2022/6/30", "2022年6月30日", " 2022.06.30 "])
def test_days_as_people_write_them(text: str) -> None:
    assert parse_day(text) == date(2022, 6, 30)


@pytest.mark.parametrize("text", ["2022-02-30", "六月", "2022", "<b>"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="不是日期"):
        parse_day(text)


def test_places_lead_from_province_to_county(library: Library) -> None:
    places = library.places()
    assert places.children() == ["江苏省"]
    assert places.children(("江苏省",)) == ["常州市", "苏州市", "淮安市"]
    assert places.children(("江苏省", "苏州市")) == ["常熟市"]
    assert places.full_name(("江苏省", "淮安市", "金湖县")) == "江苏省淮安市金湖县"
    assert places.full_name(()) is None


def test_a_selection_becomes_a_request(library: Library) -> None:
    made = chosen(
        library.places(), "江苏省", "常州市", "", ["市级"], ["答复"], ["未知"], "2022-06-30"
    )
    request = made.request("奖励多少？", ("先前的问题",))
    assert request.region == "江苏省常州市"
    assert request.as_of == date(2022, 6, 30)
    assert request.history == ("先前的问题",)
    assert request.filters.tiers == {Tier.CITY}
    assert request.filters.kinds == {Kind.REPLY}
    assert request.filters.validities == {Validity.UNKNOWN}


def test_the_summary_names_what_is_chosen_or_wrong(library: Library) -> None:
    places = library.places()
    assert summary(places, "", "", "", [], [], [], "") == ""
    assert summary(places, "江苏省", "", "", ["市级"], [], [], "") == "江苏省 · 市级"
    assert "不是日期" in summary(places, "", "", "", [], [], [], "昨天")


def test_nothing_chosen_restricts_nothing() -> None:
    assert selection(None, None, None, None, None).summary == ""


def test_examples_are_about_documents_that_are_there(library: Library) -> None:
    rows = library.documents()
    questions = example_questions(rows)
    assert len(questions) == 4
    assert not any("金湖" in question for question in example_questions(rows[:1]))
    assert example_questions([]) == []
