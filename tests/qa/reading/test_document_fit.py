"""Which documents a question may mean: by place in the title, tier, year, number and names quoted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.metadata.places import Gazetteer
from qa.analysis import QuestionAnalyser
from qa.reading.document_fit import (
    holds_names,
    is_numbered,
    of_another_year,
    of_lower_tier,
    tells_of_number,
    titled_elsewhere,
)

NOTICE = (
    "江苏省工业和信息化厅关于开展2021年小巨人企业培育的通知\n苏工信〔2021〕29号\n\n各设区市工信局：\n"
    "根据工信部企业〔2018〕381号文件，实施“海链2号工程”。\n江苏省工业和信息化厅\n2021年3月9日\n"
)


@pytest.mark.parametrize(
    ("asked", "elsewhere"),
    [("常州市", False), ("江苏省", False), ("山东省", True)],
)
def test_a_title_is_of_its_places_and_of_those_above_and_in_them(
    asked: str, *, elsewhere: bool, document_of: Callable, questions: QuestionAnalyser,
    gazetteer: Gazetteer,
) -> None:  # fmt: skip
    document = document_of(NOTICE).document
    codes = [place.code for place in questions.analyse(f"{asked}奖励多少？").places]
    assert titled_elsewhere(document, codes, gazetteer) is elsewhere


@pytest.mark.parametrize(("year", "other"), [("2021", False), ("2023", True)])
def test_a_title_of_another_year_is_another_text(
    year: str, *, other: bool, document_of: Callable, questions: QuestionAnalyser
) -> None:
    question = questions.analyse(f"{year}年的通知什么时候印发？")
    assert of_another_year(question, document_of(NOTICE).document) is other


@pytest.mark.parametrize(
    ("text", "lower"),
    [("国家级小巨人培育的通知文号是多少？", True), ("小巨人培育的通知文号是多少？", False)],
)
def test_a_national_question_means_no_text_of_a_province(
    text: str, *, lower: bool, document_of: Callable, questions: QuestionAnalyser
) -> None:
    assert of_lower_tier(questions.analyse(text), document_of(NOTICE).document) is lower


def test_a_cited_number_is_told_of_but_not_borne(
    document_of: Callable, questions: QuestionAnalyser
) -> None:
    question, document = (
        questions.analyse("工信部企业〔2018〕381号是谁发的？"),
        document_of(NOTICE).document,
    )
    assert tells_of_number(question, document)
    assert not is_numbered(question, document)


@pytest.mark.parametrize(("name", "held"), [("海链2号工程", True), ("海链3号工程", False)])
def test_a_name_quoted_must_stand_in_the_text(
    name: str, *, held: bool, document_of: Callable, questions: QuestionAnalyser
) -> None:
    question = questions.analyse(f"“{name}”由谁负责？")
    assert holds_names(question, document_of(NOTICE).document) is held
