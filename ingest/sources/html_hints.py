"""What a page says about its document outside the text: meta elements, the 公开目录 head."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.sources.markup import normalise

_LABEL_NODES = "td, th, dt, dd, li, span, b, strong, em, i, label, p, div, h2, h3"
_LABEL = re.compile(
    r"^[\s\u3000\[【]*([\u4e00-\u9fff\s\u3000]{2,12}?)[\s\u3000\]】]*[:：]\s*(.*)$", re.S
)
_LONGEST_VALUE = 200
_LONGEST_TITLE = 120
# “标题_栏目_网站”, “标题-网站”: page titles append the column and the site
_TITLE_TAIL = re.compile(r"\s*(?:_|\s[-|–—]\s|\|)\s*(?P<tail>[^_|]*)$")
_SITE_WORD = re.compile(r"网$|网站|政府$|门户|公报|文件$|政策$|栏目|委员会$|厅$|局$|平台$|首页")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_FILE_LINK = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z|pptx?|txt|csv)$", re.I)


@dataclass(frozen=True, slots=True)
class Templates:
    """The data of `html_templates.toml`: (template name, selectors), label and meta keys."""

    contents: tuple[tuple[str, tuple[str, ...]], ...]
    labels: dict[str, str]
    meta: dict[str, str]


@lru_cache(maxsize=1)
def load_templates() -> Templates:
    data = tomllib.loads(
        resources.files(__package__).joinpath("html_templates.toml").read_text("utf-8")
    )
    contents = tuple((entry["name"], tuple(entry["selectors"])) for entry in data["template"])
    return Templates(contents, data["labels"], data["meta"])


def read_hints(tree: LexborHTMLParser, main: LexborNode, page: str) -> dict[str, str]:
    """Explicit statements of the page, by hint key.

    A labelled field (发文字号：…) beside the text outranks a meta element, which outranks
    the page title. Labels inside the text itself are the text's matter.
    """
    hints: dict[str, str] = {}
    title = _heading_title(tree) or page_title(tree)
    if title:
        hints["title"] = title
    saved = _SAVED_FROM.search(page[:3000])
    if saved:
        hints["url"] = saved[1]
    hints.update(_meta_hints(tree))
    hints.update(_labelled_hints(tree, main))
    return hints


def _heading_title(tree: LexborHTMLParser) -> str | None:
    """The only `<h1>` of the page, where its length is that of a title."""
    headings = tree.css("h1")
    if len(headings) != 1:
        return None
    title = normalise(headings[0].text(deep=True))
    return title if 4 <= len(title) <= _LONGEST_TITLE else None


def page_title(tree: LexborHTMLParser) -> str | None:
    """`<title>` without the names of column and site after it."""
    node = tree.css_first("head title") or tree.css_first("title")
    if node is None:
        return None
    return without_site(normalise(node.text(deep=True))) or None


def without_site(title: str) -> str:
    """A page title without the names of column and site that sites append."""
    while True:
        match = _TITLE_TAIL.search(title)
        if match is None or match.start() < 4 or not _SITE_WORD.search(match["tail"].strip()):
            return title
        title = title[: match.start()]


def _meta_hints(tree: LexborHTMLParser) -> dict[str, str]:
    keys = load_templates().meta
    hints: dict[str, str] = {}
    for node in tree.css("meta"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        value = normalise(node.attributes.get("content") or "")
        key = keys.get(name)
        if key and value and key not in hints and len(value) <= _LONGEST_VALUE:
            hints[key] = value
    return hints


def _labelled_hints(tree: LexborHTMLParser, main: LexborNode) -> dict[str, str]:
    labels = load_templates().labels
    inside = {node.mem_id for node in main.traverse(include_text=False)}
    hints: dict[str, str] = {}
    for node in tree.css(_LABEL_NODES):
        if node.mem_id in inside:
            continue
        match = _LABEL.match(_short_text(node))
        if match is None:
            continue
        key = labels.get(re.sub(r"\s+", "", match[1]))
        value = normalise(match[2]) or _next_value(node)
        if key and key not in hints and value and _LABEL.match(value) is None:
            hints[key] = value
    return hints


def _short_text(node: LexborNode) -> str:
    """The element's text where it is short enough to be a labelled field, else nothing."""
    text = node.text(deep=True)
    return text.replace("\u00a0", " ") if len(text) <= _LONGEST_VALUE else ""


def _next_value(node: LexborNode) -> str:
    """The text beside a label: the next element, or that of the cell around the label."""
    for holder in (node, node.parent):
        sibling = holder.next if holder is not None else None
        while sibling is not None:
            text = normalise(sibling.text(deep=True)) if sibling.tag != "-comment" else ""
            if text:
                return text if len(text) <= _LONGEST_VALUE else ""
            if sibling.tag in ("td", "dd"):
                return ""  # the field is there and empty
            sibling = sibling.next
        if holder is not None and holder.tag in ("td", "th", "dt", "li", "p", "div"):
            return ""
    return ""


def attachments(main: LexborNode) -> tuple[str, ...]:
    """Names of the files that the text links to: the link's words, else the file name."""
    names: dict[str, None] = {}
    for link in main.css("a[href]"):
        path = unquote(urlsplit_path(link.attributes.get("href") or ""))
        if _FILE_LINK.search(path):
            names[normalise(link.text(deep=True)) or path.rsplit("/", 1)[-1]] = None
    return tuple(names)


def urlsplit_path(url: str) -> str:
    """The path of a link; empty for one that is not a URL."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
