"""Texts that a question calls by kind, date or running number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.documents import Document
from ingest.figures.dates import find_dates
from qa.analysis import QuestionAnalyser
from qa.assembly import Language
from qa.sources import Sources, find_sources, without_sources

REPLY = (
    "南通市教育局关于对市政协十三届二次会议第0031号提案的答复\n通教提复〔2021〕12号\n\n"
    "张明委员：\n您提出的提案收悉，现答复如下：\n全市现有幼儿园420所。\n"
)
OTHER = (
    "无锡市教育局关于对市政协十五届一次会议第0107号提案的答复\n锡教提复〔2021〕9号\n\n"
    "李华委员：\n您提出的提案收悉，现答复如下：\n全市现有幼儿园510所。\n"
)
NOTICE = "南通市教育局关于做好招生工作的通知\n通教基〔2021〕5号\n\n各县要做好招生工作。\n"


@pytest.fixture(scope="module")
def documents(document_of: Callable) -> dict[str, Document]:
    return {text: document_of(text).document for text in (REPLY, OTHER, NOTICE)}


@pytest.fixture(scope="module")
def called(documents: dict[str, Document], language: Language) -> Callable[[str], frozenset[str]]:
    sources = Sources(documents.values(), language.gazetteer)
    return lambda text: sources.called(text, find_sources(text, find_dates(text)))


@pytest.mark.parametrize(
    "question",
    [
        "南通2021年答复政协提案时，幼儿园有几所？",
        "按2021年那份教育局的答复，南通幼儿园有几所？",
        "南通的答复里说幼儿园有几所？",
        "0031号提案的答复说幼儿园有几所？",
    ],
)
def test_a_text_is_called_by_kind_date_or_number(
    called: Callable, documents: dict[str, Document], question: str
) -> None:
    assert called(question) == {documents[REPLY].doc_id}


@pytest.mark.parametrize(
    "question",
    [
        "南通2021年有几所幼儿园？",
        "南通教育局2021年答复了哪几份提案？",
        "提案交上去多久能得到答复？",
        "南通2019年答复里幼儿园有几所？",
        "0032号提案的答复说了什么？",
    ],
)
def test_no_text_is_called(called: Callable, question: str) -> None:
    assert called(question) == frozenset()


def test_without_a_place_every_text_of_the_kind_is_called(
    called: Callable, documents: dict[str, Document]
) -> None:
    assert called("2021年答复里幼儿园有几所？") == {
        documents[REPLY].doc_id,
        documents[OTHER].doc_id,
    }


def test_the_name_of_a_source_is_not_asked_about(questions: QuestionAnalyser) -> None:
    question = questions.analyse("按2021年的答复，南通幼儿园有几所？")
    assert "答复" not in {term.text for term in question.terms}


def test_the_year_of_a_source_is_known(questions: QuestionAnalyser) -> None:
    assert questions.analyse("2021年的答复里说2020年有几所？").source_years == {2021}


def test_what_is_asked_of_a_source_is_left(questions: QuestionAnalyser) -> None:
    question = questions.analyse("2021年答复里，南通幼儿园有几所？")
    assert without_sources(question) == "里，南通幼儿园有几所？"
