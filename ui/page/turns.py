"""The conversation as the reader's browser keeps it: questions with their answers.

It comes back from the browser, so it is checked like any input from outside; what does not fit
(kept by another version, or tampered with) is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from qa.answers import Answer, Status

MAX_TURNS = 30
"""Turns kept; a turn with citations takes 2 to 5 KB of the browser's five megabytes."""

_MAX_HISTORY = 5


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", str_max_length=20_000)


class StoredCitation(_Stored):
    """What a face needs of a citation of the answer object."""

    index: int = Field(ge=1, le=999)
    doc_id: str
    passage_id: str
    title: str
    doc_number: str | None = None
    issuer: str | None = None
    issued_on: str | None = None
    region: str | None = None
    validity: str
    edition: str
    section: str
    page: int | None = None
    quote: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    source: str = ""


class StoredAnswer(_Stored):
    """The answer object without what was retrieved."""

    answer: str
    status: Status
    notices: tuple[str, ...] = ()
    citations: tuple[StoredCitation, ...] = ()
    generation: str = ""
    looked_for: str | None = None


class Turn(_Stored):
    """One question and what became of it. `rating` is the reader's thumb."""

    question: str
    state: Literal["asking", "done", "failed"] = "asking"
    answer: StoredAnswer | None = None
    problem: str = ""
    remedy: str = ""
    rating: Literal["up", "down"] | None = None

    def answered(self, answer: Answer) -> Turn:
        stored = StoredAnswer.model_validate({**answer.as_json(), "looked_for": answer.looked_for})
        return self.model_copy(update={"state": "done", "answer": stored})

    def failed(self, problem: str, remedy: str) -> Turn:
        return self.model_copy(update={"state": "failed", "problem": problem, "remedy": remedy})


_TURNS = TypeAdapter(tuple[Turn, ...])


def load_turns(stored: object) -> tuple[Turn, ...]:
    """The conversation that a browser sent; an empty one if it cannot be read."""
    try:
        return _TURNS.validate_python(stored or ())[-MAX_TURNS:]
    except ValidationError:
        return ()


def dump_turns(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """What the browser keeps."""
    return [turn.model_dump(mode="json") for turn in turns[-MAX_TURNS:]]


def history(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The latest questions, oldest first: what a follow-up may refer to."""
    return tuple(turn.question for turn in turns if turn.state == "done")[-_MAX_HISTORY:]
