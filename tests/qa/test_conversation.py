"""Follow-ups: what changes is taken from the new question, all else from the one before."""

from __future__ import annotations

import pytest

from ingest.language.tokens import load_tokenizer
from ingest.metadata.places import Gazetteer
from qa.conversation import FollowUps

BASE = "常州市省级小巨人企业奖励多少？"


@pytest.fixture(scope="module")
def follow_ups(gazetteer: Gazetteer) -> FollowUps:
    return FollowUps(gazetteer, load_tokenizer().cut)


@pytest.mark.parametrize(
    ("follow_up", "alone"),
    [
        ("那市级的呢？", "常州市市级小巨人企业奖励多少？"),
        ("国家级呢？", "常州市国家小巨人企业奖励多少？"),
        ("那苏州市呢？", "苏州市省级小巨人企业奖励多少？"),
        ("换成苏州市", "苏州市省级小巨人企业奖励多少？"),
    ],
)
def test_a_named_slot_replaces_that_of_the_question_before(
    follow_ups: FollowUps, follow_up: str, alone: str
) -> None:
    assert follow_ups.rewrite(follow_up, [BASE]) == alone


def test_a_year_is_added_where_none_was_named(follow_ups: FollowUps) -> None:
    rewritten = follow_ups.rewrite("2025年呢？", ["常熟市建设几个智能车间？"])
    assert "2025年" in rewritten
    assert "智能车间" in rewritten


def test_a_new_thing_takes_place_and_year_over(follow_ups: FollowUps) -> None:
    rewritten = follow_ups.rewrite("那单项冠军有几家？", ["常州市2021年小巨人有几家？"])
    assert rewritten.startswith("常州市2021年")
    assert "单项冠军有几家" in rewritten


@pytest.mark.parametrize("follow_up", ["文号呢？", "联系电话呢？", "有效期呢？"])
def test_a_bare_field_is_asked_of_the_topic(follow_ups: FollowUps, follow_up: str) -> None:
    rewritten = follow_ups.rewrite(follow_up, ["《常州市绿色建筑发展办法》是谁印发的？"])
    assert "《常州市绿色建筑发展办法》" in rewritten
    assert follow_up.rstrip("呢？") in rewritten


@pytest.mark.parametrize("follow_up", ["这个奖励由谁负责？", "它什么时候截止申报？"])
def test_a_pronoun_takes_the_topic(follow_ups: FollowUps, follow_up: str) -> None:
    rewritten = follow_ups.rewrite(follow_up, [BASE])
    assert "常州市省级小巨人企业奖励" in rewritten
    assert follow_up in rewritten


def test_two_places_before_are_compared(follow_ups: FollowUps) -> None:
    history = ["常州市有几家小巨人？", "那苏州市呢？"]
    rewritten = follow_ups.rewrite("两地差多少？", history)
    assert "常州" in rewritten
    assert "苏州" in rewritten
    assert "相差多少" in rewritten


def test_slots_add_up_over_several_questions(follow_ups: FollowUps) -> None:
    rewritten = follow_ups.rewrite("那市级的呢？", [BASE, "那苏州市呢？"])
    assert rewritten == "苏州市市级小巨人企业奖励多少？"


def test_a_full_question_stays_as_it_is(follow_ups: FollowUps) -> None:
    question = "金湖县到2024年要培训多少名企业家？"
    assert follow_ups.rewrite(question, [BASE]) == question


@pytest.mark.parametrize("history", [(), ("",), ("  ",)])
def test_without_history_nothing_changes(follow_ups: FollowUps, history: tuple[str, ...]) -> None:
    assert follow_ups.rewrite("那市级的呢？", history) == "那市级的呢？"


@pytest.mark.parametrize(
    ("base", "follow_up", "alone"),
    [
        ("第0024号提案的答复文号是什么？", "谁签发的？", "第0024号提案的答复，谁签发的？"),
        ("市府办〔2021〕29号是什么时候印发的？", "电话打哪个？", "〔2021〕29号，电话打哪个？"),
        (
            "金湖县小巨人领导小组组长是谁？",
            "副组长由谁担任？",
            "小巨人领导小组副组长由谁担任？",
        ),
        (
            "示范商圈2022年的总结什么时候报送？",
            "以后每年呢？",
            "示范商圈以后每年的总结什么时候报送？",
        ),
        (
            "常熟的产学研合作目标是多少？",
            "哪个部门负责这件事？",
            "常熟的产学研合作目标，哪个部门负责？",
        ),
        (
            "国家级小巨人对资产负债率有什么要求？",
            "从业年限要求多少年？",
            "国家级小巨人从业年限要求多少年？",
        ),
    ],
)
def test_what_is_left_out_comes_from_before(
    follow_ups: FollowUps, base: str, follow_up: str, alone: str
) -> None:
    assert follow_ups.rewrite(follow_up, [base]).endswith(alone)


def test_a_new_thing_may_also_be_one_of_the_topic(follow_ups: FollowUps) -> None:
    base = "学历继续教育支出每月扣多少？"
    assert follow_ups.rewritings("凭证要保存几年？", [base]) == (
        "凭证要保存几年？",
        "学历继续教育支出每月扣，凭证要保存几年？",
    )


def test_a_few_characters_that_repeat_the_verb_are_of_the_topic(follow_ups: FollowUps) -> None:
    base = "学历继续教育每月扣多少？"
    assert follow_ups.rewritings("最长扣多久？", [base]) == ("学历继续教育每月扣，最长扣多久？",)


def test_a_question_on_another_document_takes_nothing_over(follow_ups: FollowUps) -> None:
    question = "《绿色建筑发展条例》什么时候施行？"
    assert follow_ups.rewritings(question, [BASE]) == (question,)


@pytest.mark.parametrize(
    ("base", "follow_up", "alone"),
    [
        ("培育库制造类要满足哪些条件？", "创新类的又是什么条件？", "培育库创新类要满足哪些条件？"),
        ("城镇居民收入是多少？", "农村居民呢？", "农村居民收入是多少？"),
        ("园区里补多少？", "那园区外呢？", "园区外补多少？"),
        ("专利代理机构最高罚多少？", "专利代理师呢？", "专利代理师最高罚多少？"),
        ("一等奖奖励多少？", "那二等奖呢？", "二等奖奖励多少？"),
    ],
)
def test_another_name_of_its_kind_takes_the_place_of_the_first(
    follow_ups: FollowUps, base: str, follow_up: str, alone: str
) -> None:
    assert follow_ups.rewrite(follow_up, [base]) == alone


@pytest.mark.parametrize(
    ("follow_up", "alone"),
    [("全省呢？", "江苏省有几家小巨人？"), ("全国呢？", "全国有几家小巨人？")],
)
def test_a_level_alone_means_the_place_above(
    follow_ups: FollowUps, follow_up: str, alone: str
) -> None:
    assert follow_ups.rewrite(follow_up, ["常州市有几家小巨人？"]) == alone


def test_a_part_of_a_text_is_no_reference_to_the_topic(follow_ups: FollowUps) -> None:
    base = "常熟市数字技术行动的责任单位是谁？"
    assert follow_ups.rewrite("专利这块由谁负责？", [base]) == "常熟市专利这块由谁负责？"


@pytest.mark.parametrize(
    ("follow_up", "alone"),
    [
        ("一年之后呢？", "2014年常州有几家小巨人？"),
        ("前一年呢？", "2012年常州有几家小巨人？"),
        ("第二年呢？", "2014年常州有几家小巨人？"),
    ],
)
def test_years_are_counted_from_the_one_asked_before(
    follow_ups: FollowUps, follow_up: str, alone: str
) -> None:
    assert follow_ups.rewritings(follow_up, ["2013年常州有几家小巨人？"]) == (alone,)


def test_after_a_year_something_new_is_asked_of_no_year(follow_ups: FollowUps) -> None:
    rewritten = follow_ups.rewrite("一年后能重新申请吗？", ["2013年小巨人怎么认定？"])
    assert "2014年" not in rewritten


def test_a_period_before_takes_the_place_of_the_period(follow_ups: FollowUps) -> None:
    rewritten = follow_ups.rewrite(
        "再往前，2003到2007那五年的呢？", ["2008—2012年五年一共新增多少就业？"]
    )
    assert rewritten == "2003-2007年五年一共新增多少就业？"
