"""Questions for a class or level, which an ordinal answers and no count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.grades import grade_form


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("按几类医疗器械管？", "按照第三类管理"),
        ("这项功能是几级？", "定义的2级驾驶自动化系统"),
        ("属于几级应急响应？", "启动Ⅱ级应急响应"),
    ],
)
def test_an_ordinal_names_the_class_asked_for(question: str, text: str) -> None:
    form = grade_form(question)
    assert form is not None
    assert form.search(text)


@pytest.mark.parametrize(
    "question", ["垃圾分几类？", "一共有几类企业？", "响应分为几级？", "哪几类企业？"]
)
def test_a_count_of_classes_asks_for_none_of_them(question: str) -> None:
    assert grade_form(question) is None


def test_the_class_is_answered_and_not_a_count(scene: Callable) -> None:
    text = (
        "人工智能软件审评要点\n\n人工智能医疗器械可分为成熟和全新两种类型。\n"
        "辅助决策类的人工智能医疗器械，按照第三类管理。\n"
    )
    said = scene("人工智能医疗器械按几类管理？", text).said()
    assert "第三类" in said
