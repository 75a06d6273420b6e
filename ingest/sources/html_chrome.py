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
_UTILITY = re.compile(
    r"[\[【（(]?\s*(?:打印(?:本页|此页|本文)?|关闭(?:窗口|本页)?|收藏(?:本页)?|返回(?:顶部|首页|列表)?|回(?:到)?顶部|分享(?:到)?"
    r"|字(?:体|号)\s*[:：]?.{0,12}|(?:浏览|阅读|点击)(?:次数|量|数)\s*[:：]?\s*\d*\s*次?"
    r"|扫一扫.{0,16}|您?(?:现在|当前)的?位置\s*[:：].*|首页\s*[>＞/»].*|上一[篇条].*|下一[篇条].*|责任编辑\s*[:：].{0,12})"
    r"(?:\s*[|｜\]】）)]|\s+(?:打印|关闭|收藏|分享).*)?"
)
_LONGEST_UTILITY = 60
_BOXES = "ul, ol, dl, div, section, header, p, td"
_LEAST_LINKS = 3
_LINKED = 0.7
_LONGEST_FOOT = 400
_CHROME_SHARE = 0.3


def remove_chrome(body: LexborNode) -> None:
    """Takes menus, link lists and the foot of the site out of the tree, in place.

    A box whose text is mostly links is a menu or a list of other articles; one is kept when it
    holds a heading, which names the document.
    """
    for node in body.css(_CHROME_TAGS):
        node.decompose()
    most = _CHROME_SHARE * _size(body)
    for box in reversed(body.css(_BOXES)):
        if _is_named_chrome(box, most) or _is_link_list(box) or _is_foot(box):
            box.decompose()


def is_utility(text: str) -> bool:
    """Whether a line is a button or counter of the site: 打印本页, 分享到, 字体：大 中 小."""
    return len(text) <= _LONGEST_UTILITY and _UTILITY.fullmatch(text) is not None


def _is_named_chrome(box: LexborNode, most: float) -> bool:
    """Named like a menu, and small: some sites name the whole page `main-nav`."""
    attributes = box.attributes
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    named = len(name) > 1 and _NAMED.search(name) is not None
    return named and box.css_first("h1") is None and _size(box) <= most


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
