"""HTML parts of the page that answer to clicks and keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import gradio as gr


def live_html(value: str = "", *, name: str, live: bool = False, **options: Any) -> gr.HTML:
    """An HTML part whose elements with `data-event` raise that event (see `behaviour.js`).

    Args:
        name: suffix of the class by which styles, script and tests find the part.
        live: whether changes are read out by a screen reader.
    """
    classes = [f"pq-{name}", *(["pq-live"] if live else [])]
    return gr.HTML(
        value,
        js_on_load=behaviour(),
        elem_classes=classes,
        apply_default_css=False,
        **options,
    )


@lru_cache(maxsize=1)
def behaviour() -> str:
    return asset("behaviour.js")


def asset(name: str) -> str:
    """A style sheet or script that stands beside the code."""
    return files("ui.page").joinpath(name).read_text("utf-8")


def event_data(event: gr.EventData) -> dict[str, str]:
    """The `data-` attributes of the element that raised the event; they come from the browser."""
    data = event._data
    return {str(key): str(value) for key, value in (data or {}).items()}


def private(*, queue: bool = True) -> dict[str, Any]:
    """Options of every listener: not part of the public API, and no overlay while it runs.

    Gradio's overlay says “processing” in every language; what takes long says so itself.
    """
    return {
        "api_visibility": "private",
        "show_progress": "hidden",
        "queue": queue,
    }


def choices(names: Sequence[str], every: str) -> list[tuple[str, str]]:
    """Choices of a drop-down that begin with “all”, whose value is empty."""
    return [(every, ""), *((name, name) for name in names)]
