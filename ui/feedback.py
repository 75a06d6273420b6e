"""Thumbs up and down: what was asked and answered, what was cited, and whether it was right.

One JSONL file beside the index folder, shared by page and API, appended to and never rewritten,
so that a rating is kept even where two processes write. Of several ratings of one answer the last
one counts.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from filelock import FileLock

from ingest.errors import PolicyQAError
from ingest.figures.quantities import find_quantities
from qa.answers import Status


class Rating(StrEnum):
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One rating of one answer.

    `citations` are those of the answer object; `generation` is the index generation that
    answered; `comment` is free text of the reader.
    """

    question: str
    answer: str
    status: Status
    rating: Rating
    generation: str
    citations: tuple[Mapping[str, Any], ...] = ()
    history: tuple[str, ...] = ()
    comment: str = ""
    rated_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    @property
    def subject(self) -> tuple[str, str, str]:
        """What is rated; a later rating of the same replaces an earlier one."""
        return self.question, self.answer, self.generation


class FeedbackStore:
    """The ratings of one index folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def beside(cls, index: Path) -> FeedbackStore:
        return cls(index.with_name(f"{index.name}.feedback.jsonl"))

    def add(self, feedback: Feedback) -> None:
        """Append a rating; it is on disk when this returns."""
        line = json.dumps(asdict(feedback), ensure_ascii=False) + "\n"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{self._path}.lock", timeout=10), self._path.open("ab") as file:
            file.write(line.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())

    def ratings(self) -> tuple[Feedback, ...]:
        """The last rating of every rated answer, oldest first.

        Raises:
            PolicyQAError: a line of the file is no rating.
        """
        latest: dict[tuple[str, str, str], Feedback] = {}
        for feedback in self._lines():
            latest.pop(feedback.subject, None)
            latest[feedback.subject] = feedback
        return tuple(latest.values())

    def gold_lines(self) -> Iterator[str]:
        """Lines of a gold file, one for each answer that was found right."""
        for feedback in self.ratings():
            if feedback.rating is Rating.UP:
                yield json.dumps(gold_case(feedback), ensure_ascii=False)

    def _lines(self) -> Iterator[Feedback]:
        if not self._path.exists():
            return
        for number, line in enumerate(self._path.read_text("utf-8").splitlines(), 1):
            if line.strip():
                yield _parsed(line, f"{self._path}:{number}")


def gold_case(feedback: Feedback) -> dict[str, Any]:
    """A gold case (see `eval/gold/README.md`) in which the rated answer is the right one.

    Its facts are the figures of the answer, or, where there is none, its sentences; whoever
    takes it into a gold set may loosen them.
    """
    answerable = feedback.status in (Status.ANSWERED, Status.CONFLICT)
    cited = feedback.citations if answerable else ()
    case: dict[str, Any] = {
        "id": f"F-{sha256(' '.join(feedback.subject).encode()).hexdigest()[:8]}",
        "question": feedback.question,
        "type": "feedback",
        "answerable": answerable,
        "facts": [[fact] for fact in _facts(feedback.answer)] if answerable else [],
        "doc": list(dict.fromkeys(_file_name(str(c.get("source", ""))) for c in cited)),
        "evidence": [str(c["quote"]) for c in cited],
        "note": f"读者评价，{feedback.rated_at[:10]}",
    }
    if feedback.history:
        case["history"] = list(feedback.history)
    if feedback.status in (Status.CONFLICT, Status.CLARIFY):
        case["status"] = feedback.status.value
    return case


def _facts(answer: str) -> list[str]:
    """Figures as written, each once; else the sentences without their citation marks."""
    bare = _without_marks(answer)
    figures = dict.fromkeys(found.text for found in find_quantities(bare))
    if figures:
        return list(figures)
    sentences = (part.strip() for part in bare.replace("\n", "。").split("。"))
    return [sentence for sentence in sentences if sentence]


def _without_marks(answer: str) -> str:
    return re.sub(r"\[\d{1,3}\]", "", answer)


def _file_name(uri: str) -> str:
    """The name by which a gold file knows a document: its file name without the extension."""
    return PurePosixPath(urlsplit(uri).path.replace("\\", "/")).stem


def _parsed(line: str, where: str) -> Feedback:
    try:
        row = json.loads(line)
        return Feedback(
            **{
                **row,
                "status": Status(row["status"]),
                "rating": Rating(row["rating"]),
                "citations": tuple(row["citations"]),
                "history": tuple(row["history"]),
            }
        )
    except (ValueError, TypeError, KeyError) as error:
        raise PolicyQAError(f"评价记录 {where} 无法读取", "请修正或删去这一行") from error
