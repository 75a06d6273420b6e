from hypothesis import given
from hypothesis import strategies as st

from ingest.embedding.fusion import dense_share


@given(st.floats(0, 2), st.floats(0, 1), st.floats(0, 1))
def test_the_more_words_find_the_less_the_cosine_says(weight: float, a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert weight >= dense_share(weight, low) >= dense_share(weight, high) >= 0


def test_the_share_is_everything_without_words_and_nothing_when_all_are_found() -> None:
    assert dense_share(0.4, 0.0) == 0.4
    assert dense_share(0.4, 1.0) == 0.0
