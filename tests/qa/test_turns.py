"""Turns of a conversation: which meaning of a follow-up is meant, and where it is answered."""

from __future__ import annotations

from dataclasses import replace

from qa.analysis import QuestionAnalyser
from qa.answers import Answer, Given, Status
from qa.questions import Asked, Term
from qa.turns import Turn, home_of, is_other_case, meant, nearest, weighed

SAID = (Term("考核", 1.0), Term("优秀", 1.0))
GIVEN = (Given("d", 10, ((0, 20),)),)


def _turn(questions: QuestionAnalyser, text: str, confidence: float) -> Turn:
    question = questions.analyse("最高多少？")
    answer = Answer("", text, Status.ANSWERED, confidence=confidence)
    return Turn(question, (), answer)


def _refused(questions: QuestionAnalyser) -> Turn:
    turn = _turn(questions, "没有找到关于“考核优秀”的数字。", 0.1)
    return replace(turn, answer=replace(turn.answer, status=Status.INSUFFICIENT))


BEFORE = Answer("", "奖励30万元[1]。", Status.ANSWERED)


def test_words_taken_over_count_less(questions: QuestionAnalyser) -> None:
    whole = questions.analyse("技能大师工作室，考核优秀再给多少？")
    weights = {term.text: term.weight for term in whole.terms}
    less = {term.text: term.weight for term in weighed(whole, "考核优秀再给多少？").terms}
    assert {word for word in weights if less[word] < weights[word]} == {"技能大师工作室"}


def test_a_refusal_has_no_home() -> None:
    assert home_of(replace(BEFORE, status=Status.INSUFFICIENT)) == frozenset()


def test_the_text_that_answered_before_goes_first(questions: QuestionAnalyser) -> None:
    far, home = _turn(questions, "奖励5万元", 0.6), _turn(questions, "奖励20万元", 0.5)
    assert nearest(far, home, SAID) is home


def test_a_much_surer_text_goes_before_it(questions: QuestionAnalyser) -> None:
    far, home = _turn(questions, "奖励5万元", 0.9), _turn(questions, "奖励20万元", 0.5)
    assert nearest(far, home, SAID) is far


def test_a_text_that_says_the_own_words_goes_before_it(questions: QuestionAnalyser) -> None:
    far, home = _turn(questions, "考核优秀的奖励5万元", 0.5), _turn(questions, "奖励20万元", 0.5)
    assert nearest(far, home, SAID) is far


def test_a_meaning_that_is_answered_is_meant(questions: QuestionAnalyser) -> None:
    other = _turn(questions, "追加20万元", 0.4)
    assert meant([_refused(questions), other], BEFORE, SAID) is other


def test_of_meanings_nearly_as_sure_the_first_is_meant(questions: QuestionAnalyser) -> None:
    first, other = _turn(questions, "追加20万元", 0.9), _turn(questions, "追加30万元", 0.95)
    assert meant([first, other], BEFORE, SAID) is first


def test_what_was_answered_before_is_not_meant(questions: QuestionAnalyser) -> None:
    first, again = _refused(questions), _turn(questions, "奖励30万元[1]。", 0.9)
    assert meant([first, again], BEFORE, SAID) is first


def test_the_same_figure_for_another_case_is_asked_again(questions: QuestionAnalyser) -> None:
    said = questions.analyse("要是个人创业呢，最高多少？")
    turn = _turn(questions, "最高300万元", 0.9)
    turn = replace(
        turn,
        question=replace(turn.question, asked=Asked.FIGURE),
        answer=replace(turn.answer, given=GIVEN),
    )
    assert is_other_case(said, turn, replace(BEFORE, given=GIVEN))


def test_a_case_that_differs_by_a_figure_stays_in_the_rule(questions: QuestionAnalyser) -> None:
    said = questions.analyse("要是投资8000万元呢，最高多少？")
    turn = _turn(questions, "最高300万元", 0.9)
    turn = replace(turn, answer=replace(turn.answer, given=GIVEN))
    assert not is_other_case(said, turn, replace(BEFORE, given=GIVEN))
