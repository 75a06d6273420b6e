"""One process for everything: the page at /, the API at /v1, MCP at /mcp."""

from __future__ import annotations

import logging
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from ingest.errors import PolicyQAError, UsageError
from ui.api import answers, chat, documents, export, health
from ui.api.access import is_loopback
from ui.api.chat_schemas import OpenAIErrorOut
from ui.api.errors import add_error_handlers
from ui.api.logs import configure_logs
from ui.api.middleware import Guarded, Limited, Measured
from ui.api.schemas import ProblemOut
from ui.api.services import Services, build_services
from ui.keys import KeyStore
from ui.keys import Scope as KeyScope
from ui.session import Session
from ui.version import program_version

_log = logging.getLogger(__name__)
# Answers are read in Python threads; at the default of 5 ms each of them would hold up the event
# loop, which needs the interpreter many times for one request, for as long.
_SWITCH_SECONDS = 0.0005
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
    _add_mcp(app, session)
    if page:
        from ui.page.app import mount

        app = mount(app, session, session.settings)
    _add_middleware(app, services)
    return app


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that has its address and waits to run."""

    app: FastAPI
    listener: socket.socket

    def run(self) -> None:
        """Serve until interrupted."""
        import uvicorn

        config = uvicorn.Config(
            self.app,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=5,
            server_header=False,
        )
        sys.setswitchinterval(_SWITCH_SECONDS)
        with suppress(KeyboardInterrupt):  # Ctrl-C is how one stops a server
            uvicorn.Server(config).run(sockets=[self.listener])
        print("服务已停止。", file=sys.stderr)


def prepare_serving(session: Session, *, host: str, port: int, page: bool) -> Serving:
    """Take the address, say so on stderr, and make the app.

    Raises:
        UsageError: another machine could reach the address and no key exists, or the address
            cannot be listened on.
    """
    keyed = bool(KeyStore.beside(session.settings.index).all())
    if not keyed and not is_loopback(host):
        raise UsageError(
            f"没有密钥时不能监听 {host}：其他机器可以不经许可使用和修改知识库",
            "请先运行 policyqa keys create，或去掉 --host 只在本机使用",
        )
    configure_logs()
    listener = _listener(host, port)
    app = create_app(session, page=page)
    _say_where(listener, host, page, keyed)
    return Serving(app, listener)


# --- parts ----------------------------------------------------------------------------------


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    services: Services = app.state.services
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(app.state.mcp.session_manager.run())
        threading.Thread(target=_warm, args=(services.session,), daemon=True).start()
        yield


def _warm(session: Session) -> None:
    """Open the index and load what the first question would wait for."""
    from qa.answering import Request

    try:
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


def _add_mcp(app: FastAPI, session: Session) -> None:
    from ui.mcp import build_server, http_app

    server = build_server(session)
    app.state.mcp = server
    app.router.routes.extend(http_app(server).routes)


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


def _listener(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        raise UsageError(
            f"不能监听 {host}:{port}（{error.strerror}）", "请用 --port 换一个端口，或检查 --host"
        ) from error
    return listener


def _say_where(listener: socket.socket, host: str, page: bool, keyed: bool) -> None:
    name = f"[{host}]" if ":" in host else host
    base = f"http://{name}:{listener.getsockname()[1]}"
    lines = [f"接口 {base}/v1（OpenAPI 说明 {base}/openapi.json），MCP {base}/mcp"]
    if page:
        lines.insert(0, f"网页 {base}/")
    if not keyed:
        lines.append("没有密钥：只监听本机，本机的程序无需密钥即可使用。")
    print("\n".join(lines), file=sys.stderr, flush=True)
