"""A passage read once: sentences, figures, dates, tiers and places, kept for later questions."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from ingest.documents import NATIONAL_CODE, Document, Passage, Table
from ingest.figures.cells import column_names, is_bare, is_unit_column, read_bare_cells, row_names
from ingest.figures.dates import DateMention, find_dates
from ingest.figures.statements import Statement, read_statements
from ingest.figures.tiers import TierMention, find_tiers
from ingest.index.protocol import IndexReader
from ingest.language.clauses import Sentence, split_sentences
from ingest.metadata.places import Gazetteer
from qa.answers import Hit
from qa.reading.told_time import Timeline

Spanned = TypeVar("Spanned", DateMention, TierMention)


_CARRY = 1500
"""Characters before a passage, inside its section, in which “到2025年” may open its list."""


@dataclass(frozen=True, slots=True)
class PlaceAt:
    """A place named in a passage (offsets into `Document.text`)."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Analysed:
    """What stands in a passage; all spans are offsets into `document.text`.

    `heading_*` are read from the title path of the section, which holds for the whole passage;
    `told_dates` are the dates with a year that its sentences tell of (no names of texts or plans),
    `carried_dates` such dates in the section before it; `timeline` is that of the document.
    """

    document: Document
    passage: Passage
    sentences: tuple[Sentence, ...]
    statements: tuple[Statement, ...]
    dates: tuple[DateMention, ...]
    tiers: tuple[TierMention, ...]
    places: tuple[PlaceAt, ...]
    heading: str
    heading_tiers: tuple[TierMention, ...]
    heading_dates: tuple[DateMention, ...]
    heading_places: tuple[PlaceAt, ...]
    title_dates: tuple[DateMention, ...]
    told_dates: tuple[DateMention, ...]
    carried_dates: tuple[DateMention, ...]
    timeline: Timeline
    table: Table | None
    bindings: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    """What its spans are bound to (`binding.bind`), which no question changes; filled when asked."""

    @property
    def text(self) -> str:
        return self.document.text

    def cell_span(self, position: int) -> tuple[int, int] | None:
        """The table cell that holds a position."""
        if self.table is None:
            return None
        return next(
            ((c.start, c.end) for c in self.table.cells if c.start <= position < c.end), None
        )

    def header_at(self, position: int) -> str:
        """Row and column names of the cell that holds a position, "" outside tables."""
        if self.table is None:
            return ""
        for cell in self.table.cells:
            if cell.start <= position < cell.end:
                return " ".join((*row_names(self.table, cell), *column_names(self.table, cell)))
        return ""


def first_by_document(hits: Iterable[tuple[Hit, Analysed]]) -> Iterator[tuple[Hit, Analysed]]:
    """The best passage of each document, in the order of the hits."""
    seen: set[str] = set()
    for hit, analysed in hits:
        if analysed.document.doc_id not in seen:
            seen.add(analysed.document.doc_id)
            yield hit, analysed


class PassageAnalyser:
    """Analyses passages, remembering the most recent ones (they never change).

    Args:
        index: gives tables and full documents.
        gazetteer: finds places.
        capacity: how many analysed passages are kept.
    """

    def __init__(self, index: IndexReader, gazetteer: Gazetteer, capacity: int = 4096) -> None:
        self._index = index
        self._gazetteer = gazetteer
        self._capacity = capacity
        self._kept: OrderedDict[str, Analysed] = OrderedDict()
        self._timelines: OrderedDict[str, Timeline] = OrderedDict()

    def analyse(self, passage: Passage) -> Analysed:
        key = passage.passage_id
        found = self._kept.get(key)
        if found is None:
            found = self._read(passage)
            self._kept[key] = found
            if len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found

    def _read(self, passage: Passage) -> Analysed:
        document = self._index.document(passage.doc_id)
        text, start, end = document.text, passage.start, passage.end
        table = self._table(passage)
        heading = " ".join((*passage.section.path, table.caption if table else "")).strip()
        pieces = _cell_spans(table, start, end) if table else [(start, end)]
        dates = find_dates(text[start:end])
        before = text[max(passage.section.start, start - _CARRY) : start]
        return Analysed(
            document=document,
            passage=passage,
            sentences=tuple(s for a, b in pieces for s in split_sentences(text, a, b)),
            statements=(
                *(s for a, b in pieces for s in read_statements(text, a, b)),
                *(read_bare_cells(table, start, end) if table else ()),
            ),
            dates=tuple(_moved(mention, start) for mention in dates),
            tiers=tuple(_moved(mention, start) for mention in find_tiers(text[start:end])),
            places=self._places(text, start, end, document),
            heading=heading,
            heading_tiers=find_tiers(heading),
            heading_dates=find_dates(heading),
            heading_places=self._places(heading, 0, len(heading), document),
            title_dates=find_dates(document.title),
            told_dates=tuple(_moved(m, start) for m in _told(text[start:end], dates)),
            carried_dates=_told(before, find_dates(before)),
            timeline=self._timeline(document),
            table=table,
        )

    def _timeline(self, document: Document) -> Timeline:
        found = self._timelines.get(document.doc_id)
        if found is None:
            found = Timeline(document, self._index.sections(document.doc_id))
            self._timelines[document.doc_id] = found
            if len(self._timelines) > self._capacity:
                self._timelines.popitem(last=False)
        return found

    def _table(self, passage: Passage) -> Table | None:
        if passage.table_id is None:
            return None
        tables = self._index.tables(passage.doc_id)
        return next((table for table in tables if table.table_id == passage.table_id), None)

    def _places(self, text: str, start: int, end: int, document: Document) -> tuple[PlaceAt, ...]:
        """Named places and self-references (我市, 全省), in order; none inside 《》 or “”."""
        piece = text[start:end]
        code = document.region_code
        found = [
            PlaceAt(mention.place.code, start + mention.start, start + mention.end)
            for mention in self._gazetteer.find(piece, context_code=code)
            if mention.place is not None
            and not _quoted(piece, mention.start)
            and not _ORGANISATION.match(piece, mention.end)
        ]
        found += [
            PlaceAt(referred, start + match.start(), start + match.end())
            for match in _SELF_REFERENCE.finditer(piece)
            if (referred := _referred(match.group(1), code)) is not None
        ]
        return tuple(sorted(found, key=lambda place: (place.start, -place.end)))


_LONGEST_TITLE = 80
_TIME_OF_PLAN = re.compile(r"[”\"」]?(?:期间|时期|以来|末|初|中期|后期|前期|第[一二三四五]年)")


def _told(text: str, mentions: Iterable[DateMention]) -> tuple[DateMention, ...]:
    """Dates with a year that tell when something is: those in the name of a text
    (《…三年行动计划（2020—2022年）》) are the text's, and a five-year plan is a time only where it is
    called one (“十四五”期间; 2021年是推进“十四五”发展的开局之年 tells of 2021)."""
    return tuple(
        mention
        for mention in mentions
        if mention.year
        and not _is_titled(text, mention.start)
        and (mention.precision != "plan" or _TIME_OF_PLAN.match(text, mention.end))
    )


def _is_titled(text: str, position: int) -> bool:
    opened = text.rfind("《", max(0, position - _LONGEST_TITLE), position)
    return opened >= 0 and "》" not in text[opened:position]


def _cell_spans(table: Table, start: int, end: int) -> list[tuple[int, int]]:
    """Each body cell of the passage's rows that holds words reads as a text of its own. A number
    alone or a unit says nothing without its headers; `read_bare_cells` reads them together."""
    return [
        (cell.start, cell.end)
        for cell in table.cells
        if cell.row >= table.header_rows
        and start <= cell.start < cell.end <= end
        and not is_bare(cell)
        and not is_unit_column(table, cell.column)
    ]


_SELF_REFERENCE = re.compile(r"[全我本](国|省|自治区|市|区|县|州|盟|旗)(?![级\u5c5e外])")
_LEVELS = {"国": 0, "省": 2, "自治区": 2, "市": 4, "州": 4, "盟": 4, "区": 6, "县": 6, "旗": 6}


def _referred(word: str, code: str | None) -> str | None:
    """全省 in a text of 常州 is 江苏: digits 1-2 of GB/T 2260 name province, 3-4 city, 5-6 county.

    全市 in a text of a county-level city (常熟市, code …81 and up) is that city itself.
    """
    level = _LEVELS[word]
    if level == 0:
        return NATIONAL_CODE
    if code is None or code == NATIONAL_CODE:
        return None
    if word == "市" and _is_county_level_city(code):
        return code
    if level == 4 and code[2:4] == "00":
        return code  # a municipality or province speaks of itself as 全市/本市
    return code[:level].ljust(6, "0")


def _is_county_level_city(code: str) -> bool:
    return code[4:6] != "00" and int(code[4:6]) >= 81


# 江苏上上电缆集团有限公司, 南京大学, 西藏初中班: a place inside a proper name says nothing of the
# figure's place
_ORGANISATION = re.compile(
    r"[^，。；：、的有为在对等与和及\n|]{1,14}?(?:有限公司|公司|集团|大学|学院|医院|银行|研究院|研究所)"
    r"|(?:初中|高中|中职|民族)?班(?=[^子组底]|$)"
)


def _quoted(text: str, position: int) -> bool:
    before = text[:position]
    return before.count("《") > before.count("》") or before.count("“") > before.count("”")


def _moved(mention: Spanned, offset: int) -> Spanned:
    return replace(mention, start=mention.start + offset, end=mention.end + offset)
