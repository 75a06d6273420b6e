"""What mammoth does not carry over, written into the Word XML before it reads it.

Automatic numbers become marked text at the head of their paragraph, outline levels and
centring become style ids, hidden runs and tables of contents go, and rows that begin or end
off the grid get the empty cells that keep later columns in place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from ingest.sources.docx_numbering import ListReference, Numbering, W
from ingest.sources.markup import CENTRED_CLASS, LABEL_END, LABEL_START

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STYLE = "PolicyQA"
_OFF = frozenset(("0", "false", "off"))
_SMALLEST = 4  # half points: text of 2 pt or less is there to be hidden
_DEEPEST_STYLE = 20

STYLE_MAP = "\n".join(
    [
        f"p.{_STYLE}0c => p.{CENTRED_CLASS}:fresh",
        f"p.{_STYLE}0 => p:fresh",
        *(f"p.{_STYLE}{level} => h{level}:fresh" for level in range(1, 7)),
        *(f"p.{_STYLE}{level}c => h{level}.{CENTRED_CLASS}:fresh" for level in range(1, 7)),
    ]
)


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    outline: int | None
    numbering: Element | None
    centred: bool | None
    hidden: bool


class Preparer:
    """Rewrites the body of one document; `title` is the text of the paragraph styled so."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles = _read_styles(styles)
        self._numbering = Numbering(numbering)
        self.title: str | None = None

    def prepare(self, body: Element) -> None:
        self._drop_unread(body)
        for row in list(body.iter(f"{W}tr")):
            _fill_grid(row)
        for paragraph in list(body.iter(f"{W}p")):
            self._paragraph(paragraph)

    def _drop_unread(self, body: Element) -> None:
        for parent in list(body.iter()):
            for child in list(parent):
                if self._is_unread(child):
                    parent.remove(child)

    def _is_unread(self, node: Element) -> bool:
        if node.tag in (f"{W}moveFrom", f"{W}del"):
            return True
        if node.tag == f"{W}sdt":
            return any(
                "Table of Contents" in (gallery.get(f"{W}val") or "")
                for gallery in node.iter(f"{W}docPartGallery")
            )
        if node.tag == f"{W}r":
            return self._is_hidden(node)
        if node.tag == f"{W}p":
            name = self._style_name(node).lower()
            return name.startswith(("toc ", "目录"))
        return False

    def _is_hidden(self, run: Element) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False
        if _is_on(properties.find(f"{W}vanish")):
            return True
        style = properties.find(f"{W}rStyle")
        if style is not None and self._chain_any_hidden(style.get(f"{W}val")):
            return True
        size = properties.find(f"{W}sz")
        value = size.get(f"{W}val") if size is not None else None
        return value is not None and value.isdigit() and int(value) <= _SMALLEST

    # --- paragraphs ---

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = Element(f"{W}pPr")
            paragraph.insert(0, properties)
        style_id = _child_value(properties, "pStyle")
        label = self._label(properties, style_id)
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t")).strip()
        if self.title is None and text and self._name(style_id).lower() == "title":
            self.title = text
        level = self._outline(properties, style_id)
        centred = self._centred(properties, style_id)
        for tag in ("pStyle", "numPr"):
            for child in properties.findall(f"{W}{tag}"):
                properties.remove(child)
        style = Element(f"{W}pStyle", {f"{W}val": f"{_STYLE}{level}{'c' if centred else ''}"})
        properties.insert(0, style)
        if label and text:
            _insert_label(paragraph, label)

    def _label(self, properties: Element, style_id: str | None) -> str | None:
        own = _reference(properties.find(f"{W}numPr"))
        inherited = next(
            (
                _reference(style.numbering)
                for style in self._chain(style_id)
                if style.numbering is not None
            ),
            None,
        )
        number_id = (own and own[0]) or (inherited and inherited[0])
        if not number_id or number_id == "0":
            return None
        level = own[1] if own and own[1] is not None else (inherited[1] if inherited else None)
        return self._numbering.label(ListReference(number_id, level or 0))

    def _outline(self, properties: Element, style_id: str | None) -> int:
        """Heading level 1 to 6, or 0 for body text (`w:outlineLvl` counts from 0, 9 is body)."""
        own = _child_value(properties, "outlineLvl")
        outline: int | None = int(own) if own is not None and own.isdigit() else None
        if outline is None:
            outline = next(
                (style.outline for style in self._chain(style_id) if style.outline is not None),
                None,
            )
        return outline + 1 if outline is not None and outline < 6 else 0

    def _centred(self, properties: Element, style_id: str | None) -> bool:
        own = _child_value(properties, "jc")
        if own is not None:
            return own == "center"
        return next(
            (style.centred for style in self._chain(style_id) if style.centred is not None), False
        )

    # --- styles ---

    def _chain(self, style_id: str | None) -> Iterator[_Style]:
        for _ in range(_DEEPEST_STYLE):
            style = self._styles.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = style.based_on

    def _chain_any_hidden(self, style_id: str | None) -> bool:
        return any(style.hidden for style in self._chain(style_id))

    def _name(self, style_id: str | None) -> str:
        style = self._styles.get(style_id or "")
        return style.name if style else (style_id or "")

    def _style_name(self, paragraph: Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        return self._name(_child_value(properties, "pStyle")) if properties is not None else ""


def _read_styles(root: Element | None) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    for node in root.iter(f"{W}style") if root is not None else ():
        properties = node.find(f"{W}pPr")
        name = _child_value(node, "name") or ""
        alignment = _child_value(properties, "jc") if properties is not None else None
        run = node.find(f"{W}rPr")
        styles[node.get(f"{W}styleId") or ""] = _Style(
            name=name,
            based_on=_child_value(node, "basedOn"),
            outline=_style_outline(name, properties),
            numbering=properties.find(f"{W}numPr") if properties is not None else None,
            centred=alignment == "center" if alignment is not None else None,
            hidden=run is not None and _is_on(run.find(f"{W}vanish")),
        )
    return styles


def _style_outline(name: str, properties: Element | None) -> int | None:
    outline = _child_value(properties, "outlineLvl") if properties is not None else None
    if outline is not None and outline.isdigit():
        return int(outline)
    # built-in heading styles have their level whether or not the file spells it out
    kind, _, number = name.lower().partition(" ")
    return int(number) - 1 if kind in ("heading", "标题") and number.isdigit() else None


def _reference(node: Element | None) -> tuple[str | None, int | None] | None:
    if node is None:
        return None
    level = _child_value(node, "ilvl")
    return _child_value(node, "numId"), int(
        level
    ) if level is not None and level.isdigit() else None


def _insert_label(paragraph: Element, label: str) -> None:
    run = Element(f"{W}r")
    text = SubElement(run, f"{W}t", {_SPACE: "preserve"})
    text.text = f"{LABEL_START}{label}{LABEL_END}"
    paragraph.insert(1, run)  # after w:pPr


def _fill_grid(row: Element) -> None:
    properties = row.find(f"{W}trPr")
    if properties is None:
        return
    before = _child_value(properties, "gridBefore")
    after = _child_value(properties, "gridAfter")
    if before is not None and before.isdigit() and 0 < int(before) < 100:
        row.insert(list(row).index(properties) + 1, _empty_cell(before))
    if after is not None and after.isdigit() and 0 < int(after) < 100:
        row.append(_empty_cell(after))


def _empty_cell(span: str) -> Element:
    cell = Element(f"{W}tc")
    properties = SubElement(cell, f"{W}tcPr")
    SubElement(properties, f"{W}gridSpan", {f"{W}val": span})
    SubElement(cell, f"{W}p")
    return cell


def _is_on(node: Element | None) -> bool:
    return node is not None and (node.get(f"{W}val") or "1").lower() not in _OFF


def _child_value(node: Element, name: str) -> str | None:
    child = node.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")
