"""How much of a question stands in a text: a share that more text can only raise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Nature
from qa.questions import Asked, Question, Term
from qa.reading.matching import Matcher, matching_form, quality, share_told

OFFICIAL = st.text("企业奖励省级小巨人专精特新万元，。、 5", max_size=40)
TERMS = (Term("小巨人", 1.0), Term("奖励", 0.4, {"奖补": 0.8}), Term("省级", 0.6))


def _question(terms: tuple[Term, ...]) -> Question:
    return Question(
        raw="", text="", asked=Asked.OPEN, also_asked=(), places=(), tiers=(), tier_and_above=False,
        excluded_tiers=frozenset(), years=(), dates=(), now=False, kinds=frozenset(),
        unit_word=None, nature=Nature.UNKNOWN, terms=terms, own_values=(), count=None, titles=(),
    )  # fmt: skip


@given(st.lists(st.tuples(OFFICIAL, st.floats(0, 1))))
def test_coverage_is_a_share(levels: list[tuple[str, float]]) -> None:
    assert 0.0 <= Matcher(_question(TERMS), []).coverage(levels) <= 1.0 + 1e-9


@given(OFFICIAL, OFFICIAL)
def test_coverage_never_falls_when_text_is_added(text: str, added: str) -> None:
    matcher = Matcher(_question(TERMS), [])
    assert matcher.coverage([(text + added, 1.0)]) >= matcher.coverage([(text, 1.0)])


@given(OFFICIAL, OFFICIAL)
def test_coverage_never_falls_when_a_level_is_added(text: str, added: str) -> None:
    matcher = Matcher(_question(TERMS), [])
    one = [(text, 0.7)]
    assert matcher.coverage([*one, (added, 0.4)]) >= matcher.coverage(one)


def test_a_term_far_from_the_figure_counts_less() -> None:
    matcher = Matcher(_question(TERMS), [])
    assert matcher.coverage([("小巨人", 1.0)]) > matcher.coverage([("小巨人", 0.5)])


def test_a_word_of_every_passage_weighs_less_than_a_rare_one() -> None:
    terms = (Term("企业", 1.0), Term("首台套", 1.0))
    matcher = Matcher(_question(terms), ["企业奖励", "企业补助", "首台套企业"])
    assert matcher.weights[0] < matcher.weights[1]


def test_a_lay_word_that_no_passage_uses_says_little() -> None:
    terms = (Term("补贴", 1.0), Term("薅羊毛", 1.0, official=False))
    matcher = Matcher(_question(terms), ["稳岗补贴"])
    assert matcher.weights[1] < matcher.weights[0]


@pytest.mark.parametrize(
    "written", ["专精特新“小巨人”企业", "专精特新 小巨人 企业", "专精特新「小巨人」企业"]
)
def test_quotation_marks_and_blanks_do_not_part_a_term(written: str) -> None:
    assert matching_form(written) == "专精特新小巨人企业"


@given(OFFICIAL)
def test_matching_form_is_idempotent(text: str) -> None:
    assert matching_form(matching_form(text)) == matching_form(text)


def test_a_synonym_counts_with_its_weight() -> None:
    assert quality(Term("奖励", 1.0, {"奖补": 0.8}), "给予奖补") == 0.8


def test_a_part_of_a_word_counts_less_than_the_word() -> None:
    whole = quality(Term("创新类", 1.0), "创新类企业")
    part = quality(Term("创新类", 1.0), "创新型企业")
    assert 0 < part < whole


def test_constraints_join_the_words_of_the_question(scene: Callable) -> None:
    matcher = scene("常州市稳岗补贴多少？", "常州市稳岗补贴30元。").matcher
    assert matcher.share(0.5, 0.5, 0.5) > 0.5 > matcher.share(0.5, 0.5, 0.0)


def test_words_told_count_by_weight() -> None:
    assert share_told(TERMS, "小巨人企业") == pytest.approx(0.5)


def test_no_words_tell_nothing() -> None:
    assert share_told((), "小巨人企业") == 0.0
