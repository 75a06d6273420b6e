"""Word 97-2003 and WPS files (.doc, .wps), .rtf and .odt -> `Source`, by way of .docx."""

from __future__ import annotations

from dataclasses import dataclass

import xlrd.compdoc

from ingest.blocks import Block, Paragraph, Source
from ingest.errors import EncryptedError, LimitExceededError, MissingToolError, SourceError
from ingest.sources.content import check_blocks, fingerprint
from ingest.sources.docx import read_docx_blocks
from ingest.sources.limits import Limits
from ingest.sources.office import convert_to_docx, find_antiword, find_libreoffice, run_antiword
from ingest.sources.plain import split_lines
from ingest.sources.tracing import clean

_ENCRYPTED = 0x01  # FibBase.fEncrypted, [MS-DOC] 2.5.2: bit 8 of the flags at offset 10


@dataclass(frozen=True, slots=True)
class Tools:
    """The converters found on this machine; None where one is not installed."""

    libreoffice: str | None
    antiword: str | None

    @classmethod
    def installed(cls) -> Tools:
        return cls(find_libreoffice(), find_antiword())


def read_doc(data: bytes, name: str, limits: Limits, tools: Tools | None = None) -> Source:
    """Reads a .doc or .wps file: LibreOffice, else antiword (text only, tables flattened).

    Raises:
        EncryptedError: the file has an opening password.
        MissingToolError: neither program is installed.
        DamagedError, EmptySourceError, LimitExceededError
    """
    if _is_encrypted(data):
        raise EncryptedError("文件设有打开密码", "请取消密码后另存，再导入")
    tools = tools or Tools.installed()
    if tools.libreoffice:
        try:
            return _by_libreoffice(
                data, name, "application/msword", ".doc", tools.libreoffice, limits
            )
        except LimitExceededError:
            raise
        except SourceError:
            if not tools.antiword:
                raise
    if tools.antiword:
        return _by_antiword(data, name, tools.antiword, limits)
    raise _missing("或 antiword（apt install antiword）")


def read_rtf(data: bytes, name: str, limits: Limits) -> Source:
    """Reads an .rtf file by LibreOffice; raises like `read_doc`."""
    return _by_required_libreoffice(data, name, "application/rtf", ".rtf", limits)


def read_odt(data: bytes, name: str, limits: Limits) -> Source:
    """Reads an .odt file by LibreOffice; raises like `read_doc`."""
    return _by_required_libreoffice(
        data, name, "application/vnd.oasis.opendocument.text", ".odt", limits
    )


def _by_required_libreoffice(
    data: bytes, name: str, media_type: str, suffix: str, limits: Limits
) -> Source:
    program = find_libreoffice()
    if program is None:
        raise _missing("")
    return _by_libreoffice(data, name, media_type, suffix, program, limits)


def _by_libreoffice(
    data: bytes, name: str, media_type: str, suffix: str, program: str, limits: Limits
) -> Source:
    converted = convert_to_docx(data, suffix, program, limits)
    blocks, hints = read_docx_blocks(converted, limits)
    return Source(name, media_type, "doc.libreoffice", fingerprint(data), tuple(blocks), hints)


def _by_antiword(data: bytes, name: str, program: str, limits: Limits) -> Source:
    text = run_antiword(data, program, limits)
    blocks: list[Block] = [Paragraph(clean(line.text.rstrip())) for line in split_lines(text)]
    check_blocks(blocks, limits)
    return Source(
        name,
        "application/msword",
        "doc.antiword",
        fingerprint(data),
        tuple(blocks),
        wrapped=True,
        warnings=("由 antiword 读取，表格可能不完整；安装 LibreOffice 可完整读取",),
    )


def _is_encrypted(data: bytes) -> bool:
    try:
        stream = xlrd.compdoc.CompDoc(data, logfile=_Silence()).get_named_stream("WordDocument")
    except (xlrd.compdoc.CompDocError, IndexError, ValueError, AssertionError):
        return False  # a container this reader cannot follow: the converter will judge it
    return stream is not None and len(stream) > 11 and bool(stream[11] & _ENCRYPTED)


class _Silence:
    """xlrd writes its doubts about a container to a log file."""

    def write(self, _: str) -> int:
        return 0


def _missing(alternative: str) -> MissingToolError:
    return MissingToolError(
        "读取 .doc/.wps/.rtf/.odt 文件需要 LibreOffice，本机没有安装",
        f"请安装 LibreOffice Writer（apt install libreoffice-writer-nogui）{alternative}，"
        "或将文件另存为 .docx",
    )
