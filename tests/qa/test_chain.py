"""The LangChain chain: one answer whichever way it is asked for."""

from __future__ import annotations

from datetime import date

import pytest

from qa.answering import Answerer, Request
from qa.answers import Status
from qa.chain import PolicyChain, PolicyRetriever, as_request

QUESTION = "常州市省级专精特新小巨人企业奖励多少？"


@pytest.fixture
def chain(answerer: Answerer) -> PolicyChain:
    return PolicyChain(answerer)


def test_a_question_is_answered(chain: PolicyChain) -> None:
    assert "30万元" in chain.invoke(QUESTION).text


def test_a_mapping_is_answered(chain: PolicyChain) -> None:
    asked = {"question": "小巨人企业奖励多少？", "region": "苏州"}
    assert "30万元" not in chain.invoke(asked).text


def test_a_history_is_followed(chain: PolicyChain) -> None:
    assert "20万元" in chain.invoke({"question": "那市级的呢？", "history": [QUESTION]}).text


async def test_the_answer_is_the_same_when_awaited(chain: PolicyChain) -> None:
    assert (await chain.ainvoke(QUESTION)).text == chain.invoke(QUESTION).text


def test_a_stream_ends_with_the_answer(chain: PolicyChain) -> None:
    last = list(chain.stream(QUESTION))[-1]
    assert last.answer is not None
    assert last.answer.status is Status.ANSWERED


async def test_an_awaited_stream_has_the_same_steps(chain: PolicyChain) -> None:
    awaited = [(event.kind, event.text) async for event in chain.astream(QUESTION)]
    assert awaited == [(event.kind, event.text) for event in chain.stream(QUESTION)]


def test_chains_are_joined_by_a_bar(chain: PolicyChain) -> None:
    joined = chain | (lambda answer: answer.status)
    assert joined.invoke(QUESTION) is Status.ANSWERED


def test_a_batch_keeps_its_order(chain: PolicyChain) -> None:
    answers = chain.batch([QUESTION, "养老金每月发放日期是哪天？"])
    assert [a.status for a in answers] == [Status.ANSWERED, Status.INSUFFICIENT]


def test_a_request_is_taken_as_it_is() -> None:
    request = Request(QUESTION)
    assert as_request(request) is request


def test_a_day_may_be_written_as_text() -> None:
    request = as_request({"question": QUESTION, "as_of": "2024-06-01", "history": ["问"]})
    assert (request.as_of, request.history) == (date(2024, 6, 1), ("问",))


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(TypeError):
        as_request({"question": QUESTION, "city": "常州"})


def test_the_retriever_gives_passages_with_their_offsets(answerer: Answerer) -> None:
    found = PolicyRetriever(answerer._retriever, top_k=2).invoke(QUESTION)
    assert len(found) == 2
    assert all(
        len(one.page_content) == one.metadata["end"] - one.metadata["start"] for one in found
    )
