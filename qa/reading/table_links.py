"""Where the names of a table stand in a question: rows and columns it speaks of.

Who asks about a table names its row as the table does, whole (罐头, 首都师范大学) or without its
generic end (金融学 for 金融学类), and the column by its header. So a link is the set of characters
of the question that a name takes up; the longer the set, the surer the link.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from math import ceil

from qa.questions import Question
from qa.reading.matching import matching_form
from qa.reading.table_rows import Row, Sheet, bare_name, is_name

_LEAST_SHARE = 0.6
"""A name that stands in the question only in part must do so by this share."""
_LEAST_GROUP = 3
"""Characters of the question that tell a group of rows from the others."""
_CUT_COST = 0.5
"""Cost of each character that the question leaves off a name."""
_REMARK_COST = 1.0
"""Cost of remarks in brackets that it leaves out: 法学 is rather 法学 than 法学（国家专项）."""

NAME_TAIL = re.compile(r"(?<=.)(?:的?名称|名)$")
"""What a header adds to the noun of its column."""
_PIECES = re.compile(r"[（(）)\[\]、，,/·\s：:]+")


@dataclass(frozen=True, slots=True)
class Link:
    """The characters of the question that a name covers, and the cost of what it does not say."""

    covered: frozenset[int] = frozenset()
    unsaid: float = 0.0
    whole: bool = False

    @property
    def weight(self) -> float:
        return len(self.covered) - self.unsaid

    def plus(self, other: Link) -> Link:
        return Link(
            self.covered | other.covered, self.unsaid + other.unsaid, self.whole or other.whole
        )


@dataclass(frozen=True, slots=True)
class RowLink:
    """A row with what links it, and the columns whose cells name it."""

    row: Row
    link: Link
    columns: frozenset[int]

    @property
    def rank(self) -> tuple[float, int]:
        """How well the row is named: by how much of the question, then by how many cells."""
        return round(self.link.weight, 3), len(self.columns)


class Linker:
    """Lays names over one question. Words a part of a question takes over count as said."""

    def __init__(self, question: Question) -> None:
        text = matching_form(question.text)
        taken = [t.text for t in question.terms if t.text not in text]
        self.text = "\n".join((text, *taken))
        self._bigrams = {self.text[at : at + 2] for at in range(len(self.text) - 1)}

    def name(self, name: str) -> Link:
        """The link of a row's name: whole, or by its pieces in and outside brackets; of a piece
        most may do, from its beginning on, for what tells one name from another stands first."""
        form = matching_form(bare_name(name))
        found = self._whole(form)
        if found is not None:
            return Link(found, 0, True)
        kind = self._whole(form[:-1]) if form.endswith("类") and len(form) > 2 else None
        if kind is not None:
            return Link(kind, _CUT_COST, True)  # 蔬菜 for 蔬菜类
        links = [self._piece(piece) for piece in _pieces(bare_name(name))]
        said = [link for link in links if link.covered]
        if not said:
            return Link()
        cost = _REMARK_COST if len(said) < len(links) else 0.0
        return reduce(Link.plus, said, Link(unsaid=cost))

    def header(self, path: Iterable[str]) -> Link:
        """The link of a column by its headers: all words of them that the question says."""
        link = Link()
        for name in path:
            for piece in _pieces(NAME_TAIL.sub("", name)):
                link = link.plus(self._parts(piece))
        return link

    def covers(self, link: Link, word: str) -> bool:
        """Whether a link covers a word wherever the question says it; a word cut over the end of a
        name (创新|类要) says nothing beside it."""
        starts = [match.start() for match in re.finditer(re.escape(word), self.text)]
        return bool(starts) and all(
            link.covered.issuperset(range(start, start + len(word)))
            or (len(word) == 2 and start in link.covered and start - 1 in link.covered)
            for start in starts
        )

    def _piece(self, piece: str) -> Link:
        found = self._whole(piece)
        if found is not None:
            return Link(found, 0, True)
        for length in range(len(piece) - 1, max(2, ceil(_LEAST_SHARE * len(piece))) - 1, -1):
            at = self.text.find(piece[:length])
            if at >= 0 and not piece[:length].isascii():
                return Link(frozenset(range(at, at + length)), _CUT_COST * (len(piece) - length))
        return Link()

    def _parts(self, piece: str) -> Link:
        """The parts of two characters and more that the question says, longest first."""
        found = self._whole(piece)
        if found is not None:
            return Link(found, 0, True)
        part = self._longest(piece)
        if not part:
            return Link(unsaid=_CUT_COST * len(piece))
        at, begin = self.text.find(part), piece.find(part)
        link = Link(frozenset(range(at, at + len(part))))
        for rest in (piece[:begin], piece[begin + len(part) :]):
            link = link.plus(
                self._parts(rest) if len(rest) > 1 else Link(unsaid=_CUT_COST * len(rest))
            )
        return link

    def _whole(self, form: str) -> frozenset[int] | None:
        if len(form) < 2 or not form.strip("-—/"):
            return None
        starts = [match.start() for match in re.finditer(re.escape(form), self.text)]
        if not starts or (form.isascii() and not self._stands_free(form, starts[0])):
            return None
        return frozenset(at for start in starts for at in range(start, start + len(form)))

    def _stands_free(self, form: str, at: int) -> bool:
        """A number or Latin word is no part of a longer one."""
        before, after = self.text[at - 1 : at], self.text[at + len(form) : at + len(form) + 1]
        return not (_joins(before, form[0]) or _joins(form[-1], after))

    def _longest(self, piece: str) -> str:
        """The longest part of a name, of two characters at least, that the question says."""
        if not any(piece[at : at + 2] in self._bigrams for at in range(len(piece) - 1)):
            return ""
        for length in range(len(piece) - 1, 1, -1):
            for start in range(len(piece) - length + 1):
                part = piece[start : start + length]
                if part in self.text and not part.isascii():
                    return part
        return ""

    # --- rows and columns --------------------------------------------------------------------

    def rows(self, sheet: Sheet, leaving_out: Collection[int] = ()) -> list[RowLink]:
        """The rows the question names, those named best; empty where it names none.

        Args:
            leaving_out: columns whose cells are asked for and so name nothing.
        """
        touched = {place for gram in self._bigrams for place in sheet.grams.get(gram, ())}
        links = [self._row(sheet.rows[place], leaving_out) for place in sorted(touched)]
        named = [link for link in links if link.columns]
        best = max((link.rank for link in named), default=(0.0, 0))
        return [link for link in named if link.rank == best]

    def grouped(self, sheet: Sheet) -> list[Row]:
        """The rows of the group that the question names best, by what tells it from the others;
        empty where it names none."""
        links = {
            group: self.header([bare_name(group)])
            for group in dict.fromkeys(row.group for row in sheet.rows)
            if group
        }
        shared = frozenset.intersection(*(link.covered for link in links.values())) if links else ()
        telling = {group: len(link.covered.difference(shared)) for group, link in links.items()}
        best = max(((telling[g], -link.unsaid) for g, link in links.items()), default=(0, 0.0))
        named = {g for g, link in links.items() if (telling[g], -link.unsaid) == best}
        whole = all(links[group].whole for group in named)
        if best[0] < (_LEAST_GROUP - 1 if whole else _LEAST_GROUP):
            return []
        return [row for row in sheet.rows if row.group in named]

    def said(self, name: str) -> str:
        """The pieces of a name that the question says whole."""
        return " ".join(piece for piece in _pieces(bare_name(name)) if self._whole(piece))

    def _row(self, row: Row, leaving_out: Collection[int]) -> RowLink:
        link, columns = Link(), set()
        for cell in row.cells:
            if cell.column in leaving_out or not is_name(cell):
                continue
            found = self.name(cell.text)
            if found.covered and found.weight > 0:
                link = link.plus(found)
                columns.add(cell.column)
        return RowLink(row, link, frozenset(columns))

    def columns(self, sheet: Sheet, among: Iterable[int]) -> dict[int, Link]:
        """The columns the question names; one that another names better is left out."""
        links = {
            column: link for column in among if (link := self.header(sheet.headers[column])).covered
        }
        coordinated = {column for column in links if self._coordinated(sheet, column, links)}
        return {
            column: link
            for column, link in links.items()
            if column in coordinated
            or not any(_better_named(other, link) for other in links.values())
        }

    def _coordinated(self, sheet: Sheet, column: int, links: Collection[int]) -> bool:
        """Whether a column shares its end with the next one named: “X、Y坐标” for X坐标 and Y坐标."""
        own = matching_form(sheet.headers[column][-1])
        others = (matching_form(sheet.headers[other][-1]) for other in links if other != column)
        return any(
            own[:head]
            and re.search(rf"{re.escape(own[:head])}[、和与及/]{re.escape(other)}", self.text)
            for other in others
            for head in range(1, len(own))
            if other.endswith(own[head:])
        )


def _better_named(link: Link, other: Link) -> bool:
    """Whether a link says more of the question, or the same in a shorter name (专业名称 before
    专业类别: 名称 adds nothing)."""
    return other.covered < link.covered or (
        other.covered == link.covered and link.unsaid < other.unsaid
    )


def _pieces(name: str) -> list[str]:
    return [matching_form(piece) for piece in _PIECES.split(name) if piece]


def _joins(left: str, right: str) -> bool:
    return bool(left and right) and (
        (left.isdigit() and right.isdigit())
        or (left.isascii() and left.isalpha() and right.isascii() and right.isalpha())
    )
