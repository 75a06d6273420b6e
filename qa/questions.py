"""What a question asks: the nouns of a question understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from ingest.documents import Kind, Nature
from ingest.figures.dates import DateMention
from ingest.figures.quantities import Quantity
from ingest.metadata.places import Place

INTERROGATIVE = re.compile(r"多少|几|哪|什么|谁|何|吗|怎|是否|咋|啥|多[久长大高远]")
"""The closed class of Chinese interrogatives: a clause without one asks nothing."""


class Asked(StrEnum):
    """What kind of answer the interrogative calls for."""

    DOC_NUMBER = "doc_number"
    SIGNATORY = "signatory"
    PHONE = "phone"
    CONTACT = "contact"
    ADDRESSEE = "addressee"
    AUTHOR = "author"
    INDEX_NUMBER = "index_number"
    INTERPRETER = "interpreter"
    REPEALS = "repeals"
    SESSION = "session"
    VALIDITY = "validity"
    EFFECTIVE_DATE = "effective_date"
    EXPIRY = "expiry"
    ISSUE_DATE = "issue_date"
    ISSUER = "issuer"
    RESPONSIBLE = "responsible"
    FIGURE = "figure"
    LIST = "list"
    DATE = "date"
    BOOLEAN = "boolean"
    WHO = "who"
    WHERE = "where"
    WHY = "why"
    HOW = "how"
    SOURCE = "source"
    FREQUENCY = "frequency"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question with its weight and what may stand for it in a text.

    `weight` is the word's IDF over official texts, lowered for question words. `official` says
    whether official texts use the word at all: only then does its absence say something.
    `alternatives` maps an official or synonymous wording, in matching form, to its weight
    (at most 1).
    """

    text: str
    weight: float
    alternatives: Mapping[str, float] = field(default_factory=dict)
    official: bool = True


@dataclass(frozen=True, slots=True)
class SourceMention:
    """How a question calls a text; `kind`, `date` and `number` are None where it does not say.

    `number` is the running number of the text itself or of what it answers (第0024号提案).
    """

    start: int
    end: int
    kind: Kind | None
    date: DateMention | None
    number: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. `text` is what was asked after typo correction; `raw` as typed.

    `years` are the years asked for, `now` that the present state is asked. `kinds` are the
    quantity kinds that can answer, empty for any. `own_values` are figures the asker gives of
    the own case, by which bands are chosen. `count` is the announced length of a list (八项).
    `sources` are the texts it calls by kind, date or running number (`sources.py`).
    `aimed`: an aim is asked for (True) or what was done (False); `report_year` is the year by which
    the question names a report.
    """

    raw: str
    text: str
    asked: Asked
    also_asked: tuple[Asked, ...]
    places: tuple[Place, ...]
    tiers: tuple[str, ...]
    tier_and_above: bool
    excluded_tiers: frozenset[str]
    years: tuple[int, ...]
    dates: tuple[DateMention, ...]
    now: bool
    kinds: frozenset[str]
    unit_word: str | None
    nature: Nature
    terms: tuple[Term, ...]
    own_values: tuple[Quantity, ...]
    count: int | None
    titles: tuple[str, ...]
    corrections: tuple[tuple[str, str], ...] = ()
    as_of: date | None = None
    sources: tuple[SourceMention, ...] = ()
    aimed: bool | None = None
    report_year: int | None = None

    @property
    def lay_share(self) -> float:
        """Weight of the question's words that official texts do not use, 0 to 1."""
        total = sum(term.weight for term in self.terms)
        lay = sum(term.weight for term in self.terms if not term.official)
        return lay / total if total else 0.0

    @property
    def source_years(self) -> frozenset[int]:
        """Years by which the question calls a text; what the text says may be of other years."""
        return frozenset(s.date.year for s in self.sources if s.date and s.date.year)

    @property
    def multi_place(self) -> bool:
        return len(self.places) > 1

    @property
    def multi_tier(self) -> bool:
        return len(self.tiers) > 1


@lru_cache(maxsize=1)
def nature_patterns(where: str) -> tuple[tuple[Nature, re.Pattern[str]], ...]:
    """Markers of 存量/目标/增量 in a `question` or in a `text`, in order of precedence."""
    return tuple(
        (Nature(row[1]), re.compile(row[2])) for row in rows("natures.tsv") if row[0] == where
    )


@lru_cache(maxsize=1)
def _time_patterns() -> Mapping[tuple[str, str], re.Pattern[str]]:
    return {(row[0], row[1]): re.compile(row[2]) for row in rows("told_time.tsv")}


def tells(where: str, sense: str, text: str) -> bool:
    """Whether a `heading`, `clause` or `question` speaks of what is `done` or `aimed` at."""
    return bool(_time_patterns()[where, sense].search(text))


def rows(name: str) -> list[list[str]]:
    """Rows of a tab separated data file of qa, comments left out."""
    text = files("qa").joinpath(f"data/{name}").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
