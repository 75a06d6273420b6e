"""Retrieval over a small index: filtered before ranking, near-duplicates once, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from ingest.index.reader import GenerationReader
from ingest.language.asking import QuestionTerms, load_asking_weights
from ingest.settings import Settings
from qa.answering import Answerer, Request
from qa.assembly import Language, build_answerer, build_retriever
from qa.retrieval import Retriever

CHANGZHOU = "常州市人民政府关于奖励企业的意见\n常政发〔2023〕12号\n\n对省级小巨人企业奖励30万元，对首台套装备给予补助。\n"
SUZHOU = (
    "苏州市人民政府关于奖励企业的意见\n苏府〔2023〕8号\n\n"
    "对省级小巨人企业奖励50万元，小巨人企业奖励资金由市财政安排。\n"
)
RENTING = "公共租赁住房管理办法\n\n承租人不得转租、转借公共租赁住房。\n"
REPRINT = "住房政策汇编\n\n承租人不得转租、转借公共租赁住房。\n"
EXAM = "职业资格考试办法\n\n考试每年举行一次，成绩长期有效。\n"


@pytest.fixture(scope="module")
def index(index_of: Callable) -> GenerationReader:
    return index_of(CHANGZHOU, SUZHOU, RENTING, REPRINT, EXAM)


@pytest.fixture(scope="module")
def retriever(index: GenerationReader, neutral_embedder, language: Language) -> Retriever:  # type: ignore[no-untyped-def]
    return build_retriever(index, neutral_embedder, language, Settings())


@pytest.fixture(scope="module")
def answerer(index: GenerationReader, neutral_embedder, language: Language) -> Answerer:  # type: ignore[no-untyped-def]
    return build_answerer(index, neutral_embedder, Settings(), language)


def _id(index: GenerationReader, title: str) -> str:
    return next(d.doc_id for d in index.documents() if d.title.startswith(title))


def test_the_passage_of_the_words_comes_first(retriever: Retriever) -> None:
    assert "成绩长期有效" in retriever.retrieve("考试成绩有效期多长？")[0].passage.text


def test_ranks_count_from_one(retriever: Retriever) -> None:
    hits = retriever.retrieve("小巨人企业奖励多少？")
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_the_better_hit_has_the_better_score(retriever: Retriever) -> None:
    finals = [hit.scores.final for hit in retriever.retrieve("小巨人企业奖励多少？")]
    assert finals == sorted(finals, reverse=True)


def test_no_more_hits_than_asked_for(retriever: Retriever) -> None:
    assert len(retriever.retrieve("小巨人企业奖励多少？", 1)) == 1


def test_only_the_allowed_documents_are_ranked(
    retriever: Retriever, index: GenerationReader
) -> None:
    """The better passage of another document takes no place in the one hit."""
    allowed = {_id(index, "常州市")}
    (hit,) = retriever.retrieve("小巨人企业奖励资金多少？", 1, doc_ids=allowed)
    assert hit.document.doc_id in allowed


def test_no_allowed_document_gives_no_hit(retriever: Retriever) -> None:
    assert retriever.retrieve("小巨人企业奖励多少？", doc_ids=()) == ()


def test_documents_from_above_are_marked(retriever: Retriever, index: GenerationReader) -> None:
    above = {_id(index, "苏州市")}
    hits = retriever.retrieve("小巨人企业奖励多少？", inherited=above)
    assert {hit.document.doc_id for hit in hits if hit.inherited} == above


def test_a_near_duplicate_is_given_once(index_of: Callable, neutral_embedder, language) -> None:  # type: ignore[no-untyped-def]
    body = "承租人不得转租、转借公共租赁住房，不得擅自改变房屋用途和结构，应当按时缴纳租金。" * 2
    doubled = index_of(f"公租房办法\n\n{body}\n", f"公租房规定\n\n{body}\n", EXAM)
    twice = build_retriever(doubled, neutral_embedder, language, Settings())
    found = [
        sum("转借" in hit.passage.text for hit in twice.retrieve("公租房转租", collapse=collapse))
        for collapse in (False, True)
    ]
    assert found == [2, 1]


def test_the_same_question_has_the_same_hits(retriever: Retriever) -> None:
    first, again = (retriever.retrieve("小巨人企业奖励多少？") for _ in range(2))
    assert first == again


def test_a_question_without_a_known_word_finds_nothing(retriever: Retriever) -> None:
    assert retriever.retrieve("abcxyz") == ()


def test_a_reranker_orders_the_hits(
    index: GenerationReader,
    neutral_embedder,  # type: ignore[no-untyped-def]
    language: Language,
) -> None:
    class Shortest:
        def rerank(self, query: str, texts: Sequence[str]) -> Sequence[float]:
            return [-float(len(text)) for text in texts]

    terms = QuestionTerms(language.tokenizer, language.lexicon, load_asking_weights())
    reranked = Retriever(index, terms, neutral_embedder, reranker=Shortest())
    lengths = [len(hit.passage.text) for hit in reranked.retrieve("小巨人企业奖励多少？")]
    assert lengths == sorted(lengths)


def test_a_question_of_a_city_is_not_read_from_another_citys_rule(answerer: Answerer) -> None:
    answer = answerer.answer(Request("常州市省级小巨人企业奖励资金多少？"))
    assert all(c.document.region == "江苏省常州市" for c in answer.citations)


def test_a_named_document_is_read_first(answerer: Answerer) -> None:
    hits = answerer.answer(Request("苏府〔2023〕8号对企业有什么奖励？")).hits
    assert hits[0].document.doc_number == "苏府〔2023〕8号"
