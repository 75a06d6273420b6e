"""Names of one kind: which one in a question gives way to another."""

from __future__ import annotations

import pytest

from ingest.language.tokens import load_tokenizer
from qa.parallels import with_replaced


@pytest.mark.parametrize(
    ("base", "name", "whole"),
    [
        ("汽车号牌的规格是多少？", "摩托车", "摩托车号牌的规格是多少？"),
        ("男子组跑多少米？", "女子组", "女子组跑多少米？"),
        ("国家世界一流学科支持多少？", "省一流学科", "国家省一流学科支持多少？"),
        ("园区里补几成？", "园区外", "园区外补几成？"),
    ],
)
def test_the_counterpart_gives_way(base: str, name: str, whole: str) -> None:
    assert with_replaced(base, name, load_tokenizer().cut) == whole


@pytest.mark.parametrize(
    ("base", "name"),
    [
        ("高级工补贴多少？", "技师"),
        ("小巨人奖励多少？", "小巨人"),
        ("主营业务收入要求", "利润总额"),
    ],
)
def test_names_of_other_kinds_have_no_counterpart(base: str, name: str) -> None:
    assert with_replaced(base, name, load_tokenizer().cut) is None
