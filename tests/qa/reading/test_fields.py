"""Document fields as answers: 文号, 发文机关, dates, 效力, 签发人, 电话, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

TEXT = (
    "常州市人民政府办公室关于印发《常州市绿色建筑发展办法》的通知\n常政办发〔2022〕45号\n\n"
    "各辖市、区人民政府：\n现将《常州市绿色建筑发展办法》印发给你们，请认真贯彻执行。\n"
    "第一条 为了推动绿色建筑发展，制定本办法。\n"
    "第二条 本办法自2022年9月1日起施行，有效期至2027年8月31日。\n\n"
    "常州市人民政府办公室\n2022年7月28日\n"
)
OTHER = (
    "苏州市人民政府关于绿色建筑发展的意见\n苏府〔2021〕9号\n\n推动绿色建筑发展。\n\n"
    "苏州市人民政府\n2021年3月2日\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("《常州市绿色建筑发展办法》的文号是多少？", "常政办发〔2022〕45号"),
        ("《常州市绿色建筑发展办法》是哪个部门发布的？", "常州市人民政府办公室"),
        ("《常州市绿色建筑发展办法》是什么时候印发的？", "2022年7月28日"),
        ("《常州市绿色建筑发展办法》从什么时候开始施行？", "2022年9月1日"),
        ("《常州市绿色建筑发展办法》有效期到什么时候？", "2027年8月31日"),
        ("《常州市绿色建筑发展办法》现在还有效吗？", "现行有效"),
    ],
)
def test_a_field_answers_its_question(scene: Callable, question: str, told: str) -> None:
    assert told in scene(question, TEXT).said()


def test_two_fields_are_told_together(scene: Callable) -> None:
    said = scene("《常州市绿色建筑发展办法》的文号和印发日期是什么？", TEXT).said()
    assert "常政办发〔2022〕45号" in said
    assert "2022年7月28日" in said


def test_the_span_of_a_field_shows_it(scene: Callable) -> None:
    finding = scene("《常州市绿色建筑发展办法》的文号是多少？", TEXT).reading().findings[0]
    ((start, end),) = finding.quotes
    assert "常政办发〔2022〕45号" in finding.document.text[start:end]


def test_the_field_of_the_asked_citys_document_is_given(scene: Callable) -> None:
    said = scene("苏州市绿色建筑发展的文件文号是多少？", TEXT, OTHER).said()
    assert said == "文号为苏府〔2021〕9号"


def test_a_field_a_document_does_not_have_is_not_made_up(scene: Callable) -> None:
    assert "有效期至" not in scene("苏州市绿色建筑发展意见有效期到什么时候？", OTHER).said()


def test_a_text_that_another_repeals_is_not_said_to_be_in_force(scene: Callable) -> None:
    text = TEXT.replace(
        "2027年8月31日。",
        "2027年8月31日。《常州市绿色建筑办法》（常政发〔2015〕6号）同时废止。",
    )
    assert "现行有效" not in scene("常政发〔2015〕6号还有效吗？", text).answer().text


def test_a_field_of_a_number_is_not_read_in_another_text(scene: Callable) -> None:
    found = scene("苏府〔2020〕3号是几月几号印发的？", OTHER).reading().findings
    assert not any("3月2日" in finding.text for finding in found)


def test_a_day_counted_from_the_issue_is_told_with_its_words(scene: Callable) -> None:
    text = OTHER.replace("推动绿色建筑发展。", "推动绿色建筑发展。本意见自印发之日起施行。")
    said = scene("苏州市绿色建筑发展的意见从什么时候起施行？", text).said()
    assert said == "自印发之日起施行（即2021年3月2日）"


def test_a_notice_of_the_state_is_none_of_a_city(scene: Callable) -> None:
    found = scene("国家级绿色建筑发展的意见是几时下发的？", OTHER).reading().findings
    assert not any("2021年3月2日" in finding.text for finding in found)


DRAFT = (
    "常熟市专精特新企业培育三年行动计划（2023-2025年）（征求意见稿）\n\n"
    "对营业收入增长20%以上的企业给予奖励，单个企业最高200万元。\n"
)
GUIDE = (
    "北京市支持老旧厂房更新利用\n\n服务内容：对改造后的老旧厂房给予资金支持。\n"
    "时间/频度：2022年8月26日起，2025年失效。\n依据文件：《关于促进老旧厂房更新利用的若干措施》\n"
    "发文机构：北京市经济和信息化局\n发文字号：京经信发〔2022〕68号\n发布日期：2022-08-30\n发文时间：2022-08-26\n"
)


def test_who_wants_to_claim_by_a_draft_is_told_that_it_is_one(scene: Callable) -> None:
    said = scene("我能不能拿常熟那份计划里的单个企业最高200万元去要奖励？", DRAFT).said()
    assert "征求意见稿" in said


def test_the_words_of_the_text_tell_a_term_without_a_day(scene: Callable) -> None:
    said = scene("《关于促进老旧厂房更新利用的若干措施》管到哪一年？", GUIDE).said()
    assert said == "2022年8月26日起，2025年失效"


def test_a_term_is_judged_on_the_day_asked_for(scene: Callable) -> None:
    asked = scene("《关于促进老旧厂房更新利用的若干措施》到2026年3月还管用吗？", GUIDE)
    assert asked.said().startswith("已失效")


def test_words_parted_by_blanks_ask_for_several_fields(scene: Callable) -> None:
    said = scene("促进老旧厂房更新利用的若干措施 文号 发文单位", GUIDE).said()
    assert "京经信发〔2022〕68号" in said
    assert "北京市经济和信息化局" in said


def test_the_days_of_making_and_publishing_are_told_apart(scene: Callable) -> None:
    said = scene("老旧厂房更新利用的若干措施几号印发、几号发布的？", GUIDE).said()
    assert said == "成文日期为2022年8月26日；发布日期为2022年8月30日"
