"""The answer object of the contract as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from qa.answers import Answer, Scores, Status

TEXT = "常州市人民政府关于奖励企业的意见\n常政发〔2023〕12号\n\n对省级小巨人企业奖励30万元。\n"


@pytest.fixture(scope="module")
def shown(scene: Callable) -> dict:
    made = scene("常州市省级小巨人企业奖励多少？", TEXT)
    answer = replace(made.answer(), hits=made.hits, timings_ms={"read": 1.23456})
    return json.loads(json.dumps(answer.as_json(), ensure_ascii=False))


def test_an_answer_has_the_fields_of_the_contract(shown: dict) -> None:
    assert set(shown) == {
        "question",
        "status",
        "answer",
        "notices",
        "citations",
        "retrieved",
        "generation",
        "timings_ms",
    }


def test_the_status_is_written_as_a_word(shown: dict) -> None:
    assert shown["status"] == "answered"


def test_a_citation_names_document_place_and_scores(shown: dict) -> None:
    (citation,) = shown["citations"]
    assert citation["title"] == "常州市人民政府关于奖励企业的意见"
    assert citation["region"] == "江苏省常州市"
    assert set(citation["scores"]) == {"lexical", "dense", "final"}


def test_a_file_that_is_no_digest_is_an_original(shown: dict) -> None:
    assert shown["citations"][0]["edition"] == "原文"


def test_what_was_retrieved_is_ranked(shown: dict) -> None:
    assert [hit["rank"] for hit in shown["retrieved"]] == [1]


def test_the_least_answer_has_all_fields() -> None:
    shown = Answer("问", "没有找到。", Status.INSUFFICIENT).as_json()
    assert shown["status"] == "insufficient_evidence"
    assert shown["citations"] == []


def test_inner_parts_of_a_score_are_not_shown() -> None:
    assert set(Scores(1, 2, 3, (("proximity", 0.1),)).as_json()) == {"lexical", "dense", "final"}
