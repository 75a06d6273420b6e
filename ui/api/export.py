"""GET /v1/feedback: what readers found right, as lines of a gold file."""

from __future__ import annotations

from typing import Annotated

import anyio
from fastapi import APIRouter, Depends
from fastapi.responses import PlainTextResponse

from ui.api.access import needs
from ui.api.services import Services, services_of
from ui.keys import Scope

router = APIRouter(dependencies=[Depends(needs(Scope.ADMIN))], tags=["answers"])


class JsonLines(PlainTextResponse):
    media_type = "application/x-ndjson"


@router.get("/v1/feedback", response_class=JsonLines)
async def export(services: Annotated[Services, Depends(services_of)]) -> JsonLines:
    """Answers rated right as gold cases (JSONL, fields as in `eval/gold/README.md`)."""
    lines = await anyio.to_thread.run_sync(lambda: list(services.feedback.gold_lines()))
    return JsonLines("".join(f"{line}\n" for line in lines))
