"""Ends of an answer that only repeat the question are left out, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.analysis import QuestionAnalyser
from qa.reading.brief import brief
from qa.reading.findings import Finding

HEAD = "某市关于支持企业发展的意见\n\n"


@pytest.fixture(scope="module")
def shortened(scene: Callable) -> Callable[[str, str], str]:
    """`shortened(question, text)`: the best finding of the text, in brief."""

    def make(asked: str, text: str) -> str:
        made = scene(asked, HEAD + text + "\n")
        return brief(made.question, made.reading().findings[0])

    return make


@pytest.mark.parametrize(
    ("asked", "text", "short"),
    [
        ("应急医院计划几天内建成投入使用？", "应急医院计划7天内建成投入使用。", "7天内"),
        ("全市有多少所医院开设发热门诊？", "全市有212所医院开设发热门诊。", "212所"),
        ("社会保险费免征期限是多久？", "社会保险费免征期限不超过5个月。", "不超过5个月"),
        (
            "小微企业贷款贴息期限最长多久？",
            "小微企业贷款贴息期限最长不超过2年，逾期不再受理。",
            "最长不超过2年",
        ),
    ],
)
def test_what_the_question_says_is_not_said_again(
    shortened: Callable, asked: str, text: str, short: str
) -> None:
    assert shortened(asked, text) == short


@pytest.mark.parametrize(
    ("asked", "text", "kept"),
    [
        # a figure the question does not name stays, and so does the clause it stands in
        ("培训补贴每人多少元？", "培训满20学时的补贴每人300元。", "20学时"),
        # the word that answers was asked with
        ("企业能不能通过雨水管网排放工业废水？", "严禁通过雨水管网排放工业废水。", "严禁"),
        # words of the rule that are not the question's
        ("首次认定的企业奖励多少？", "首次认定的市级企业技术中心奖励30万元。", "技术中心"),
    ],
)
def test_what_is_new_stays(shortened: Callable, asked: str, text: str, kept: str) -> None:
    assert kept in shortened(asked, text)


def test_a_dateline_is_no_part_of_an_answer(scene: Callable) -> None:
    text = "新华社某市2月13日电（记者张三）某市疾控中心推出疫情排查系统，服务社区居民。\n"
    said = scene("某市疾控中心推出了什么系统？", text).said()
    assert "疫情排查系统" in said
    assert "电" not in said


def test_the_day_of_a_dateline_dates_nothing_else(scene: Callable) -> None:
    text = (
        "新华社某市2月13日电（记者张三）某市疾控中心的排查系统受到欢迎。\n"
        "排查系统于1月31日上线运行。\n"
    )
    assert "1月31日" in scene("排查系统哪天上线运行？", text).said()


@pytest.fixture(scope="module")
def a_finding(scene: Callable) -> Finding:
    found: Finding = scene("奖励多少？", HEAD + "奖励30万元。\n").reading().findings[0]
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("企业奖励30万元，；（）“”不超过2年的5个", min_size=2, max_size=30))
def test_a_brief_text_is_a_piece_of_the_whole(
    questions: QuestionAnalyser, a_finding: Finding, text: str
) -> None:
    question = questions.analyse(text[::2] + "奖励多少？")
    assert brief(question, replace(a_finding, text=text)) in text
