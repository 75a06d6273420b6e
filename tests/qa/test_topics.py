"""What a question is about: its topic, for the one that follows on."""

from __future__ import annotations

import pytest

from qa.topics import documents_named, topic_of


def test_the_topic_ends_at_the_interrogative() -> None:
    assert topic_of("常州市省级小巨人奖励多少？") == "常州市省级小巨人奖励"


def test_what_is_counted_is_of_the_topic() -> None:
    assert topic_of("常州有多少家市级专精特新企业？") == "常州市级专精特新企业"


def test_a_class_of_its_own_takes_the_place_of_what_was_counted() -> None:
    base = "常熟要培育多少家专精特新企业？"
    assert topic_of(base, "创新型的那一层有多少？") == "常熟要培育"


def test_a_time_of_its_own_takes_the_place_of_the_date() -> None:
    assert topic_of("2022年初常州有多少家小巨人？", "那每年还认定多少家？") == "常州小巨人"


def test_a_measure_of_its_own_takes_the_place_of_that_before() -> None:
    assert topic_of("园区里补租金的比例差多少？", "最长补几年？") == "园区里补租金"


def test_without_a_measure_of_its_own_that_before_stays() -> None:
    assert topic_of("产学研合作的标准是多少？", "谁负责？") == "产学研合作的标准"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("《常州市绿色建筑发展办法》何时施行？", ["《常州市绿色建筑发展办法》"]),
        ("第0024号提案的答复是谁签的？", ["第0024号提案的答复"]),
        ("小巨人奖励多少？", []),
    ],
)
def test_documents_are_named_by_title_or_number(text: str, named: list[str]) -> None:
    assert documents_named(text) == named
