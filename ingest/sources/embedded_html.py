"""HTML paragraphs inside a text or Markdown file, with their positions in the source.

Content systems export articles as front matter plus `<p>` elements. A full HTML page goes to
`html.py`; this reader is for such fragments, where citations must lead back to the source text.
"""

from __future__ import annotations

import html
import re

from ingest.blocks import Block, Paragraph
from ingest.sources.tracing import Tracer

_TAG = re.compile(r"<!--.*?-->|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>", re.S)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_PARAGRAPH_TAGS = re.compile(r"<(?:p|br|div|h[1-6]|li)(?:\s[^<>]*)?/?>", re.I)
_BREAKING = frozenset(
    (
        "p",
        "br",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "tr",
        "hr",
        "section",
        "article",
        "blockquote",
    )
)
# a paragraph of nothing but links (返回首页, the address of the page) belongs to the site
_NAVIGATION = re.compile(r"(?:\[[^\]\n]*\]\([^)\n]*\)|<?https?://[^\s<>]+>?|[\s|｜·/>-])+")
_SKIPPED = frozenset(("script", "style", "noscript", "template"))


def looks_embedded(text: str) -> bool:
    """Whether a text is made of HTML paragraphs: at least three, and one every ten lines."""
    tags = len(_PARAGRAPH_TAGS.findall(text))
    return tags >= 3 and tags * 10 >= text.count("\n")


def embedded_blocks(text: str, offset: int) -> list[Block]:
    """Paragraphs of an HTML fragment; `offset` is where `text` begins in the source."""
    reader = _Reader(offset)
    position = 0
    for match in _TAG.finditer(text):
        reader.text(text[position : match.start()], position)
        reader.tag((match["name"] or "").lower(), bool(match["close"]))
        position = match.end()
    reader.text(text[position:], position)
    reader.flush()
    return reader.blocks


class _Reader:
    def __init__(self, offset: int) -> None:
        self.blocks: list[Block] = []
        self._offset = offset
        self._tracer = Tracer()
        self._heading: int | None = None
        self._skipped: str | None = None

    def tag(self, name: str, closing: bool) -> None:
        if name in _SKIPPED:
            self._skipped = None if closing else name
            return
        if name in _BREAKING:
            self.flush()
            level = int(name[1]) if name[0] == "h" and name[1:].isdigit() else None
            self._heading = None if closing else level

    def text(self, text: str, start: int) -> None:
        if self._skipped is not None:
            return
        position = 0
        for match in re.finditer(f"\\n\\s*\\n|{_REFERENCE.pattern}", text):
            self._plain(text[position : match.start()], start + position)
            if match.group().startswith("&"):
                self._reference(match.group())
            else:
                self.flush()  # a blank line between tags parts paragraphs, as in Markdown
            position = match.end()
        self._plain(text[position:], start + position)

    def _plain(self, text: str, start: int) -> None:
        for match in re.finditer(r"[^\n]+", text):
            piece = match.group()
            if not len(self._tracer):
                lead = len(piece) - len(piece.lstrip())
                self._tracer.add_cleaned(piece[lead:], self._offset + start + match.start() + lead)
            else:
                self._tracer.add_cleaned(piece, self._offset + start + match.start())

    def _reference(self, reference: str) -> None:
        character = html.unescape(reference)
        if character != "\u00a0" or len(self._tracer):
            self._tracer.add(" " if character == "\u00a0" else character, None)

    def flush(self) -> None:
        paragraph = Paragraph(self._tracer.text, self._heading, origin=self._tracer.origin)
        if paragraph.text.strip() and not _NAVIGATION.fullmatch(paragraph.text):
            self.blocks.append(paragraph)
        self._tracer = Tracer()
