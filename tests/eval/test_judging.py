"""What is right about an answer, on answers made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from eval.cases import Case
from eval.judging import judge, support_of_sentences
from qa.answers import Answer, Status

QUOTE = "分别给予 100 万元、30 万元的奖励"
MakeAnswer = Callable[..., Answer]


def test_every_fact_and_no_forbidden_figure_is_right(case: Case, make_answer: MakeAnswer) -> None:
    judged = judge(case, make_answer("省级奖励30万元[1]。", [QUOTE]))
    assert judged.right
    assert (judged.missing, judged.forbidden) == ((), ())
    assert judged.length == len("省级奖励30万元。")


def test_a_forbidden_figure_is_wrong_beside_the_right_one(
    case: Case, make_answer: MakeAnswer
) -> None:
    judged = judge(case, make_answer("分别给予100万元、30万元[1]。", [QUOTE]))
    assert not judged.right
    assert judged.forbidden == ("100万",)


def test_a_missing_fact_is_named(case: Case, make_answer: MakeAnswer) -> None:
    judged = judge(case, make_answer("给予奖励[1]。", [QUOTE]))
    assert not judged.right
    assert judged.missing == (("30万", "三十万"),)


@pytest.mark.parametrize(
    ("expected", "given", "right"),
    [
        (Status.INSUFFICIENT, Status.INSUFFICIENT, True),
        (Status.INSUFFICIENT, Status.ANSWERED, False),
        (Status.CLARIFY, Status.INSUFFICIENT, False),
        (Status.CLARIFY, Status.CLARIFY, True),
    ],
)
def test_without_facts_the_status_decides(
    case: Case, make_answer: MakeAnswer, expected: Status, given: Status, right: bool
) -> None:
    unanswerable = replace(case, facts=(), evidence=(), expected=expected)
    assert judge(unanswerable, make_answer("没有找到。", status=given)).right is right


@pytest.mark.parametrize(
    ("expected", "given", "right"),
    [
        (Status.ANSWERED, Status.CONFLICT, True),
        (Status.ANSWERED, Status.INSUFFICIENT, False),
        (Status.CONFLICT, Status.ANSWERED, False),
        (Status.CONFLICT, Status.CONFLICT, True),
    ],
)
def test_facts_must_be_given_as_an_answer(
    case: Case, make_answer: MakeAnswer, expected: Status, given: Status, right: bool
) -> None:
    answer = make_answer("省级奖励30万元[1]。", [QUOTE], status=given)
    assert judge(replace(case, expected=expected), answer).right is right


def test_evidence_is_cited_by_a_quote_around_or_inside_it(
    case: Case, make_answer: MakeAnswer
) -> None:
    both = replace(case, evidence=(QUOTE, "常州入选专精特新培育库企业26家"))
    judged = judge(both, make_answer("30万元[1]。", ["100 万元、30 万元"]))
    assert (judged.evidence_cited, judged.evidence) == (1, 2)


def test_rank_of_the_first_passage_with_evidence(case: Case, make_answer: MakeAnswer) -> None:
    passages = ["苏州6家", "奖励：分别给予100万元、30万元的奖励。"]
    assert judge(case, make_answer("30万元", retrieved=passages)).evidence_rank == 2
    assert judge(case, make_answer("30万元", retrieved=passages[:1])).evidence_rank is None


@pytest.mark.parametrize(
    ("text", "quotes", "supported"),
    [
        ("省级奖励30万元[1]。", [QUOTE], (True,)),
        ("省级奖励三十万元[1]。", [QUOTE], (True,)),  # same value in other characters
        ("省级奖励50万元[1]。", [QUOTE], (False,)),
        ("苏州26家[1]，常州6家[2]。", ["苏州6家", "企业26家"], (False, False)),
        ("100万元－30万元＝70万元[1]。", [QUOTE], (True,)),  # the result is computed
        ("文号为常工信复〔2021〕第29号[1]。", [QUOTE], (True,)),  # shown by the citation itself
        ("给予的奖励[1]。", [QUOTE], (True,)),
        ("鼓励企业上市融资[1]。", [QUOTE], (False,)),
        ("省级奖励30万元[3]。", [QUOTE], (False,)),  # no such citation
        ("省级奖励30万元。", [QUOTE], ()),  # cites nothing
        ("国家级100万元[1]。\n省级50万元[1]。", [QUOTE], (True, False)),
        ("2021年：30万元[1]。", [QUOTE], (True,)),  # the document is of that year
        ("2022年：30万元[1]。", [QUOTE], (False,)),
    ],
)
def test_support_of_sentences(
    make_answer: MakeAnswer, text: str, quotes: list[str], supported: tuple[bool, ...]
) -> None:
    answer = make_answer(text, quotes)
    assert support_of_sentences(answer.text, answer.citations) == supported


def test_a_figure_of_the_question_needs_no_support(make_answer: MakeAnswer) -> None:
    answer = make_answer("100家－26家＝74家[1]。", ["企业26家"])
    assert support_of_sentences(answer.text, answer.citations) == (False,)
    assert support_of_sentences(answer.text, answer.citations, "离100家还差几家？") == (True,)
