"""`policyqa serve` and `policyqa mcp`."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from ui.cli.options import IndexOption


def register(app: typer.Typer) -> None:
    app.command("serve", help="启动服务：网页在 /，接口在 /v1，MCP 在 /mcp。")(serve)
    app.command("mcp", help="以标准输入输出运行 MCP 服务，供智能体调用。")(mcp)


def serve(
    host: Annotated[
        str | None,
        typer.Option("--host", metavar="地址", help="监听地址；默认只限本机。", show_default=False),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", metavar="端口", min=0, max=65535, help="默认 8000。", show_default=False
        ),
    ] = None,
    no_ui: Annotated[bool, typer.Option("--no-ui", help="只开接口，不开网页。")] = False,
    index: IndexOption = None,
) -> None:
    from ui.cli.opening import opened_session

    with opened_session(index) as session:
        with _no_collection():
            from ui.server import prepare_serving

            serving = prepare_serving(
                session,
                host=host or session.settings.host,
                port=session.settings.port if port is None else port,
                page=not no_ui,
            )
        serving.run()


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


def mcp(index: IndexOption = None) -> None:
    from ui.cli.opening import opened_session
    from ui.mcp import serve_stdio

    with opened_session(index) as session:
        serve_stdio(session)
