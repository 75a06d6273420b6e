"""The feedback store: append-only ratings that turn into gold cases."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import PolicyQAError
from qa.answers import Status
from ui.feedback import Feedback, FeedbackStore, Rating, gold_case

LIKED = Feedback(
    question="常州省级专精特新小巨人企业奖励多少？",
    answer="省级专精特新小巨人企业奖励30万元[1]。",
    status=Status.ANSWERED,
    rating=Rating.UP,
    generation="g1",
    citations=({"quote": "省级专精特新小巨人企业奖励30万元", "source": "corpus/reply-29.md"},),
)


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore.beside(tmp_path / "index")


def test_ratings_survive_a_round_trip(store: FeedbackStore) -> None:
    store.add(LIKED)
    assert store.ratings() == (LIKED,)


def test_the_last_rating_of_an_answer_counts(store: FeedbackStore) -> None:
    store.add(LIKED)
    store.add(replace(LIKED, rating=Rating.DOWN, comment="是国家级的数"))
    (kept,) = store.ratings()
    assert (kept.rating, kept.comment) == (Rating.DOWN, "是国家级的数")
    assert list(store.gold_lines()) == []


def test_a_liked_answer_becomes_a_gold_case(store: FeedbackStore) -> None:
    store.add(LIKED)
    (line,) = store.gold_lines()
    case = json.loads(line)
    assert case["facts"] == [["30万元"]]
    assert case["doc"] == ["reply-29"]
    assert case["evidence"] == ["省级专精特新小巨人企业奖励30万元"]
    assert case["answerable"] is True


def test_an_answer_without_figures_gives_its_sentences() -> None:
    words = replace(LIKED, answer="由市工业和信息化局负责[1]。\n市财政局配合[1]。")
    assert gold_case(words)["facts"] == [["由市工业和信息化局负责"], ["市财政局配合"]]


def test_a_liked_refusal_is_an_unanswerable_case() -> None:
    refused = replace(LIKED, answer="没有找到依据。", status=Status.INSUFFICIENT)
    case = gold_case(refused)
    assert (case["answerable"], case["facts"], case["evidence"]) == (False, [], [])


def test_a_broken_line_is_named(store: FeedbackStore, tmp_path: Path) -> None:
    store.add(LIKED)
    with (tmp_path / "index.feedback.jsonl").open("a") as file:
        file.write('{"question": 1}\n')
    with pytest.raises(PolicyQAError, match=r"feedback\.jsonl:2"):
        store.ratings()
