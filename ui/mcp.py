"""The MCP server: three read-only tools, over stdio or streamable HTTP."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeVar

import anyio
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from pydantic import Field
from starlette.applications import Starlette

from ingest.errors import PolicyQAError
from qa.answering import Request
from ui.api.schemas import AnswerOut, HitsOut, WholeDocumentOut
from ui.documents import whole_document
from ui.searching import search_hits
from ui.session import Session, View

_READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_INSTRUCTIONS = (
    "中国政策文件知识库。ask_policy 给出简短、带出处的回答；回答里的 [n] 对应 citations 中 index 为 n "
    "的引文，引文 quote 是原文。status 为 insufficient_evidence 时库中没有依据，不要自行补充。"
    "转述回答时请保留 notices 中的提示和文件的名称、文号、效力。"
)

Result = TypeVar("Result")
_Region = Annotated[str | None, Field(description="地区，如 江苏省常州市；不限则省略")]
_AsOf = Annotated[date | None, Field(description="以这一天为准判断效力，如 2024-06-30")]


def build_server(session: Session) -> MCPServer:
    """A server with the tools over the session's index."""
    server = MCPServer(
        "policyqa", title="政策问答", instructions=_INSTRUCTIONS, log_level="WARNING"
    )

    async def in_view(work: Callable[[View], Result]) -> Result:
        def with_view() -> Result:
            with session.view() as view:
                return work(view)

        try:
            return await anyio.to_thread.run_sync(with_view)
        except PolicyQAError as error:
            raise ToolError(str(error)) from error

    @server.tool(title="政策问答", annotations=_READ_ONLY)
    async def ask_policy(
        question: Annotated[str, Field(description="一个关于政策的问题，写明地区和年份更准确")],
        region: _Region = None,
        as_of: _AsOf = None,
        history: Annotated[list[str], Field(description="同一对话中先前的问题")] = [],  # noqa: B006
    ) -> AnswerOut:
        """回答政策问题：简短的答案、逐条引文（原文、文号、效力、位置）和应当注意的事项。"""
        request = Request(
            question, region=region, as_of=as_of, history=tuple(history), top_k=0
        )  # the citations are enough; passages cost the caller's context
        answer = await in_view(lambda view: view.answerer.answer(request))
        return AnswerOut.model_validate(answer.as_json())

    @server.tool(title="检索政策", annotations=_READ_ONLY)
    async def search_policy(
        query: Annotated[str, Field(description="检索词或问题")],
        top_k: Annotated[int, Field(ge=1, le=100, description="返回几段")] = 10,
        region: _Region = None,
    ) -> HitsOut:
        """检索政策文件的段落，按相关程度排列。"""
        hits = await in_view(lambda view: search_hits(view.answerer, query, top_k, region=region))
        return HitsOut.model_validate({"hits": [hit.as_json() for hit in hits]})

    @server.tool(title="查看文件", annotations=_READ_ONLY)
    async def get_document(
        doc_id: Annotated[str, Field(description="引文或检索结果里的 doc_id")],
    ) -> WholeDocumentOut:
        """一个文件的全文、章节和元数据。"""
        try:
            found = await in_view(lambda view: whole_document(view.index, doc_id))
        except KeyError:
            raise ToolError(f"没有编号为 {doc_id} 的文件；请用检索结果里的 doc_id") from None
        return WholeDocumentOut.model_validate(found)

    return server


def serve_stdio(session: Session) -> None:
    """Serve one client over standard input and output until it leaves."""
    build_server(session).run("stdio")


def http_app(server: MCPServer) -> Starlette:
    """The streamable HTTP endpoint `/mcp`; hosts and origins are guarded by `ui.api.middleware`.

    Stateless, with plain JSON replies: the tools keep nothing between calls.
    """
    return server.streamable_http_app(
        stateless_http=True,
        json_response=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
