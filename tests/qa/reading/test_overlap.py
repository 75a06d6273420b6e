"""A question laid over a passage, character by character."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.normalise import fold
from qa.reading.gap import Gap
from qa.reading.overlap import Overlap, QuestionWords

TEXT = "企业通过线上平台方式申报。办公地点不变。"
QUESTION = "企业通过什么方式申报？"


def _over(scene: Callable, text: str, question: str = QUESTION) -> Overlap:
    made = scene(question, TEXT)
    return QuestionWords.of(Gap.of(made.question.text), made.matcher).over(fold(text))


@given(st.text("企业通过线上平台方式申报，。 1", min_size=1, max_size=40))
def test_every_array_has_a_value_for_every_position(scene: Callable, text: str) -> None:
    overlap = _over(scene, text)
    lengths = {len(a) for a in (overlap.covered, overlap.repeated, overlap.left, overlap.right)}
    assert lengths == {len(fold(text)) + 1}


@given(st.text("企业通过线上平台方式申报，。 1", min_size=1, max_size=40))
def test_left_and_right_are_shares(scene: Callable, text: str) -> None:
    overlap = _over(scene, text)
    for side in (overlap.left, overlap.right):
        assert np.all((side >= 0) & (side <= 1 + 1e-9))


@given(st.text("企业通过线上平台方式申报，。 1", min_size=1, max_size=40))
def test_covered_weight_only_grows(scene: Callable, text: str) -> None:
    assert np.all(np.diff(_over(scene, text).covered) >= 0)


def test_the_answer_stands_between_what_the_question_repeats(scene: Callable) -> None:
    overlap = _over(scene, TEXT)
    start, end = TEXT.index("线上"), TEXT.index("方式")
    assert overlap.left[start] == overlap.left.max()
    assert overlap.right[end] == overlap.right.max()


def test_what_the_question_does_not_say_is_not_repeated(scene: Callable) -> None:
    repeated = _over(scene, TEXT).repeated
    assert repeated[TEXT.index("企业")]
    assert not repeated[TEXT.index("办公")]
