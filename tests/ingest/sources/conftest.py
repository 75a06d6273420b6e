"""Small real files, made with code: Word, PDF, OFD and zip packages of a few paragraphs."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents that are not part of the repository."""
    place = os.environ.get("POLICYQA_SHARED")
    if not place:
        pytest.skip("POLICYQA_SHARED is not set: the real documents are not here")
    return Path(place)


def pack_zip(parts: Mapping[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def zipped() -> Callable[[Mapping[str, bytes | str]], bytes]:
    return pack_zip


@pytest.fixture(scope="session")
def word_file() -> Callable[..., bytes]:
    """A .docx of a body (WordprocessingML), styles and numbering."""

    def make(
        body: str, styles: str = "", numbering: str = "", core: str = "", **more: str
    ) -> bytes:
        parts: dict[str, bytes | str] = {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
            "</Types>",
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/>'
            f'<Relationship Id="r2" Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
            "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>',
        }
        if core:
            parts["docProps/core.xml"] = (
                '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
                f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{core}</dc:title></cp:coreProperties>'
            )
        parts.update(more)
        return pack_zip(parts)

    return make


@pytest.fixture(scope="session")
def pdf_file() -> Callable[..., bytes]:
    """A PDF of pages of (x, y from the top, size, text) and ruled lines (x0, y0, x1, y1).

    A4 in points. The font is not embedded; its character map is one every reader has.
    """

    def make(
        pages: Sequence[Sequence[tuple[float, float, float, str]]],
        rules: Sequence[Sequence[tuple[float, float, float, float]]] = (),
        title: str = "",
        image: bool = False,
    ) -> bytes:
        objects: list[bytes] = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"",
            b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>",
            b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 800] "
            b"/Ascent 800 /Descent -200 /ItalicAngle 0 /CapHeight 700 /StemV 80 >>",
            b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
            b"/BitsPerComponent 8 /Length 1 >>\nstream\n\x00\nendstream",
        ]
        kids = []
        for number, texts in enumerate(pages):
            drawing = [
                f"BT /F1 {size} Tf {x} {842 - y} Td <{text.encode('utf-16-be').hex()}> Tj ET"
                for x, y, size, text in texts
            ]
            for x0, y0, x1, y1 in rules[number] if number < len(rules) else ():
                drawing.append(f"{x0} {842 - y0} m {x1} {842 - y1} l S")
            if image:
                drawing.append("q 500 0 0 700 40 60 cm /Im1 Do Q")
            stream = "\n".join(drawing).encode("ascii")
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
            content = len(objects)
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 3 0 R >> /XObject << /Im1 6 0 R >> >> >>" % content
            )
            kids.append(len(objects))
        refs = b" ".join(b"%d 0 R" % kid for kid in kids)
        objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (refs, len(kids))
        info = b""
        if title:
            objects.append(b"<< /Title <feff%s> >>" % title.encode("utf-16-be").hex().encode())
            info = b" /Info %d 0 R" % len(objects)
        return _pdf_bytes(objects, info)

    return make


def _pdf_bytes(objects: Sequence[bytes], info: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        info,
        start,
    )
    return bytes(out)


@pytest.fixture(scope="session")
def ofd_file() -> Callable[[Sequence[str]], bytes]:
    """An OFD package whose pages hold the given page contents (XML of a layer)."""

    def make(pages: Sequence[str]) -> bytes:
        space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
        refs = "".join(
            f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
            for number in range(len(pages))
        )
        parts: dict[str, bytes | str] = {
            "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{refs}</ofd:Pages></ofd:Document>",
        }
        for number, content in enumerate(pages):
            parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
                f"<ofd:Page {space}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
            )
        return pack_zip(parts)

    return make
