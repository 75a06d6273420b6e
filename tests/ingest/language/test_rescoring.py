from hypothesis import given
from hypothesis import strategies as st

from ingest.language.rescoring import CountedText, idf, rescore


def score(text: str, other: str = "", **terms: float) -> float:
    texts = {"a": CountedText.of(text), "b": CountedText.of(other)}
    return rescore(terms, texts, dict.fromkeys(terms, 2), 100).get("a", 0.0)


def test_a_number_is_counted_whole() -> None:
    counted = CountedText.of("到2030年奖励30万元，累计1,000家")
    assert [counted.others[run] for run in ("30", "2030", "1000")] == [1, 1, 1]


def test_passages_without_any_term_are_left_out() -> None:
    assert rescore({"税": 1.0}, {"a": CountedText.of("奖励")}, {"税": 3}, 10) == {}


def test_a_second_term_counts_more_than_a_second_mention() -> None:
    assert score("奖励补助", 奖励=1.0, 补助=1.0) > score("奖励奖励", 奖励=1.0, 补助=1.0)


def test_a_short_passage_comes_before_a_long_one_with_the_same_terms() -> None:
    assert score("奖励", "奖励" + "其他" * 50, 奖励=1.0) > score(
        "奖励" + "其他" * 50, "奖励", 奖励=1.0
    )


@given(st.integers(0, 500), st.integers(0, 500))
def test_rarer_terms_have_a_higher_idf(a: int, b: int) -> None:
    low, high = sorted((a, b))
    assert idf(low, 500) >= idf(high, 500) >= 0
