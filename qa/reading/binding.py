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
from qa.questions import nature_patterns, tells
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
    those of the nearest date, `year_named` that it stands in the sentence or its heading. `aimed`:
    it is told as what is to be reached (True) or as what was done (False).
    """

    place: str | None
    place_named: bool
    tiers: frozenset[str]
    tier_and_above: bool
    years: tuple[int, ...]
    year_named: bool
    nature: Nature
    titles: frozenset[str] = frozenset()
    aimed: bool | None = None


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
    aimed = _aimed(analysed, where, years, named=year_named)
    nature = _nature(analysed, where, aimed)
    titles = _titles(analysed, where)
    return Binding(place, place_named, tiers, above, years, year_named, nature, titles, aimed)


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
    """The years a candidate speaks of, nearest first: beside it, in words (去年), above it in a
    report that names its years there, carried on from an earlier sentence (“到2025年，……。花生……”),
    in the headings, in the title, of the document. The header of a table's column stands beside its
    figures."""
    text = analysed.text
    spoken = analysed.timeline.spoken(where.sentence.start, where.start)
    for piece in (where.item, where.clause, where.sentence):
        dated = [
            m
            for m in analysed.told_dates
            if piece.start <= m.start < piece.end and not _only_compared(text, m, where)
        ]
        before = [m for m in dated if m.end <= where.start]
        last = before[-1].end if before else piece.start
        if spoken is not None and spoken[0] > last:
            return _all(spoken[1]), True
        if dated:
            return _covered((before or dated)[-1]), True
    if analysed.table is not None:
        headed = [m for m in find_dates(where.label) if m.year]
        if headed:
            return tuple(year for mention in headed for year in _covered(mention)), True
    told = _told(analysed, where)
    if told:
        return told, True
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


_COMPARED = re.compile(r"(?:比|较|超过|高于|低于|同)$")
_SET_BESIDE = re.compile(r"(?:[初底末])?相[比较]")
_BASE = re.compile(r"(?:年)?(?:不变)?价")


def _only_compared(text: str, mention: DateMention, where: Where) -> bool:
    """“比2009年提高92％”, “2300元（2010年不变价）”: the year only says with what, or in whose prices,
    a figure is counted. “比2009年的3家多”: that of its own figure is its year."""
    if _BASE.match(text, mention.end) or _SET_BESIDE.match(text, mention.end):
        return True
    beside = 0 <= where.start - mention.end <= 1
    return not beside and bool(_COMPARED.search(text, 0, mention.start))


def _told(analysed: Analysed, where: Where) -> tuple[int, ...]:
    """The years that a report says above a candidate, in the clauses before it (；), at the begin of
    its paragraph or in its headings; () where none does."""
    timeline, text = analysed.timeline, analysed.text
    above = timeline.at(where.start)
    if above is None or above.years is None:
        return ()
    stop = max(text.rfind(mark, 0, where.sentence.start) for mark in "。\n！？")
    spoken = timeline.spoken(max(stop + 1, analysed.passage.start), where.start)
    if spoken is not None:
        return _all(spoken[1])
    opened = timeline.opened(where.start)
    if opened is not None and not _turns_ahead(analysed, where, opened):
        return _all(opened)
    return _all(above.years)


def _all(ends: tuple[int, int]) -> tuple[int, ...]:
    return tuple(range(ends[0], ends[1] + 1))


def _turns_ahead(analysed: Analysed, where: Where, opened: tuple[int, int]) -> bool:
    """Below a heading that looks ahead, what is to be done is not of the year that is over though
    the paragraph began with it (“去年新增1361万人。……要……”)."""
    clock, above = analysed.timeline.clock, analysed.timeline.at(where.start)
    said = analysed.text[where.sentence.start : max(where.clause.end, where.end)]
    past = clock is not None and opened[1] <= clock.past
    return past and above is not None and above.aimed and tells("clause", "aimed", said)


# 上年 and 明年 count from the year of their own sentence (增幅不低于上年)
_CARRIED = re.compile(r"截[至止](?:目前|现在)|目前|现有|现已|今年|去年")


def _carried_years(analysed: Analysed, end: int) -> tuple[int, ...]:
    """What an earlier sentence of the passage says last of the time (“截至目前，…107家。309家…”)."""
    if analysed.table is not None:
        return ()
    carried = [m for m in analysed.told_dates if m.end <= end]
    start = carried[-1].end if carried else analysed.passage.start
    spoken = analysed.timeline.spoken(start, end, _CARRIED)
    if spoken is not None:
        return _all(spoken[1])
    return _covered(carried[-1]) if carried else ()


def _covered(mention: DateMention) -> tuple[int, ...]:
    if mention.first is None or mention.last is None:
        return ()
    return tuple(range(mention.first.year, min(mention.last.year, mention.first.year + 40) + 1))


_SET_BEFORE = re.compile(
    r"年初|原定|(?:确定|提出|预定|制定|规划|计划|预期|下达)的?[^，。；]{0,24}(?:目标|任务|计划)"
)


def _aimed(analysed: Analysed, where: Where, years: Sequence[int], *, named: bool) -> bool | None:
    """Whether a figure is told as an aim or as done, where the text says of which year it is: of a
    year that is over it is done, unless a sentence only recalls what had been set for it; of the
    year to come it is an aim, unless it is said to have happened."""
    clock, text = analysed.timeline.clock, analysed.text
    if clock is None or not named or not years:
        return None
    clause = text[where.clause.start : max(where.clause.end, where.end)]
    said = text[where.sentence.start : max(where.clause.end, where.end)]
    if max(years) <= clock.past:
        return bool(_SET_BEFORE.search(clause))
    if min(years) > clock.now:
        return True
    if tells("clause", "aimed", clause):
        return True
    if tells("clause", "done", said):
        return False
    above = analysed.timeline.at(where.start)
    if above is not None:
        return above.aimed
    return True if tells("clause", "aimed", said) else None


def _nature(analysed: Analysed, where: Where, aimed: bool | None) -> Nature:
    """Markers beside the figure decide; a heading such as 主要目标 or 到2025年 holds for its list."""
    text = analysed.text
    found = [
        nature
        for piece in (
            text[where.clause.start : where.end],
            text[where.sentence.start : where.start],
        )
        for nature, pattern in nature_patterns("text")
        if pattern.search(piece)
    ]
    if found:
        # what was done in a year that is over was reached (达到, 实现), and is aimed at no more
        over = found[0] is Nature.TARGET and aimed is False
        return Nature.UNKNOWN if over else found[0]
    if "目标" in analysed.heading or any(
        "到" in analysed.heading[max(0, mention.start - 1) : mention.start]
        for mention in analysed.heading_dates
    ):
        return Nature.TARGET
    return Nature.UNKNOWN
