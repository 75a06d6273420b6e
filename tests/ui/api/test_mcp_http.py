"""MCP over streamable HTTP: the official client against the server."""

from __future__ import annotations

from mcp import Client


async def test_the_official_client_asks_over_http(base_url: str, question: str) -> None:
    async with Client(f"{base_url}/mcp") as client:
        answer = await client.call_tool("ask_policy", {"question": question})
    assert answer.structured_content is not None
    assert "30万元[1]" in answer.structured_content["answer"]
