"""Verdicts are read back and compared again."""

from __future__ import annotations

import pytest

from ingest.figures.dates import find_dates
from qa.own_figures import find_own_figures
from qa.verdicts import Verdict, holds, read_verdict, verdict_line

RULE = "注册成立不超过5年"


@pytest.mark.parametrize("met", [True, False])
def test_a_verdict_is_read_back_from_its_line(met: bool) -> None:
    verdict = Verdict(met, RULE, "6年")
    assert read_verdict(verdict_line(verdict)) == verdict


@pytest.mark.parametrize(("own", "met"), [("6年", False), ("4年", True)])
def test_what_compares_so_holds(own: str, met: bool) -> None:
    assert holds(Verdict(met, RULE, own), find_own_figures(f"成立{own}"), ())


@pytest.mark.parametrize(("own", "met"), [("6年", True), ("4年", False)])
def test_what_compares_otherwise_does_not_hold(own: str, met: bool) -> None:
    assert not holds(Verdict(met, RULE, own), find_own_figures(f"成立{own}"), ())


def test_a_figure_that_the_asker_did_not_give_proves_nothing() -> None:
    assert not holds(Verdict(False, RULE, "8年"), find_own_figures("成立6年"), ())


def test_a_day_is_compared_with_the_window() -> None:
    verdict = Verdict(False, "在2023年1月1日至11月30日期间签订合同", "2023年12月")
    assert holds(verdict, (), find_dates("2023年12月签的合同"))


def test_a_month_that_a_window_cuts_is_left_open() -> None:
    rule = "在2023年1月1日至11月15日期间签订合同"
    days = find_dates("2023年11月签的合同")
    assert not any(holds(Verdict(met, rule, "2023年11月"), (), days) for met in (True, False))
