"""Equations written out in answers are read back and held to."""

from __future__ import annotations

import pytest

from ingest.figures.quantities import find_quantities
from qa.equations import find_equations, holds_comparison, written


@pytest.mark.parametrize(
    "text",
    [
        "247家－107家＝140家",
        "15家-10家=5家",
        "15家＋10家＋3家＝28家",
        "2家×30万元＋100万元＝160万元",
        "2个×1000元×12个月＝24000元",
        "300万元×50%＝150万元",
        "5斤×2.38元＝11.9元",
        "3年×2—5家＝6—15家",
        "9家÷14家＝64.3%",
        "121亿元÷24.3亿元＝4.98倍",
        "100%－65.3%＝34.7%",
        "1亿元－3000万元＝0.7亿元",
    ],
)
def test_an_equation_that_holds_is_found(text: str) -> None:
    assert len(find_equations(f"合计：{text}[1]")) == 1


@pytest.mark.parametrize(
    "text",
    ["247家－107家＝130家", "2家×30万元＝90万元", "9家÷14家＝74.3%", "增长＝140家", "比例为1＝1"],
)
def test_an_equation_that_does_not_hold_is_none(text: str) -> None:
    assert find_equations(text) == ()


def test_the_result_is_written_like_its_figure() -> None:
    (like,) = find_quantities("30万元")
    assert written(1_600_000, like) == "160万元"


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("油菜更高：65%＞55%", True),
        ("花生更低：55%＜65%", True),
        ("花生更高：55%＞65%", False),
        ("花生更高：55%＞65家", False),
        ("油菜为65%", False),
    ],
)
def test_a_comparison_of_two_figures_is_read_back(text: str, holds: bool) -> None:
    assert holds_comparison(text) is holds
