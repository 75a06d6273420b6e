"""The MCP tools through the official client, in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mcp import Client

from ui.mcp import build_server
from ui.session import Session

OpenSession = Callable[..., Session]


async def test_tools_are_read_only_and_have_schemas(
    corpus_index: Path, open_session: OpenSession
) -> None:
    async with Client(build_server(open_session(corpus_index))) as client:
        tools = (await client.list_tools()).tools
    assert {tool.name for tool in tools} == {"ask_policy", "search_policy", "get_document"}
    for tool in tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert tool.output_schema is not None


async def test_an_answer_leads_to_its_document(
    corpus_index: Path, open_session: OpenSession, question: str
) -> None:
    async with Client(build_server(open_session(corpus_index))) as client:
        answer = await client.call_tool("ask_policy", {"question": question})
        assert answer.structured_content is not None
        (citation, *_) = answer.structured_content["citations"]
        document = await client.call_tool("get_document", {"doc_id": citation["doc_id"]})
    assert "30万元" in answer.structured_content["answer"]
    assert document.structured_content is not None
    text = document.structured_content["text"]
    assert text[citation["start"] : citation["end"]] == citation["quote"]


async def test_search_gives_as_many_passages_as_asked(
    corpus_index: Path, open_session: OpenSession
) -> None:
    async with Client(build_server(open_session(corpus_index))) as client:
        found = await client.call_tool("search_policy", {"query": "专精特新奖励", "top_k": 2})
    assert found.structured_content is not None
    assert [hit["rank"] for hit in found.structured_content["hits"]] == [1, 2]


async def test_errors_are_sentences(corpus_index: Path, open_session: OpenSession) -> None:
    async with Client(build_server(open_session(corpus_index))) as client:
        empty = await client.call_tool("ask_policy", {"question": " "})
        unknown = await client.call_tool("get_document", {"doc_id": "没有"})
    assert empty.is_error and "问题是空的" in empty.content[0].text  # type: ignore[union-attr]
    assert unknown.is_error and "没有编号" in unknown.content[0].text  # type: ignore[union-attr]
