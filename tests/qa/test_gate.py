"""The gate: nothing is said that a cited quote does not show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.gate import Violation, split_draft

REPLY = (
    "常州市人民政府关于支持小巨人企业发展的意见\n常政发〔2023〕12号\n\n"
    "对国家级小巨人企业奖励100万元，对省级小巨人企业奖励30万元。本意见自2023年6月1日起施行。"
    "第二批小巨人企业，苏州市15家，常州市10家。\n"
)
QUESTION = "常州市省级小巨人企业奖励多少？"


@pytest.fixture(scope="module")
def violations(scene: Callable) -> Callable[..., list[Violation]]:
    def check(draft: str, question: str = QUESTION) -> list[Violation]:
        return [v for one in scene(question, REPLY).checked(draft) for v in one.violations]

    return check


@pytest.mark.parametrize(
    "draft",
    [
        "省级小巨人企业奖励30万元[1]。",
        "奖励30万元，自2023年6月1日起施行[1]。",
        "依据常政发〔2023〕12号，奖励30万元[1]。",
        "依据《常州市人民政府关于支持小巨人企业发展的意见》，奖励30万元[1]。",
        "常州市的省级小巨人企业奖励30万元[1]。",
        "江苏省常州市的省级小巨人企业奖励30万元[1]。",
    ],
)
def test_what_the_quote_shows_may_be_said(violations: Callable, draft: str) -> None:
    assert violations(draft) == []


@pytest.mark.parametrize(
    ("draft", "violation"),
    [
        ("省级小巨人企业奖励30万元。", Violation.UNCITED),
        ("省级小巨人企业奖励30万元[7]。", Violation.UNKNOWN_CITATION),
        ("省级小巨人企业奖励50万元[1]。", Violation.FIGURE),
        ("省级小巨人企业奖励3万元[1]。", Violation.FIGURE),
        ("省级小巨人企业奖励100万元[1]。", Violation.BINDING),
        ("自2022年1月1日起奖励30万元[1]。", Violation.DATE),
        ("无锡市奖励30万元[1]。", Violation.PLACE),
        ("依据常政发〔2023〕13号，奖励30万元[1]。", Violation.NUMBER),
        ("依据《常州市奖励办法》，奖励30万元[1]。", Violation.TITLE),
    ],
)
def test_what_it_does_not_show_may_not(
    violations: Callable, draft: str, violation: Violation
) -> None:
    assert violations(draft) == [violation]


def test_the_right_figure_of_another_city_may_not_be_said(violations: Callable) -> None:
    assert violations("入选15家[1]。", "常州市第二批小巨人企业有几家？") == [Violation.BINDING]


def test_the_askers_own_figure_may_be_repeated(violations: Callable) -> None:
    question = "常州市年收入7000万元的省级小巨人企业奖励多少？"
    assert violations("年收入7000万元的企业奖励30万元[1]。", question) == []


@pytest.mark.parametrize(
    "equation",
    [
        "15家－10家＝5家",
        "15家＋10家＝25家",
        "10家÷15家＝66.7%",
        "3年×10家＝30家",
    ],
)
def test_a_computed_figure_may_be_said(violations: Callable, equation: str) -> None:
    question = "苏州市和常州市的小巨人企业3年有几家？"
    assert violations(f"{equation}[1]。", question) == []


@pytest.mark.parametrize("equation", ["15家－10家＝6家", "15家＋10家＝26家", "10家÷15家＝50%"])
def test_a_computation_that_does_not_hold_may_not(violations: Callable, equation: str) -> None:
    question = "苏州市和常州市的小巨人企业有几家？"
    assert violations(f"{equation}[1]。", question) == [Violation.FIGURE]


def test_a_count_of_what_is_named_may_be_said(violations: Callable) -> None:
    assert violations("得到奖励的共2个：国家级小巨人企业、省级小巨人企业[1]。") == []


def test_a_count_of_more_than_is_named_may_not(violations: Callable) -> None:
    assert violations("得到奖励的共3个：国家级小巨人企业、省级小巨人企业[1]。") == [
        Violation.FIGURE
    ]


def test_a_count_of_what_no_quote_names_may_not(violations: Callable) -> None:
    assert violations("得到奖励的共2个：国家级小巨人企业、瞪羚企业[1]。") == [Violation.FIGURE]


def test_each_sentence_is_judged_alone(scene: Callable) -> None:
    checked = scene(QUESTION, REPLY).checked("奖励30万元[1]。另补贴50万元[1]。")
    assert [one.passed for one in checked] == [True, False]


def test_a_marker_behind_the_full_stop_belongs_to_its_sentence() -> None:
    assert split_draft("奖励30万元。[1]自6月起施行。[2]") == ["奖励30万元。[1]", "自6月起施行。[2]"]


def test_a_marker_before_the_full_stop_belongs_to_its_sentence() -> None:
    draft = "奖励30万元[1]。自6月起施行[2]。"
    assert split_draft(draft) == ["奖励30万元[1]。", "自6月起施行[2]。"]


@given(st.text("奖励30万元。；！\n[1] ", max_size=40))
def test_splitting_loses_no_character(draft: str) -> None:
    assert "".join("".join(split_draft(draft)).split()) == "".join(draft.split())
