"""A list of one sort of thing is not told by a sentence that names none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CITY = "某省人民政府办公厅关于开展试点工作的通知\n\n"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("申报培育库要交哪些纸质材料？", "申报培育库的企业主营业务收入占70%以上。"),
        ("第一批试点入选了哪几家企业？", "组织专家对企业进行评审，择优确定第一批试点。"),
        ("试点名单有哪些城市？", "试点工作旨在推动绿色发展，形成长效机制。"),
    ],
)
def test_a_sentence_without_any_is_not_given(scene: Callable, question: str, text: str) -> None:
    assert scene(question, CITY + text + "\n").reading().findings == ()


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("申报培育库要交哪些纸质材料？", "申报培育库须提交申请表、营业执照复印件。", "申请表"),
        (
            "第一批试点入选了哪几家企业？",
            "第一批试点入选企业为华星电器有限公司、东风机械有限公司。",
            "东风机械",
        ),
    ],
)
def test_what_is_named_is_given(scene: Callable, question: str, text: str, told: str) -> None:
    assert told in scene(question, CITY + text + "\n").said()
