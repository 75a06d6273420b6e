"""Sentences, clauses and items of Chinese text, as spans.

A sentence ends with 。！？； or a line end; a clause with ，： as well; an item with 、 as well.
Nothing is cut inside brackets, book-title marks or quotation marks, because official texts put
whole titles and lists of alternatives there. A bracket left open ends with its line.
"""

from __future__ import annotations

from dataclasses import dataclass

_OPEN = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "【": "】", "〔": "〕", "[": "]"}
_CLOSE = frozenset(_OPEN.values())
_SENTENCE = frozenset("。！？；;!?")
_CLAUSE = frozenset("，,：:")
_ITEM = frozenset("、")


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a text: `text[start:end]`, the closing mark not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause(Piece):
    """A clause with its items (parts between 、)."""

    items: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sentence(Piece):
    """A sentence with its clauses. `end` includes the closing mark where there is one."""

    clauses: tuple[Clause, ...]


def split_sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Sentence, ...]:
    """The sentences of `text[start:end]`, offsets into `text`. Blank pieces are dropped."""
    stop = len(text) if end is None else end
    marks = _marks(text, start, stop)
    sentences: list[Sentence] = []
    begin = start
    pending: list[tuple[int, str]] = []
    for position, rank in [*marks, (stop, "end")]:
        if rank in ("clause", "item"):
            pending.append((position, rank))
            continue
        close = position + 1 if rank == "sentence" else position
        sentence = _sentence(text, begin, position, close, pending)
        if sentence is not None:
            sentences.append(sentence)
        begin, pending = position + (rank != "end"), []
    return tuple(sentences)


def _marks(text: str, start: int, stop: int) -> list[tuple[int, str]]:
    marks: list[tuple[int, str]] = []
    closers: list[str] = []
    for position in range(start, stop):
        char = text[position]
        if char == "\n":
            closers.clear()
            marks.append((position, "line"))
        elif char in _OPEN:
            if _OPEN[char] in text[position : min(stop, position + 400)]:
                closers.append(_OPEN[char])
        elif char in _CLOSE:
            if char in closers:
                while closers and closers.pop() != char:
                    pass
        elif not closers:
            if char in _SENTENCE:
                marks.append((position, "sentence"))
            elif char in _CLAUSE and not _inside_number(text, position):
                marks.append((position, "clause"))
            elif char in _ITEM:
                marks.append((position, "item"))
        elif char == "。" and closers == ["”"] and text[position + 1 : position + 2] != "”":
            marks.append((position, "sentence"))  # a quotation of several sentences
    return marks


def _inside_number(text: str, position: int) -> bool:
    """1,000, 8:30 and 12：00 hold no clause end."""
    return (
        text[position] in ",:："
        and text[position - 1 : position].isdigit()
        and text[position + 1 : position + 2].isdigit()
    )


def _sentence(
    text: str, start: int, end: int, close: int, marks: list[tuple[int, str]]
) -> Sentence | None:
    start, end = _trim(text, start, end)
    if start >= end:
        return None
    clauses: list[Clause] = []
    begin, items_from = start, start
    items: list[Piece] = []
    for position, rank in [*marks, (end, "clause")]:
        if position < begin:
            continue
        item = Piece(*_trim(text, items_from, min(position, end)))
        if item.start < item.end:
            items.append(item)
        items_from = position + 1
        if rank == "clause":
            piece = Piece(*_trim(text, begin, min(position, end)))
            if piece.start < piece.end:
                clauses.append(Clause(piece.start, piece.end, tuple(items)))
            begin, items = position + 1, []
    return Sentence(start, max(end, close), tuple(clauses))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
