"""The head word: what the interrogative of a question asks about."""

from __future__ import annotations

import pytest

from qa.reading.gap import Gap, head_of


@pytest.mark.parametrize(
    ("question", "terms", "head"),
    [
        ("全市有多少家科技企业？", ["全市", "科技企业"], "科技企业"),
        ("平台服务多少企业？", ["平台", "企业"], "企业"),
        ("年平均浓度是多少？", ["平均", "浓度"], "浓度"),
        ("园区面积一共有多大？", ["园区", "面积"], "面积"),
        ("申报要哪些材料？", ["申报", "材料"], "材料"),
        ("为什么？", [], None),
    ],
)
def test_the_head_is_what_is_counted_or_predicated(
    question: str, terms: list[str], head: str | None
) -> None:
    assert head_of(Gap.of(question), terms) == head


def test_of_two_terms_that_fit_the_longer_is_the_head() -> None:
    assert head_of(Gap.of("有几家小微企业？"), ["小微", "小微企业"]) == "小微企业"
