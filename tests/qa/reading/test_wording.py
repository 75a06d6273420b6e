"""Small repairs that turn a span of a text into a phrase of an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reading.wording import clean, named, title_span


@given(st.text("一是其中并且（）二12.、，。：；第条 \n给予奖励①", max_size=30))
def test_cleaned_text_has_no_blank_or_mark_at_its_borders(text: str) -> None:
    assert clean(text) == clean(text).strip("，。；、：: \n")


@pytest.mark.parametrize(
    ("span", "phrase"),
    [
        ("一是加强组织领导。", "加强组织领导"),
        ("（三）强化服务保障；", "强化服务保障"),
        ("第十二条 申请人应当提交下列材料：", "申请人应当提交下列材料"),
        ("其中，省级50家，", "省级50家"),
        ("本办法自2023年\n1月1日起施行。", "本办法自2023年1月1日起施行"),
        ("奖励 30 万元", "奖励30万元"),
        ("支持内容：1．给予30万元补贴；", "给予30万元补贴"),
        ("责任单位：市财政局", "责任单位：市财政局"),
        ("按1.5%给予贴息。", "按1.5%给予贴息"),
    ],
)
def test_a_span_becomes_a_phrase(span: str, phrase: str) -> None:
    assert clean(span) == phrase


@pytest.mark.parametrize(
    "span",
    ["一是加强组织领导。", "第十二条 申请人应当提交材料。", "其中，省级50家，", "奖励 30 万元"],
)
def test_cleaning_twice_changes_nothing(span: str) -> None:
    assert clean(clean(span)) == clean(span)


def test_a_document_is_named_by_title_number_and_year(document_of: Callable) -> None:
    text = "国务院办公厅关于促进医药产业健康发展的指导意见\n国办发〔2016〕11号\n\n医药产业是支柱产业。\n"
    document = document_of(text).document
    assert (
        named(document)
        == "《国务院办公厅关于促进医药产业健康发展的指导意见》（国办发〔2016〕11号）"
    )


def test_the_title_is_quoted_where_the_text_has_it(document_of: Callable) -> None:
    document = document_of("关于加强培育的通知\n\n各单位：\n请遵照执行。\n").document
    start, end = title_span(document)
    assert document.text[start:end] == document.title


def test_a_title_of_the_container_alone_is_shown_by_the_head_of_the_text(
    document_of: Callable,
) -> None:
    document = replace(document_of("各单位：\n请遵照执行。\n").document, title="关于加强培育的通知")
    assert title_span(document) == (0, min(40, len(document.text)))


def test_a_footnote_mark_does_not_read_as_a_citation() -> None:
    assert clean("全年地区生产总值[2]32074.7亿元。") == "全年地区生产总值32074.7亿元"
