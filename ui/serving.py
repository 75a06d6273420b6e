"""`policyqa serve`: takes the address, says where it is, and serves from the first moment on."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from ingest.errors import UsageError, os_reason
from ui.hosts import is_loopback
from ui.keys import KeyStore
from ui.session import Session

if TYPE_CHECKING:
    from fastapi import FastAPI

# Answers are read in Python threads; at the default of 5 ms each of them would hold up the event
# loop, which needs the interpreter many times for one request, for as long.
_SWITCH_SECONDS = 0.0005


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that has its address and waits to run."""

    session: Session
    listener: socket.socket
    page: bool

    def run(self) -> None:
        """Serve until interrupted.

        The address answers at once; the application is made while the first page is shown.
        """
        import uvicorn

        from ui.starting import Starting

        sys.setswitchinterval(_SWITCH_SECONDS)

        def stop() -> None:
            server.should_exit = True

        starting = Starting(self._application, starting_page() if self.page else None, stop)
        config = uvicorn.Config(
            starting,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=5,
            server_header=False,
        )
        server = uvicorn.Server(config)
        with suppress(KeyboardInterrupt):  # Ctrl-C is how one stops a server
            server.run(sockets=[self.listener])
        if starting.error is not None:
            raise starting.error
        print("服务已停止。", file=sys.stderr)

    def _application(self) -> FastAPI:
        with _no_collection():
            from ui.api.logs import configure_logs
            from ui.server import create_app

            configure_logs()
            return create_app(self.session, page=self.page)


def prepare_serving(session: Session, *, host: str, port: int, page: bool) -> Serving:
    """Take the address and say so on stderr.

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
    listener = _listener(host, port)
    _say_where(listener, host, page, keyed)
    return Serving(session, listener, page)


def starting_page() -> bytes:
    """The page that is shown while the application is made, in one piece."""
    page = files("ui.page")
    html = page.joinpath("templates", "starting.html").read_text("utf-8")
    return html.replace("STYLES", page.joinpath("styles.css").read_text("utf-8"), 1).encode()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without garbage collection: what a start makes stays, and looking through it again and
    again takes a seventh of the time. Afterwards it is kept out of every later collection."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _listener(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        raise UsageError(
            f"不能监听 {host}:{port}（{os_reason(error)}）", "请用 --port 换一个端口，或检查 --host"
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
