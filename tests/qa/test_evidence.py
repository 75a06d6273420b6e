"""Signs of the evidence: shares that speak in their known direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answers import Hit, Scores
from qa.evidence import SIGNS, signs_of
from qa.questions import Question
from qa.reading.findings import Finding

TEXT = (
    "常州市人民政府关于奖励企业的意见\n常政发〔2023〕12号\n\n一、奖励标准\n"
    "对省级小巨人企业奖励30万元。各地要高度重视。2024年新增40家。\n"
)
QUESTION = "常州市省级小巨人企业奖励多少？"

Case = tuple[Question, Finding, Sequence[Hit]]


@pytest.fixture(scope="module")
def case(scene: Callable) -> Callable[..., Case]:
    """A question and its finding, worded by a piece of the text."""

    def make(question: str = QUESTION, piece: str = "对省级小巨人企业奖励30万元") -> Case:
        made = scene(question, TEXT)
        hit = next(h for h in made.hits if piece in h.passage.text)
        start = hit.document.text.index(piece)
        span = (start, start + len(piece))
        return (
            made.question,
            Finding(piece, hit.document, hit.passage, hit, (span,), 0.8),
            made.hits,
        )

    return make


def _sign(name: str, case: Case) -> float:
    return signs_of(*case)[list(SIGNS).index(name)]


@settings(max_examples=60)
@given(
    st.text("常州苏省级小巨人企业奖励多少2024年abc《》“”？补贴", min_size=1, max_size=30),
    st.lists(st.floats(0, 60), min_size=1, max_size=8),
    st.floats(0, 1),
)
def test_every_sign_is_a_share(
    case: Callable, asked: str, scores: list[float], confidence: float
) -> None:
    question, finding, hits = case(f"{asked}a？")
    hits = [
        replace(hits[0], scores=Scores(score, 0.0, score), rank=rank)
        for rank, score in enumerate(sorted(scores, reverse=True), 1)
    ]
    finding = replace(finding, hit=hits[-1], confidence=confidence)
    for name, value in zip(SIGNS, signs_of(question, finding, hits), strict=True):
        assert 0.0 <= value <= 1.0 + 1e-9, name


@pytest.mark.parametrize("name", ["bigrams", "longest_run"])
def test_a_question_the_text_repeats_has_more_of_the_sign(case: Callable, name: str) -> None:
    assert _sign(name, case()) > _sign(name, case("轨道交通票价怎么算？"))


@pytest.mark.parametrize("name", ["lacking", "lacking_near"])
def test_a_question_of_other_things_lacks_more(case: Callable, name: str) -> None:
    assert _sign(name, case()) < _sign(name, case("轨道交通票价怎么算？"))


def test_a_word_of_another_sentence_is_lacking_near(case: Callable) -> None:
    elsewhere = case("企业奖励要高度重视吗？")
    assert _sign("lacking_near", elsewhere) > _sign("lacking", elsewhere)


def test_a_name_the_passage_has_not_is_missed(case: Callable) -> None:
    assert _sign("names", case("“江苏精品”企业奖励多少？")) < _sign("names", case())


def test_the_place_of_the_document_needs_no_mention(case: Callable) -> None:
    assert _sign("names", case()) == 1.0


def test_a_year_the_text_has_not_is_missed(case: Callable) -> None:
    assert _sign("years", case("2031年省级小巨人奖励多少？")) == 0.0


def test_the_year_of_the_document_needs_no_mention(case: Callable) -> None:
    assert _sign("years", case("2023年省级小巨人奖励多少？")) == 1.0


def test_without_a_year_none_is_missed(case: Callable) -> None:
    assert _sign("years", case()) == 1.0


def test_the_best_passage_is_not_behind(case: Callable) -> None:
    assert _sign("behind_first", case()) == 0.0


def test_equal_passages_have_no_lead(case: Callable) -> None:
    question, finding, hits = case()
    equal = [replace(hits[0], scores=Scores(5.0, 0.0, 1.0), rank=rank) for rank in range(1, 7)]
    assert _sign("lexical_lead", (question, finding, equal)) == 0.0


def test_no_hits_are_no_error(case: Callable) -> None:
    question, finding, _ = case()
    assert len(signs_of(question, replace(finding, hit=None), ())) == len(SIGNS)


def test_passages_not_found_count_as_behind(case: Callable) -> None:
    question, finding, hits = case()
    alone = _sign("lexical_lead", (question, finding, hits[:1]))
    assert alone == pytest.approx(_sign("bigrams", (question, finding, hits[:1])))


def test_what_lay_words_lack_is_not_held_against_a_text(case: Callable) -> None:
    asked, lay = case("地铁票价优惠多少？"), case("咱娃啥时能领那份钱？")
    assert _sign("lacking_official", asked) == pytest.approx(_sign("lacking", asked))
    assert _sign("lacking_official", lay) < _sign("lacking", lay)


def test_a_foreign_abbreviation_is_told_by_its_official_name(scene: Callable) -> None:
    def named(text: str) -> float:
        made = scene("AI伦理规范分成哪几类？", f"伦理规范\n\n{text}\n")
        hit = made.hits[0]
        start = hit.document.text.index(text)
        span = (start, start + len(text))
        finding = Finding(text, hit.document, hit.passage, hit, (span,), 0.8)
        return _sign("names", (made.question, finding, made.hits))

    assert named("人工智能伦理规范包括管理规范和研发规范。") == 1.0
    assert named("生命科学伦理规范包括管理规范和研发规范。") == 0.0
