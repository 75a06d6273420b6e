"""From a request to an answer over the bundled corpus: restriction, place, history, time."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.documents import Kind, Tier
from qa.answering import Answerer, Request
from qa.answers import Answer, Status
from qa.filters import Filters

QUESTION = "常州市省级专精特新小巨人企业奖励多少？"


def _ask(answerer: Answerer, question: str = QUESTION, **options: object) -> Answer:
    return answerer.answer(Request(question, **options))  # type: ignore[arg-type]


def test_no_more_is_retrieved_than_asked_for(answerer: Answerer) -> None:
    assert len(_ask(answerer, top_k=3).hits) == 3


def test_how_many_are_shown_does_not_change_the_answer(answerer: Answerer) -> None:
    assert _ask(answerer, top_k=1).text == _ask(answerer, top_k=20).text


def test_ranks_count_from_one_whatever_was_merged(answerer: Answerer) -> None:
    hits = _ask(answerer, "常州和苏州各有多少家省级小巨人？").hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_no_passage_is_retrieved_twice(answerer: Answerer) -> None:
    ids = [
        hit.passage.passage_id for hit in _ask(answerer, "常州和苏州各有多少家省级小巨人？").hits
    ]
    assert len(ids) == len(set(ids))


def test_a_kind_that_no_document_has_leaves_nothing_to_answer_from(answerer: Answerer) -> None:
    filters = Filters(kinds=frozenset({Kind.INTERPRETATION}))
    answer = _ask(answerer, filters=filters)
    assert (answer.status, answer.hits) == (Status.INSUFFICIENT, ())


def test_a_tier_keeps_its_documents_only(answerer: Answerer) -> None:
    hits = _ask(
        answerer, "小巨人企业有哪些支持？", filters=Filters(tiers=frozenset({Tier.COUNTY}))
    ).hits
    assert hits
    assert {hit.document.tier for hit in hits} == {Tier.COUNTY}


def test_a_named_document_outside_the_filter_is_not_read(answerer: Answerer) -> None:
    filters = Filters(tiers=frozenset({Tier.COUNTY}))
    hits = _ask(answerer, "常工信复〔2021〕第29号里小巨人奖励多少？", filters=filters).hits
    assert all(hit.document.tier is Tier.COUNTY for hit in hits)


def test_every_stage_is_timed(answerer: Answerer) -> None:
    assert set(_ask(answerer).timings_ms) == {"analyse", "retrieve", "read"}


def test_the_answer_tells_the_question_as_typed(answerer: Answerer) -> None:
    answer = _ask(answerer, "那市级的呢？", history=(QUESTION,))
    assert answer.question == "那市级的呢？"


def test_the_same_question_has_the_same_answer(answerer: Answerer) -> None:
    first, again = (_ask(answerer) for _ in range(2))
    assert (first.text, first.citations) == (again.text, again.citations)


@pytest.mark.parametrize(("day", "told"), [(date(2023, 6, 1), False), (date(2026, 1, 1), True)])
def test_the_day_asked_decides_what_has_expired(answerer: Answerer, day: date, told: bool) -> None:
    answer = _ask(answerer, "金湖县“江苏精品”要新增几个？", as_of=day)
    assert any("已过期限" in notice for notice in answer.notices) is told
