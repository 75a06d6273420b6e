"""Saved web pages -> `Source`: the document without the site around it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.blocks import Block, Paragraph, Source
from ingest.errors import EmptySourceError
from ingest.sources.content import check_blocks, fingerprint
from ingest.sources.encodings import decode
from ingest.sources.html_chrome import is_utility, remove_chrome
from ingest.sources.html_hints import attachments, load_templates, read_hints
from ingest.sources.limits import Limits, check_count
from ingest.sources.markup import normalise, read_blocks
from ingest.sources.visibility import remove_hidden_by_rules

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.I)
_LEAST_MAIN = 15
_COVERED = 0.9
_NOT_MAIN = frozenset(("-text", "-comment", "script", "style", "table", "p", "ul", "ol", "dl"))


def declared_charset(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def read_html(data: bytes, name: str, limits: Limits) -> Source:
    """Reads a page: the main block of a known template, else the one trafilatura finds.

    Tables come from the page's own elements, so that spans stay; scripts, hidden text and
    site chrome are left out; text that talks to machines is kept as the plain text it is.

    Raises:
        DamagedError, EmptySourceError, LimitExceededError
    """
    decoded = decode(data, declared_charset(data))
    check_count("字符", len(decoded.text), limits.characters)
    tree = LexborHTMLParser(decoded.text)
    if tree.body is None:
        raise EmptySourceError("网页里没有正文", "请在浏览器中打开原网页后另存为完整网页")
    remove_hidden_by_rules(tree)
    main, parser = find_main(tree)
    hints = read_hints(tree, main, decoded.text)
    blocks = [block for block in read_blocks(main) if not _is_site_line(block)]
    check_blocks(blocks, limits)
    return Source(
        name=name,
        media_type="text/html",
        parser=parser,
        sha256=fingerprint(data),
        blocks=tuple(_with_title(blocks, hints.get("title"))),
        hints=hints,
        attachments=attachments(main),
    )


def find_main(tree: LexborHTMLParser) -> tuple[LexborNode, str]:
    """The element that holds the document, and the name of the way it was found."""
    for name, selectors in load_templates().contents:
        for selector in selectors:
            nodes = tree.css(selector)
            if nodes:
                node = max(nodes, key=lambda candidate: len(candidate.text(deep=True)))
                if len(normalise(node.text(deep=True))) >= _LEAST_MAIN:
                    return node, f"html.{name}"
    body = tree.body
    if body is None:
        raise EmptySourceError("网页里没有正文", "请在浏览器中打开原网页后另存为完整网页")
    remove_chrome(body)
    found = _main_by_text(body)
    return (found, "html.trafilatura") if found is not None else (body, "html.body")


def _main_by_text(body: LexborNode) -> LexborNode | None:
    """The smallest element that holds what trafilatura takes for the main text.

    trafilatura judges text density well but loses row spans, so it only points to the place.
    """
    import trafilatura

    page = f"<html>{body.html}</html>"
    text = trafilatura.extract(page, include_tables=True, include_comments=False, fast=True)
    if not text:
        return None
    pieces = {_squeezed(piece) for line in text.splitlines() for piece in line.split("|")}
    pieces = {piece for piece in pieces if len(piece) >= 2}
    total = sum(map(len, pieces))
    node = body
    while total:
        child = node.child
        while child is not None:
            if child.tag not in _NOT_MAIN and _covers(child, pieces, total):
                break
            child = child.next
        if child is None:
            return node
        node = child
    return None


def _covers(node: LexborNode, pieces: set[str], total: int) -> bool:
    text = _squeezed(node.text(deep=True))
    return sum(len(piece) for piece in pieces if piece in text) >= _COVERED * total


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _is_site_line(block: Block) -> bool:
    return isinstance(block, Paragraph) and is_utility(block.text)


def _with_title(blocks: list[Block], title: str | None) -> list[Block]:
    """The blocks with the page's title before them where the text does not repeat it.

    A template's main block often begins below the title; a document must carry its own.
    """
    if not title:
        return blocks
    head = "".join(_squeezed(block.text) for block in blocks[:12] if isinstance(block, Paragraph))
    if _squeezed(title) in head:
        return blocks
    return [Paragraph(title, heading_level=1, centred=True), *blocks]
