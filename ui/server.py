"""One process for everything: the page at /, the API at /v1, MCP at /mcp."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.routing import Route

from ingest.errors import PolicyQAError
from ui.api import answers, chat, documents, export, health
from ui.api.chat_schemas import OpenAIErrorOut
from ui.api.errors import add_error_handlers
from ui.api.middleware import Guarded, Limited, Measured
from ui.api.schemas import ProblemOut
from ui.api.services import Services, build_services
from ui.keys import Scope as KeyScope
from ui.late_mcp import LateMcp
from ui.session import Session
from ui.version import program_version

_log = logging.getLogger(__name__)
_PROBLEMS = {
    401: "no valid key",
    403: "the key's scope does not reach",
    404: "no such thing",
    409: "the index is being written",
    413: "too large",
    415: "wrong kind of body or file",
    422: "the request cannot be used",
    429: "too many requests",
    499: "the client has left",
    503: "no index is ready",
    504: "not answered in time",
}


def create_app(session: Session, *, page: bool = True) -> FastAPI:
    """The application over a session, which stays the caller's to close."""
    services = build_services(session)
    app = FastAPI(
        title="policyqa",
        version=program_version(),
        description="Answers with citations from a knowledge base of Chinese policy documents.",
        docs_url=None,  # these pages load their scripts from other machines
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.services = services
    add_error_handlers(app)
    _add_routes(app)
    app.state.mcp = LateMcp(session)
    app.router.routes.append(Route("/mcp", app.state.mcp))
    if page:
        from ui.page.app import mount

        app = mount(app, session, session.settings)
    _add_middleware(app, services)
    return app


# --- parts ----------------------------------------------------------------------------------


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    services: Services = app.state.services
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(app.state.mcp.kept())
        threading.Thread(target=_warm, args=(services.session,), daemon=True).start()
        yield


def _warm(session: Session) -> None:
    """Open the index and load what the first question would wait for."""
    from qa.answering import Request

    try:
        if stale := session.freshen():
            _log.warning("%s", stale.notice)
        with session.view() as view:
            view.chain.invoke(Request("奖励多少？"))
    except PolicyQAError as error:
        _log.warning("not ready: %s", error)


def _add_routes(app: FastAPI) -> None:
    problem: dict[int | str, dict[str, Any]] = {
        status: {
            "description": description,
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemOut"}}
            },
        }
        for status, description in _PROBLEMS.items()
    }
    openai: dict[int | str, dict[str, Any]] = {
        status: {"description": description, "model": OpenAIErrorOut}
        for status, description in _PROBLEMS.items()
    }
    for router in (answers.router, export.router, documents.readers, documents.writers):
        app.include_router(router, responses=problem)
    app.include_router(health.router, responses=problem)
    app.include_router(chat.router, responses=openai)
    _describe_problems(app)


def _describe_problems(app: FastAPI) -> None:
    """Put the problem schema, which no route returns as a model, into the OpenAPI document."""
    describe = app.openapi

    def with_problems() -> dict[str, Any]:
        document = describe()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        if "ProblemOut" not in schemas:
            problem = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(problem.pop("$defs", {}))
            schemas["ProblemOut"] = problem
        return document

    app.openapi = with_problems  # type: ignore[method-assign]


def _add_middleware(app: FastAPI, services: Services) -> None:
    """The last one added is the outermost."""
    origins = [o.strip() for o in services.settings.cors_origins.split(",") if o.strip()]
    app.add_middleware(Limited, services=services)
    app.add_middleware(Guarded, services=services, page_scope=KeyScope.WRITE)
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
            expose_headers=["X-Request-ID", "Retry-After"],
        )
    app.add_middleware(Measured, services=services)
    app.add_middleware(
        CorrelationIdMiddleware,
        header_name="X-Request-ID",
        validator=_is_request_id,
        transformer=lambda value: value,
    )


def _is_request_id(value: str) -> bool:
    return 0 < len(value) <= 128 and value.isascii() and value.isprintable()
