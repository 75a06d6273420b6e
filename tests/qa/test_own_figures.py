"""Figures of the own case, as people say them."""

from __future__ import annotations

import pytest

from qa.own_figures import find_own_figures, point_of


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("投资估摸着3个亿", "3亿元"),
        ("花6000万买设备", "6000万元"),
        ("自己掏了九万八", "9.8万元"),
        ("营收1.5个亿的企业", "1.5亿元"),
        ("一台花了3000块", "3000元"),
        ("投了一千多万", "1000万元"),
        ("年产8000万吨", "8000万吨"),
        ("贷款300万元", "300万元"),
        ("市辖区户籍人口有120万", "120万人"),
        ("还有一年半就退休", "1.5年"),
        ("我今年33，男的", "33岁"),
        ("公司成立才半年", "0.5年"),
        ("在职80个人", "80人"),
        ("营收在5000万到1亿之间", "5000万元—1亿元"),
    ],
)
def test_a_figure_is_read_as_official_texts_write_it(said: str, written: str) -> None:
    assert [one.text for one in find_own_figures(said)] == [written]


@pytest.mark.parametrize(
    "said", ["千万别漏报", "万一没批下来", "那50万能拿到吗", "领那个1万块的补贴", "2022年12月签的"]
)
def test_what_is_no_figure_of_the_asker(said: str) -> None:
    assert find_own_figures(said) == ()


def test_less_than_a_figure_lies_below_it() -> None:
    (own,) = find_own_figures("营收不到5000万")
    assert point_of(own) < 50_000_000


def test_more_than_a_figure_lies_above_it() -> None:
    (own,) = find_own_figures("营收超过5000万")
    assert point_of(own) > 50_000_000
