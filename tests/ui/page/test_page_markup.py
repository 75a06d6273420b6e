"""Templates: whatever stands in a value, nothing of it becomes markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.page.conversation import turn_html
from ui.page.markup import plain, render, web_link
from ui.page.turns import Turn

HOSTILE = (
    '<script>document.title="x"</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</button><svg/onload=alert(1)>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "&lt;script&gt;",
)


class Elements(HTMLParser):
    """Names of the elements and of all attributes of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile: str) -> None:
    found = Elements(render("summary.html", line=hostile))
    assert found.tags == {"p"}
    assert found.text.strip() == f"范围：{hostile}"


@given(st.text(max_size=80))
def test_no_value_makes_an_element_or_an_attribute(value: str) -> None:
    usual = Elements(turn_html(Turn(question="问"), 0, last=True))
    found = Elements(turn_html(Turn(question=value), 0, last=True))
    assert (found.tags, found.attributes) == (usual.tags, usual.attributes)


def test_template_marks_of_the_framework_are_entities() -> None:
    html = render("summary.html", line="{{value}} ${value}")
    assert "{" not in html
    assert "$" not in html


def test_plain_text_has_no_direction_marks_or_controls() -> None:
    assert plain("报告\u202etxt.exe\x00\u200b") == "报告txt.exe"
    assert plain(None) == ""
    assert plain("a\ud800") == "a�"


@pytest.mark.parametrize(
    ("uri", "link"),
    [
        ("https://www.gov.cn/a.html", "https://www.gov.cn/a.html"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)//https://a.cn", None),
        ("data:text/html,<script>", None),
        ("/etc/passwd", None),
        ("corpus/a.md", None),
        ("https:// bad", None),
    ],
)
def test_only_web_addresses_become_links(uri: str, link: str | None) -> None:
    assert web_link(uri) == link
