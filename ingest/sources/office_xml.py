"""XML parts of zipped office files: bounded, without document types, repacked for libraries."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ingest.errors import DamagedError
from ingest.sources.limits import Limits, open_zip, read_entry

_XML_SUFFIXES = (".xml", ".rels")


def parse_xml(data: bytes) -> Element:
    """The root of an XML part.

    A document type declaration is refused: neither OOXML (ECMA-376 Part 2, 8.2.4) nor OFD
    (GB/T 33190) has one, and entity bombs and external entities need one.

    Raises:
        DamagedError: not well-formed, or with a document type declaration.
    """
    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise DamagedError(
            "文件内部的 XML 含有文档类型声明（DTD），正常文件没有",
            "请确认来源可信，用原软件另存后再导入",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise DamagedError("文件内部的 XML 不完整或有误", "请用原软件打开并另存后再导入") from error


def read_parts(data: bytes, limits: Limits, prefixes: tuple[str, ...] = ("",)) -> dict[str, bytes]:
    """The XML parts of a package by name, each checked to be free of document types.

    Pictures, macros and embedded files stay in the package: no text is lost with them.
    """
    parts: dict[str, bytes] = {}
    with open_zip(data, limits) as archive:
        for entry in archive.infolist():
            name = entry.filename
            if name.lower().endswith(_XML_SUFFIXES) and name.startswith(prefixes):
                part = read_entry(archive, name, limits)
                _refuse_document_type(part)
                parts[name] = part
    return parts


def _refuse_document_type(part: bytes) -> None:
    head = part[:65_536]
    for encoding in ("ascii", "utf-16-le", "utf-16-be"):
        if any(mark.encode(encoding) in head for mark in ("<!DOCTYPE", "<!ENTITY")):
            parse_xml(b"<!DOCTYPE x><x/>")


def pack(parts: Mapping[str, bytes]) -> io.BytesIO:
    """A package of these parts, stored: libraries inflate nothing that was not checked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    buffer.seek(0)
    return buffer


def to_bytes(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)
