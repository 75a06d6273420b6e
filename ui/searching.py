"""Search for all faces: the retrieval of an answer, without the answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from qa.answering import Request
from qa.filters import Filters

if TYPE_CHECKING:
    from qa.answering import Answerer
    from qa.answers import Hit


def search_hits(
    answerer: Answerer,
    query: str,
    top_k: int,
    *,
    region: str | None = None,
    as_of: date | None = None,
    filters: Filters | None = None,
) -> tuple[Hit, ...]:
    """The passages that a question would be answered from, best first.

    Raises:
        QuestionError, UnknownPlaceError: as for an answer.
    """
    request = Request(query, region=region, as_of=as_of, filters=filters or Filters(), top_k=top_k)
    events = answerer.stream(request)
    try:
        return next(events).hits[:top_k]  # the first event carries the sources
    finally:
        events.close()  # type: ignore[attr-defined]
