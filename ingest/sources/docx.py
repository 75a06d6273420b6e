"""Word files (.docx) -> `Source`: prepared XML, mammoth to HTML, blocks."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser

from ingest.blocks import Block, Paragraph, Source
from ingest.errors import DamagedError
from ingest.sources.content import check_blocks, fingerprint
from ingest.sources.docx_prepare import STYLE_MAP, Preparer
from ingest.sources.limits import Limits
from ingest.sources.markup import normalise, read_blocks
from ingest.sources.office_xml import pack, parse_xml, read_parts, to_bytes

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_BACK_LINKS = 'a[href^="#footnote-ref"], a[href^="#endnote-ref"]'
_TITLE_WITHIN = 15
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, name: str, limits: Limits) -> Source:
    """Reads a Word file: paragraphs, headings by outline level, numbers, tables with spans.

    Raises:
        DamagedError, EncryptedError, EmptySourceError, LimitExceededError
    """
    blocks, hints = read_docx_blocks(data, limits)
    return Source(name, DOCX_TYPE, "docx.mammoth", fingerprint(data), tuple(blocks), hints)


def read_docx_blocks(data: bytes, limits: Limits) -> tuple[list[Block], dict[str, str]]:
    """Blocks and hints of a Word package."""
    import mammoth

    parts = read_parts(data, limits)
    main = _main_part(parts)
    root = parse_xml(parts[main])
    folder = posixpath.dirname(main)
    preparer = Preparer(
        _optional(parts, f"{folder}/styles.xml"), _optional(parts, f"{folder}/numbering.xml")
    )
    preparer.prepare(root)
    parts[main] = to_bytes(root)
    result = mammoth.convert_to_html(
        pack(parts), style_map=STYLE_MAP, include_embedded_style_map=False, convert_image=_no_image
    )
    tree = LexborHTMLParser(f"<body>{result.value}</body>")
    for link in tree.css(_BACK_LINKS):
        link.decompose()
    blocks = read_blocks(tree.body) if tree.body is not None else []
    check_blocks(blocks, limits)
    return blocks, _hints(preparer.title or _core_title(parts), blocks)


def _no_image(_: Any) -> list[Any]:
    return []


def _main_part(parts: Mapping[str, bytes]) -> str:
    """The document part that the package's relationships name."""
    relations = parts.get("_rels/.rels")
    for relation in parse_xml(relations).iter(f"{_RELATIONSHIPS}Relationship") if relations else ():
        if (relation.get("Type") or "").endswith("/officeDocument"):
            target = (relation.get("Target") or "").lstrip("/")
            if target in parts:
                return target
    raise DamagedError("Word 文件里没有正文部件", "请用 Word 或 WPS 打开并另存为 .docx 后再导入")


def _optional(parts: Mapping[str, bytes], name: str) -> Element | None:
    return parse_xml(parts[name]) if name in parts else None


def _core_title(parts: Mapping[str, bytes]) -> str | None:
    core = _optional(parts, "docProps/core.xml")
    title = core.find(f".//{_TITLE}") if core is not None else None
    return title.text if title is not None else None


def _hints(title: str | None, blocks: list[Block]) -> dict[str, str]:
    """A title property counts only where the head of the text says the same.

    Files are made from older files and templates, and their properties are seldom updated.
    """
    title = normalise(title or "")
    paragraphs = [block.text for block in blocks[:_TITLE_WITHIN] if isinstance(block, Paragraph)]
    head = "".join("".join(paragraphs).split())
    squeezed = "".join(title.split())
    return {"title": title} if len(squeezed) >= 5 and squeezed in head else {}
