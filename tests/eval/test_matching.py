"""A fact is hit by its characters, and never inside a longer number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.matching import BOUNDARY, forbidden_found, holds, main_text, missing_facts, squeeze


@pytest.mark.parametrize(
    ("text", "variant", "expected"),
    [
        ("常州入选26家", "6家", False),
        ("常州入选6家", "6家", True),
        ("研发投入不低于3.5%", "5%", False),
        ("研发投入不低于3.5%", "3.5%", True),
        ("增长3.5", "3", False),
        ("共12,000元", "000元", False),
        ("共12,000元", "12", False),
        ("共12,000元", "12,000元", True),
        ("2021,99家", "99家", True),  # a comma before two digits parts no thousands
        ("2021年，28家", "28家", True),
        ("到2035年", "2035", True),
        ("到20351年", "2035", False),
        ("奖励30万元", "30 万元", True),
        ("常工信复〔2021〕第29号", "第29号", True),
        ("任何文字", "", False),
        ("价格78.50元", "78.5", True),
        ("价格78.55元", "78.5", False),
    ],
)
def test_holds(text: str, variant: str, expected: bool) -> None:
    assert holds(text, variant) is expected


def test_markers_and_white_space_are_no_part_of_the_main_text() -> None:
    assert main_text("奖励 30万元[1][12]。\n市级 20万元 [2]") == "奖励30万元。市级20万元"


def test_a_marker_or_line_end_keeps_digits_apart() -> None:
    assert main_text("共28[1]99家") == f"共28{BOUNDARY}99家"
    assert main_text("共28\n99家") == f"共28{BOUNDARY}99家"
    assert missing_facts("共28[1]\n99家", [["99家"]]) == ()


def test_a_document_number_in_square_brackets_is_no_marker() -> None:
    assert main_text("常工信复[2021]29号[3]") == "常工信复[2021]29号"


def test_every_group_must_be_hit_by_some_variant() -> None:
    facts = [["100万", "一百万"], ["30万", "三十万"]]
    assert missing_facts("国家级一百万元，省级30万元[1]。", facts) == ()
    assert missing_facts("国家级100万元。", facts) == (("30万", "三十万"),)


def test_forbidden_figures_respect_numbers_too() -> None:
    assert forbidden_found("共128家，奖励30万元", ["28家", "30万"]) == ("30万",)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_number_stands_only_in_itself(stated: int, wanted: int) -> None:
    assert holds(f"共{stated}家", f"{wanted}家") is (stated == wanted)


@given(st.text(), st.text())
def test_squeezing_joins(first: str, second: str) -> None:
    assert squeeze(first + second) == squeeze(first) + squeeze(second)
