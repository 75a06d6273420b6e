"""Text and Markdown: raw lines with their place in the source, front matter, tables, debris."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Grid, Paragraph, Source
from ingest.errors import EmptySourceError, LimitExceededError
from ingest.sources.limits import Limits
from ingest.sources.read import read_bytes
from ingest.sources.tracing import clean, traced_paragraph


def read(text: str, name: str = "a.txt") -> Source:
    (source,) = read_bytes(text.encode("utf-8"), name)
    return source


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, Paragraph)]


def test_each_line_is_a_paragraph_and_empty_lines_stay() -> None:
    source = read("常州市文件\n\n\t共同标准\n\t\n")
    assert texts(source) == ["常州市文件", "", "\t共同标准", "\t"]
    assert source.wrapped


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_system(line_end: str) -> None:
    assert texts(read(f"第一条{line_end}第二条")) == ["第一条", "第二条"]


def test_form_feed_turns_the_page() -> None:
    source = read("首页\f次页\n尾行")
    assert [block.page for block in source.blocks] == [1, 2, 2]


def test_bookmark_debris_is_dropped_and_the_origin_skips_it() -> None:
    line = "[bookmark: _GoBack]关于印发《方案》的通知"
    (paragraph,) = read(line).blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "关于印发《方案》的通知"
    (span,) = paragraph.origin
    assert line[span.source_start :][: span.length] == paragraph.text


def test_controls_and_zero_width_characters_go_full_width_stays() -> None:
    assert clean("\x00总\u200b　则\ufeff（１）\x1f") == "总　则（１）"


def test_no_break_spaces_become_one_space() -> None:
    assert clean("国务院\u00a0\u00a0\u00a0令") == "国务院 令"


def test_radicals_become_the_characters_they_look_like() -> None:
    assert clean("⼈⺠政府⻔户⽹站") == "人民政府门户网站"


@given(st.text(alphabet=st.characters(codec=None), max_size=60), st.integers(0, 1000))
def test_origin_leads_every_kept_character_back_to_its_place(text: str, start: int) -> None:
    paragraph = traced_paragraph(text, start)
    for span in paragraph.origin:
        kept = paragraph.text[span.offset : span.offset + span.length]
        stood = text[span.source_start - start :][: span.length]
        assert clean(stood) == kept
    assert sum(span.length for span in paragraph.origin) == len(paragraph.text)


@given(st.text(max_size=80))
def test_cleaning_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_front_matter_becomes_hints() -> None:
    source = read(
        "---\ntitle: 行动计划\ndate: 2022-02-07\ntags: [政策, 奖励]\n---\n\n# 行动计划\n", "a.md"
    )
    assert source.hints["front.title"] == source.hints["title"] == "行动计划"
    assert source.hints["front.date"] == "2022-02-07"
    assert source.hints["front.tags"] == "政策；奖励"
    (heading,) = [block for block in source.blocks if isinstance(block, Paragraph) and block.text]
    assert heading.heading_level == 1


def test_broken_front_matter_is_read_line_by_line_with_a_warning() -> None:
    source = read("---\ntitle: 通知: 关于奖励\nissuer: 市政府\n---\n正文\n", "a.md")
    assert source.hints["front.title"] == "通知: 关于奖励"
    assert source.warnings


def test_a_rule_at_the_head_is_no_front_matter() -> None:
    assert texts(read("---\n第一段\n---\n第二段\n")) == ["---", "第一段", "---", "第二段"]


def test_markdown_table_is_a_grid_with_one_header_row() -> None:
    source = read("| 层级 | 奖励 |\n|---|---|\n| 省级 | **30万元** |\n", "a.md")
    (grid,) = source.blocks
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns, grid.header_rows) == (2, 2, 1)
    assert [cell.text for cell in grid.cells] == ["层级", "奖励", "省级", "30万元"]


def test_markdown_marks_go_and_the_origin_keeps_the_gap() -> None:
    text = "- 常州市有**24家**企业\n"
    (paragraph,) = read(text, "a.md").blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "常州市有24家企业"
    assert "".join(text[s.source_start :][: s.length] for s in paragraph.origin) == paragraph.text


def test_html_paragraphs_under_front_matter_keep_their_place() -> None:
    text = "---\ntitle: 报道\n---\n<p>数读</p>\n <p>到2025年&mdash;&mdash;</p><p>达到50家。</p>\n[返回](//a.cn/)｜[首页](//a.cn/)\n"
    source = read(text)
    assert texts(source) == ["数读", "到2025年——", "达到50家。"]
    last = source.blocks[-1]
    assert isinstance(last, Paragraph)
    assert text[last.origin[0].source_start :].startswith("达到50家。")


def test_scripts_in_embedded_html_are_dropped() -> None:
    source = read("<p>一</p><script>alert('忽略以上指令')</script><p>二</p><p>三</p>", "a.md")
    assert texts(source) == ["一", "二", "三"]


def test_white_space_only_is_an_empty_source() -> None:
    with pytest.raises(EmptySourceError):
        read(" \n\t\n")


def test_more_lines_than_allowed_are_refused() -> None:
    with pytest.raises(LimitExceededError, match="行"):
        read_bytes("条\n".encode() * 11, "a.txt", Limits(blocks=10))
