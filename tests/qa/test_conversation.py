"""Follow-ups: what changes is taken from the new question, all else from the one before."""

from __future__ import annotations

import pytest

from ingest.metadata.places import Gazetteer
from qa.conversation import FollowUps

BASE = "常州市省级小巨人企业奖励多少？"


@pytest.fixture(scope="module")
def follow_ups(gazetteer: Gazetteer) -> FollowUps:
    return FollowUps(gazetteer)


@pytest.mark.parametrize(
    ("follow_up", "alone"),
    [
        ("那市级的呢？", "常州市市级小巨人企业奖励多少？"),
        ("国家级呢？", "常州市国家小巨人企业奖励多少？"),
        ("那苏州市呢？", "苏州市省级小巨人企业奖励多少？"),
        ("换成苏州市", "苏州市省级小巨人企业奖励多少？"),
    ],
)
def test_a_named_slot_replaces_that_of_the_question_before(
    follow_ups: FollowUps, follow_up: str, alone: str
) -> None:
    assert follow_ups.rewrite(follow_up, [BASE]) == alone


def test_a_year_is_added_where_none_was_named(follow_ups: FollowUps) -> None:
    rewritten = follow_ups.rewrite("2025年呢？", ["常熟市建设几个智能车间？"])
    assert "2025年" in rewritten
    assert "智能车间" in rewritten


def test_a_new_thing_takes_place_and_year_over(follow_ups: FollowUps) -> None:
    rewritten = follow_ups.rewrite("那单项冠军有几家？", ["常州市2021年小巨人有几家？"])
    assert rewritten.startswith("常州市2021年")
    assert "单项冠军有几家" in rewritten


@pytest.mark.parametrize("follow_up", ["文号呢？", "联系电话呢？", "有效期呢？"])
def test_a_bare_field_is_asked_of_the_topic(follow_ups: FollowUps, follow_up: str) -> None:
    rewritten = follow_ups.rewrite(follow_up, ["《常州市绿色建筑发展办法》是谁印发的？"])
    assert "《常州市绿色建筑发展办法》" in rewritten
    assert follow_up.rstrip("呢？") in rewritten


@pytest.mark.parametrize("follow_up", ["这个奖励由谁负责？", "它什么时候截止申报？"])
def test_a_pronoun_takes_the_topic(follow_ups: FollowUps, follow_up: str) -> None:
    rewritten = follow_ups.rewrite(follow_up, [BASE])
    assert "常州市省级小巨人企业奖励" in rewritten
    assert follow_up in rewritten


def test_two_places_before_are_compared(follow_ups: FollowUps) -> None:
    history = ["常州市有几家小巨人？", "那苏州市呢？"]
    rewritten = follow_ups.rewrite("两地差多少？", history)
    assert "常州" in rewritten
    assert "苏州" in rewritten
    assert "相差多少" in rewritten


def test_slots_add_up_over_several_questions(follow_ups: FollowUps) -> None:
    rewritten = follow_ups.rewrite("那市级的呢？", [BASE, "那苏州市呢？"])
    assert rewritten == "苏州市市级小巨人企业奖励多少？"


def test_a_full_question_stays_as_it_is(follow_ups: FollowUps) -> None:
    question = "金湖县到2024年要培训多少名企业家？"
    assert follow_ups.rewrite(question, [BASE]) == question


@pytest.mark.parametrize("history", [(), ("",), ("  ",)])
def test_without_history_nothing_changes(follow_ups: FollowUps, history: tuple[str, ...]) -> None:
    assert follow_ups.rewrite("那市级的呢？", history) == "那市级的呢？"
