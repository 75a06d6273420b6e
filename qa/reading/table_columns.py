"""Which columns of a table a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ingest.figures.cells import unit_named
from ingest.figures.dates import find_dates
from qa.questions import Asked, Question, rows
from qa.reading.table_links import NAME_TAIL, Linker
from qa.reading.table_rows import Sheet

_NOUN = re.compile(
    r"(?:哪(?:一|[二两三四五六七八九十几])?[个些种家所类项位名款条门座批级届期间]?|什么|啥)的?"
    r"(?P<noun>[\u4e00-\u9fff]{2,8})"
)
_EACH_NOUN = re.compile(
    r"(?:哪(?:一|[二两三四五六七八九十几])?[个些种家所类项位名款条门座批级届期间]?|什么|啥)的?"
    r"(?P<noun>(?:(?!哪|什么|啥)[\u4e00-\u9fff]){2,12})"
)
_SUBJECT = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:都|分别|各)?(?:有|是|为|包括|叫)(?:哪|什么|啥|谁)"
)
_COUNTED_BEFORE = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:一共|总共|共|都|各)?有(?:几|多少)[个种家所类项位名款条门座批]"
)
_CLASSIFIED = re.compile(r"(?:几|多少)[个种家所类项位名款条门座批]?(?P<noun>[\u4e00-\u9fff]{2,6})")
_INTERROGATIVE = re.compile(r"多少|几|多[大高长重]")
# how much something changed is told by the column of changes, whatever is said to have changed
_ASKS_CHANGE = re.compile(
    r"(?:增|涨|降|减|跌)(?:[长加幅少了]|得){0,2}(?:是|有|为|到)?(?:多少|百分之几|几个?(?:%|百分|点|成))|(?:增|涨|降|跌)(?:幅|速)"
)
_CHANGE = re.compile(r"±|[增涨降减跌](?:[长减幅]|$)|(?:同|较|比)(?:比|上年|去年|上月)")
_MEASURED = re.compile(r"^[-+－−±≤≥<>约]?\s*\d[\d,.]*\s*[^\d\s，。；、]{1,8}$")
MOST_COLUMNS = 4
"""More columns than this are named by a word that tells none of them."""
_NUMERIC_SHARE = 0.5


def asked_columns(question: Question, sheet: Sheet, linker: Linker) -> tuple[int, ...]:
    """The columns whose cells answer, by the noun asked for (哪个专业), the kind of thing asked
    for (什么时候) or their headers; empty where none or too many fit."""
    among = [c for c in nameable(sheet) if _of_year(question, " ".join(sheet.headers[c]))]
    noun = asked_noun(question, sheet, among)
    if noun:
        return _best_named(linker, sheet, noun)
    if question.asked is Asked.FIGURE:
        return _figure_columns(question, sheet, linker, among)
    of_kind = _of_kind(question, sheet, among)
    if of_kind:
        linked = linker.columns(sheet, of_kind)
        return tuple(linked) or (tuple(of_kind) if len(of_kind) == 1 else ())
    linked = linker.columns(sheet, among)
    return tuple(linked) if len(linked) <= MOST_COLUMNS else ()


def _of_year(question: Question, header: str) -> bool:
    """Whether a header names a year that is asked for, or none."""
    named = {mention.year for mention in find_dates(header) if mention.year}
    return not named or not question.years or bool(named & set(question.years))


def nameable(sheet: Sheet) -> list[int]:
    """The columns that a question may name: those with a header that do not count the rows."""
    return [column for column in sheet.columns if column != sheet.serial and sheet.headers[column]]


def asked_noun(question: Question, sheet: Sheet, among: Iterable[int]) -> tuple[int, ...]:
    """The columns that the noun behind the interrogative names, as far as it is a header's word:
    专业 of “哪些专业可以报考”."""
    match = _NOUN.search(question.text)
    found = _columns_of(match["noun"] if match else "", sheet, among)
    if found:
        return found
    subject = _SUBJECT.search(question.text)
    return _columns_of(subject["noun"] if subject else "", sheet, among, from_end=True)


def asked_nouns(question: Question, sheet: Sheet, among: Iterable[int]) -> tuple[int, ...]:
    """The columns of every noun asked for (哪些学校的什么专业), by its beginning or, with what is said
    of it before, by its end (哪几个中外合作办学专业)."""
    columns = list(among)
    nouns = [match["noun"] for match in _EACH_NOUN.finditer(question.text)]
    found = {
        column
        for noun in nouns
        for column in _columns_of(noun, sheet, columns)
        or _columns_of(noun, sheet, columns, from_end=True)
    }
    return tuple(sorted(found)) or asked_noun(question, sheet, columns)


def counted_noun(question: Question, sheet: Sheet, among: Iterable[int]) -> tuple[int, ...]:
    """The columns that the noun behind 几个 or before 有几个 names."""
    match = _CLASSIFIED.search(question.text)
    found = _columns_of(match["noun"] if match else "", sheet, among)
    if found:
        return found
    before = _COUNTED_BEFORE.search(question.text)
    return _columns_of(before["noun"] if before else "", sheet, among, from_end=True)


def _columns_of(
    noun: str, sheet: Sheet, among: Iterable[int], *, from_end: bool = False
) -> tuple[int, ...]:
    """The columns headed by as much of the noun's beginning (or end) as any header has."""
    columns = list(among)
    for length in range(len(noun), 1, -1):
        part = noun[-length:] if from_end else noun[:length]
        found = [c for c in columns if part in "".join(sheet.headers[c][-1:])]
        exact = [c for c in found if NAME_TAIL.sub("", sheet.headers[c][-1]) == part]
        if found:
            return tuple(exact or found)
    return ()


def _best_named(linker: Linker, sheet: Sheet, columns: Sequence[int]) -> tuple[int, ...]:
    linked = tuple(linker.columns(sheet, columns)) or tuple(columns)
    return linked if len(linked) <= MOST_COLUMNS else ()


def _figure_columns(
    question: Question, sheet: Sheet, linker: Linker, among: Sequence[int]
) -> tuple[int, ...]:
    """Columns of numbers: those named, and the one whose unit is of the kind asked for."""
    numeric = [c for c in among if is_numeric(sheet, c) or _is_measured(sheet, c)]
    linked = tuple(linker.columns(sheet, numeric))
    changed = [c for c in numeric if _CHANGE.search(" ".join(sheet.headers[c]))]
    several = len(_INTERROGATIVE.findall(question.text)) > 1
    if len(changed) == 1 and _ASKS_CHANGE.search(question.text):
        return tuple(sorted({*(linked if several else ()), changed[0]}))
    of_kind = [c for c in numeric if _unit_kind(sheet, c) in question.kinds]
    if len(of_kind) == 1 and of_kind[0] not in linked:
        return tuple(sorted((*linked, of_kind[0]))) if linked and several else (of_kind[0],)
    if linked:
        return linked if len(linked) <= MOST_COLUMNS else ()
    return tuple(numeric) if len(numeric) == 1 and not question.kinds else ()


def compared_column(question: Question, sheet: Sheet, linker: Linker) -> int | None:
    """The one column of numbers by which things are compared: the column named, that of the kind
    of figure named (增幅, 价格), or the only one."""
    numeric = [c for c in nameable(sheet) if is_numeric(sheet, c)]
    kind = [c for c in numeric if _compared_by(question, " ".join(sheet.headers[c]))]
    linked = linker.columns(sheet, kind or numeric)
    for found in (tuple(linked), kind, numeric):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _compared_by(question: Question, header: str) -> bool:
    return any(
        asked.search(question.text) and told.search(header) for asked, told in _comparisons()
    )


def is_numeric(sheet: Sheet, column: int) -> bool:
    """Whether most filled cells of a column are plain numbers."""
    return column in sheet.numeric


def _is_measured(sheet: Sheet, column: int) -> bool:
    """Whether most cells are a figure with its unit (-36dBm, 20MHz)."""
    cells = [cell for row in sheet.rows if (cell := row.at(column)) is not None]
    measured = sum(bool(_MEASURED.match(cell.text)) for cell in cells)
    return bool(cells) and measured > _NUMERIC_SHARE * len(cells)


def _unit_kind(sheet: Sheet, column: int) -> str:
    return unit_named(" ".join(sheet.headers[column]))[1]


def _of_kind(question: Question, sheet: Sheet, among: Sequence[int]) -> list[int]:
    """Columns whose header names the kind of thing asked for; the first pattern that fits wins."""
    for pattern in _header_patterns().get(question.asked.value, ()):
        found = [c for c in among if pattern.search(" ".join(sheet.headers[c]))]
        if found:
            return found
    return []


@lru_cache(maxsize=1)
def _comparisons() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(a), re.compile(t)) for a, t in rows("columns_compared.tsv"))


@lru_cache(maxsize=1)
def _header_patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    patterns: dict[str, tuple[re.Pattern[str], ...]] = {}
    for asked, pattern in rows("columns_asked.tsv"):
        patterns[asked] = (*patterns.get(asked, ()), re.compile(pattern))
    return patterns
