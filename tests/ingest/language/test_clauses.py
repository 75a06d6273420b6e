"""Clauses end at commas and colons, not at the marks inside a number or a time."""

from __future__ import annotations

import pytest

from ingest.language.clauses import split_sentences


def clauses(text: str) -> list[str]:
    return [text[c.start : c.end] for s in split_sentences(text) for c in s.clauses]


@pytest.mark.parametrize("time", ["12:00", "12：00", "1,000"])
def test_a_mark_between_digits_ends_no_clause(time: str) -> None:
    assert clauses(f"名单请于2月18日{time}前报送，逾期不候。") == [
        f"名单请于2月18日{time}前报送",
        "逾期不候",
    ]


def test_a_colon_behind_words_ends_a_clause() -> None:
    assert clauses("重点任务：2023年新增2家。") == ["重点任务", "2023年新增2家"]


def test_a_number_behind_a_label_that_ends_in_a_digit_is_part_of_it() -> None:
    assert clauses("比例为1：3，逐年提高。") == ["比例为1：3", "逐年提高"]
