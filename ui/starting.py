"""A server that listens before the program has loaded: something to type into at once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

_STATE = "starting"
_UNREADY = {
    "type": "about:blank",
    "title": "Service Unavailable",
    "status": 503,
    "detail": "正在启动。请稍后再试",
}


class _Router(Protocol):
    def lifespan_context(self, app: Any) -> AbstractAsyncContextManager[Any]: ...


class Application(Protocol):
    """What is started: an ASGI application with a lifespan, as FastAPI makes them."""

    @property
    def router(self) -> _Router: ...

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...


class Starting:
    """Stands before an application from the first moment, and makes it meanwhile in a thread.

    Until it is there, `/` is a page whose question box works (what was typed goes over into the
    page), `/livez` answers and `/readyz` is 503; every other request waits for the application.

    Args:
        make: makes the application; runs in a thread.
        page: the HTML of `/` until then; None where there will be no page.
        failed: called when `make` has raised; the error is kept in `error`.
    """

    def __init__(
        self,
        make: Callable[[], Application],
        page: bytes | None,
        failed: Callable[[], None],
    ) -> None:
        self.error: BaseException | None = None
        self._make = make
        self._page = page
        self._failed = failed
        self._app: Application | None = None
        self._settled = asyncio.Event()
        self._closing = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if self._app is None and scope["type"] == "http" and await self._answered(scope, send):
            return
        await self._settled.wait()
        if self._app is None:
            await _json(send, 503, _UNREADY)
        else:
            await self._app(scope, receive, send)

    async def _answered(self, scope: Scope, send: Send) -> bool:
        """Whether the request needs no application."""
        match scope["path"]:
            case "/" if self._page is not None and scope["method"] == "GET":
                await _reply(send, 200, b"text/html; charset=utf-8", self._page)
            case "/livez":
                await _json(send, 200, {"status": _STATE})
            case "/readyz":
                await _json(send, 503, _UNREADY)
            case _:
                return False
        return True

    # --- its life ----------------------------------------------------------------------------

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()  # lifespan.startup
        life = asyncio.create_task(self._start_and_keep())
        await send({"type": "lifespan.startup.complete"})
        await receive()  # lifespan.shutdown
        self._closing.set()
        await life
        await send({"type": "lifespan.shutdown.complete"})

    async def _start_and_keep(self) -> None:
        """Make the application and hold its own lifespan, from one task, until the end."""
        try:
            app = await asyncio.to_thread(self._make)
            async with app.router.lifespan_context(app):
                self._app = app
                self._settled.set()
                await self._closing.wait()
        except Exception as error:
            self.error = error
            self._failed()
        finally:
            self._settled.set()


async def _json(send: Send, status: int, value: dict[str, Any]) -> None:
    kind = b"application/json" if status == 200 else b"application/problem+json"
    await _reply(send, status, kind, json.dumps(value, ensure_ascii=False).encode())


async def _reply(send: Send, status: int, kind: bytes, body: bytes) -> None:
    from ui.page.shell import POLICY

    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", POLICY.encode()),
        (b"x-content-type-options", b"nosniff"),
        *([(b"retry-after", b"1")] if status == 503 else []),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
