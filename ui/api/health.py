"""GET /livez, /readyz and /metrics."""

from __future__ import annotations

from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Depends
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response

from ingest.errors import IndexStateError
from ingest.index.protocol import Manifest
from ui.api.access import needs
from ui.api.schemas import StateOut
from ui.api.services import Services, services_of
from ui.keys import Scope

router = APIRouter(tags=["health"])
_Services = Annotated[Services, Depends(services_of)]


@router.get("/livez", response_model=StateOut)
async def livez() -> Any:
    """Whether the process runs."""
    return {"status": "ok"}


@router.get("/readyz", response_model=StateOut)
async def readyz(services: _Services) -> Any:
    """Whether questions can be answered; 503 with the reason where not."""
    manifest = await anyio.to_thread.run_sync(_manifest, services)
    return {"status": "ready", "generation": manifest.generation}


@router.get("/metrics", response_class=PlainTextResponse, dependencies=[Depends(needs(Scope.READ))])
async def metrics(services: _Services) -> Response:
    """Metrics in the Prometheus text format."""
    try:
        manifest = await anyio.to_thread.run_sync(_manifest, services)
    except IndexStateError:
        manifest = None  # a server without an index is measured too
    return Response(services.metrics.text(manifest), media_type=CONTENT_TYPE_LATEST)


def _manifest(services: Services) -> Manifest:
    with services.session.view() as view:
        return view.index.manifest
