"""Pieces of text that know where they stand in the source.

Every change to a text (a blank dropped, two lines joined) goes through `Pieces`, so that the way
back to the source is kept by construction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks import OriginSpan, Paragraph

Origin = tuple[OriginSpan, ...]


class Pieces:
    """Builds a text out of slices of other texts, and its origin out of theirs."""

    __slots__ = ("_length", "_spans", "_texts")

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._spans: list[OriginSpan] = []
        self._length = 0

    def add(self, text: str, origin: Sequence[OriginSpan] = ()) -> None:
        """Appends `text`; `origin` counts from the start of `text`, empty: it stands nowhere."""
        for span in origin:
            self._append(span.offset + self._length, span.source_start, span.length)
        self._texts.append(text)
        self._length += len(text)

    def add_slice(self, text: str, origin: Sequence[OriginSpan], start: int, end: int) -> None:
        """Appends `text[start:end]` of a text with `origin`."""
        self.add(text[start:end], slice_origin(origin, start, end))

    def _append(self, offset: int, source_start: int, length: int) -> None:
        if self._spans:
            last = self._spans[-1]
            if (
                last.offset + last.length == offset
                and last.source_start + last.length == source_start
            ):
                self._spans[-1] = OriginSpan(last.offset, last.source_start, last.length + length)
                return
        self._spans.append(OriginSpan(offset, source_start, length))

    def __len__(self) -> int:
        return self._length

    @property
    def text(self) -> str:
        return "".join(self._texts)

    @property
    def origin(self) -> Origin:
        return tuple(self._spans)


def slice_origin(origin: Sequence[OriginSpan], start: int, end: int) -> Origin:
    """The origin of `text[start:end]`, given that of `text`."""
    kept = []
    for span in origin:
        low = max(start, span.offset)
        high = min(end, span.offset + span.length)
        if low < high:
            kept.append(OriginSpan(low - start, span.source_start + low - span.offset, high - low))
    return tuple(kept)


def slice_paragraph(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """A paragraph of `paragraph.text[start:end]`, all else as it was."""
    return replace(
        paragraph,
        text=paragraph.text[start:end],
        origin=slice_origin(paragraph.origin, start, end),
    )


def join_paragraphs(first: Paragraph, second: Paragraph, glue: str) -> Paragraph:
    """One paragraph of two; page, level and label are those of the first."""
    pieces = Pieces()
    pieces.add(first.text, first.origin)
    pieces.add(glue)
    pieces.add(second.text, second.origin)
    return replace(first, text=pieces.text, origin=pieces.origin)
