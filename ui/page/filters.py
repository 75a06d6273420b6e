"""The fields beside the question: place in three steps, tier, kind, validity, day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from ingest.errors import PolicyQAError
from ui.page.component import choices, private
from ui.page.selection import KINDS, TIERS, VALIDITIES, Selection, selection

if TYPE_CHECKING:
    from ui.page.library import Library
    from ui.page.places import PlaceTree

EVERYWHERE = "全部地区"
_EVERY = ("全部省份", "全部城市", "全部区县")


@dataclass(frozen=True, slots=True)
class FilterFields:
    """The components, in the order of the arguments of `chosen`."""

    province: gr.Dropdown
    city: gr.Dropdown
    county: gr.Dropdown
    tiers: gr.Dropdown
    kinds: gr.Dropdown
    validities: gr.Dropdown
    as_of: gr.Textbox

    @property
    def inputs(self) -> list[Any]:
        return [
            self.province,
            self.city,
            self.county,
            self.tiers,
            self.kinds,
            self.validities,
            self.as_of,
        ]


def filter_fields() -> FilterFields:
    """The fields in two rows; places are filled when the page loads."""
    with gr.Row(elem_classes="pq-fields"):
        province = gr.Dropdown(choices([], _EVERY[0]), value="", label="省份", min_width=120)
        city = gr.Dropdown(choices([], _EVERY[1]), value="", label="城市", min_width=120)
        county = gr.Dropdown(choices([], _EVERY[2]), value="", label="区县", min_width=120)
        as_of = gr.Textbox(
            label="截至日期", value="", placeholder="如 2022-06-30", min_width=120, max_lines=1
        )
    with gr.Row(elem_classes="pq-fields"):
        tiers = gr.Dropdown(list(TIERS), label="层级（可多选）", multiselect=True, min_width=120)
        kinds = gr.Dropdown(list(KINDS), label="性质（可多选）", multiselect=True, min_width=120)
        validities = gr.Dropdown(
            list(VALIDITIES), label="效力（可多选）", multiselect=True, min_width=120
        )
    return FilterFields(province, city, county, tiers, kinds, validities, as_of)


def wire_places(fields: FilterFields, library: Library) -> None:
    """A province offers its cities, a city its counties."""

    def cities(province: str) -> tuple[gr.Dropdown, gr.Dropdown]:
        places = library.places()
        return place_choices(places, 1, (province,)), place_choices(places, 2, (province, ""))

    def counties(province: str, city: str) -> gr.Dropdown:
        return place_choices(library.places(), 2, (province, city))

    fields.province.input(cities, fields.province, [fields.city, fields.county], **private())
    fields.city.input(counties, [fields.province, fields.city], fields.county, **private())


def place_choices(places: PlaceTree, level: int, above: tuple[str, ...] = ()) -> gr.Dropdown:
    """The drop-down of a level, for what is chosen above it."""
    names = [] if "" in above else places.children(above)
    return gr.Dropdown(choices(names, _EVERY[level]), value="", interactive=bool(names))


def chosen(
    places: PlaceTree,
    province: str,
    city: str,
    county: str,
    tiers: list[str] | None,
    kinds: list[str] | None,
    validities: list[str] | None,
    as_of: str,
) -> Selection:
    """What the fields say.

    Raises:
        UsageError: the day is none.
    """
    path = tuple(name for name in (province, city, county) if name)
    return selection(places.full_name(path), tiers, kinds, validities, as_of)


def summary(places: PlaceTree, *values: Any) -> str:
    """The line that says which restrictions hold; of a wrong day, what is wrong with it."""
    try:
        return chosen(places, *values).summary
    except PolicyQAError as error:
        return f"{error.problem}，{error.remedy}"
