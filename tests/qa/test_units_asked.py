"""Which kinds of figure a question calls for."""

from __future__ import annotations

import pytest

from qa.units_asked import kinds_asked


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("补贴金额确定后公示几个工作日？", "workday"),
        ("二等奖有多少项？", "count"),
        ("装机容量多少万千瓦？", "power"),
        ("算力达到多少PFlops？", "compute"),
        ("试点时间多长？", "duration"),
        ("隧道多长？", "length"),
        ("发射功率限值是多少？", "power"),
        ("信道带宽是多少？", "frequency"),
        ("要投几个亿？", "money"),
        ("大病医疗扣除的上限是多少？", "money"),
        ("收获机械化率是多少？", "ratio"),
        ("政府定价的景区涨门票要提前几个月公布？", "duration"),
    ],
)
def test_the_unit_or_else_the_topic_says_what_can_answer(text: str, kind: str) -> None:
    assert kind in kinds_asked(text)[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("补贴金额公示几天？", "money"), ("发射功率是多少？", "ratio"), ("排名第几名？", "person")],
)
def test_what_only_looks_like_the_topic_does_not_answer(text: str, kind: str) -> None:
    assert kind not in kinds_asked(text)[0]


def test_the_unit_named_is_given() -> None:
    assert kinds_asked("培育多少家企业？")[1] == "家"
    assert kinds_asked("哪几家企业？")[1] is None
