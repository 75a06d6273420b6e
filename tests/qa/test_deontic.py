"""Deontic forms of official prose."""

from __future__ import annotations

import pytest

from qa.deontic import DENYING, Force, forces_of


@pytest.mark.parametrize(
    ("clause", "force"),
    [
        ("供热企业不得收取任何费用", Force.FORBIDS),
        ("未经审批，任何单位新增该功能", Force.FORBIDS),
        ("免收车辆通行费和停车费", Force.EXEMPTS),
        ("驾乘人员不属于有关测绘活动的行为人", Force.EXCLUDES),
        ("资源提供者应对资源内容进行重新审核", Force.REQUIRES),
        ("经所在单位同意，可到企业兼职", Force.ALLOWS),
        ("视为按期申报", Force.COUNTS),
    ],
)
def test_a_form_tells_the_force(clause: str, force: Force) -> None:
    assert force in forces_of(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "应用可再生能源和可持续材料",
        "市场需求持续增长",
        "适应新形势",
        "根据需要逐级报送",
        "持续不断推进",
    ],
)
def test_the_characters_of_a_form_inside_a_word_tell_none(clause: str) -> None:
    assert not forces_of(clause)


def test_what_may_not_be_is_not_allowed() -> None:
    assert Force.ALLOWS not in forces_of("不可以重复申报")
    assert not DENYING & forces_of("可以重复申报")
