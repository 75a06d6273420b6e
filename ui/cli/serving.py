"""`policyqa serve` and `policyqa mcp`."""

from __future__ import annotations

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
    from ui.serving import prepare_serving

    with opened_session(index) as session:
        serving = prepare_serving(
            session,
            host=host or session.settings.host,
            port=session.settings.port if port is None else port,
            page=not no_ui,
        )
        serving.run()


def mcp(index: IndexOption = None) -> None:
    from ui.cli.opening import opened_session
    from ui.mcp import serve_stdio

    with opened_session(index) as session:
        serve_stdio(session)
