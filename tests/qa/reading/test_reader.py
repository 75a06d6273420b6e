"""The reader chooses the kind of answer: field or content, figure or sentence, text or source."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.fit import Mismatch

NOTICE = (
    "常州市人民政府关于公共租赁住房管理的通知\n常政发〔2023〕12号\n\n"
    "申请人应当在本市连续居住满三年。承租人不得转租、转借公共租赁住房。"
    "租金标准为每平方米6元。租赁合同自签订之日起生效。"
    "为保障住房困难家庭基本居住需求，制定本通知。市住房保障中心每半年巡查一次。\n\n"
    "常州市人民政府\n2023年5月6日\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("公共租赁住房租金标准是每平方米多少元？", "6元"),
        ("公共租赁住房可以转租吗？", "不得转租"),
        ("公共租赁住房多久巡查一次？", "每半年巡查一次"),
        pytest.param(
            "租赁合同何时生效？",
            "自签订之日起生效",
            marks=pytest.mark.xfail(
                strict=True, reason="the date of the signature passes for a date of effect"
            ),
        ),
        ("为什么制定公共租赁住房管理的通知？", "为保障住房困难家庭基本居住需求"),
        ("谁每半年巡查公共租赁住房？", "市住房保障中心"),
        ("《常州市人民政府关于公共租赁住房管理的通知》文号是多少？", "常政发〔2023〕12号"),
    ],
)
def test_the_kind_of_question_chooses_the_kind_of_answer(
    scene: Callable, question: str, told: str
) -> None:
    assert told in scene(question, NOTICE).said()


def test_who_is_responsible_is_not_read_from_a_word_that_has_the_sign_of_a_body(
    scene: Callable,
) -> None:
    text = "公共租赁住房申请自受理之日起20个工作日内办结，公示期为7天。\n"
    assert scene("公共租赁住房申请由谁负责？", text).said() == ""


def test_figures_offered_as_answers_are_decided_by_the_text(scene: Callable) -> None:
    assert "6元" in scene("公共租赁住房租金标准是6元还是8元？", NOTICE).said()


def test_a_source_is_named_instead_of_told(scene: Callable) -> None:
    said = scene("承租人不得转租公共租赁住房是哪份文件规定的？", NOTICE).said()
    assert said == "《常州市人民政府关于公共租赁住房管理的通知》（常政发〔2023〕12号）"


def test_a_short_sentence_is_given_whole(scene: Callable) -> None:
    assert (
        scene("公共租赁住房可以转租吗？", NOTICE).said()
        == "不可以：承租人不得转租、转借公共租赁住房"
    )


def test_a_frequency_is_only_read_from_what_recurs(scene: Callable) -> None:
    said = scene("公共租赁住房租金多久调整一次？", NOTICE).said()
    assert said == "" or "每半年" in said


def test_a_phone_number_is_not_read_from_other_digits(scene: Callable) -> None:
    assert scene("公共租赁住房咨询电话是多少？", NOTICE).said() == ""


def test_a_missing_figure_says_why(scene: Callable) -> None:
    reading = scene("苏州市公共租赁住房租金每平方米多少元？", NOTICE).reading()
    assert reading.missing[0] is Mismatch.PLACE


def test_the_nearest_passages_are_offered(scene: Callable) -> None:
    made = scene("苏州市公共租赁住房租金每平方米多少元？", NOTICE)
    assert made.reading().nearest == made.hits[:3]


def test_nothing_is_read_from_nothing(scene: Callable) -> None:
    assert scene("公共租赁住房可以转租吗？").reading().findings == ()


@pytest.mark.parametrize(
    "question", ["公共租赁住房可以转租吗？", "租金标准是多少？", "租赁合同何时生效？"]
)
def test_every_quote_lies_in_its_text(scene: Callable, question: str) -> None:
    for finding in scene(question, NOTICE).reading().findings:
        for start, end in finding.quotes:
            assert finding.document.text[start:end].strip()


CASES = (
    "济南市药品集中采购办法\n\n第五条 入围生产企业为3家及以上的，采取招标采购的方式。"
    "入围生产企业为2家的，采取议价采购的方式。入围生产企业只有1家的，采取谈判采购的方式。\n"
)


@pytest.mark.parametrize(("count", "way"), [("2", "议价"), ("1", "谈判")])
def test_the_case_of_the_askers_own_figure_answers(scene: Callable, count: str, way: str) -> None:
    said = scene(f"入围生产企业只有{count}家的药品采用什么采购方式？", CASES).said()
    assert f"{way}采购" in said


def test_a_year_may_name_the_text_by_its_day_of_effect(scene: Callable) -> None:
    text = (
        "专利代理条例\n（2018年9月6日修订通过）\n\n第十二条 专利代理师首次执业，应当自执业之日起"
        "30日内备案。\n第三十二条 本条例自2019年3月1日起施行。\n"
    )
    asked = "按2019年3月施行的专利代理条例，专利代理师首次执业要在多少日内备案？"
    assert "30日" in scene(asked, text).said()


def test_the_body_in_brackets_behind_a_task_names_its_place(scene: Callable) -> None:
    text = (
        "山东省场景创新行动计划\n\n（十一）储能之都。建设储能基地。每年举办场景对接活动不少于3场。"
        "（泰安市绿色低碳先行区建设办公室负责）\n"
    )
    asked = "山东省场景创新行动计划里，泰安储能之都每年举办场景对接活动不少于几场？"
    assert "3场" in scene(asked, text).said()
