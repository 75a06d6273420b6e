"""POST /v1/ask, /v1/search and /v1/feedback."""

from __future__ import annotations

from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Depends
from fastapi import Request as HttpRequest

from ui.api.access import needs
from ui.api.schemas import AnswerOut, AskBody, FeedbackBody, HitsOut, SearchBody, StateOut
from ui.api.services import Services, services_of
from ui.api.work import answer_for, in_view
from ui.feedback import Feedback, Rating
from ui.keys import Scope
from ui.searching import search_hits

router = APIRouter(dependencies=[Depends(needs(Scope.READ))], tags=["answers"])
_Services = Annotated[Services, Depends(services_of)]


@router.post("/v1/ask", response_model=AnswerOut)
async def ask(http: HttpRequest, body: AskBody, services: _Services) -> Any:
    """Ask a question; the answer is short, and every figure in it is cited."""
    return (await answer_for(http, services, body.request())).as_json()


@router.post("/v1/search", response_model=HitsOut)
async def search(http: HttpRequest, body: SearchBody, services: _Services) -> Any:
    """Find passages, best first, without an answer."""
    filters = body.filters.filters(body.as_of)
    hits = await in_view(
        http,
        services,
        lambda view, left: search_hits(
            view.answerer,
            body.query,
            body.top_k,
            region=body.region,
            as_of=body.as_of,
            filters=filters,
        ),
    )
    return {"hits": [hit.as_json() for hit in hits]}


@router.post("/v1/feedback", response_model=StateOut, status_code=201)
async def feedback(body: FeedbackBody, services: _Services) -> Any:
    """Say whether an answer was right; right ones can be exported as gold cases."""
    rated = Feedback(
        question=body.question,
        answer=body.answer,
        status=body.status,
        rating=Rating(body.rating),
        generation=body.generation,
        citations=tuple(body.citations),
        history=tuple(body.history),
        comment=body.comment,
    )
    await anyio.to_thread.run_sync(services.feedback.add, rated)
    return {"status": "stored", "generation": body.generation or None}
