"""Members of a scale that exclude one another: their figures answer for none but themselves."""

from __future__ import annotations

import pytest

from qa.reading.scales import Member, members_named

DEGREES = ("专科", "本科", "硕士", "博士")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("引进的全日制博士", {3}),
        ("本科及以上学历", {1, 2, 3}),
        ("硕士以下", {0, 1, 2}),
        ("硕士、博士", {2, 3}),
        ("企业和个人", set()),
    ],
)
def test_what_a_text_names_of_a_scale(text: str, places: set[int]) -> None:
    assert members_named(text) == {Member("学历", place) for place in places}


def test_a_senior_technician_is_no_technician() -> None:
    assert members_named("高级技师") == {Member("技能", 4)}
