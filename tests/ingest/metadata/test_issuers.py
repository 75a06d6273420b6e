"""发文机关, 签发人 and telephone numbers."""

from __future__ import annotations

import pytest

from ingest.metadata.found import Found
from ingest.metadata.issuers import (
    find_contact,
    find_issuer,
    find_medium,
    find_signatory,
    issuer_names,
)
from ingest.metadata.layout import read_layout


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("常州市工业和信息化局", ("常州市工业和信息化局",)),
        ("常 州 市 人 民 政 府", ("常州市人民政府",)),
        ("国务院办公厅、中央军委办公厅", ("国务院办公厅", "中央军委办公厅")),
        ("万载县统计局    国家统计局万载调查队", ("万载县统计局", "国家统计局万载调查队")),
        ("中共中央 国务院", ("中共中央", "国务院")),
        ("上饶市公安局政治部（印章）", ("上饶市公安局政治部",)),
        ("各镇人民政府", ()),
        ("市工信局要加强对企业的服务", ()),
        ("关于成立领导小组", ()),
        ("责任单位：市工信局", ()),
        ("", ()),
    ],
)
def test_a_line_that_names_bodies_and_nothing_else(line: str, names: tuple[str, ...]) -> None:
    assert issuer_names(line) == names


def issuer(text: str, title: str | None = None) -> str | None:
    span = (
        None if title is None else Found(title, text.index(title), text.index(title) + len(title))
    )
    found = find_issuer(read_layout(text), span)
    return None if found is None else found.value


def test_the_letterhead_names_the_issuer() -> None:
    assert (
        issuer("常州市工业和信息化局文件\n常工信复〔2021〕第29号\n某某的答复")
        == "常州市工业和信息化局"
    )


def test_joint_issuers_stand_above_each_other_in_the_letterhead() -> None:
    text = "常州市财政局\n常州市科学技术局文件\n常财工〔2021〕3号\n关于下达资金的通知"
    assert issuer(text) == "常州市财政局、常州市科学技术局"


def test_the_signature_above_the_date_names_the_issuer() -> None:
    text = "关于印发方案的通知\n各镇：\n请认真执行。\n金湖县人民政府\n2022年4月22日\n附件1"
    assert issuer(text, "关于印发方案的通知") == "金湖县人民政府"


def test_the_title_of_a_forwarding_notice_counts_before_the_forwarded_signature() -> None:
    title = "国务院办公厅转发国家教委关于扩大规模请示的通知"
    text = f"{title}\n各省：\n现转发给你们。\n关于扩大规模的请示\n国务院：\n国家教委\n一九九六年五月六日"
    assert issuer(text, title) == "国务院办公厅"


def test_a_bare_city_government_is_written_out_by_the_signature() -> None:
    title = "市政府关于加快发展的意见"
    text = f"{title}\n各区：\n请执行。\n南京市人民政府\n2021年3月1日"
    assert issuer(text, title) == "南京市人民政府"


def test_an_order_names_the_issuer_in_its_head() -> None:
    assert (
        issuer("中华人民共和国国务院令\n第706号\n现予公布。\n总理　李某\n2018年11月6日") == "国务院"
    )


def test_the_note_below_a_law_names_who_passed_it() -> None:
    text = (
        "某某条例\n（2020年5月1日常州市第十六届人民代表大会常务委员会第二十五次会议通过）\n"
        "第一条　为了加强管理，制定本条例。"
    )
    assert issuer(text, "某某条例") == "常州市人民代表大会常务委员会"


def test_a_body_inside_a_sentence_is_no_issuer() -> None:
    text = "培育工作情况\n2016年3月16日，工业和信息化部出台了方案。\n全市共有107家。"
    assert issuer(text, "培育工作情况") is None


def test_leader_and_telephone() -> None:
    text = "签发人：杨 军\n\n经办人：孙志宏\n\n联系电话：85681269\n"
    signatory, contact = find_signatory(text), find_contact(text)
    assert signatory is not None and signatory.value == "杨军"
    assert contact is not None and contact.value == "孙志宏 85681269"
    assert text[contact.start : contact.end] == "联系电话：85681269"


def test_a_news_item_names_its_source() -> None:
    found = find_medium("本版文字：某某\n（文章来源：常州日报）")
    assert found is not None and found.value == "常州日报"


def test_a_name_broken_over_two_lines_of_a_signature_is_one() -> None:
    text = (
        "关于印发办法的通知\n各相关单位：\n请遵照执行。\n济南市工业和信息化局\n济南市公安局 济南市城乡交通\n运输局\n"
        "2022年3月10日"
    )
    assert issuer(text) == "济南市工业和信息化局、济南市公安局、济南市城乡交通运输局"


def test_joint_issuers_stand_above_the_number_and_a_lone_word() -> None:
    text = "济南市财政局\n济南市公安局\n济财〔2022〕1号\n文件\n关于印发办法的通知\n各相关单位："
    assert issuer(text) == "济南市财政局、济南市公安局"


def test_a_table_is_signed_in_its_last_row() -> None:
    assert (
        issuer("价格行情\n品种 | 价格\n面粉 | 2.98\n万载县发改委 |  | 2023.10.6") == "万载县发改委"
    )


def test_a_bulletin_is_signed_in_brackets() -> None:
    text = "万载县统计公报\n全县人民生活水平进一步提升，经济平稳增长。\n（万载县统计局）"
    assert issuer(text) == "万载县统计局"
