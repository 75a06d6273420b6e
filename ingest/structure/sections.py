"""Parts and headings → sections that together cover the text.

A section runs from its heading to the next one. A heading with nothing but a subheading below
it makes no section of its own: it opens that of the first subheading, so that no passage is a
heading alone. The title and preamble, and the closing of a part, are sections without a path
(within an annex: with that of the annex).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.documents import Section, Table
from ingest.structure import wording
from ingest.structure.compose import Unit
from ingest.structure.headings import Candidate, find_candidates, find_contents
from ingest.structure.outline import Heading, build_outline
from ingest.structure.parts import Part, annex_lists, split_parts
from ingest.structure.responsible import responsible_units

_UNIT_LINE = re.compile(r"^[（(]?(?:计量)?单位[:：]")
_LONGEST_CAPTION = 60
_TINY_FRONT = 60
_CONTENTS = "目录"


@dataclass(frozen=True, slots=True)
class _Opening:
    """A section begins at unit `unit`; the first `heading_units` units are its heading."""

    unit: int
    path: tuple[str, ...]
    annex: str | None
    heading_units: int


@dataclass(frozen=True, slots=True)
class Outlined:
    """A section and its units `first` to `last` (exclusive)."""

    section: Section
    first: int
    last: int


def find_sections(units: Sequence[Unit], text: str, doc_id: str) -> list[Outlined]:
    """The sections of a document in order; each unit lies in exactly one."""
    lists = annex_lists(units)
    parts = split_parts(units)
    title = _document_title(units, parts)
    openings = [opening for part in parts for opening in _open_part(units, part, lists, title)]
    return _close(_merge_bare_headings(openings, len(units)), units, text, doc_id)


def caption_tables(outlined: Sequence[Outlined], units: Sequence[Unit]) -> dict[str, Table]:
    """Tables by id with their captions: the format's, the line above, or the section's heading."""
    captioned: dict[str, Table] = {}
    for entry in outlined:
        for index in range(entry.first, entry.last):
            table = units[index].table
            if table is not None:
                caption = (
                    table.caption or _caption_above(units, index, entry) or entry.section.heading
                )
                captioned[table.table_id] = replace(table, caption=caption)
    return captioned


def _document_title(units: Sequence[Unit], parts: Sequence[Part]) -> str:
    """The first part up to its closing as one string: forwarded titles are looked up in it."""
    if not parts:
        return ""
    return "".join(unit.text for unit in units[: parts[0].closing] if unit.table is None)


def _open_part(
    units: Sequence[Unit], part: Part, lists: frozenset[int], title: str
) -> Iterator[_Opening]:
    root: tuple[str, ...] = ()
    if part.heading_units and (part.annex or part.title not in title):
        root = (part.title,)
    heading_units = part.heading_units or _bare_title(units, part)
    yield _Opening(part.first, root, part.annex, heading_units)
    first = part.first + part.heading_units
    contents = find_contents(units, first, part.closing)
    skipped = lists.union(contents)
    candidates = find_candidates(units, first, part.body, part.closing, skipped)
    headings = [
        heading
        for heading in build_outline(_without_title(candidates, part), units, part.closing)
        if heading.unit > part.first or not root
    ]
    by_unit = {heading.unit: heading for heading in headings}
    captions = _caption_openings(units, part, frozenset(by_unit))
    path = root
    single = False
    for index in range(first, part.closing):
        if index in by_unit:
            path = (*root, *by_unit[index].path)
            yield _Opening(index, path, part.annex, 1)
            single = by_unit[index].single
        elif single:
            path, single = path[:-1], False
            yield _Opening(index, path, part.annex, 0)
        elif contents and index in (contents.start, contents.stop):
            above = (*path, _CONTENTS) if index == contents.start else path
            yield _Opening(index, above, part.annex, 0)
        elif index in captions:
            caption = captions[index]
            yield _Opening(index, (*path, caption) if caption else path, part.annex, 0)
    if part.first < part.closing < part.last and not _heads_closing(units, part, by_unit):
        yield _Opening(part.closing, root, part.annex, 0)


def _heads_closing(units: Sequence[Unit], part: Part, headings: Mapping[int, Heading]) -> bool:
    """Whether the closing has a heading of its own right above it (“签发与联系”)."""
    above = headings.get(part.closing - 1)
    return above is not None and above.path[-1] == units[above.unit].text


def _bare_title(units: Sequence[Unit], part: Part) -> int:
    """Units of a front matter that is a short title and nothing else: no passage of its own."""
    front = units[part.first : part.body]
    return len(front) if sum(len(unit.text) for unit in front) < _TINY_FRONT else 0


def _without_title(candidates: list[Candidate], part: Part) -> list[Candidate]:
    """A document's first marked heading (h1, or the only one of its level) is its title."""
    if part.first or not candidates or not candidates[0].key.startswith("h"):
        return candidates
    head = candidates[0]
    same = sum(candidate.key == head.key for candidate in candidates)
    return candidates[1:] if same == 1 and head.number is None else candidates


def _caption_openings(
    units: Sequence[Unit], part: Part, headings: frozenset[int]
) -> dict[int, str]:
    """Captioned tables are sections of their own; what follows one opens the section again ("")."""
    openings: dict[int, str] = {}
    for index in range(part.first + part.heading_units, part.closing):
        if units[index].table is None:
            continue
        start = index
        while start > part.first and _UNIT_LINE.match(units[start - 1].text):
            start -= 1
        above = start - 1
        if above < part.body or above in headings or not _is_caption(units[above]):
            continue
        openings[above] = units[above].text
        below = index + 1
        while below < part.closing and _is_note(units[below]):
            below += 1
        openings.setdefault(below, "")
    return openings


def _is_note(unit: Unit) -> bool:
    return unit.table is None and bool(
        wording.NOTE.match(unit.text) or wording.BRACKETED.match(unit.text)
    )


def _is_caption(unit: Unit) -> bool:
    """A short line without sentence punctuation right above a table."""
    return (
        unit.table is None
        and len(unit.text) <= _LONGEST_CAPTION
        and not wording.ends_sentence(unit.text)
        and not re.search("[。，；]", wording.mask_inner(unit.text))
        and not wording.NOTE.match(unit.text)
    )


def _caption_above(units: Sequence[Unit], index: int, entry: Outlined) -> str:
    while index > entry.first:
        index -= 1
        unit = units[index]
        if unit.table is not None:
            if index + 1 < entry.last and units[index + 1].table is not None:
                continue  # two tables cut out of one grid share its caption
            return ""
        if not _UNIT_LINE.match(unit.text):
            short = len(unit.text) <= _LONGEST_CAPTION and "。" not in unit.text
            return unit.text if short and not unit.text.endswith(("；", "，")) else ""
    return ""


def _merge_bare_headings(openings: Sequence[_Opening], last: int) -> list[tuple[_Opening, int]]:
    """Openings with the unit their section begins at: bare headings go to their first child."""
    merged: list[tuple[_Opening, int]] = []
    begin: int | None = None
    for opening, following in zip_longest(openings, openings[1:]):
        end = following.unit if following else last
        if opening.unit >= end:
            continue
        bare = opening.heading_units > 0 and opening.unit + opening.heading_units >= end
        if bare and following and _is_child(following, opening):
            begin = opening.unit if begin is None else begin
            continue
        merged.append((opening, opening.unit if begin is None else begin))
        begin = None
    return merged


def _is_child(below: _Opening, above: _Opening) -> bool:
    depth = len(above.path)
    return len(below.path) > depth and below.path[:depth] == above.path


def _close(
    openings: Sequence[tuple[_Opening, int]], units: Sequence[Unit], text: str, doc_id: str
) -> list[Outlined]:
    firsts = [first for _, first in openings]
    outlined = []
    for (opening, first), last in zip(openings, [*firsts[1:], len(units)], strict=False):
        start, end = units[first].start, units[last - 1].end
        key = f"{doc_id}\0section\0{start}\0" + "\0".join(opening.path)
        section = Section(
            section_id=hashlib.sha256(key.encode()).hexdigest()[:16],
            path=opening.path,
            start=start,
            end=end,
            responsible_units=responsible_units(text[start:end]),
            annex=opening.annex,
        )
        outlined.append(Outlined(section, first, last))
    return outlined
