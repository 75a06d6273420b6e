"""The day a question on force is asked for, apart from a date that names the text."""

from __future__ import annotations

from datetime import date

import pytest

from qa.analysis import QuestionAnalyser


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("现在是2026年，江苏三年行动计划还管用吗？", date(2026, 12, 31)),
        ("民政部令第63号到2026年5月还能引用吗？", date(2026, 5, 31)),
        ("我2026年去金湖申请，那份行动方案还有效吗？", date(2026, 12, 31)),
        ("这个办法2026年6月1日生效了吗？", date(2026, 6, 1)),
        ("2018年改过的那版规定现在还有效吗？", None),
        ("2016年那份通知还执行吗？", None),
        ("《2022年工作方案》还有效吗？", None),
        ("这个办法从2022年施行，现在还有效吗？", None),
        ("到2025年要培育多少家企业？", None),
    ],
)
def test_a_day_of_the_asker_is_no_name_of_a_text(
    questions: QuestionAnalyser, text: str, day: date | None
) -> None:
    assert questions.analyse(text).as_of == day


def test_the_day_asked_for_is_no_year_of_the_text(questions: QuestionAnalyser) -> None:
    assert questions.analyse("现在是2026年，江苏三年行动计划还管用吗？").years == ()
