"""Figures as rows, files and drawings."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.metadata.places import load_gazetteer
from ui.page.chart import chart, chart_html, short_number
from ui.page.exports import COLUMNS, csv_bytes, workbook_bytes
from ui.page.facts import MONEY, FactRow, Order, chosen_rows, measures, ordered_rows
from ui.page.library import Library
from ui.page.series import Indicators
from ui.session import Session


def row(**changes: object) -> FactRow:
    usual = FactRow(
        measure="奖励",
        figure="30万元",
        value=300_000.0,
        unit="元",
        before="获评省级专精特新小巨人的企业奖励",
        after="",
        tier="省级",
        region="江苏省常州市",
        condition="",
        nature="标准",
        as_of="",
        title="某答复",
        doc_number="常工信复〔2021〕第29号",
        validity="未知",
        doc_id="d",
        clause_start=0,
        clause_end=20,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


@pytest.fixture
def library(corpus_index: Path, open_session: Callable[..., Session]) -> Library:
    return Library(open_session(corpus_index), load_gazetteer)


def test_rows_quote_the_document(library: Library) -> None:
    rows = library.facts()
    assert rows
    with library.view() as view:
        for one in rows:
            text = view.index.document(one.doc_id).text[one.clause_start : one.clause_end]
            assert "".join(text.split()) == "".join(f"{one.before}{one.figure}{one.after}".split())


def test_amounts_of_a_place_and_tier(library: Library) -> None:
    found = chosen_rows(
        library.facts(), measure=MONEY, region="江苏省常州市", tiers=["省级"], words="小巨人"
    )
    assert {one.figure for one in found} == {"30万元"}


def test_facts_are_worked_out_once(library: Library) -> None:
    assert library.facts() is library.facts()


def test_money_is_offered_first() -> None:
    assert measures([row(), row(measure="家数"), row(measure="家数")]) == [MONEY, "家数", "奖励"]


def test_empty_cells_come_last_in_both_directions() -> None:
    rows = [row(tier=""), row(tier="市级"), row(tier="国家")]
    up = [one.tier for one in ordered_rows(rows, Order.TIER)]
    down = [one.tier for one in ordered_rows(rows, Order.TIER, descending=True)]
    assert (up, down) == (["国家", "市级", ""], ["市级", "国家", ""])


def test_csv_opens_in_excel_and_calculates_nothing() -> None:
    data = csv_bytes([row(title="=1+2", condition="-3"), row(title="甲,乙\n丙")])
    assert data.startswith(b"\xef\xbb\xbf")
    head, first, second = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert tuple(head) == COLUMNS
    assert (first[10], first[7]) == ("'=1+2", "'-3")
    assert second[10] == "甲,乙\n丙"


def test_the_workbook_holds_numbers_and_no_formulas() -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(workbook_bytes([row(title="=HYPERLINK(1)")]))).active
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet["E2"].value == 300_000
    assert sheet["K2"].data_type == "s"


# --- indicators ------------------------------------------------------------------------------


def counted(before: str, figure: str, year: str, after: str = "", **changes: object) -> FactRow:
    number = float(figure.removesuffix("家"))
    return row(
        measure="家数", unit="家", before=before, figure=figure, value=number, after=after,
        as_of=year, nature="", **changes,
    )  # fmt: skip


def test_an_indicator_joins_years_and_targets(library: Library) -> None:
    from ingest.language.tokens import read_terms

    series = Indicators(read_terms("policy_terms.txt")).series(library.facts())
    found = {one.name: [(p.year, p.value, p.target) for p in one.points] for one in series}
    assert found["江苏省常州市 · 国家小巨人 · 家数（家）"] == [
        (2021, 12, False),
        (2022, 28, False),
        (2025, 100, True),
    ]


def test_an_attribute_is_not_what_is_counted() -> None:
    rows = [
        counted("常州市有专精特新企业", "20家", "2021年"),
        counted("“专精特新”上市企业倍增到", "60家", "2025年"),
    ]
    assert Indicators(["专精特新", "专精特新企业"]).series(rows) == []


def test_what_a_year_adds_is_not_on_the_line() -> None:
    rows = [
        counted("累计有单项冠军", "18家", "2021年"),
        replace(counted("新增单项冠军", "5家", "2022年"), nature="增量"),
    ]
    assert Indicators(["单项冠军"]).series(rows) == []


def test_the_thing_counted_may_stand_behind() -> None:
    rows = [
        counted("常州市累计有", "18家", "2021年", after="企业入选单项冠军"),
        counted("常州市有单项冠军", "24家", "2022年"),
    ]
    (series,) = Indicators(["单项冠军"]).series(rows)
    assert [point.value for point in series.points] == [18, 24]


@given(st.lists(st.tuples(st.integers(1990, 2060), st.floats(0, 1e13)), min_size=2, max_size=8))
def test_every_point_lies_on_the_canvas(points: list[tuple[int, float]]) -> None:
    from ui.page.series import Point, Series

    series = Series("甲", "家", tuple(Point(year, value, False, row()) for year, value in points))
    drawn = chart(series)
    for dot in drawn.dots:
        assert drawn.left <= dot.x <= drawn.right
        assert 0 < dot.y <= drawn.bottom
    assert len(drawn.values) <= 7


def test_the_smallest_number_there_is_is_drawn() -> None:
    from ui.page.series import Point, Series

    drawn = chart(Series("甲", "家", (Point(2021, 5e-324, False, row()),)))
    assert drawn.dots[0].y == drawn.bottom


def test_a_chart_has_a_table_for_those_who_do_not_see_it() -> None:
    from ui.page.series import Point, Series

    targets = (Point(2021, 12, False, row()), Point(2025, 100, True, row(as_of="2025年")))
    html = chart_html(Series("小巨人", "家", targets))
    assert 'role="img"' in html
    assert html.count("<tr>") == 3


@pytest.mark.parametrize(
    ("value", "text"), [(12, "12"), (300_000, "30万"), (1.5e8, "1.5亿"), (0.5, "0.5"), (0, "0")]
)
def test_short_numbers(value: float, text: str) -> None:
    assert short_number(value) == text
