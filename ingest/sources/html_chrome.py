"""The site around a document: menus, link lists, footers. Removed where no template is known."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_CHROME_TAGS = "nav, footer, aside, form, [role=navigation], [role=search], [role=contentinfo]"
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|footer|foot|copyright|breadcrumbs?|crumbs?|sidebar|toolbar|share"
    r"|bdsharebuttonbox|pagination|qrcode|friendlink|position|location|dqwz)(?:$|[\s_-])",
    re.I,
)
# what the law makes every Chinese site print at its foot: 备案号, 公安备案, 版权
_FOOT = re.compile(r"ICP[备证]|公网安备|版权所有|Copyright\s*(?:©|\(c\))|网站标识码", re.I)
_BOXES = "ul, ol, dl, div, section, header, p, td"
_LEAST_LINKS = 3
_LINKED = 0.7
_LONGEST_FOOT = 400


def remove_chrome(body: LexborNode) -> None:
    """Takes menus, link lists and the foot of the site out of the tree, in place.

    A box whose text is mostly links is a menu or a list of other articles; one is kept when it
    holds a heading, which names the document.
    """
    for node in body.css(_CHROME_TAGS):
        node.decompose()
    for box in reversed(body.css(_BOXES)):
        if _is_named_chrome(box) or _is_link_list(box) or _is_foot(box):
            box.decompose()


def _is_named_chrome(box: LexborNode) -> bool:
    attributes = box.attributes
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return len(name) > 1 and _NAMED.search(name) is not None and box.css_first("h1") is None


def _is_link_list(box: LexborNode) -> bool:
    links = box.css("a")
    if len(links) < _LEAST_LINKS or box.css_first("h1") is not None:
        return False
    linked = sum(_size(link) for link in links)
    return linked > _LINKED * max(_size(box), 1)


def _is_foot(box: LexborNode) -> bool:
    text = box.text(deep=True)
    return len(text) <= _LONGEST_FOOT and _FOOT.search(text) is not None


def _size(node: LexborNode) -> int:
    return len("".join(node.text(deep=True).split()))
