"""Yearly texts under one title: which of them a question that names a year means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.documents import Document
from qa.analysis import QuestionAnalyser
from qa.answers import Hit, Scores
from qa.series import Series, on_one_scale

YEARS = (2017, 2018, 2019, 2020)


def _report(year: int) -> str:
    return f"{year}年乐山市政府工作报告\n\n各位代表：\n一、{year - 1}年工作回顾\n\n经济平稳运行。\n"


@pytest.fixture(scope="module")
def documents(document_of: Callable) -> dict[int, Document]:
    return {year: document_of(_report(year)).document for year in YEARS}


@pytest.fixture
def kept(documents: dict[int, Document], questions: QuestionAnalyser) -> Callable[[str], list[int]]:
    """The years of the reports that a question leaves."""

    def of(question: str) -> list[int]:
        series = Series(documents.values())
        left_out = series.of_other_years(questions.analyse(question))
        return [year for year, one in documents.items() if one.doc_id not in left_out]

    return of


def test_what_was_done_in_a_year_stands_in_its_report_or_the_next(kept: Callable) -> None:
    assert kept("2018年新增就业多少人？") == [2018, 2019]


def test_a_report_named_by_its_year_is_meant_alone(kept: Callable) -> None:
    assert kept("2018年政府工作报告里新增就业多少人？") == [2018]


def test_a_period_takes_the_reports_of_all_its_years(kept: Callable) -> None:
    assert kept("2017—2018年新增就业多少人？") == [2017, 2018, 2019]


def test_without_a_year_none_is_left_out(kept: Callable) -> None:
    assert kept("新增就业多少人？") == list(YEARS)


def test_a_year_without_a_report_leaves_none_out(kept: Callable) -> None:
    assert kept("2011年新增就业多少人？") == list(YEARS)


def test_scores_of_two_searches_are_put_on_one_scale(
    documents: dict[int, Document], document_of: Callable
) -> None:
    passage = document_of(_report(2018)).passages[0]
    first = (Hit(documents[2018], passage, Scores(5.0, 0.0, 1.0), 1),)
    second = (Hit(documents[2019], passage, Scores(10.0, 0.0, 1.0), 1),)
    assert [(hit.document, hit.scores.final) for hit in on_one_scale(first, second)] == [
        (documents[2019], 1.0),
        (documents[2018], 0.5),
    ]
