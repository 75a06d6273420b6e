"""A question understood: place, tier, time, kind of answer, own figures, words, and bad input."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Nature
from ingest.errors import QuestionError, UnknownPlaceError
from qa.analysis import MAX_QUESTION_LENGTH, QuestionAnalyser
from qa.questions import Asked

# --- places --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("常州市小巨人奖励多少？", ["常州"]),
        ("江苏省常州市小巨人奖励多少？", ["常州"]),
        ("常州和苏州各奖励多少？", ["常州", "苏州"]),
        ("常州跟苏州比，常州少几家？", ["常州", "苏州"]),
        ("小巨人奖励多少？", []),
        ("国家级小巨人奖励多少？", []),
        ("盐城师范学院有多少名教师？", []),
        ("“江苏精品”要新增几个？", []),
        ("苏州有几家？不是常州", ["苏州"]),
        ("除了常州，苏州有几家？", ["苏州"]),
        ("数字山东建设有哪些任务？", []),
        ("据常州市工信局2021年答复，苏州有几家？", ["苏州"]),
        ("据常州市工信局2021年答复，有几家？", ["常州"]),
    ],
)
def test_the_places_asked_about(questions: QuestionAnalyser, text: str, places: list[str]) -> None:
    assert [place.short for place in questions.analyse(text).places] == places


def test_a_region_holds_where_the_question_names_none(questions: QuestionAnalyser) -> None:
    question = questions.analyse("小巨人奖励多少？", region="常熟")
    assert [place.short for place in question.places] == ["常熟"]


def test_a_named_place_beats_the_region(questions: QuestionAnalyser) -> None:
    question = questions.analyse("苏州小巨人奖励多少？", region="常州")
    assert [place.short for place in question.places] == ["苏州"]


def test_an_unknown_region_is_an_error(questions: QuestionAnalyser) -> None:
    with pytest.raises(UnknownPlaceError, match="亚特兰蒂斯"):
        questions.analyse("小巨人奖励多少？", region="亚特兰蒂斯市")


# --- tiers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tiers"),
    [
        ("省级小巨人奖励多少？", ("省级",)),
        ("国家级和市级的各奖励多少？", ("国家", "市级")),
        ("小巨人奖励多少？", ()),
    ],
)
def test_the_tiers_asked_about(
    questions: QuestionAnalyser, text: str, tiers: tuple[str, ...]
) -> None:
    assert questions.analyse(text).tiers == tiers


def test_who_gives_is_no_tier_of_what_is_awarded(questions: QuestionAnalyser) -> None:
    assert questions.analyse("济南企业获评省级小巨人，市里奖励多少？").tiers == ("省级",)
    assert questions.analyse("市里的小巨人奖励多少？").tiers == ("市级",)


@pytest.mark.parametrize(
    "text", ["国家级小巨人有几家？别把省级算进来", "国家级小巨人有几家？不是省级的"]
)
def test_a_tier_named_to_be_left_out_is_excluded(questions: QuestionAnalyser, text: str) -> None:
    question = questions.analyse(text)
    assert (question.tiers, question.excluded_tiers) == (("国家",), frozenset({"省级"}))


def test_a_tier_and_above_is_told_from_the_tier(questions: QuestionAnalyser) -> None:
    assert questions.analyse("省级以上企业技术中心有几家？").tier_and_above


# --- time ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2025年要建成几个车间？", (2025,)),
        ("2021年和2022年各新增几家？", (2021, 2022)),
        ("到二〇二五年要建成几个？", (2025,)),
        ("要建成几个？", ()),
    ],
)
def test_the_years_asked_about(
    questions: QuestionAnalyser, text: str, years: tuple[int, ...]
) -> None:
    assert questions.analyse(text).years == years


def test_the_day_of_the_answer_is_kept(questions: QuestionAnalyser) -> None:
    day = date(2024, 6, 1)
    assert questions.analyse("还有效吗？", as_of=day).as_of == day


def test_the_present_is_asked_for_in_words(questions: QuestionAnalyser) -> None:
    assert questions.analyse("常州市目前有几家小巨人？").now


# --- the kind of answer --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("常政发〔2023〕12号是哪个部门发布的？", Asked.ISSUER),
        ("小巨人奖励办法的文号是多少？", Asked.DOC_NUMBER),
        ("省级小巨人奖励多少？", Asked.FIGURE),
        ("主要任务包括哪些？", Asked.LIST),
        ("材料什么时候报送？", Asked.DATE),
        ("这件事由哪个部门负责？", Asked.RESPONSIBLE),
        ("联系电话是多少？", Asked.PHONE),
        ("哪位政协委员提的要开热线？", Asked.ADDRESSEE),
        ("提出完善政府网站提案的是哪两位委员？", Asked.ADDRESSEE),
        ("公共租赁住房可以转租吗？", Asked.BOOLEAN),
        ("为什么要制定这个办法？", Asked.WHY),
        ("多久检查一次？", Asked.FREQUENCY),
        ("检查的周期是什么？", Asked.FREQUENCY),
        ("试点周期是几年？", Asked.FIGURE),
        ("哪份文件里规定了加分？", Asked.SOURCE),
        ("申报条件", Asked.OPEN),
    ],
)
def test_the_interrogative_names_the_kind_of_answer(
    questions: QuestionAnalyser, text: str, asked: Asked
) -> None:
    assert questions.analyse(text).asked is asked


def test_the_time_of_a_registration_is_no_date_of_issue(questions: QuestionAnalyser) -> None:
    question = questions.analyse("不动产登记办理时间由哪个部门负责压缩？")
    assert question.asked is Asked.RESPONSIBLE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("奖励多少钱？", "money"),
        ("有几家企业？", "count"),
        ("培训多少名企业家？", "person"),
        ("研发投入占比是多少？", "ratio"),
        ("办理时限是多少个工作日？", "workday"),
        ("绿地面积多大？", "area"),
        ("排名第几？", "rank"),
    ],
)
def test_the_figure_asked_for_has_its_kind(
    questions: QuestionAnalyser, text: str, kind: str
) -> None:
    assert kind in questions.analyse(text).kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [("粮食产量多少万吨？", "weight"), ("播种面积多少万亩？", "area"), ("建成多少万套？", "count")],
)
def test_a_magnitude_before_the_unit_does_not_make_it_money(
    questions: QuestionAnalyser, text: str, kind: str
) -> None:
    assert kind in questions.analyse(text).kinds


@pytest.mark.parametrize(("text", "unit"), [("有几家？", "家"), ("培训多少名？", "名")])
def test_the_classifier_named_is_kept(questions: QuestionAnalyser, text: str, unit: str) -> None:
    assert questions.analyse(text).unit_word == unit


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("常州现有几家小巨人？", Nature.STOCK),
        ("常州力争培育几家小巨人？", Nature.TARGET),
        ("常州每年新增几家小巨人？", Nature.FLOW),
        ("小巨人奖励多少？", Nature.UNKNOWN),
    ],
)
def test_stock_target_and_increment_are_told_apart(
    questions: QuestionAnalyser, text: str, nature: Nature
) -> None:
    assert questions.analyse(text).nature is nature


@pytest.mark.parametrize(
    ("text", "count"), [("八项行动是哪八项？", 8), ("3个条件是哪些？", 3), ("有哪些行动？", None)]
)
def test_an_announced_count_is_read(
    questions: QuestionAnalyser, text: str, count: int | None
) -> None:
    assert questions.analyse(text).count == count


# --- the asker's own figures ---------------------------------------------------------------


def test_a_figure_of_the_askers_case_is_kept(questions: QuestionAnalyser) -> None:
    question = questions.analyse("我们年收入7000万元，保费补贴几个点？")
    assert [own.text for own in question.own_values] == ["7000万元"]


def test_figures_offered_as_answers_are_no_case(questions: QuestionAnalyser) -> None:
    assert questions.analyse("奖励20万元还是30万元？").own_values == ()


# --- words ---------------------------------------------------------------------------------


def _words(questions: QuestionAnalyser, text: str) -> set[str]:
    return {term.text for term in questions.analyse(text).terms}


def test_place_tier_and_year_are_no_words(questions: QuestionAnalyser) -> None:
    words = _words(questions, "常州市2025年省级小巨人奖励多少？")
    assert not any(name in word for word in words for name in ("常州", "2025", "省级"))


def test_a_document_number_is_no_word(questions: QuestionAnalyser) -> None:
    words = _words(questions, "常政发〔2023〕12号里小巨人奖励多少？")
    assert not any("常政" in word or "2023" in word or "12" in word for word in words)


def test_interrogatives_are_no_words(questions: QuestionAnalyser) -> None:
    assert not {"多少", "什么", "哪些"} & _words(
        questions, "小巨人奖励多少？有什么条件，哪些材料？"
    )


def test_every_weight_is_positive(questions: QuestionAnalyser) -> None:
    assert all(t.weight > 0 for t in questions.analyse("小巨人企业奖励多少？").terms)


def test_a_numeral_matches_both_ways_of_writing_it(questions: QuestionAnalyser) -> None:
    forms = {
        form for term in questions.analyse("三年培育计划的内容").terms for form in term.alternatives
    }
    assert "3年" in forms


def test_quoted_titles_are_kept(questions: QuestionAnalyser) -> None:
    assert questions.analyse("《江苏省绿色建筑发展条例》何时施行？").titles == (
        "江苏省绿色建筑发展条例",
    )


# --- typing --------------------------------------------------------------------------------


def test_a_typo_is_mended_and_told(questions: QuestionAnalyser) -> None:
    question = questions.analyse("常洲市小巨人奖励多少？")
    assert [place.short for place in question.places] == ["常州"]
    assert question.corrections


def test_what_was_typed_is_kept(questions: QuestionAnalyser) -> None:
    assert questions.analyse("常洲市小巨人奖励多少？").raw == "常洲市小巨人奖励多少？"


@pytest.mark.parametrize("raw", ["", " \n\t", "？？！……", "\u200b\u0000"])
def test_no_question_is_an_error_with_a_remedy(questions: QuestionAnalyser, raw: str) -> None:
    with pytest.raises(QuestionError) as caught:
        questions.analyse(raw)
    assert caught.value.remedy


def test_the_longest_question_is_read(questions: QuestionAnalyser) -> None:
    text = "常" * MAX_QUESTION_LENGTH
    assert questions.analyse(text).raw == text


def test_a_longer_one_is_told_its_length(questions: QuestionAnalyser) -> None:
    with pytest.raises(QuestionError, match=str(MAX_QUESTION_LENGTH + 1)):
        questions.analyse("常" * (MAX_QUESTION_LENGTH + 1))


@given(st.text(min_size=1, max_size=60))
def test_any_text_is_understood_or_named_as_no_question(
    questions: QuestionAnalyser, raw: str
) -> None:
    try:
        assert questions.analyse(raw).raw == raw
    except QuestionError as error:
        assert error.problem


@pytest.mark.parametrize(
    "text",
    ["山东场景创新行动计划里，青岛举办几场活动？", "据江苏省政府2021年报告，常州有多少家？"],
)
def test_the_place_of_the_text_is_not_asked_about(questions: QuestionAnalyser, text: str) -> None:
    assert [place.short for place in questions.analyse(text).places] in (["青岛"], ["常州"])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("居民消费价格涨幅目标是多少？", "ratio"), ("可以处多少罚款？", "money")],
)
def test_the_topic_says_what_kind_of_figure_is_asked(
    questions: QuestionAnalyser, text: str, kinds: str
) -> None:
    assert kinds in questions.analyse(text).kinds


def test_years_in_a_row_share_one_word(questions: QuestionAnalyser) -> None:
    assert questions.analyse("2023、2024和2025三年的报告，债券各安排多少？").years == (
        2023,
        2024,
        2025,
    )


def test_a_month_asked_for_is_a_date(questions: QuestionAnalyser) -> None:
    assert questions.analyse("房租补贴一般每年几月份申报？").asked is Asked.DATE
