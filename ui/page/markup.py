"""From values to HTML: every template escapes what it is given, so that documents, file names,
questions and answers stay text wherever they stand."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

# Controls have no business in a page; bidirectional overrides can make a file name or a figure
# read backwards (Unicode TR 36, 2.1).
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def render(template: str, **values: Any) -> str:
    """A template of `ui/page/templates`, filled in.

    Braces and dollar signs are written as entities: the page's framework must never see one of
    its own template marks in what a document says.
    """
    html = _environment().get_template(template).render(**values)
    return html.replace("{", "&#123;").replace("}", "&#125;").replace("$", "&#36;")


def plain(value: object) -> str:
    """Text for display: without control and direction characters, None as nothing."""
    text = "" if value is None else str(value)
    return _SURROGATE.sub("�", _UNSEEN.sub("", text))


def web_link(uri: str) -> str | None:
    """The address if a browser may be sent there; `javascript:`, `data:` and paths may not."""
    return uri if re.match(r"https?://[^\s/]+", uri) else None


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ui.page", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_final,
    )
    environment.filters["plain"] = plain
    return environment


def _final(value: object) -> object:
    """What every `{{ … }}` passes through before it is escaped."""
    return value if isinstance(value, Markup) else plain(value)
