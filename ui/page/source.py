"""The source pane: one passage of a document with the quote marked in it, and what the document is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ingest.documents import Document, Passage
from ingest.metadata.validity import repealing, validity_on
from ui.page.grid import GridView, grid_view
from ui.page.markup import render, web_link

if TYPE_CHECKING:
    from ingest.index.protocol import IndexReader


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look: a quote `[start, end)` of a document, shown in the passage number `order`
    (None: the one where the quote begins). `start == end` marks nothing."""

    doc_id: str
    start: int
    end: int
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, inside the quote or not."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class SourceView:
    """What the template of the pane shows. `pieces` joined are the shown stretch of the document;
    a passage of a table is shown as `grid` instead."""

    document: Document
    validity: str
    place: Place
    passage: Passage
    count: int
    pieces: tuple[Piece, ...]
    grid: GridView | None
    holds_quote: bool
    link: str | None
    has_file: bool


def source_view(
    index: IndexReader, place: Place, *, day: date | None = None, has_file: bool = False
) -> SourceView:
    """The passage that `place` names.

    Raises:
        KeyError: the document is not in this generation.
    """
    document = index.document(place.doc_id)
    passages = index.passages(place.doc_id)
    if not passages:
        raise KeyError(place.doc_id)
    passage = passages[_order(passages, place)]
    table = None
    if passage.table_id is not None:
        tables = {table.table_id: table for table in index.tables(place.doc_id)}
        table = tables.get(passage.table_id)
    repealed_by = repealing(index.documents()).get(place.doc_id, ())
    return SourceView(
        document=document,
        validity=validity_on(document, day or date.today(), tuple(repealed_by)).value,
        place=place,
        passage=passage,
        count=len(passages),
        pieces=pieces(document.text, passage, place.start, place.end),
        grid=None if table is None else grid_view(table, passage, place.start, place.end),
        holds_quote=passage.start <= place.start < passage.end and place.start < place.end,
        link=web_link(document.source.uri),
        has_file=has_file,
    )


def source_html(view: SourceView) -> str:
    return render("source.html", view=view)


def missing_html(title: str, quote: str) -> str:
    """The pane for a citation of an old conversation whose document has left the index."""
    return render("missing.html", title=title, quote=quote)


def pieces(text: str, passage: Passage, start: int, end: int) -> tuple[Piece, ...]:
    """The passage, with the quote as one piece of its own; a quote that runs on beyond the
    passage is shown to its end."""
    if not passage.start <= start < passage.end or start >= end:
        return (Piece(text[passage.start : passage.end]),)
    cut = (
        Piece(text[passage.start : start]),
        Piece(text[start:end], quoted=True),
        Piece(text[end : max(passage.end, end)]),
    )
    return tuple(piece for piece in cut if piece.text)


def _order(passages: Sequence[Passage], place: Place) -> int:
    if place.order is not None:
        return min(max(place.order, 0), len(passages) - 1)
    for number, passage in enumerate(passages):
        if place.start < passage.end:
            return number
    return len(passages) - 1
