"""Which elements of a page a reader cannot see: hidden text is not part of a document.

Pages hide text for search engines, screen readers and, today, for language models. Read are the
inline style, the HTML attributes and the plain rules of `<style>` elements; scripts never run.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_HIDING = re.compile(
    r"(?:^|;)\s*(?:"
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{4,}px"
    r"|mso-hide\s*:\s*all"
    r")",
    re.I,
)
_COLOR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)", re.I)
_BACKGROUND = re.compile(r"(?:^|;)\s*background(?:-color|-image)?\s*:\s*([^;!]+)", re.I)
_WHITE = re.compile(
    r"^(?:white|#fff(?:fff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,\s*1(?:\.0+)?\s*)?\)|transparent)$",
    re.I,
)
_AT_RULE = re.compile(r"@[a-z-]+[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})", re.I)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PLAIN_SELECTOR = re.compile(r"^[a-zA-Z0-9_.#-]+$")
_MOST_RULES = 500


def hidden_by_style(style: str) -> bool:
    return bool(style) and _HIDING.search(style) is not None


def is_hidden(node: LexborNode) -> bool:
    """Whether this element itself (not an ancestor) is taken out of sight."""
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes:
        return True
    style = attributes.get("style") or ""
    return hidden_by_style(style) or _white_on_white(node, style)


def _white_on_white(node: LexborNode, style: str) -> bool:
    color = _COLOR.search(style)
    value = color[1].strip() if color else (node.attributes.get("color") or "").strip()
    if not value or not _WHITE.match(value):
        return False
    return not _has_coloured_background(node)


def _has_coloured_background(node: LexborNode | None) -> bool:
    """White text is readable on a coloured cell, so look up to the page for one."""
    while node is not None and node.tag != "-document":
        attributes = node.attributes or {}
        background = _BACKGROUND.search(attributes.get("style") or "")
        value = background[1].strip() if background else (attributes.get("bgcolor") or "").strip()
        if value:
            return not _WHITE.match(value.split()[0])
        node = node.parent
    return False


def remove_hidden_by_rules(tree: LexborHTMLParser) -> None:
    """Removes elements that a plain rule (`.x`, `#y`, `p.z`) of the page's own styles hides."""
    sheet = "\n".join(node.text() or "" for node in tree.css("style"))
    sheet = _AT_RULE.sub("", _COMMENT.sub("", sheet))
    for count, (selectors, declarations) in enumerate(_RULE.findall(sheet)):
        if count >= _MOST_RULES:
            return
        if hidden_by_style(declarations):
            for selector in selectors.split(","):
                _remove(tree, selector.strip())


def _remove(tree: LexborHTMLParser, selector: str) -> None:
    if not _PLAIN_SELECTOR.match(selector) or selector.lower() in {"html", "body"}:
        return
    try:
        nodes = tree.css(selector)
    except SelectolaxError:
        return  # a selector this engine does not know hides nothing
    for node in nodes:
        node.decompose()
