"""The source pane as a component: every tab opens its citations in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import gradio as gr

from ingest.errors import PolicyQAError
from ui.page.component import event_data, live_html, private
from ui.page.originals import Originals
from ui.page.selection import parse_day
from ui.page.source import Place, missing_html, source_html, source_view

if TYPE_CHECKING:
    from ui.page.library import Library


class SourcePane:
    """Made before the tabs, placed beside them: `component` is rendered where it belongs."""

    def __init__(self, library: Library, originals: Originals) -> None:
        self._library = library
        self._originals = originals
        self.component = live_html(name="pane", render=False)

    def opened_from(self, part: gr.HTML, as_of: gr.Textbox | None = None) -> None:
        """Let citations inside `part` open here, judged on the day that is chosen, if any."""
        inputs = [as_of] if as_of is not None else []
        part.open(self._open, inputs, self.component, **private())

    def wire(self, as_of: gr.Textbox) -> None:
        """Stepping through passages, and closing."""
        self.opened_from(self.component, as_of)
        self.component.close(lambda: "", None, self.component, **private(queue=False))

    def _open(self, event: gr.EventData, as_of: str = "") -> str:
        data = event_data(event)
        try:
            place = place_of(data)
            with self._library.view() as view:
                has_file = self._originals.exists(view.index.document(place.doc_id))
                return source_html(
                    source_view(view.index, place, day=_day(as_of), has_file=has_file)
                )
        except (KeyError, ValueError, PolicyQAError):
            # a conversation of another day may name what is no longer there
            return missing_html(data.get("title", ""), data.get("quote", ""))


def place_of(data: dict[str, str]) -> Place:
    """The place that an element of the page names.

    Raises:
        KeyError, ValueError: something is missing or no number.
    """
    order = data.get("order")
    return Place(
        data["doc"],
        max(int(data["start"]), 0),
        max(int(data["end"]), 0),
        None if order is None else int(order),
    )


def _day(text: str) -> date | None:
    try:
        return parse_day(text or "")
    except PolicyQAError:
        return None  # said where the day is typed; the pane then speaks of today
