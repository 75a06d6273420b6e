"""Titles: over several lines, among heads and labels, from the container."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Paragraph, Source
from ingest.metadata.layout import read_layout
from ingest.metadata.titles import cut_site, find_title, tidy


def title_of(text: str, media_type: str = "text/plain", **hints: str) -> str:
    blocks = tuple(Paragraph(line) for line in text.split("\n"))
    source = Source("文件.txt", media_type, "plain", "0" * 64, blocks, hints)
    found = find_title(read_layout(text), source)
    if found.start >= 0:
        shown = "".join(text[found.start : found.end].split())
        assert "".join(found.value.split()) in shown
    return found.value


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "金政发〔2022〕33号\n关于印发《金湖县专精特新小巨人企业培育\n三年行动方案（2022—2024年）》的通知\n各镇人民政府：",
            "关于印发《金湖县专精特新小巨人企业培育三年行动方案（2022—2024年）》的通知",
        ),
        (
            "常熟市专精特新企业培育三年行动计划\n(2023-2025年)\n（征求意见稿）\n为深入学习贯彻精神，制定本行动计划。",
            "常熟市专精特新企业培育三年行动计划(2023-2025年)（征求意见稿）",
        ),
        (
            "常州市工业和信息化局文件\n常工信复〔2021〕第29号\n关于对市政协十四届五次会议提案 第0024号的答复\n总工会界别组：",
            "关于对市政协十四届五次会议提案第0024号的答复",
        ),
        (
            "国务院办公厅关于全面推行\n行政执法公示制度执法全过程记录制度\n重大执法决定法制审核制度的指导意见\n国办发〔2018〕118号",
            "国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见",
        ),
        (
            "国务院办公厅关于全面推行行政规范性文件\n合法性审核机制的指导意见\n国办发〔2018〕115号",
            "国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见",
        ),
        (
            "中华人民共和国国务院令\n第706号\n《专利代理条例》已经国务院修订通过，现将修订后的条例公布，自2019年3月1日起施行。\n"
            "总理　　李某\n2018年11月6日\n专利代理条例\n第一章　总则",
            "专利代理条例",
        ),
        (
            "索 引 号：\n000014349/2018-00206\n发文机关：国务院\n国务院关于印发暂行办法的通知\n各省：",
            "国务院关于印发暂行办法的通知",
        ),
    ],
)
def test_a_title_is_put_together_from_its_lines(text: str, title: str) -> None:
    assert title_of(text) == title


def test_a_web_page_states_its_title() -> None:
    text = "近日，我市召开会议，部署工作。\n会议强调，要加快发展。"
    assert title_of(text, "text/html", title="市长调研企业_要闻_常州市人民政府") == "市长调研企业"


def test_left_over_properties_of_an_office_file_do_not_count() -> None:
    text = "关于开展培训的通知\n各单位：\n现将有关事项通知如下。"
    assert title_of(text, "application/docx", title="某局公文模板示例") == "关于开展培训的通知"


def test_the_front_matter_states_the_title() -> None:
    hints = {"front.title": "“专精特新”中小企业 强链补链生力军"}
    assert title_of("正文第一句，很长。", **hints) == "“专精特新”中小企业 强链补链生力军"


def test_addressees_and_prose_are_no_title() -> None:
    text = "各省、自治区、直辖市人民政府，国务院各部委：\n现就有关事项通知如下。"
    assert title_of(text) == "文件"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("关于促进就业的意见_国务院文件_中国政府网", "关于促进就业的意见"),
        ("万载县2022年统计公报 | 万载县人民政府", "万载县2022年统计公报"),
        ("没有站名的标题", "没有站名的标题"),
    ],
)
def test_names_of_columns_and_sites_are_cut(page: str, title: str) -> None:
    assert cut_site(page) == title


@given(st.text(alphabet="关于印发办法的通知 　（2022年）《》", max_size=40))
def test_tidying_is_idempotent(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_a_title_run_together_with_its_addressees_ends_at_its_kind() -> None:
    text = "关于印发《济南创新中心资源供给办法（V1.0）》的通知各区县工信部门，各有关单位：\n请认真贯彻执行。"
    assert title_of(text) == "关于印发《济南创新中心资源供给办法（V1.0）》的通知"


def test_the_lone_word_of_a_letterhead_is_no_part_of_the_title() -> None:
    text = "济南市财政局\n济南市公安局\n济财〔2022〕1号\n文件\n关于印发测试管理办法的通知\n各相关单位："
    assert title_of(text) == "关于印发测试管理办法的通知"
