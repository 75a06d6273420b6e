"""Documents that a question names: by number, by 《title》, by the name people use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.documents import Document
from qa.naming import DocumentNames

NOTICE = (
    "国务院办公厅关于印发《全民健身实施计划》的通知\n国办发〔2021〕11号\n\n各地要认真贯彻落实。\n"
)
OPINION = (
    "常州市人民政府关于促进家政服务业提质扩容的实施意见\n常政发〔2020〕63号\n\n提高服务质量。\n"
)
REGULATION = "住房公积金管理条例\n\n第一条 为了加强住房公积金的管理，制定本条例。\n"


@pytest.fixture(scope="module")
def documents(document_of: Callable) -> dict[str, Document]:
    return {text: document_of(text).document for text in (NOTICE, OPINION, REGULATION)}


@pytest.fixture(scope="module")
def names(documents: dict[str, Document]) -> DocumentNames:
    return DocumentNames(documents.values())


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("国办发〔2021〕11号是什么时候印发的？", NOTICE),
        ("国办发[2021]11号是什么时候印发的？", NOTICE),
        ("《全民健身实施计划》提出哪些任务？", NOTICE),
        ("全民健身实施计划提出哪些任务？", NOTICE),
        ("《关于促进家政服务业提质扩容的实施意见》的目标是什么？", OPINION),
        ("《住房公积金管理条例》何时施行？", REGULATION),
        ("住房公积金管理条例何时施行？", REGULATION),
    ],
)
def test_a_document_is_found_by_its_name(
    names: DocumentNames, documents: dict[str, Document], question: str, named: str
) -> None:
    assert names.named_in(question) == {documents[named].doc_id}


@pytest.mark.parametrize(
    "question",
    ["住房公积金怎么提取？", "国办发〔2021〕12号是什么？", "家政服务有什么要求？", "计划有哪些？"],
)
def test_a_subject_is_no_name(names: DocumentNames, question: str) -> None:
    assert names.named_in(question) == frozenset()


def test_a_number_settles_it_before_a_title(
    names: DocumentNames, documents: dict[str, Document]
) -> None:
    question = "常政发〔2020〕63号和《全民健身实施计划》有什么关系？"
    assert names.named_in(question) == {documents[OPINION].doc_id}


def test_no_documents_have_no_names() -> None:
    assert DocumentNames([]).named_in("国办发〔2021〕11号是什么？") == frozenset()


def test_a_long_piece_of_a_title_names_it(document_of: Callable) -> None:
    text = "可解释可通用的下一代人工智能方法重大研究计划2024年度项目指南\n\n资助期限为4年。\n"
    document = document_of(text).document
    asked = "下一代人工智能方法重大研究计划今年资助几项？"
    assert DocumentNames([document]).named_in(asked) == {document.doc_id}


def test_what_is_asked_of_a_named_text_is_left_of_the_question(
    names: DocumentNames, documents: dict[str, Document]
) -> None:
    named = frozenset({documents[NOTICE].doc_id})
    assert names.without_name("全民健身实施计划提出哪些任务？", named) == "提出哪些任务？"


def test_a_question_that_is_little_but_a_name_stays_whole(
    names: DocumentNames, documents: dict[str, Document]
) -> None:
    named = frozenset({documents[NOTICE].doc_id})
    assert names.without_name("全民健身实施计划？", named) == "全民健身实施计划？"
