"""The form in which a text tells a thing asked."""

from __future__ import annotations

import pytest

from qa.questions import Asked
from qa.reading.forms import form_of


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (Asked.DOC_NUMBER, "苏工信〔2021〕29号"),
        (Asked.FREQUENCY, "每半年报送一次"),
        (Asked.REPEALS, "原办法同时废止"),
        (Asked.LIST, "企业、高校和院所"),
        (Asked.RESPONSIBLE, "由财政部门牵头"),
    ],
)
def test_a_text_in_its_form_may_tell_it(asked: Asked, text: str) -> None:
    form = form_of(asked)
    assert form is not None
    assert form.search(text)


def test_most_things_have_no_form() -> None:
    assert form_of(Asked.WHY) is None
