"""The figures: amounts and counts by place and tier, to sort, to export, and over time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import gradio as gr

from ingest.documents import Tier
from ingest.language.tokens import read_terms
from ui.page.chart import chart_html
from ui.page.component import choices, event_data, live_html, private
from ui.page.facts import MONEY, FactRow, Order, chosen_rows, measures, ordered_rows
from ui.page.failing import failure_of
from ui.page.markup import render
from ui.page.series import Indicators, Series

if TYPE_CHECKING:
    from ui.page.library import Library
    from ui.page.pane import SourcePane

_SHOWN = 200
_COLUMNS = (
    ("地区", Order.REGION),
    ("层级", Order.TIER),
    ("事项", Order.MEASURE),
    ("数额", Order.VALUE),
    ("原文与条件", None),
    ("时间", Order.AS_OF),
    ("出处", None),
)
_EVERYWHERE, _EVERYTHING = "全部地区", "全部事项"


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    order: str
    sorted: str


class FactsTab:
    """Components and listeners of the figures."""

    def __init__(self, library: Library, pane: SourcePane) -> None:
        self._library = library
        with gr.Row(elem_classes="pq-fields"):
            self.measure = gr.Dropdown(
                choices([], _EVERYTHING), value="", label="事项", min_width=120
            )
            self.region = gr.Dropdown(
                choices([], _EVERYWHERE), value="", label="地区", min_width=120
            )
            self.tiers = gr.Dropdown(
                [tier.value for tier in Tier if tier is not Tier.UNKNOWN],
                label="层级（可多选）",
                multiselect=True,
                min_width=120,
            )
            self.words = gr.Textbox(
                label="关键词", value="", placeholder="如 小巨人", max_lines=1, min_width=120
            )
        self.order = gr.State((Order.REGION.value, False))
        self.exports = gr.HTML("", apply_default_css=False)
        self.table = live_html(name="facts-part")
        gr.HTML('<h2 class="pq-heading">指标走势</h2>', apply_default_css=False)
        self.indicator = gr.Dropdown([], label="指标", interactive=True)
        self.chart = live_html(name="chart-part")
        self._wire(pane)

    def _wire(self, pane: SourcePane) -> None:
        fields: list[Any] = [self.measure, self.region, self.tiers, self.words]
        for part in (self.table, self.chart):
            pane.opened_from(part)
        for field in fields:
            field.change(
                self._shown, [*fields, self.order], [self.table, self.exports], **private()
            )
        self.table.sort(self._sorted, fields, [self.table, self.order], **private())
        self.indicator.change(self._drawn, self.indicator, self.chart, **private())

    @property
    def loaded(self) -> list[Any]:
        return [
            self.measure,
            self.region,
            self.table,
            self.exports,
            self.indicator,
            self.chart,
        ]

    def load(self) -> tuple[Any, ...]:
        """Everything for the current generation; amounts first, where there are any."""
        try:
            rows = self._library.facts()
        except Exception as error:
            return (
                *[gr.skip()] * 2,
                render("facts.html", rows=(), total=0, columns=()),
                failure_of(error, "数据没有读出").html,
                gr.skip(),
                "",
            )
        regions = sorted({row.region for row in rows if row.region})
        measure = MONEY if chosen_rows(rows, measure=MONEY) else ""
        names = [one.name for one in _series(rows)]
        return (
            gr.Dropdown(choices(measures(rows), _EVERYTHING), value=measure),
            gr.Dropdown(choices(regions, _EVERYWHERE), value=""),
            *self._shown(measure, "", [], "", (Order.REGION.value, False)),
            gr.Dropdown(names, value=names[0] if names else None),
            self._drawn(names[0] if names else None),
        )

    def _shown(
        self, measure: str, region: str, tiers: list[str], words: str, order: tuple[str, bool]
    ) -> tuple[str, str]:
        rows = chosen_rows(
            self._library.facts(), measure=measure, region=region, tiers=tiers, words=words
        )
        query = urlencode(
            [("measure", measure), ("region", region), ("words", words)]
            + [("tier", tier) for tier in tiers or ()]
        )
        return _table(rows, order), render("exports.html", query=query, total=len(rows))

    def _sorted(
        self, event: gr.EventData, measure: str, region: str, tiers: list[str], words: str
    ) -> tuple[str, tuple[str, bool]]:
        data = event_data(event)
        order = (Order(data.get("order", "")).value, data.get("descending") == "true")
        table, _ = self._shown(measure, region, tiers, words, order)
        return table, order

    def _drawn(self, name: str | None) -> str:
        series = {one.name: one for one in _series(self._library.facts())}
        if name not in series:
            return render("nochart.html")
        return chart_html(series[name])


def _table(rows: list[FactRow], order: tuple[str, bool]) -> str:
    name, descending = order
    ordered = ordered_rows(rows, Order(name), descending=descending)
    direction = "descending" if descending else "ascending"
    columns = [
        _Column(title, column.value if column else "", direction if column == name else "none")
        for title, column in _COLUMNS
    ]
    return render("facts.html", rows=ordered[:_SHOWN], total=len(rows), columns=columns)


@lru_cache(maxsize=2)
def _series(rows: tuple[FactRow, ...]) -> list[Series]:
    return Indicators(read_terms("policy_terms.txt")).series(rows)
