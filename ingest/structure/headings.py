"""Heading candidates: which paragraphs of a part look like headings, and how.

Three forms are told apart. A *line* is a heading of its own (“一、总体要求”). A *run-in* heading is the
first short clause of a paragraph (“1. 制定入库标准。重点围绕…”). An *item* is numbered but a whole
sentence (“（一）具有独立法人资格；”): it counts as a heading only if most of its siblings do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import zip_longest

from ingest.structure import wording
from ingest.structure.compose import Unit
from ingest.structure.numbering import Marker, Style, read_marker
from ingest.structure.responsible import responsible_units

_LONGEST_LINE = 50
_LONGEST_RUN_IN = 45
_LONGEST_LABEL = 22
_SHORTEST_BODY = 8
_SHORTEST_LABEL_BODY = 30
_LONGEST_PLAIN = 18
_LONGEST_PLAIN_RUN_IN = 24
_PLAIN_BODY = 30
_TASK = 60
_END = re.compile("[。！？；]")
_CLAUSE_END = re.compile("[，。；：！？]")
_COLON = re.compile("[：:]")
_BLANK = re.compile(r"[ \u3000]")
_TRAILING_PAGE = re.compile(r"[.…·\s]*\d{0,4}$")
PLAIN = 90
DASHED = 92
PLAIN_RUN_IN = 95


class Form(Enum):
    LINE = "line"
    RUN_IN = "run-in"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Unit `unit` may be a heading: its text, and the `key` and `rank` of its level.

    `rank` is the usual order of levels (smaller is higher); levels with the same key are
    siblings. `number` is None for unnumbered headings.
    """

    unit: int
    text: str
    key: str
    rank: int
    number: int | None
    form: Form

    @property
    def structural(self) -> bool:
        return self.rank <= Style.ARTICLE

    @property
    def is_article(self) -> bool:
        return self.rank == Style.ARTICLE


def find_candidates(
    units: Sequence[Unit], first: int, body: int, last: int, skipped: frozenset[int]
) -> list[Candidate]:
    """Candidates among units `first` to `last`; unnumbered ones from `body` on."""
    bare = _bare_number_styles(units[first:last])
    found: list[Candidate] = []
    for index in range(first, last):
        unit = units[index]
        if unit.table is not None or index in skipped:
            continue
        following = units[index + 1] if index + 1 < last else None
        candidate = _formatted(index, unit) or _numbered(index, unit, following, bare)
        if candidate is None and index >= body:
            below_heading = index == body or bool(found and found[-1].unit == index - 1)
            candidate = _plain(units, index, last, below_heading)
        if candidate is not None:
            found.append(candidate)
    return _above_articles(_with_run_ins(units, body, last, found))


def _above_articles(found: Sequence[Candidate]) -> list[Candidate]:
    """An unnumbered line right above an article is a 节 without a number."""
    raised: list[Candidate] = []
    for candidate, following in zip_longest(found, found[1:]):
        if (
            candidate.key == "PLAIN"
            and following is not None
            and following.is_article
            and following.unit == candidate.unit + 1
        ):
            section = int(Style.ARTICLE_SECTION)
            raised.append(replace(candidate, key="PLAIN_SECTION", rank=section))
        else:
            raised.append(candidate)
    return raised


def _formatted(index: int, unit: Unit) -> Candidate | None:
    """A heading the format marks. Level 1 to 6 outrank every numbering style."""
    if unit.level is None:
        return None
    marker = read_marker(unit.text)
    number = marker.number if marker else None
    return Candidate(index, unit.text, f"h{unit.level}", unit.level - 100, number, Form.LINE)


def _bare_number_styles(units: Sequence[Unit]) -> frozenset[Style]:
    """Which numbers without punctuation number headings here.

    “1 总则” does where “1.1 编制目的” occurs, “02农业” where “01综合” does; else they count things.
    """
    styles = set()
    for unit in units:
        marker = read_marker(unit.text) if unit.table is None else None
        if marker is None:
            continue
        if marker.style is Style.DECIMAL_2:
            styles.add(Style.DECIMAL_1)
        elif marker.style is Style.PADDED and unit.text.startswith("01"):
            styles.add(Style.PADDED)
    return frozenset(styles)


def _numbered(
    index: int, unit: Unit, following: Unit | None, bare: frozenset[Style]
) -> Candidate | None:
    marker = read_marker(unit.text)
    if marker is None or (
        marker.style in (Style.DECIMAL_1, Style.PADDED) and marker.style not in bare
    ):
        return None
    if marker.style is Style.ARTICLE:
        text, form = _article(unit.text, marker)
    else:
        text, form = _numbered_form(unit.text, marker)
        if form is Form.ITEM and _is_closed_line(unit.text, marker, following):
            text, form = unit.text.rstrip("。"), Form.LINE
    return Candidate(index, text, marker.style.name, int(marker.style), marker.number, form)


def _is_closed_line(text: str, marker: Marker, following: Unit | None) -> bool:
    """“（一）统筹建设监管工作平台。” with its body in the next paragraph: a line that has a full stop."""
    if following is None or following.table is not None or text.find("。") != len(text) - 1:
        return False
    below = read_marker(following.text)
    return len(text) - marker.end <= _LONGEST_RUN_IN and (
        below is None or below.style > marker.style
    )


def _article(text: str, marker: Marker) -> tuple[str, Form]:
    """“第七条”, with its name where the statute gives one: 第七条【…】 or 第七条（…）."""
    label = text[: marker.end].strip()
    name = re.match(r"[【（(\[]([^】）)\]]{2,20})[】）)\]](?=\s|[^，。])", text[marker.end :])
    if name:
        return f"{label} {name[1]}", Form.RUN_IN
    return label, Form.RUN_IN


def _numbered_form(text: str, marker: Marker) -> tuple[str, Form]:
    rest = wording.mask_inner(text[marker.end :])
    end = _END.search(rest)
    if end is None:
        if len(rest) <= _LONGEST_LINE and not rest.endswith(("，", "、")) and rest.count("，") <= 2:
            return text.rstrip("：:"), Form.LINE
    elif _opens_body(end, rest):
        return text[: marker.end + end.start()], Form.RUN_IN
    colon = _COLON.search(rest)
    if (
        colon
        and colon.start() <= _LONGEST_LABEL
        and len(rest) - colon.end() >= _SHORTEST_LABEL_BODY
    ):
        return text[: marker.end + colon.start()], Form.RUN_IN
    blank = _BLANK.search(rest)
    if (
        blank
        and 2 <= blank.start() <= _LONGEST_LABEL
        and not _CLAUSE_END.search(rest[: blank.start()])
    ) and len(rest) - blank.end() >= _SHORTEST_LABEL_BODY:
        return text[: marker.end + blank.start()], Form.RUN_IN
    clause = _CLAUSE_END.search(rest)
    if clause and len(rest) >= _TASK and responsible_units(text[marker.end :]):
        # a task with bodies of its own is a section, whatever its first sentence looks like
        return text[: marker.end + min(clause.start(), _LONGEST_RUN_IN)], Form.RUN_IN
    stop = min(clause.start() if clause else len(rest), _LONGEST_RUN_IN)
    return text[: marker.end + stop], Form.ITEM


def _opens_body(end: re.Match[str], rest: str) -> bool:
    """Whether the first sentence of `rest` is short enough for a heading and has a body below."""
    return (
        end.group() != "；"
        and end.start() <= _LONGEST_RUN_IN
        and len(rest) - end.end() >= _SHORTEST_BODY
    )


def _plain(units: Sequence[Unit], index: int, last: int, below_heading: bool) -> Candidate | None:
    """An unnumbered short line between sentences: a heading of a news text or a box.

    A short line that ends in a dash (“到2025年——”) heads the statements below it.
    """
    text = units[index].text
    if len(text) > _LONGEST_PLAIN or index + 1 >= last or wording.is_fixed_line(text):
        return None
    following = units[index + 1]
    if following.table is not None or not _is_sentence(following.text):
        return None
    before = units[index - 1]
    ended = (
        before.table is not None
        or wording.ends_sentence(before.text)
        or wording.FIGURE.match(before.text) is not None
    )
    if not (below_heading or ended):
        return None
    if text.endswith("——") and len(text) >= 4:
        return Candidate(index, text.rstrip("—"), "DASHED", DASHED, None, Form.LINE)
    if _CLAUSE_END.search(text) or wording.ends_sentence(text) or _BLANK.search(text):
        return None
    if (
        wording.BULLET.match(text)
        or wording.FIGURE.match(text)
        or (len(following.text) < _PLAIN_BODY and len(text) > 8)
    ):
        return None
    return Candidate(index, text, "PLAIN", PLAIN, None, Form.LINE)


def _with_run_ins(
    units: Sequence[Unit], body: int, last: int, found: list[Candidate]
) -> list[Candidate]:
    """Adds unnumbered run-in headings (“支持小微企业上规模。以…”).

    A short first sentence proves nothing alone; where three paragraphs in a row have one, the
    text is written so.
    """
    taken = {candidate.unit for candidate in found}
    run: list[Candidate] = []
    added: list[Candidate] = []
    for index in range(body, last + 1):
        candidate = _plain_run_in(units, index) if index < last and index not in taken else None
        if candidate is not None:
            run.append(candidate)
            continue
        if index in taken and index < last:
            continue
        if len(run) >= 3:
            added.extend(run)
        run = []
    return sorted([*found, *added], key=lambda candidate: candidate.unit)


def _plain_run_in(units: Sequence[Unit], index: int) -> Candidate | None:
    text = units[index].text
    if units[index].table is not None:
        return None
    if wording.ORDINAL.match(text):
        return None  # “一是…。二是…。” count within a section
    if wording.BULLET.match(text):
        return None  # “——目标。…” items share the sentence above them (“到2025年，…”)
    end = _CLAUSE_END.search(text)
    if end is None or end.group() != "。" or not 4 <= end.start() <= _LONGEST_PLAIN_RUN_IN:
        return None
    if len(text) - end.end() < _PLAIN_BODY or re.search(r"\d", text[: end.start()]):
        return None
    return Candidate(index, text[: end.start()], "PLAIN_RUN_IN", PLAIN_RUN_IN, None, Form.RUN_IN)


def find_contents(units: Sequence[Unit], first: int, last: int) -> range:
    """Units of a table of contents: 目录 and its entries, up to the last that stands again below."""
    for index in range(first, min(last - 1, first + 40)):
        if "".join(units[index].text.split()) != "目录":
            continue
        entries = [_entry(unit.text) for unit in units[index + 1 : last]]
        again = next((n for n, entry in enumerate(entries[1:], 1) if entry == entries[0]), 0)
        body = set(entries[again:])
        listed = [n for n, entry in enumerate(entries[:again]) if entry and entry in body]
        if listed:
            return range(index, index + 2 + listed[-1])
    return range(0)


def _entry(text: str) -> str:
    return "".join(_TRAILING_PAGE.sub("", text).split())


def _is_sentence(text: str) -> bool:
    return len(text) >= 12 and _END.search(text) is not None
