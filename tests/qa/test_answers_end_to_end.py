"""Whole questions over the bundled corpus: the promises of the product, one a test."""

from __future__ import annotations

import pytest

from ingest.errors import QuestionError, UnknownPlaceError
from qa.answering import Answerer, Request
from qa.answers import Answer, Status


def ask(answerer: Answerer, question: str, **options: object) -> Answer:
    return answerer.answer(Request(question, **options))  # type: ignore[arg-type]


def test_the_readme_question_is_answered_from_the_right_city_and_tier(answerer: Answerer) -> None:
    answer = ask(answerer, "常州市省级专精特新小巨人企业奖励多少？")
    assert answer.status is Status.ANSWERED
    assert "30万元" in answer.text
    assert "100万" not in answer.text
    assert answer.citations[0].document.doc_number == "常工信复〔2021〕第29号"


@pytest.mark.parametrize(
    "question",
    [
        "常州市省级专精特新小巨人企业奖励多少？",
        "常熟市的八项行动是哪八项？",
        "金湖县到2024年要培训多少名企业家和管理人才？",
        "常州和常熟2025年国家级小巨人的目标分别是多少？",
    ],
)
def test_every_quote_stands_in_its_document_at_its_offsets(
    answerer: Answerer, question: str
) -> None:
    answer = ask(answerer, question)
    assert answer.citations
    for citation in answer.citations:
        assert citation.document.text[citation.start : citation.end] == citation.quote


def test_a_marker_stands_for_every_citation(answerer: Answerer) -> None:
    answer = ask(answerer, "常熟市的八项行动是哪八项？")
    assert all(f"[{citation.index}]" in answer.text for citation in answer.citations)


def test_another_citys_figure_is_refused(answerer: Answerer) -> None:
    answer = ask(answerer, "苏州市省级专精特新小巨人企业奖励多少？")
    assert answer.status is Status.INSUFFICIENT
    assert "30万" not in answer.text
    assert answer.looked_for and "苏州" in answer.looked_for


def test_a_year_outside_the_plan_is_refused(answerer: Answerer) -> None:
    answer = ask(answerer, "金湖县2030年每年新增多少家国家级小巨人？")
    assert answer.status is Status.INSUFFICIENT


def test_a_refusal_offers_the_nearest_text(answerer: Answerer) -> None:
    assert ask(answerer, "苏州市省级专精特新小巨人企业奖励多少？").citations


def test_a_draft_is_said_to_be_one(answerer: Answerer) -> None:
    answer = ask(answerer, "常熟市到2025年建设多少个智能车间？")
    assert any("征求意见稿" in notice for notice in answer.notices)


def test_an_expired_plan_is_said_to_be_one(answerer: Answerer) -> None:
    from datetime import date

    answer = ask(answerer, "金湖县“江苏精品”要新增几个？", as_of=date(2026, 1, 1))
    assert any("已过期限" in notice for notice in answer.notices)


def test_a_follow_up_takes_its_place_from_before(answerer: Answerer) -> None:
    answer = ask(answerer, "那市级的呢？", history=("常州市省级专精特新小巨人企业奖励多少？",))
    assert "20万元" in answer.text


def test_a_difference_is_written_out(answerer: Answerer) -> None:
    answer = ask(answerer, "2021年省级小巨人，常州比苏州少多少家？")
    assert "247家－107家＝140家" in answer.text


def test_a_question_that_names_nothing_is_asked_back(answerer: Answerer) -> None:
    assert ask(answerer, "奖励多少钱？").status is Status.CLARIFY


@pytest.mark.parametrize("question", ["", "  \n ", "？？！", "常" * 3000])
def test_what_is_no_question_is_named_as_such(answerer: Answerer, question: str) -> None:
    with pytest.raises(QuestionError) as caught:
        ask(answerer, question)
    assert caught.value.problem and caught.value.remedy


def test_an_unknown_region_is_named(answerer: Answerer) -> None:
    with pytest.raises(UnknownPlaceError):
        ask(answerer, "小巨人奖励多少？", region="亚特兰蒂斯市")


def test_sources_come_before_text_and_the_answer_last(answerer: Answerer) -> None:
    kinds = [event.kind for event in answerer.stream(Request("常州市省级小巨人奖励多少？"))]
    assert kinds[0] == "sources"
    assert kinds[-1] == "answer"
    assert set(kinds[1:-1]) == {"text"}


def test_streamed_text_is_the_answers_text(answerer: Answerer) -> None:
    events = list(answerer.stream(Request("常熟市的八项行动是哪八项？")))
    streamed = "".join(event.text for event in events)
    assert events[-1].answer is not None
    assert streamed == events[-1].answer.text
