"""From a question to the frames that the page shows: sources, growing text, finished turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.documents import Document
from ui.page.failing import failure_of
from ui.page.turns import Turn

if TYPE_CHECKING:
    from qa.answering import Request
    from qa.answers import Hit
    from ui.session import Session

_SHOWN_SOURCES = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """A state of the turn that is being answered; `turn` is set in the last one."""

    sources: tuple[Document, ...] | None = None
    text: str = ""
    turn: Turn | None = None


def frames(
    session: Session, question: str, request_of: Callable[[str], Request]
) -> Iterator[Frame]:
    """The answer as it comes; a failure is the last frame, never an exception.

    Args:
        request_of: makes the request of the question and all that restricts it.
    """
    turn = Turn(question=question)
    try:
        request = request_of(question)
        with session.view() as view:
            sources: tuple[Document, ...] = ()
            text = ""
            for event in view.answerer.stream(request):
                if event.kind == "sources":
                    sources = _documents(event.hits)
                elif event.kind == "text":
                    text += event.text
                if event.answer is not None:
                    yield Frame(sources, text, turn.answered(event.answer))
                else:
                    yield Frame(sources, text)
    except Exception as error:
        failure = failure_of(error, "这个问题没有答成")
        yield Frame(turn=turn.failed(failure.problem, failure.remedy))


def _documents(hits: Sequence[Hit]) -> tuple[Document, ...]:
    """The documents that the best passages come from."""
    found = {hit.document.doc_id: hit.document for hit in hits}
    return tuple(found.values())[:_SHOWN_SOURCES]
