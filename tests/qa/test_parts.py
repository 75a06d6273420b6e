"""Double questions: each part with what is common to all, and the asked place never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.analysis import QuestionAnalyser
from qa.parts import computes_parts, restored, split_parts
from qa.questions import Asked, Question


def _parts(questions: QuestionAnalyser, text: str) -> tuple[Question, ...]:
    return split_parts(questions.analyse(text), questions)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("常州市省级小巨人奖励多少？", 1),
        ("项目总投资多少，还差多少？", 2),
        ("申报材料有哪些？什么时候截止？由谁负责？", 3),
        ("客运补贴要多少？货运呢？", 2),
        ("一次性补贴的最高标准和最低标准各是多少？", 2),
        ("要培训多少名企业家、多少名职工？", 2),
        ("小巨人企业的申报条件，请列一下", 1),
        ("专业科目考多长时间、满分多少？", 2),
        ("补贴一亩给多少？领了别的补贴还能再领吗？", 2),
        ("自然人当控股股东行不行？注册资本最少多少？", 2),
        ("重点事项的抽查比例有没有上限？一般事项呢？", 2),
        ("收养了几个找不到父母的孩子，该怎么登记？", 1),
        ("春节呢，从几号放到几号？", 1),
        ("租房扣除分几档，每档多少钱？", 1),
        ("孵化基地的运营主体、管理团队是谁？", 1),
        ("景区涨门票要提前几个月公布？隔几年才能再涨？", 2),
        ("这份规范是哪个机构发的，什么时候？", 1),
        ("代理师最多罚多少，代理机构最多罚多少，哪个更多？", 2),
    ],
)
def test_a_question_has_as_many_parts_as_it_asks(
    questions: QuestionAnalyser, text: str, count: int
) -> None:
    assert len(_parts(questions, text)) == count


def test_one_question_stays_itself(questions: QuestionAnalyser) -> None:
    question = questions.analyse("常州市省级小巨人奖励多少？")
    assert split_parts(question, questions) == (question,)


def test_each_part_asks_its_own_kind(questions: QuestionAnalyser) -> None:
    parts = _parts(questions, "申报材料有哪些？什么时候报送？")
    assert [part.asked for part in parts] == [Asked.LIST, Asked.DATE]


def test_a_case_asks_what_the_first_part_asked(questions: QuestionAnalyser) -> None:
    first, case = _parts(questions, "客运补贴要多少万元？货运呢？")
    assert (case.asked, case.kinds) == (first.asked, first.kinds)


def test_a_case_takes_over_the_words_of_the_first_at_less_weight(
    questions: QuestionAnalyser,
) -> None:
    first, case = _parts(questions, "客运补贴要多少？货运呢？")
    before = {term.text: term.weight for term in first.terms}
    taken = [term for term in case.terms if term.text in before]
    assert taken
    assert all(term.weight < before[term.text] for term in taken)


def test_joined_names_part_into_one_each(questions: QuestionAnalyser) -> None:
    one, other = _parts(questions, "客运和货运分别补贴多少？")
    assert {"客运", "货运"} & {t.text for t in one.terms} == {"客运"}
    assert {"客运", "货运"} & {t.text for t in other.terms} == {"货运"}


def test_fields_of_one_document_are_asked_together(questions: QuestionAnalyser) -> None:
    assert len(_parts(questions, "这个办法的文号是多少？什么时候印发的？")) == 1


def test_fields_that_share_one_verb_are_asked_together(questions: QuestionAnalyser) -> None:
    assert len(_parts(questions, "这个办法是哪个机关、哪天发布的？")) == 1


def test_a_detail_of_a_yes_or_no_is_no_part(questions: QuestionAnalyser) -> None:
    assert len(_parts(questions, "测评没通过能重测吗，隔多久？")) == 1


def test_a_part_with_a_place_of_its_own_keeps_it(questions: QuestionAnalyser) -> None:
    parts = _parts(questions, "常州的奖励多少？苏州的奖励多少？")
    assert [[p.short for p in part.places] for part in parts] == [["常州"], ["苏州"]]


_CLAUSES = st.lists(
    st.sampled_from(
        ["奖励多少", "申报材料有哪些", "什么时候截止", "由谁负责", "货运呢", "能不能转租", "请列全"]
    ),
    min_size=1,
    max_size=4,
)


@given(_CLAUSES, st.sampled_from(["，", "？", "；"]))
def test_no_part_loses_the_asked_place(
    questions: QuestionAnalyser, clauses: list[str], mark: str
) -> None:
    question = questions.analyse("常熟市2025年省级项目" + mark.join(clauses) + "？")
    assert all(part.places == question.places for part in split_parts(question, questions))


@given(_CLAUSES, st.sampled_from(["，", "？", "；"]))
def test_no_part_loses_the_asked_year(
    questions: QuestionAnalyser, clauses: list[str], mark: str
) -> None:
    question = questions.analyse("常熟市2025年省级项目" + mark.join(clauses) + "？")
    assert all(part.years == question.years for part in split_parts(question, questions))


def test_a_year_of_a_later_part_is_its_own(questions: QuestionAnalyser) -> None:
    question = questions.analyse("首次认定了几家，到2022年变成几家？")
    assert [part.years for part in split_parts(question, questions)] == [(), (2022,)]


@pytest.mark.parametrize(
    ("dated", "alone"),
    [
        (True, "2002年某厂投资建成回用设施，处理成本每立方米多少？"),
        (False, "某厂投资建成回用设施，处理成本每立方米多少？"),
    ],
)
def test_a_later_part_can_be_asked_alone(
    questions: QuestionAnalyser, dated: bool, alone: str
) -> None:
    question = questions.analyse("2002年某厂投资多少钱建成回用设施？处理成本每立方米多少？")
    first, later = split_parts(question, questions)
    assert restored(later, first, dated=dated) == alone


def test_a_sum_of_the_answers_is_no_part(questions: QuestionAnalyser) -> None:
    question = questions.analyse("省级奖励多少？配套资金多少？一共多少？")
    assert len(split_parts(question, questions)) == 2
    assert computes_parts(question)


def test_a_total_that_is_stated_is_not_computed(questions: QuestionAnalyser) -> None:
    assert not computes_parts(questions.analyse("一共推广多少项？知识产权保护方面几项？"))
