"""The text a question takes its answer from, called by kind, date or running number.

People who know a text speak of it as “2021年答复里”, “2022年2月报道”, “照征求意见稿”, “29号答复”: not by
its title. What is asked then is what that text says, and a figure of another text is another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ingest.documents import Document, Kind
from ingest.figures.dates import DateMention
from ingest.language.normalise import blanked
from ingest.metadata.places import Gazetteer
from qa.questions import Question, SourceMention, rows

_LEAST = 6
"""Characters that must be left to ask something."""

_GAP = r"[^，。；？?、：:到至从和与]{0,10}?"
# 答复了哪些提案: the deed is what is asked about, and no text is called by it
_ASKED = r"(?!(?:了|过|的是|给)?(?:哪|什么|谁|几|多少))"
_SAID = r"(?:里面?|中|上)|(?:里|中|上)?(?:说|称|讲|提到|提出|写|披露|点名|列举)"
_LED = re.compile(r"(?:据|按照?|照|依照?|看)[^，。；？?、]{0,12}$")
_NUMBERED = re.compile(r"第?0*(\d{1,5})号(?:的)?(?:答复|提案|建议|议案|复函|回复)")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Kind, re.Pattern[str], re.Pattern[str]], ...]:
    """For every kind: its name behind a date, and its name by itself."""
    return tuple(
        (
            Kind(kind),
            re.compile(rf"{_GAP}(?:{words}){_ASKED}"),
            re.compile(rf"(?:{words}){_ASKED}"),
        )
        for kind, words, _ in rows("source_kinds.tsv")
    )


@lru_cache(maxsize=1)
def _titles() -> dict[Kind, re.Pattern[str]]:
    """Titles of texts that are called by the name of a kind whatever theirs is."""
    return {Kind(kind): re.compile(titles) for kind, _, titles in rows("source_kinds.tsv")}


def find_sources(text: str, dates: Sequence[DateMention]) -> tuple[SourceMention, ...]:
    """The texts that a question calls by kind and date, by kind alone, or by running number."""
    told = (*_dated(text, dates), *_numbered(text))
    return told or tuple(_undated(text))


def _dated(text: str, dates: Sequence[DateMention]) -> Iterator[SourceMention]:
    for mention in dates:
        if mention.year is None:
            continue
        for kind, behind, _ in _patterns():
            match = behind.match(text, mention.end)
            if match:
                yield SourceMention(mention.start, match.end(), kind, mention, None)


def _undated(text: str) -> Iterator[SourceMention]:
    """By kind alone where something is said there or taken from there (答复里说, 照征求意见稿)."""
    for kind, _, alone in _patterns():
        for match in alone.finditer(text):
            said = re.match(_SAID, text[match.end() :])
            if said or _LED.search(text, 0, match.start()):
                yield SourceMention(match.start(), match.end(), kind, None, None)


def _numbered(text: str) -> Iterator[SourceMention]:
    for match in _NUMBERED.finditer(text):
        yield SourceMention(match.start(), match.end(), None, None, int(match.group(1)))


class Sources:
    """The documents of an index that questions call by kind, date or running number."""

    def __init__(self, documents: Iterable[Document], gazetteer: Gazetteer) -> None:
        self._documents = tuple(documents)
        self._gazetteer = gazetteer

    def called(self, text: str, mentions: Sequence[SourceMention]) -> frozenset[str]:
        """Ids of the texts that are called, of a place that the question names where any is;
        empty where no text is called, or none like it is known."""
        own = self._of_number(mentions)
        told = {document.kind for document in own}
        own += [
            document
            for document in self._documents
            if any(
                m.number is None and m.kind not in told and _is_called(document, m)
                for m in mentions
            )
        ]
        codes = [m.place.code for m in self._gazetteer.find(text) if m.place is not None]
        contains = self._gazetteer.contains
        near = [
            d
            for d in own
            if any(
                d.region_code and (contains(code, d.region_code) or contains(d.region_code, code))
                for code in codes
            )
        ]
        return frozenset(d.doc_id for d in (near if codes else own))

    def _of_number(self, mentions: Sequence[SourceMention]) -> list[Document]:
        """A running number tells more than a kind and a year."""
        numbered = [m for m in mentions if m.number is not None]
        return [d for d in self._documents if any(_is_called(d, m) for m in numbered)]


def _is_called(document: Document, mention: SourceMention) -> bool:
    if mention.kind is not None and not _is_kind(document, mention.kind):
        return False
    if mention.number is not None and mention.number not in _numbers(document):
        return False
    return mention.date is None or _is_of(document, mention.date)


def _is_kind(document: Document, kind: Kind) -> bool:
    return document.kind is kind or bool(_titles()[kind].search(document.title))


def _numbers(document: Document) -> frozenset[int]:
    """The running number of a text, and of the proposals its title names."""
    found = re.findall(r"第\s*0*(\d{1,5})\s*号", document.title)
    own = re.findall(r"(\d{1,5})\s*号?$", document.doc_number or "")
    return frozenset(int(number) for number in (*found, *own))


def _is_of(document: Document, mention: DateMention) -> bool:
    """Whether a text is of a date; of its month only where the text has one."""
    day = document.issued_on or document.published_on
    if day is not None and mention.precision in ("month", "day"):
        return mention.covers(day)
    return document.year == mention.year


def without_sources(question: Question) -> str:
    """What a question asks of the texts it calls; the whole where it asks little else."""
    # what a proposal is about and who made it is told beside its number
    called = [mention for mention in question.sources if mention.number is None]
    left = " ".join(blanked(question.text, called).split())
    return left if len(left) >= _LEAST else question.text
