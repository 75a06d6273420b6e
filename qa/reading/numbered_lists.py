"""Numbered lists of a document: what stands above them, and their members.

Official texts number what they list (GB/T 9704-2012), each level in its own style and from one on;
the line right above names what is listed, as its heading or in a lead that ends in a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.figures.numbers import format_chinese
from ingest.structure.numbering import Style, read_marker
from qa.reading.findings import Span

_TITLE_LENGTH = 40
_BEHIND = 400
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,12}[：:]\s*(?=[\d（(一①])")


@dataclass(slots=True)
class NumberedList:
    """A list: its style, the short lines and the headings above it, the nearest of these, the line
    right above it (empty at the beginning of a text), its members so far."""

    style: Style
    lead: str
    headings: str
    heading: str
    above: Span
    members: list[Span] = field(default_factory=list)


@lru_cache(maxsize=64)
def numbered_lists(text: str) -> tuple[NumberedList, ...]:
    """Lists of a document whose numbers run from one on, in order of their ends."""
    return tuple(_lists(text))


def _lists(text: str) -> Iterator[NumberedList]:
    open_lists: dict[Style, NumberedList] = {}
    titles: dict[Style, str] = {}
    plain: list[str] = []
    last = (0, 0)
    for start, line in _lines(text):
        above, last = last, (start, start + len(line))
        marker = read_marker(line)
        if marker is None:
            if len(line) <= _TITLE_LENGTH:
                plain = [*plain, line][-2:]
            continue
        for style in [s for s in open_lists if s > marker.style and not _through(s, marker.style)]:
            yield open_lists.pop(style)
        span = (start, start + len(line))
        current = open_lists.get(marker.style)
        if current is not None and marker.number == len(current.members) + 1:
            current.members.append(span)
        else:
            if current is not None:
                broken = open_lists.pop(marker.style)
                if marker.number == 1:  # else a number is missing, and with it members
                    yield broken
            if marker.number == 1:
                heads = [titles[style] for style in sorted(titles) if style < marker.style]
                lead = " ".join((*heads[-1:], *plain))
                open_lists[marker.style] = NumberedList(
                    marker.style, lead, " ".join(heads), "".join(heads[-1:]), above, [span]
                )
        titles = {style: t for style, t in titles.items() if style < marker.style}
        titles[marker.style] = line[:_TITLE_LENGTH]
        plain = []
    yield from open_lists.values()


def _through(style: Style, above: Style) -> bool:
    """Articles are numbered through all chapters of a statute."""
    return style is Style.ARTICLE and above in (Style.PART, Style.CHAPTER, Style.ARTICLE_SECTION)


def runs_on(text: str, found: NumberedList) -> bool:
    """Whether the next number of the list stands behind its last member, in a line of others: then
    its members are not all known."""
    following, end = len(found.members) + 1, found.members[-1][1] + _BEHIND
    written = (format_chinese(following), str(following))
    if found.style in (Style.CHAPTER, Style.ARTICLE):
        word = "章" if found.style is Style.CHAPTER else "条"
        return any(f"第{number}{word}" in text[found.members[-1][0] :] for number in written)
    first = text[slice(*found.members[0])]
    marker = read_marker(first)
    if marker is None:
        return False
    behind = text[found.members[-1][0] : end]
    return any(
        re.sub(r"[一1]", number, first[: marker.end], count=1).strip() in behind
        for number in written
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Filled lines with their starts; a label before the first member is a line of its own
    (条件要求：1．在本市注册)."""
    start = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            begin = start + line.index(bare[0])
            label = _LABEL.match(bare)
            marker = read_marker(bare[label.end() :]) if label else None
            if label and marker is not None and marker.number == 1:
                yield begin, label.group().rstrip()
                begin, bare = begin + label.end(), bare[label.end() :]
            yield begin, bare
        start += len(line) + 1
