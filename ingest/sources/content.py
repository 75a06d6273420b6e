"""What every parser says about the bytes and the blocks of a source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from ingest.blocks import Block, Grid, Paragraph
from ingest.errors import EmptySourceError
from ingest.sources.limits import Limits, check_count
from ingest.sources.tracing import PRIVATE_USE

_UNMAPPED = re.compile(r"\(cid:\d+\)")
_MOST_UNMAPPED = 0.3


def fingerprint(data: bytes) -> str:
    """sha256 of the bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def block_texts(block: Block) -> Iterable[str]:
    """The text of a paragraph, or the texts of the cells of a grid."""
    if isinstance(block, Paragraph):
        return (block.text,)
    return (cell.text for cell in block.cells)


def has_text(blocks: Iterable[Block]) -> bool:
    return any(text.strip() for block in blocks for text in block_texts(block))


def check_blocks(blocks: Sequence[Block], limits: Limits) -> None:
    """Refuses blocks without any text, or more of them than a document may have.

    Raises:
        EmptySourceError, LimitExceededError
    """
    check_count("段落", len(blocks), limits.blocks)
    cells = sum(len(block.cells) for block in blocks if isinstance(block, Grid))
    check_count("单元格", cells, limits.cells)
    characters = sum(len(text) for block in blocks for text in block_texts(block))
    check_count("字符", characters, limits.characters)
    if not has_text(blocks):
        raise EmptySourceError("文件里没有文字", "请确认导出的文件不是空的，也不是只有图片")


def unreadable_warning(text: str) -> tuple[str, ...]:
    """A warning where glyphs of a printed text have no character code (private-use stand-ins)."""
    count = len(PRIVATE_USE.findall(text))
    return (f"有{count}个字形没有文字编码，未能读出",) if count else ()


def check_readable(text: str) -> None:
    """Refuses a printed text most of whose glyphs have no character code.

    Raises:
        EmptySourceError
    """
    unmapped = len(PRIVATE_USE.findall(text)) + sum(map(len, _UNMAPPED.findall(text)))
    if unmapped > _MOST_UNMAPPED * max(len(text), 1):
        raise EmptySourceError(
            "字体没有文字对照表，读不出文字",
            "请用 OCR 软件识别（如 ocrmypdf --force-ocr -l chi_sim）后再导入",
        )
