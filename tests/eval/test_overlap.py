"""Overlap scores against values worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.overlap import (
    exact_match,
    f1,
    longest_common_subsequence,
    longest_common_substring,
    rouge_l,
    tokens,
)


def test_tokens_are_han_characters_and_words() -> None:
    assert tokens("投入1,000.5万元，GDP 增长5%") == [
        "投", "入", "1,000.5", "万", "元", "gdp", "增", "长", "5", "%",
    ]  # fmt: skip


def test_dropped_punctuation_parts_no_words() -> None:
    assert tokens("COVID-19、A股") == ["covid19a", "股"]


def test_f1_is_over_the_longest_common_substring() -> None:
    # 负责供应工作 (6) and 供应工作等 (5) share 供应工作 (4): P 4/6, R 4/5, F1 8/11.
    assert f1("负责供应工作", ["供应工作等"]) == pytest.approx(8 / 11)
    # 税 … 费 stand in both, but apart: the longest run is 1 of 3 and of 2.
    assert f1("税和费", ["税费"]) == pytest.approx(2 / 5)


def test_the_best_of_several_answers_counts() -> None:
    assert f1("中国教育电视台", ["教育电视台", "中国教育电视台4频道"]) == pytest.approx(10 / 12)
    assert exact_match("中国教育电视台。", ["央视", "中国教育电视台"]) == 1.0


def test_exact_match_minds_every_other_character() -> None:
    assert exact_match("30万元", ["30万"]) == 0.0
    assert exact_match("A类企业：", ["a类企业"]) == 1.0


def test_nothing_in_common_is_zero() -> None:
    assert f1("", ["税"]) == rouge_l("税", ["费"]) == f1("税", []) == 0.0


def test_rouge_l_is_over_the_longest_common_subsequence() -> None:
    # 税和费 and 税费 share 税…费 (2): P 2/3, R 2/2, F 4/5.
    assert rouge_l("税和费", ["税费"]) == pytest.approx(4 / 5)


@given(st.text("税费率ab", max_size=12), st.text("税费率ab", max_size=12))
def test_common_lengths_are_ordered_and_symmetric(first: str, second: str) -> None:
    run = longest_common_substring(first, second)
    sequence = longest_common_subsequence(first, second)
    assert run <= sequence <= min(len(first), len(second))
    assert (run, sequence) == (
        longest_common_substring(second, first),
        longest_common_subsequence(second, first),
    )


@given(st.text("税费率 ab5%", min_size=1, max_size=12).filter(str.strip))
def test_a_text_is_wholly_like_itself(text: str) -> None:
    assert exact_match(text, [text]) == f1(text, [text]) == 1.0
