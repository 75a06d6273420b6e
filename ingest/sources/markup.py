"""An HTML element -> blocks: paragraphs, list items, headings, tables with their spans."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from ingest.blocks import Block, Grid, GridCell, Paragraph
from ingest.sources.tracing import clean
from ingest.sources.visibility import is_hidden

_DROPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "link",
        "meta",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "video",
        "audio",
        "input",
        "button",
        "select",
        "textarea",
        "nav",
        "footer",
        "aside",
    )
)
_BREAKING = frozenset(
    (
        "p",
        "div",
        "br",
        "hr",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "pre",
        "center",
        "address",
        "section",
        "article",
        "header",
        "main",
        "blockquote",
        "figure",
        "figcaption",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "td",
        "th",
        "table",
        "caption",
        "tbody",
        "thead",
        "tfoot",
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_ALIGNED = re.compile(r"text-align\s*:\s*(?:left|right|justify|start|end)", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]")
_EDGES = " \t\r\n\f\u3000"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DEEPEST = 150
_MOST_COLUMNS = 200

LABEL_START, LABEL_END = "\ufdd0", "\ufdd1"
"""Marks (Unicode noncharacters, which no text holds) a caller may put around an automatic number at the head of a paragraph."""
CENTRED_CLASS = "policyqa-centred"


def read_blocks(root: LexborNode) -> list[Block]:
    """The visible blocks of an element, in reading order."""
    reader = _Reader()
    reader.children(root, centred=False, depth=0)
    reader.flush()
    return reader.blocks


def normalise(text: str) -> str:
    """White space as a browser shows it; a line break between two wide characters vanishes.

    CSS Text 3, 4.1.2 (segment break transformation): source lines of Chinese text are broken
    anywhere, and no space belongs there.
    """
    text = clean(text)
    parts: list[str] = []
    position = 0
    for match in _SPACE.finditer(text):
        parts.append(text[position : match.start()])
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        breaks = "\n" in match.group()
        parts.append("" if breaks and _WIDE.match(before) and _WIDE.match(after) else " ")
        position = match.end()
    parts.append(text[position:])
    return "".join(parts).strip(_EDGES)


class _Reader:
    """Walks the tree; `_inline` gathers the text of the paragraph that is open."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._inline: list[str] = []
        self._heading: int | None = None
        self._centred = False
        self._label: str | None = None
        self._preformatted = False

    def children(self, node: LexborNode, centred: bool, depth: int) -> None:
        child = node.child
        while child is not None:
            self._node(child, centred, depth)
            child = child.next

    def _node(self, node: LexborNode, centred: bool, depth: int) -> None:
        tag = node.tag
        if tag == "-text":
            self._add(node.text_content or "", centred)
        elif depth >= _DEEPEST:
            self._add(node.text(deep=True), centred)
        elif (
            tag is not None and tag not in _DROPPED and tag[0] not in "-!_" and not is_hidden(node)
        ):
            self._element(node, tag, centred or _is_centred(node), depth + 1)

    def _element(self, node: LexborNode, tag: str, centred: bool, depth: int) -> None:
        if _is_aligned(node):
            centred = _is_centred(node)
        if tag == "table":
            self._table(node, centred, depth)
        elif tag == "sup":
            text = node.text(deep=True).strip()
            self._add(text.translate(_SUPERSCRIPTS) if text.isdigit() else text, centred)
        elif tag in _BREAKING:
            self._block(node, tag, centred, depth)
        else:
            self.children(node, centred, depth)

    def _block(self, node: LexborNode, tag: str, centred: bool, depth: int) -> None:
        self.flush()
        outer = self._preformatted
        self._preformatted = outer or tag == "pre"
        self._heading = _HEADINGS.get(tag, self._heading)
        if tag == "li":
            self._label = _ordinal(node)
        self.children(node, centred, depth)
        self.flush()
        self._preformatted = outer
        if tag in _HEADINGS:
            self._heading = None

    def _add(self, text: str, centred: bool) -> None:
        if self._preformatted and "\n" in text:
            for line in text.split("\n"):
                self._append(line, centred)
                self.flush()
            return
        self._append(text, centred)

    def _append(self, text: str, centred: bool) -> None:
        if not self._inline:
            self._centred = centred
        self._inline.append(text)

    def flush(self) -> None:
        raw, self._inline = "".join(self._inline), []
        text = normalise(raw)
        if not text:
            return
        label, self._label = self._label, None
        if text.startswith(LABEL_START) and LABEL_END in text:
            label, text = text[1:].split(LABEL_END, 1)
            text = text.strip(_EDGES)
        self.blocks.append(
            Paragraph(text, heading_level=self._heading, label=label, centred=self._centred)
        )

    def _table(self, node: LexborNode, centred: bool, depth: int) -> None:
        self.flush()
        grid = None if _has_nested_table(node) else read_table(node)
        if grid is None or grid.columns <= 1:
            # a table of one column, or one that holds tables, only lays out the page
            self.children(node, centred, depth)
            self.flush()
        elif any(cell.text for cell in grid.cells):
            self.blocks.append(grid)


def _is_centred(node: LexborNode) -> bool:
    if node.tag == "center":
        return True
    attributes = node.attributes
    if not attributes:
        return False
    return (
        (attributes.get("align") or "").lower() == "center"
        or _CENTRED.search(attributes.get("style") or "") is not None
        or CENTRED_CLASS in (attributes.get("class") or "")
    )


def _is_aligned(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    align = (attributes.get("align") or "").lower()
    return align in {"left", "right", "justify"} or (
        _ALIGNED.search(attributes.get("style") or "") is not None
    )


def _ordinal(item: LexborNode) -> str | None:
    """The number a browser shows before an item of an `<ol>`."""
    parent = item.parent
    if parent is None or parent.tag != "ol":
        return None
    start = (parent.attributes or {}).get("start") or "1"
    number = int(start) if start.isdigit() and len(start) < 7 else 1
    previous = item.prev
    while previous is not None:
        number += previous.tag == "li"
        previous = previous.prev
    return f"{number}."


def _has_nested_table(node: LexborNode) -> bool:
    return any(inner.mem_id != node.mem_id for inner in node.css("table"))


# --- tables ---------------------------------------------------------------------------------


def read_table(table: LexborNode) -> Grid | None:
    """A `<table>` as a grid: rowspan and colspan resolved by the HTML table model.

    Returns None for a table without rows.
    """
    rows = [row for row in table.css("tr") if not is_hidden(row)]
    if not rows:
        return None
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for index, row in enumerate(rows):
        column = 0
        for element in _cell_elements(row):
            while (index, column) in taken:
                column += 1
            if column >= _MOST_COLUMNS:
                break
            row_span = _span(element, "rowspan", len(rows) - index)
            column_span = _span(element, "colspan", _MOST_COLUMNS - column)
            taken.update(
                (index + down, column + right)
                for down in range(row_span)
                for right in range(column_span)
            )
            cells.append(GridCell(index, column, _cell_text(element), row_span, column_span))
            column += column_span
    if not cells:
        return None
    columns = max(cell.column + cell.column_span for cell in cells)
    return Grid(len(rows), columns, tuple(cells), _caption(table), _header_rows(rows))


def _cell_elements(row: LexborNode) -> list[LexborNode]:
    found = []
    child = row.child
    while child is not None:
        if child.tag in ("td", "th") and not is_hidden(child):
            found.append(child)
        child = child.next
    return found


def _span(cell: LexborNode, name: str, most: int) -> int:
    """A span as the table model reads it: 0 reaches to the end, nonsense is 1."""
    value = (cell.attributes.get(name) or "1").strip()
    if not value.isdigit():
        return 1
    number = int(value[:6])
    return max(1, min(number or most, most))


def _cell_text(cell: LexborNode) -> str:
    """Text of a cell, its paragraphs and `<br>` lines parted by a line feed."""
    reader = _Reader()
    reader.children(cell, centred=False, depth=_DEEPEST // 2)
    reader.flush()
    paragraphs = (block for block in reader.blocks if isinstance(block, Paragraph))
    return "\n".join(f"{paragraph.label or ''}{paragraph.text}" for paragraph in paragraphs)


def _caption(table: LexborNode) -> str | None:
    caption = table.css_first("caption")
    return (normalise(caption.text(deep=True)) or None) if caption is not None else None


def _header_rows(rows: list[LexborNode]) -> int | None:
    """Rows in `<thead>`, or leading rows made of `<th>` only."""
    count = 0
    for row in rows:
        in_head = row.parent is not None and row.parent.tag == "thead"
        elements = _cell_elements(row)
        if not in_head and not (elements and all(cell.tag == "th" for cell in elements)):
            break
        count += 1
    return count if 0 < count < len(rows) else None
