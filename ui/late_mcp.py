"""The MCP endpoint of the server, loaded when the first client asks for it.

The MCP package takes a fifth of the whole start, and most servers are never asked over MCP.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ui.session import Session


class LateMcp:
    """An ASGI application that becomes the streamable HTTP endpoint of `ui.mcp`.

    Its session manager must be entered and left by one task, so a task of its own keeps it for
    the length of `kept`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._wanted = asyncio.Event()
        self._app: asyncio.Future[ASGIApp] | None = None

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """The lifespan of the endpoint."""
        closing = asyncio.Event()
        self._app = asyncio.get_running_loop().create_future()
        keeper = asyncio.create_task(self._keep(self._app, closing))
        try:
            yield
        finally:
            closing.set()
            self._wanted.set()
            await keeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._app is None:
            raise RuntimeError("the application was called outside its lifespan")
        self._wanted.set()
        app = await asyncio.shield(self._app)
        await app(scope, receive, send)

    async def _keep(self, loaded: asyncio.Future[ASGIApp], closing: asyncio.Event) -> None:
        await self._wanted.wait()
        if closing.is_set():
            return
        try:
            server, app = await asyncio.to_thread(_load, self._session)
            async with server.session_manager.run():
                loaded.set_result(app)
                await closing.wait()
        except Exception as error:
            if loaded.done():
                raise
            loaded.set_exception(error)


def _load(session: Session) -> tuple[MCPServer, ASGIApp]:
    from ui.mcp import build_server, http_app

    server = build_server(session)
    return server, http_app(server)
