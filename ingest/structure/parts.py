"""The parts of a document: the main text, documents it forwards, annexes; and their closings.

A 通知 prints its own text, signature and date, then the 方案 it issues, then 附件1, 附件2 … Each
part numbers its headings anew. The closing of a part is what stands below its body: the list of
annexes, signature, date, notes, contacts, 抄送.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.structure import wording
from ingest.structure.compose import Unit
from ingest.structure.numbering import read_marker

_LONGEST_TITLE = 80
_FIRST_OF_LIST = re.compile(r"^附\s*件\s*1\s*[.．、:：]\s*\S")
_LONGEST_NAME = 30
_LONGEST_CLOSING = 120
_SIGNATURE_REACH = 4
_MOST_NAMES = 3
_NAME = re.compile(r"[\u4e00-\u9fff〇·（）() ]+[：:]?")


@dataclass(frozen=True, slots=True)
class Part:
    """Units `first` to `last` (exclusive).

    `annex` is the label (附件3) of an annex, `title` the heading units' text where the part has
    one of its own; the first `heading_units` units are that heading. From `closing` on stands
    the closing; `body` is the first unit that may be body text (front matter before it).
    """

    first: int
    last: int
    annex: str | None
    title: str
    heading_units: int
    body: int
    closing: int


def split_parts(units: Sequence[Unit]) -> list[Part]:
    """The parts of a document in order; together they cover all units."""
    if not units:
        return []
    starts = [0]
    lists = annex_lists(units)
    for index in range(1, len(units)):
        if index in lists or index <= starts[-1]:
            continue
        if is_annex_start(units, index) or _is_forwarded_title(units, index, starts[-1]):
            starts.append(index)
    bounds = [*starts, len(units)]
    return [_part(units, first, last, lists) for first, last in itertools.pairwise(bounds)]


def annex_lists(units: Sequence[Unit]) -> frozenset[int]:
    """Units of lists “附件：1. … 2. …” that announce annexes."""
    listed: set[int] = set()
    expected: int | None = None
    for index, unit in enumerate(units):
        match = wording.ANNEX_LIST.match(unit.text)
        if match and unit.table is None:
            listed.add(index)
            marker = read_marker(unit.text[match.end() :])
            expected = marker.number + 1 if marker else 1
            continue
        if _opens_list(units, index):
            listed.add(index)
            expected = 2
            continue
        if expected is None:
            continue
        marker = read_marker(unit.text)
        if marker and marker.number == expected and len(unit.text) <= _LONGEST_TITLE:
            listed.add(index)
            expected += 1
        else:
            expected = None
    return frozenset(listed)


def _opens_list(units: Sequence[Unit], index: int) -> bool:
    """“附件1.标题” with “2.标题” on the next line: a list, not an annex."""
    match = _FIRST_OF_LIST.match(units[index].text)
    if match is None or index + 1 >= len(units) or len(units[index].text) > _LONGEST_TITLE:
        return False
    marker = read_marker(units[index + 1].text)
    return (
        marker is not None and marker.number == 2 and len(units[index + 1].text) <= _LONGEST_TITLE
    )


def is_annex_start(units: Sequence[Unit], index: int) -> bool:
    """“附件3” with or without its title on the line, and something other than an annex below."""
    text = units[index].text
    match = wording.ANNEX.match(text)
    if match is None or units[index].table is not None or len(text) > _LONGEST_TITLE:
        return False
    rest = text[match.end() :]
    if "。" in rest or (wording.ANNEX_LIST.match(text) and rest):
        return False
    following = units[index + 1] if index + 1 < len(units) else None
    if following is None:
        return False
    return following.table is not None or not wording.ANNEX.match(following.text)


def _part(units: Sequence[Unit], first: int, last: int, lists: frozenset[int]) -> Part:
    annex, title, heading_units = None, "", 0
    if is_annex_start(units, first):
        annex, title, heading_units = _annex_heading(units, first, last)
    elif first > 0:
        title, heading_units = units[first].text, 1
        while first + heading_units < last and wording.BRACKETED.match(
            units[first + heading_units].text
        ):
            heading_units += 1  # （2018年9月6日国务院第23次常务会议通过）
    body = first + heading_units
    if first == 0 and not heading_units:
        body = _body_start(units, first, last)
    closing = _closing_start(units, max(body, first + heading_units), last, lists)
    return Part(first, last, annex, title, heading_units, body, closing)


def _annex_heading(units: Sequence[Unit], first: int, last: int) -> tuple[str, str, int]:
    text = units[first].text
    match = wording.ANNEX.match(text)
    label = "".join(match[1].split()) if match else ""
    rest = text[match.end() :] if match else ""
    if rest or first + 1 >= last:
        return label, f"{label} {rest}".strip(), 1
    below = units[first + 1]
    if below.table is None and _is_title(below) and first + 2 <= last:
        return label, f"{label} {below.text}", 2
    return label, label, 1


def _is_title(unit: Unit) -> bool:
    return (
        len(unit.text) <= _LONGEST_TITLE
        and not wording.ends_sentence(unit.text)
        and "。" not in unit.text
        and read_marker(unit.text) is None
        and not wording.is_fixed_line(unit.text)
    )


def _is_forwarded_title(units: Sequence[Unit], index: int, first: int) -> bool:
    """The title of the document that the one above issues: it follows a signature with a date."""
    unit = units[index]
    if unit.table is not None or index + 1 >= len(units) or len(unit.text) < 5:
        return False
    if not (_is_title(unit) and wording.ends_as_title(unit.text)):
        return False
    above = units[max(first, index - _SIGNATURE_REACH) : index]
    return any(wording.DATE_LINE.match(line.text) for line in above) and any(
        line.text.endswith(("。", "：")) for line in units[first:index]
    )


def _body_start(units: Sequence[Unit], first: int, last: int) -> int:
    """The first unit that is a numbered line, a table or a sentence: the front matter ends."""
    for index in range(first, last):
        unit = units[index]
        if unit.table is not None or read_marker(unit.text):
            return index
        if len(unit.text) >= 25 and unit.text[-1] in "。！？；”":
            return index
    return last


def _closing_start(units: Sequence[Unit], body: int, last: int, lists: frozenset[int]) -> int:
    index = last
    names = 0
    while index > body and _closes(units[index - 1], index - 1 in lists):
        index -= 1
        names = 0
    while index > body and index < last and names < _MOST_NAMES and _is_name(units[index - 1]):
        index -= 1
        names += 1
        while index > body and _closes(units[index - 1], index - 1 in lists):
            index -= 1
            names = 0
    return index


def _closes(unit: Unit, listed: bool) -> bool:
    """A line that belongs to a closing by its form."""
    if unit.table is not None or len(unit.text) > _LONGEST_CLOSING:
        return False
    if listed or wording.is_fixed_line(unit.text):
        return True
    return wording.LABELLED.match(unit.text) is not None and "。" not in unit.text


def _is_name(unit: Unit) -> bool:
    """A signature (or a bare label) above a line that closes: short, unnumbered, no sentence."""
    text = unit.text
    return (
        unit.table is None
        and len(text) <= _LONGEST_NAME
        and unit.level is None
        and read_marker(text) is None
        and _NAME.fullmatch(text) is not None
    )
