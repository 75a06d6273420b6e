"""What a candidate is bound to: place, tier, year, nature, title.

The nearest mention wins: in the figure's own label, then before it in its item, clause and
sentence, then in the headings, and last the document itself. `fit.py` judges the binding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.documents import Nature
from ingest.figures.dates import DateMention, find_dates
from ingest.figures.tiers import TierMention, find_tiers
from ingest.figures.titles import find_titles
from ingest.language.clauses import Clause, Piece, Sentence
from qa.questions import nature_patterns
from qa.reading.analysed import Analysed, PlaceAt


@dataclass(frozen=True, slots=True)
class Where:
    """The spans around a candidate, narrow to wide."""

    start: int
    end: int
    item: Piece
    clause: Clause
    sentence: Sentence
    label: str = ""
    header: str = ""

    @classmethod
    def of_sentence(cls, sentence: Sentence, header: str = "") -> Where:
        """The whole sentence as a candidate: all of it stands before its end."""
        clause = sentence.clauses[-1] if sentence.clauses else sentence
        return cls(sentence.end, sentence.end, sentence, clause, sentence, header=header)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Binding:
    """What a candidate is about. None: nothing says.

    `place` is a GB/T 2260 code, `place_named` that the sentence itself names it; `years` are
    those of the nearest date, `year_named` that it stands in the sentence or its heading.
    """

    place: str | None
    place_named: bool
    tiers: frozenset[str]
    tier_and_above: bool
    years: tuple[int, ...]
    year_named: bool
    nature: Nature
    titles: frozenset[str] = frozenset()


def bind(analysed: Analysed, where: Where) -> Binding:
    """The binding of a candidate, read once: it depends on the text alone."""
    key = (
        where.start, where.end, where.item.start, where.item.end, where.clause.start,
        where.clause.end, where.sentence.start, where.sentence.end, where.label, where.header,
    )  # fmt: skip
    found: Binding | None = analysed.bindings.get(key)
    if found is None:
        found = analysed.bindings[key] = _read(analysed, where)
    return found


def _read(analysed: Analysed, where: Where) -> Binding:
    place, place_named = _place(analysed, where)
    tiers, above = _tiers(analysed, where)
    years, year_named = _years(analysed, where)
    nature = _nature(analysed, where)
    titles = _titles(analysed, where)
    return Binding(place, place_named, tiers, above, years, year_named, nature, titles)


def _titles(analysed: Analysed, where: Where) -> frozenset[str]:
    """The awarded title a figure is about: in its label, its item, its clause, or before it."""
    text = analysed.text
    pieces = (
        where.label,
        where.header,
        text[where.item.start : where.item.end],
        text[where.clause.start : where.clause.end],
        text[where.sentence.start : where.start],
    )
    for piece in pieces:
        mentions = find_titles(piece)
        if mentions:
            return frozenset(name for m in mentions for name in (m.title, m.umbrella) if name)
    return frozenset()


def _place(analysed: Analysed, where: Where) -> tuple[str | None, bool]:
    aligned = _labelled(analysed, where)
    if aligned is not None:
        return aligned.code, True
    for piece in (where.item, where.clause, where.sentence):
        mention = _nearest(analysed.places, piece, where.start, where.end)
        if mention is not None:
            return mention.code, True
    if analysed.table is not None:
        row = _nearest(analysed.places, _row_before(analysed.text, where), where.start, where.end)
        if row is not None:
            return row.code, True
    if analysed.heading_places:
        return analysed.heading_places[-1].code, True
    return analysed.document.region_code, False


def _labelled(analysed: Analysed, where: Where) -> PlaceAt | None:
    """The place that the label of a figure names: in “甲、乙和丙分别有x、y和z” each figure has the
    place of its own label, and not the one that stands nearest."""
    named = [
        place
        for place in analysed.places
        if where.sentence.start <= place.start < where.start
        and where.label.startswith(analysed.text[place.start : place.end])
    ]
    return named[-1] if named else None


def _row_before(text: str, where: Where) -> Piece:
    """What stands before a cell in its row: its first cells name it, by its place too."""
    return Piece(text.rfind("\n", 0, where.start) + 1, where.start)


def _nearest(places: Sequence[PlaceAt], piece: Piece, start: int, end: int) -> PlaceAt | None:
    """The last mention before the candidate inside the piece, else the first inside it."""
    inside = [place for place in places if piece.start <= place.start < piece.end]
    before = [place for place in inside if place.end <= start]
    if before:
        return before[-1]
    within = [place for place in inside if start <= place.start < end]
    return within[0] if within else None


def _tiers(analysed: Analysed, where: Where) -> tuple[frozenset[str], bool]:
    labelled = find_tiers(where.label)
    if labelled:
        return _union(labelled)
    if where.header:
        headed = find_tiers(where.header)
        if headed:
            return _union(headed)
    for piece in (where.item, where.clause):
        mention = _closest(analysed, piece, where)
        if mention is not None:
            return _union([mention])
    mentions = _before(analysed.tiers, where.sentence, where.start)
    if mentions:
        return _union(mentions[-1:])
    if analysed.heading_tiers:
        return _union(analysed.heading_tiers)
    return frozenset(), False


def _closest(analysed: Analysed, piece: Piece, where: Where) -> TierMention | None:
    """The tier nearest to the figure inside the piece, before it or behind (30家企业进入省级…),
    with no other figure in between."""
    figures = [s.quantity for s in analysed.statements]

    def distance(mention: TierMention) -> int | None:
        low, high = sorted((mention.start, where.start))
        if any(low < q.start < high and q.start != where.start for q in figures):
            return None
        return (
            where.start - mention.end if mention.end <= where.start else mention.start - where.end
        )

    inside = [m for m in analysed.tiers if piece.start <= m.start and m.end <= piece.end]
    near = [(gap, m.start, m) for m in inside if (gap := distance(m)) is not None]
    return min(near, key=lambda entry: entry[:2])[2] if near else None


def _before(mentions: Iterable[TierMention], piece: Piece, position: int) -> list[TierMention]:
    return [m for m in mentions if piece.start <= m.start and m.end <= min(position, piece.end)]


def _union(mentions: Sequence[TierMention]) -> tuple[frozenset[str], bool]:
    tiers: frozenset[str] = frozenset()
    for mention in mentions:
        tiers |= mention.tiers if mention.and_above else {mention.tier}
    return tiers, any(mention.and_above for mention in mentions)


def _years(analysed: Analysed, where: Where) -> tuple[tuple[int, ...], bool]:
    """The years a candidate speaks of, nearest first: beside it, carried on from an earlier
    sentence (“到2025年，……。花生……”), in the headings, in the title, of the document. The header of
    a table's column stands beside its figures."""
    for piece in (where.item, where.clause, where.sentence):
        dated = [m for m in analysed.told_dates if piece.start <= m.start < piece.end]
        before = [m for m in dated if m.end <= where.start] or dated
        if before:
            spoken = _deictic_year(analysed, before[-1].end, where.start)
            return ((spoken,) if spoken else _covered(before[-1])), True
    if analysed.table is not None:
        headed = [m for m in find_dates(where.label) if m.year]
        if headed:
            return tuple(year for mention in headed for year in _covered(mention)), True
    spoken = _deictic_year(analysed, where.sentence.start, where.start)
    if spoken is not None:
        return (spoken,), True
    carried = _carried_years(analysed, where.sentence.start)
    if carried:
        return carried, True
    for mention in (
        *(m for m in reversed(analysed.carried_dates) if analysed.table is None),
        *reversed(analysed.heading_dates),
        *analysed.title_dates,
    ):
        if mention.year:
            return _covered(mention), True
    document = analysed.document
    if document.period and document.period.start and document.period.end:
        return tuple(range(document.period.start.year, document.period.end.year + 1)), False
    return ((document.year,), False) if document.year else ((), False)


_DEICTIC = re.compile(
    r"(?P<now>截[至止](?:目前|现在)|目前|现有|现已|今年|本年度?)|(?P<last>去年|上年|上一年)|(?P<next>明年|下一?年)"
)
# 上年 and 下一年 count from the year of their own sentence (增幅不低于上年)
_CARRIED = re.compile(r"截[至止](?:目前|现在)|目前|现有|现已|今年|(?P<last>去年)")


def _carried_years(analysed: Analysed, end: int) -> tuple[int, ...]:
    """What an earlier sentence of the passage says last of the time (“截至目前，…107家。309家…”)."""
    if analysed.table is not None:
        return ()
    carried = [m for m in analysed.told_dates if m.end <= end]
    start = carried[-1].end if carried else analysed.passage.start
    spoken = _deictic_year(analysed, start, end, _CARRIED)
    if spoken is not None:
        return (spoken,)
    return _covered(carried[-1]) if carried else ()


def _deictic_year(
    analysed: Analysed, start: int, end: int, words: re.Pattern[str] = _DEICTIC
) -> int | None:
    """目前, 今年, 去年 and 明年 are counted from the year of the text that says them; the last such
    word between two positions counts."""
    year = analysed.document.year
    if year is None:
        return None
    matches = list(words.finditer(analysed.text, start, end))
    if not matches or re.search(r"(?:比|较)$", analysed.text[: matches[-1].start()][-1:]):
        return None
    last = matches[-1].groupdict()
    return year - bool(last["last"]) + bool(last.get("next"))


def _covered(mention: DateMention) -> tuple[int, ...]:
    if mention.first is None or mention.last is None:
        return ()
    return tuple(range(mention.first.year, min(mention.last.year, mention.first.year + 40) + 1))


def _nature(analysed: Analysed, where: Where) -> Nature:
    """Markers beside the figure decide; a heading such as 主要目标 or 到2025年 holds for its list."""
    text = analysed.text
    for piece in (text[where.clause.start : where.end], text[where.sentence.start : where.start]):
        for nature, pattern in nature_patterns("text"):
            if pattern.search(piece):
                return nature
    if "目标" in analysed.heading or any(
        "到" in analysed.heading[max(0, mention.start - 1) : mention.start]
        for mention in analysed.heading_dates
    ):
        return Nature.TARGET
    return Nature.UNKNOWN
