"""A passage read once: which places it names, and where its cells and headings stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CITY = "常州市人民政府关于奖励企业的意见\n常政发〔2023〕12号\n\n"
COUNTY_CITY = "常熟市人民政府关于建设智能车间的意见\n常政发〔2023〕21号\n\n"


def _codes(scene: Callable, text: str) -> set[str]:
    """Codes of the places named behind the title and number."""
    made = scene("有几家？", text)
    body = made.hits[0].document.text.rfind("号") + 1
    return {p.code for _, one in made.read_hits for p in one.places if p.start > body}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (CITY + "全市共有10家。\n", {"320400"}),
        (CITY + "我市共有10家。\n", {"320400"}),
        (CITY + "全省共有28家。\n", {"320000"}),
        (CITY + "全国共有99家。\n", {"000000"}),
        (CITY + "苏州市共有15家。\n", {"320500"}),
        (COUNTY_CITY + "全市建成30个。\n", {"320581"}),
    ],
)
def test_a_text_names_places_and_itself(scene: Callable, text: str, codes: set[str]) -> None:
    assert _codes(scene, text) == codes


@pytest.mark.parametrize(
    "sentence",
    [
        "江苏上上电缆集团有限公司等5家企业入选。",
        "打造“江苏精品”品牌5个。",
        "依据《江苏省绿色建筑发展条例》奖励5万元。",
        "市级小巨人企业5家。",
    ],
)
def test_a_place_in_a_name_is_no_place_of_the_figure(scene: Callable, sentence: str) -> None:
    assert _codes(scene, CITY + sentence + "\n") == set()


def test_spans_are_offsets_into_the_text(scene: Callable) -> None:
    made = scene("有几家？", CITY + "2023年苏州市共有省级小巨人企业15家。\n")
    ((_, one),) = made.read_hits
    assert {one.text[m.start : m.end] for m in one.tiers} == {"省级"}
    assert "苏州市" in {one.text[p.start : p.end] for p in one.places}
    assert "2023年" in {one.text[d.start : d.end] for d in one.dates}


def test_a_cell_has_its_row_and_column_as_header(scene: Callable) -> None:
    made = scene("有几家？", "# 目标\n\n| 年份 | 企业数 |\n| --- | --- |\n| 2024年 | 30家 |\n")
    _, one = next((h, a) for h, a in made.read_hits if a.table is not None)
    assert set(one.header_at(one.text.index("30家")).split()) == {"2024年", "企业数"}


def test_prose_has_no_cells(scene: Callable) -> None:
    ((_, one),) = scene("有几家？", CITY + "全市共有10家。\n").read_hits
    assert one.header_at(one.text.index("10家")) == ""


def test_a_passage_is_read_once(scene: Callable) -> None:
    made = scene("有几家？", CITY + "全市共有10家。\n")
    passage = made.hits[0].passage
    assert made.passages.analyse(passage) is made.passages.analyse(passage)
