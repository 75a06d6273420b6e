"""Text and Markdown files -> `Source`: raw lines with their place in the decoded text."""

from __future__ import annotations

import re
from pathlib import PurePath

from ingest.blocks import Block, Source
from ingest.sources.content import check_blocks, fingerprint
from ingest.sources.embedded_html import embedded_blocks, looks_embedded
from ingest.sources.encodings import Decoded, decode
from ingest.sources.frontmatter import FrontMatter, read_front_matter
from ingest.sources.limits import Limits, check_count
from ingest.sources.markdown import Line, markdown_blocks
from ingest.sources.tracing import traced_paragraph

# the line ends of text files; \f is a page break. Not str.splitlines: it also cuts at
# separators such as U+2028 and \x1c that stand inside lines of exported texts.
_LINE_END = re.compile(r"\r\n|\n|\r|\f")
_MARKDOWN_SUFFIXES = frozenset((".md", ".markdown", ".mdown"))


def read_text(data: bytes, name: str, limits: Limits) -> Source:
    """Reads a text or Markdown file.

    A text file gives one `Paragraph` a line, empty lines and tabs included, and is `wrapped`:
    lines may be cut where a printed line ended. `origin` spans count code points of
    the decoded text. Front matter becomes hints; HTML paragraphs below it are read as such.

    Raises:
        DamagedError: the bytes are no text.
        EmptySourceError: nothing but white space.
        LimitExceededError: more characters or lines than `limits` allow.
    """
    decoded = decode(data)
    text = decoded.text
    check_count("字符", len(text), limits.characters)
    check_count("行", text.count("\n"), limits.blocks)
    front = read_front_matter(text)
    suffix = PurePath(name).suffix.lower()
    is_markdown = suffix in _MARKDOWN_SUFFIXES or front.length > 0
    blocks, wrapped, parser = _read_body(text, front.length, is_markdown)
    check_blocks(blocks, limits)
    return Source(
        name=name,
        media_type="text/markdown" if is_markdown else "text/plain",
        parser=parser,
        sha256=fingerprint(data),
        blocks=tuple(blocks),
        hints=front.hints(),
        wrapped=wrapped,
        warnings=_warnings(decoded, front),
    )


def _read_body(text: str, start: int, is_markdown: bool) -> tuple[list[Block], bool, str]:
    body = text[start:]
    if looks_embedded(body):
        return embedded_blocks(body, start), False, "plain.embedded_html"
    lines = split_lines(text, start)
    if is_markdown:
        blocks, wrapped = markdown_blocks(lines)
        return blocks, wrapped, "plain.markdown"
    return [traced_paragraph(line.text, line.start, line.page) for line in lines], True, "plain"


def split_lines(text: str, start: int = 0) -> list[Line]:
    """Lines of `text` from `start` on; numbered by page where the text holds form feeds."""
    page = 1 if "\f" in text else None
    lines = []
    position = start
    for match in _LINE_END.finditer(text, start):
        lines.append(Line(text[position : match.start()], position, page))
        if match.group() == "\f" and page is not None:
            page += 1
        position = match.end()
    if position < len(text):
        lines.append(Line(text[position:], position, page))
    return lines


def _warnings(decoded: Decoded, front: FrontMatter) -> tuple[str, ...]:
    warnings = [front.warning] if front.warning else []
    if decoded.replaced:
        warnings.append(f"按{decoded.encoding}解码时有{decoded.replaced}处字节无法识别")
    return tuple(warnings)
