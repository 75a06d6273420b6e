"""Lines of wrapped text (plain text, PDF) → paragraphs.

A printed page or a fixed line width cuts sentences; an export may put an empty line at the cut.
A line that has not come to an end (no final punctuation, long or with a comma inside, or with an
open bracket) is continued by the next line, across empty lines too, unless that line begins
something new: a number, an annex, a label, a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.blocks import Block, Grid, Paragraph
from ingest.origins import join_paragraphs, slice_paragraph
from ingest.structure import wording
from ingest.structure.numbering import read_marker
from ingest.structure.spacing import tidy

_LEAST_OPEN = 40
"""A line this long without final punctuation is a cut sentence, not a heading (characters)."""
_SHARE_FULL = 0.85
_BRACKETS = {"《": "》", "（": "）", "(": ")", "“": "”", "〔": "〕", "【": "】"}
_OPEN_REACH = 120
_LONGEST_TITLE = 80
_LONGEST_PARAGRAPH = 5_000
"""No paragraph of prose is longer; text without any sentence end is not joined beyond it."""
_WORD = re.compile(r"\w", re.UNICODE)
_PAGE_NUMBER = re.compile(
    r"^(?:[-—–－·\s]{1,4}\d{1,4}[-—–－·\s]{1,4}|第\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})$"
)
_INNER_END = re.compile(r"[。；！？].")
"""A line that holds the end of a sentence is running text: what follows that end is cut."""
_HANGING = re.compile("[的和及与暨]$")
"""No title ends in one of these words: the line below goes on with it."""
_DOT_LEADER = re.compile(r"[.…·]{4,}\s*\d*$")
_BARE_NUMBER = re.compile(r"^\s*\d{1,4}\s*$")
_LEAST_PAGE = 8
_COMMA = frozenset("，、,")
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a text were cut. `full`: least length of a full line, None if not fixed."""

    full: int | None

    def is_long(self, text: str) -> bool:
        return len(text) >= (self.full or _LEAST_OPEN)


def clean_blocks(blocks: Iterable[Block]) -> list[Block]:
    """True paragraphs: split at forced line breaks, tidied, empty ones and debris dropped."""
    cleaned: list[Block] = []
    lines: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Grid):
            cleaned.extend(join_titles(lines))
            cleaned.append(block)
            lines = []
        else:
            tidied = map(tidy, _split_lines(block))
            lines.extend(line for line in tidied if not is_debris(line.text))
    cleaned.extend(join_titles(lines))
    return cleaned


def mend_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs of wrapped lines; grids part the text."""
    mended: list[Block] = []
    lines: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Grid):
            mended.extend(mend_lines(lines))
            mended.append(block)
            lines = []
        else:
            lines.append(block)
    mended.extend(mend_lines(lines))
    return mended


def mend_lines(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """Joins the lines of sentences and titles that were cut; empty lines and debris go."""
    layout = measure_layout(lines)
    numbers = page_numbers(lines)
    paragraphs: list[Paragraph] = []
    for index, raw in enumerate(lines):
        line = tidy(raw)
        if index in numbers or is_debris(line.text):
            continue
        indented = raw.text.startswith(("\u3000", "    ", "  "))
        if (
            paragraphs
            and len(paragraphs[-1].text) < _LONGEST_PARAGRAPH
            and _continues(paragraphs[-1], line, layout, indented)
        ):
            paragraphs[-1] = join_paragraphs(paragraphs[-1], line, _glue(paragraphs[-1], line))
        else:
            paragraphs.append(line)
    return join_titles(paragraphs)


def measure_layout(lines: Sequence[Paragraph]) -> Layout:
    """Fixed width: at least two fifths of the lines end within 15 % of the common longest one."""
    lengths = sorted(len(line.text.strip()) for line in lines if line.text.strip())
    if len(lengths) < 8:
        return Layout(None)
    widest = lengths[int(len(lengths) * 0.95) - 1]
    full = int(widest * _SHARE_FULL)
    share = sum(full <= length <= widest * 1.1 for length in lengths) / len(lengths)
    return Layout(full if 15 <= widest <= 120 and share >= 0.4 else None)


def page_numbers(lines: Sequence[Paragraph]) -> frozenset[int]:
    """Lines that are bare page numbers: three or more that count up, a page of lines apart.

    Bare numbers close together are the first column of a table.
    """
    bare = [
        (index, int(line.text))
        for index, line in enumerate(lines)
        if len(line.text) < 8 and _BARE_NUMBER.match(line.text)
    ]
    kept = [
        position
        for position, (above, below) in enumerate(pairwise(bare))
        if 1 <= below[1] - above[1] <= 3 and below[0] - above[0] >= _LEAST_PAGE
    ]
    if len(kept) < 2:
        return frozenset()
    return frozenset(bare[position + step][0] for position in kept for step in (0, 1))


def join_titles(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Joins a title over two or three lines, and its qualifier (2023-2025年)（征求意见稿）.

    A title ends in the name of its kind of document; lines that come to it only together are one.
    """
    joined: list[Paragraph] = []
    index = 0
    while index < len(paragraphs):
        title = paragraphs[index]
        if index + 1 < len(paragraphs) and _breaks_bracket(title, paragraphs[index + 1]):
            title = join_paragraphs(title, paragraphs[index + 1], "")
            joined.append(title)
            index += 2
            continue
        taken = 1
        for count in (2, 3):
            candidate = paragraphs[index : index + count]
            if len(candidate) == count and _is_broken_title(candidate):
                for part in candidate[1:]:
                    title = join_paragraphs(title, part, "")
                taken = count
                break
        index += taken
        while (
            index < len(paragraphs)
            and wording.QUALIFIER_LINE.match(paragraphs[index].text)
            and wording.ends_as_title(title.text)
            and wording.is_title_like(title.text)
        ):
            title = join_paragraphs(title, paragraphs[index], "")
            index += 1
        joined.append(title)
    return joined


def is_debris(text: str) -> bool:
    """Empty, a page number between dashes, or nothing but marks."""
    return _WORD.search(text) is None or (len(text) <= 24 and _PAGE_NUMBER.match(text) is not None)


def starts_item(line: Paragraph) -> bool:
    """Whether a line begins something new by its form."""
    text = line.text
    return bool(
        line.heading_level is not None
        or read_marker(text)
        or wording.ANNEX.match(text)
        or wording.ANNEX_LIST.match(text)
        or wording.BULLET.match(text)
        or wording.LABELLED.match(text)
        or wording.DATE_LINE.match(text)
        or wording.DOC_NUMBER.match(text)
    )


def _continues(first: Paragraph, second: Paragraph, layout: Layout, indented: bool) -> bool:
    text = first.text
    if first.heading_level is not None or second.heading_level is not None:
        return False
    open_bracket = _open_bracket(text)
    if open_bracket and open_bracket in second.text[:_OPEN_REACH]:
        return True
    if _DOT_LEADER.search(text):
        return False
    if starts_item(second) or wording.ends_sentence(text) or wording.is_fixed_line(text):
        return False
    if text[-1] in _COMMA:
        return True
    if wording.ends_as_title(text) and wording.is_title_like(text):
        return False
    if indented and layout.full is not None:
        return False
    return layout.is_long(text) or _INNER_END.search(text) is not None


def _is_broken_title(lines: Sequence[Paragraph]) -> bool:
    if not all(wording.is_title_like(line.text) for line in lines):
        return False
    hanging = len(lines) == 2 and _HANGING.search(lines[0].text) is not None
    if not (hanging or _reaches_title([line.text for line in lines])):
        return False
    return not any(wording.is_fixed_line(line.text) or starts_item(line) for line in lines)


def _reaches_title(texts: Sequence[str]) -> bool:
    """Whether lines are a title together and no line before the last is one, or a letterhead."""
    whole = "".join(texts)
    if not 12 <= len(whole) <= 90 or not wording.ends_as_title(whole):
        return False
    return not any(
        wording.ends_as_title(text) or text.endswith(wording.LETTERHEAD) for text in texts[:-1]
    )


def _breaks_bracket(first: Paragraph, second: Paragraph) -> bool:
    """Whether a line break stands inside the brackets or quotation marks of a title or note."""
    if first.heading_level is not None or second.heading_level is not None:
        return False
    if len(first.text) > _LONGEST_TITLE or wording.ends_sentence(first.text):
        return False
    closing = _open_bracket(first.text)
    return closing is not None and closing in second.text[:_LONGEST_TITLE]


def _open_bracket(text: str) -> str | None:
    """The closing mark that the end of `text` still waits for."""
    tail = text[-_OPEN_REACH:]
    for opening, closing in _BRACKETS.items():
        position = tail.rfind(opening)
        if position >= 0 and closing not in tail[position:]:
            return closing
    return None


def _glue(first: Paragraph, second: Paragraph) -> str:
    """A blank between two Latin words or figures, nothing between Chinese."""
    both = _LATIN.match(first.text[-1]) and _LATIN.match(second.text[0])
    return " " if both else ""


def _split_lines(paragraph: Paragraph) -> Iterable[Paragraph]:
    text = paragraph.text
    if "\n" not in text:
        yield paragraph
        return
    position = 0
    for part in text.split("\n"):
        yield slice_paragraph(paragraph, position, position + len(part))
        position += len(part) + 1
