"""Which format the bytes are, by content first and extension second, and which parser reads it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from ingest.blocks import Source
from ingest.errors import (
    DamagedError,
    EmptySourceError,
    EncryptedError,
    SourceError,
    UnsupportedFormatError,
)
from ingest.sources.limits import Limits

Parser = Callable[[bytes, str, Limits], Source]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<meta[\s][^>]*charset|<table[\s>]|<div[\s>]",
    re.I,
)
_XML_KIND = re.compile(r"^\s*<\?xml|^\s*<!--")
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its media type, its Chinese name, its extensions, and `module:function`."""

    media_type: str
    name: str
    suffixes: tuple[str, ...]
    parser: str

    def load(self) -> Parser:
        module, function = self.parser.split(":")
        return getattr(import_module(f"ingest.sources.{module}"), function)


SUPPORTED: dict[str, Format] = {
    "text": Format("text/plain", "文本", (".txt", ".text", ".log"), "plain:read_text"),
    "markdown": Format("text/markdown", "Markdown", (".md", ".markdown"), "plain:read_text"),
    "csv": Format("text/csv", "CSV 表格", (".csv", ".tsv"), "sheets:read_csv"),
    "html": Format("text/html", "网页", (".html", ".htm", ".shtml", ".xhtml"), "html:read_html"),
    "mhtml": Format("multipart/related", "网页归档", (".mht", ".mhtml"), "mhtml:read_mhtml"),
    "pdf": Format("application/pdf", "PDF", (".pdf",), "pdf:read_pdf"),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word 文档",
        (".docx", ".docm", ".dotx"),
        "docx:read_docx",
    ),
    "doc": Format(
        "application/msword", "Word 97-2003 文档", (".doc", ".wps", ".dot", ".wpt"), "doc:read_doc"
    ),
    "rtf": Format("application/rtf", "RTF 文档", (".rtf",), "doc:read_rtf"),
    "odt": Format("application/vnd.oasis.opendocument.text", "ODF 文本", (".odt",), "doc:read_odt"),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel 表格",
        (".xlsx", ".xlsm"),
        "sheets:read_xlsx",
    ),
    "xls": Format(
        "application/vnd.ms-excel", "Excel 97-2003 表格", (".xls", ".et"), "sheets:read_xls"
    ),
    "ofd": Format("application/ofd", "OFD 版式文件", (".ofd",), "ofd:read_ofd"),
}

ZIP = "zip"
"""Not a document: an archive of documents, read member by member."""

ZIP_SUFFIXES = (".zip",)


def is_supported_name(name: str) -> bool:
    """Whether a folder walk should pick this file up at all."""
    suffix = PurePath(name).suffix.lower()
    return suffix in ZIP_SUFFIXES or any(suffix in entry.suffixes for entry in SUPPORTED.values())


def detect(data: bytes, name: str) -> str:
    """The key in `SUPPORTED` (or `ZIP`) for these bytes.

    The content decides; the extension only tells formats apart that are all plain text.

    Raises:
        EmptySourceError: no bytes, or only white space.
        EncryptedError: an encrypted office file.
        UnsupportedFormatError: a known format that holds no document text we can read.
        DamagedError: an office or zip container that is cut.
    """
    if not data.strip():
        raise EmptySourceError("文件是空的", "请重新获取文件")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    return _text_kind(data, PurePath(name).suffix.lower())


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise DamagedError("压缩结构不完整，文件可能没有下载或复制完", "请重新获取文件") from error
    if any(entry.startswith("word/") for entry in names) and "[Content_Types].xml" in names:
        return "docx"
    if any(entry.startswith("xl/") for entry in names) and "[Content_Types].xml" in names:
        return "xlsx"
    if any(entry.startswith("ppt/") for entry in names) and "[Content_Types].xml" in names:
        raise _unsupported("演示文稿（PPTX）")
    if "OFD.xml" in names:
        return "ofd"
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        raise _unsupported("ODF 表格或演示文稿")
    return ZIP


def _ole_kind(data: bytes) -> str:
    """The kind of a compound file, by the names of its streams (UTF-16 in its directory)."""
    if _has_stream(data, "EncryptedPackage"):
        raise EncryptedError("文件设有打开密码", "请取消密码后另存，再导入")
    if _has_stream(data, "WordDocument"):
        return "doc"
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return "xls"
    if _has_stream(data, "PowerPoint Document"):
        raise _unsupported("演示文稿（PPT）")
    raise DamagedError(
        "文件是复合文档，但没有找到正文，可能已损坏", "请用原软件打开并另存为 .docx 后再导入"
    )


def _has_stream(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") + b"\x00\x00" in data


def _text_kind(data: bytes, suffix: str) -> str:
    head = _readable_head(data)
    if head is None:
        raise _binary(data)
    if re.search(r"^MIME-Version:", head, re.M | re.I) and "multipart/related" in head:
        return "mhtml"
    lead = head.lstrip("\ufeff \t\r\n")
    if lead.startswith("<") and (_HTML.search(lead) or suffix in SUPPORTED["html"].suffixes):
        return "html"
    if suffix in SUPPORTED["html"].suffixes and _HTML.search(head):
        return "html"
    if _XML_KIND.match(lead) and (
        "schemas-microsoft-com:office" in head or "mso-application" in head
    ):
        raise _unsupported("Office 2003 XML")
    for kind in ("csv", "markdown"):
        if suffix in SUPPORTED[kind].suffixes:
            return kind
    return "text"


def _readable_head(data: bytes) -> str | None:
    """The first characters as text of some encoding; None where the bytes are not text at all."""
    from ingest.sources.encodings import decode

    try:
        return decode(data[:_HEAD]).text
    except SourceError:
        return None


def _binary(data: bytes) -> SourceError:
    import puremagic

    try:
        found = puremagic.magic_string(data[:_HEAD])
    except (puremagic.PureError, ValueError):
        found = []
    if not found:
        return DamagedError(
            "内容不是文字，也不是认识的文件格式", "请确认文件没有损坏，或换一种格式另存后导入"
        )
    if any(match.mime_type.startswith("image/") for match in found[:3]):
        return UnsupportedFormatError("文件是图片", "请先用 OCR 软件转成文字或可检索的 PDF")
    return _unsupported(found[0].name or found[0].extension)


def _unsupported(what: str) -> UnsupportedFormatError:
    names = "、".join(suffix for entry in SUPPORTED.values() for suffix in entry.suffixes[:1])
    return UnsupportedFormatError(f"不支持的格式：{what}", f"请另存为以下格式之一：{names}")
