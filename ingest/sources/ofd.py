"""OFD files (GB/T 33190-2016) -> `Source`: text objects of each page put into lines."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from ingest.blocks import Source
from ingest.errors import DamagedError, EmptySourceError
from ingest.sources.content import (
    check_blocks,
    check_readable,
    fingerprint,
    unreadable_warning,
)
from ingest.sources.glyphs import Glyph, arrange, read_segments
from ingest.sources.label_box import take_labelled
from ingest.sources.limits import Limits, check_count
from ingest.sources.ofd_paths import Point, rule, straight_pieces
from ingest.sources.office_xml import parse_xml, read_parts
from ingest.sources.printed import PrintedPage, compose
from ingest.sources.ruled_tables import Box, find_tables, place_among, take_grids

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_PAGE_BOX = (0.0, 0.0, 210.0, 297.0)  # A4, millimetres
POINTS = 72 / 25.4
"""Points a millimetre: pages are handed on in the unit of PDF."""
_SMALLEST = 0.7  # millimetres, 2 pt
_MOST_REPEATED = 10_000


def read_ofd(data: bytes, name: str, limits: Limits) -> Source:
    """Reads an OFD file; `Paragraph.page` counts over all documents in it.

    Raises:
        DamagedError, EncryptedError, EmptySourceError, LimitExceededError
    """
    parts = {path.replace("\\", "/"): part for path, part in read_parts(data, limits).items()}
    root = _part(parts, "OFD.xml")
    pages: list[PrintedPage] = []
    hints: dict[str, str] = {}
    pictures = False
    for body in _all(root, "DocBody"):
        hints.update(_document_info(body))
        for page, found, pictured in _document_pages(body, parts, len(pages), limits):
            pages.append(page)
            hints.update(found)
            pictures = pictures or pictured
    check_count("页", len(pages), limits.pages)
    printed = compose(pages)
    if not printed.blocks and pictures:
        raise EmptySourceError(
            "OFD 是扫描件，页面都是图片、没有文字", "请先用 OCR 软件识别后再导入"
        )
    text = "".join(page.text() for page in pages)
    check_readable(text)
    check_blocks(printed.blocks, limits)
    return Source(
        name,
        "application/ofd",
        "ofd",
        fingerprint(data),
        printed.blocks,
        hints,
        warnings=unreadable_warning(text),
    )


def _document_info(body: Element) -> dict[str, str]:
    info = _first(body, "DocInfo")
    title = _text(info, "Title") if info is not None else None
    return {"title": title} if title and len(title) >= 5 else {}


def _document_pages(
    body: Element, parts: Mapping[str, bytes], before: int, limits: Limits
) -> Iterator[tuple[PrintedPage, dict[str, str], bool]]:
    root_path = _text(body, "DocRoot")
    if not root_path:
        raise DamagedError("OFD 没有指明文档入口", "请用 OFD 阅读器打开并另存后再导入")
    root_path = root_path.lstrip("/")
    document = _part(parts, root_path)
    folder = posixpath.dirname(root_path)
    box = _physical_box(document) or _PAGE_BOX
    templates = {
        node.get("ID") or "": _resolve(folder, node.get("BaseLoc") or "")
        for node in _all(document, "TemplatePage")
    }
    nodes = [node for pages in _all(document, "Pages") for node in _all(pages, "Page")]
    check_count("页", before + len(nodes), limits.pages)
    for number, node in enumerate(nodes, before + 1):
        path = _resolve(folder, node.get("BaseLoc") or "")
        if path not in parts:
            continue  # a page taken out of the package: the others stay readable
        content = _part(parts, path)
        layers = [content]
        layers += [
            _part(parts, templates[used])
            for template in _all(content, "Template")
            if (used := template.get("TemplateID") or "") in templates and templates[used] in parts
        ]
        yield _page(number, layers, _physical_box(content) or box)


def _page(
    number: int, layers: list[Element], box: tuple[float, float, float, float]
) -> tuple[PrintedPage, dict[str, str], bool]:
    glyphs = [glyph for layer in layers for glyph in _glyphs(layer)]
    rules = [rule for layer in layers for rule in _rules(layer)]
    outside, grids = take_grids(find_tables(rules), glyphs)
    hints, segments = take_labelled(read_segments(outside))
    items = place_among(arrange(segments), grids)
    page = PrintedPage(number, box[2] * POINTS, box[3] * POINTS, items)
    pictured = any(_name(node) == "ImageObject" for layer in layers for node in layer.iter())
    return page, hints, pictured


# --- text objects ---------------------------------------------------------------------------


def _glyphs(root: Element) -> Iterator[Glyph]:
    for node in root.iter():
        if _name(node) == "TextObject" and (node.get("Visible") or "true") != "false":
            yield from _object_glyphs(node)


def _object_glyphs(node: Element) -> Iterator[Glyph]:
    """The glyphs of a `TextObject` in page coordinates (GB/T 33190, 8.5 and 11).

    A `TextCode` starts at (X, Y), the base line; `DeltaX` and `DeltaY` hold the advance to each
    next character, the last one repeated; the object's `CTM` and `Boundary` place it.
    """
    boundary = _floats(node.get("Boundary"))
    origin_x, origin_y = (boundary[0], boundary[1]) if len(boundary) >= 2 else (0.0, 0.0)
    matrix = _matrix(node.get("CTM"))
    size = float(_floats(node.get("Size"))[0]) if _floats(node.get("Size")) else 4.0
    scale = (abs(matrix[3]) + abs(matrix[1])) or 1.0
    stretch = (_floats(node.get("HScale")) or [1.0])[0]
    if size * scale < _SMALLEST:
        return
    x = y = 0.0
    for code in _all(node, "TextCode"):
        x, y = _start(code, "X", x), _start(code, "Y", y)
        text = code.text or ""
        steps_x, steps_y = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
        for index, character in enumerate(text):
            left, base = _apply(matrix, x, y)
            full = size * stretch
            guess = full if character >= "\u2e80" else full / 2
            step = _step(steps_x, index, default=0.0 if steps_y else guess)
            width = min(step, full * 1.1) if step > 0 and index + 1 < len(text) else guess
            bottom = origin_y + base
            yield Glyph(
                character,
                (origin_x + left) * POINTS,
                (origin_x + left + width * scale) * POINTS,
                (bottom - size * scale) * POINTS,
                bottom * POINTS,
                size * scale * POINTS,
            )
            x += step
            y += _step(steps_y, index, default=0.0)


def _rules(root: Element) -> Iterator[Box]:
    """The straight rules a layer draws, in points."""
    for node in root.iter():
        if _name(node) != "PathObject" or (node.get("Visible") or "true") == "false":
            continue
        boundary = _floats(node.get("Boundary"))
        matrix = _matrix(node.get("CTM"))
        place = (boundary[0], boundary[1]) if len(boundary) >= 2 else (0.0, 0.0)
        for data in (child for child in node if _name(child) == "AbbreviatedData"):
            for piece in straight_pieces(data.text or ""):
                first, second = (_on_page(matrix, place, point) for point in piece)
                yield rule(first, second)


def _on_page(matrix: Matrix, place: Point, point: Point) -> Point:
    x, y = _apply(matrix, *point)
    return ((place[0] + x) * POINTS, (place[1] + y) * POINTS)


def _start(code: Element, name: str, default: float) -> float:
    values = _floats(code.get(name))
    return values[0] if values else default


def _step(steps: list[float], index: int, default: float) -> float:
    if not steps:
        return default
    return steps[min(index, len(steps) - 1)]


def _deltas(value: str | None) -> list[float]:
    """An array of advances; `g n d` stands for d repeated n times (GB/T 33190, 11.3)."""
    words = (value or "").split()
    deltas: list[float] = []
    index = 0
    while index < len(words):
        if words[index] == "g" and index + 2 < len(words):
            count = min(int(_number(words[index + 1])), _MOST_REPEATED)
            deltas += [_number(words[index + 2])] * max(count, 0)
            index += 3
        else:
            deltas.append(_number(words[index]))
            index += 1
    return deltas


def _matrix(value: str | None) -> Matrix:
    values = _floats(value)
    return (
        (values[0], values[1], values[2], values[3], values[4], values[5])
        if len(values) == 6
        else _IDENTITY
    )


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _floats(value: str | None) -> list[float]:
    return [_number(word) for word in (value or "").split()]


def _number(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        return 0.0


# --- the package ----------------------------------------------------------------------------


def _part(parts: Mapping[str, bytes], path: str) -> Element:
    if path not in parts:
        raise DamagedError(f"OFD 缺少部件 {path[:80]}", "请重新获取文件")
    return parse_xml(parts[path])


def _resolve(folder: str, path: str) -> str:
    path = path.replace("\\", "/")
    return (
        path.lstrip("/")
        if path.startswith("/")
        else posixpath.normpath(posixpath.join(folder, path))
    )


def _physical_box(root: Element) -> tuple[float, float, float, float] | None:
    node = next(iter(_all(root, "PhysicalBox")), None)
    values = _floats(node.text) if node is not None else []
    return (values[0], values[1], values[2], values[3]) if len(values) == 4 else None


def _name(node: Element) -> str:
    """The element's name without its namespace: producers differ in the namespace they write."""
    return node.tag.rsplit("}", 1)[-1]


def _all(node: Element, name: str) -> list[Element]:
    return [child for child in node.iter() if _name(child) == name]


def _first(node: Element, name: str) -> Element | None:
    return next(iter(_all(node, name)), None)


def _text(node: Element, name: str) -> str | None:
    child = _first(node, name)
    return child.text.strip() if child is not None and child.text else None
