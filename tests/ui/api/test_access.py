"""Keys, scopes, rates, origins, sizes: who gets in, with what, how often."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from ingest.errors import UsageError
from ui.api.rate import RateLimiter
from ui.keys import KeyStore, Scope
from ui.serving import prepare_serving
from ui.session import Session

Serve = Callable[..., httpx.Client]


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_with_a_key_everything_but_health_needs_one(
    serve: Serve, own_index: Path, question: str
) -> None:
    _, secret = KeyStore.beside(own_index).create("机器人", Scope.READ)
    api = serve(own_index)
    body = {"question": question}
    assert api.post("/v1/ask", json=body).status_code == 401
    assert api.post("/v1/ask", json=body, headers=bearer("pqa_wrong")).status_code == 401
    assert api.post("/v1/ask", json=body, headers=bearer(secret)).status_code == 200
    assert api.get("/metrics").status_code == 401
    assert api.get("/openapi.json").status_code == 401
    assert api.post("/mcp", json={}).status_code == 401
    assert api.get("/livez").status_code == 200


def test_a_read_key_changes_nothing(serve: Serve, own_index: Path) -> None:
    keys = KeyStore.beside(own_index)
    _, reader = keys.create("读", Scope.READ)
    _, writer = keys.create("写", Scope.WRITE)
    api = serve(own_index)
    assert api.delete("/v1/documents/x", headers=bearer(reader)).status_code == 403
    assert api.delete("/v1/documents/x", headers=bearer(writer)).status_code == 404
    assert api.get("/v1/feedback", headers=bearer(writer)).status_code == 403


def test_a_revoked_key_is_refused_by_the_running_server(
    serve: Serve, own_index: Path, question: str
) -> None:
    keys = KeyStore.beside(own_index)
    keys.create("另一个", Scope.READ)
    key, secret = keys.create("机器人", Scope.READ)
    api = serve(own_index)
    assert api.get("/v1/models", headers=bearer(secret)).status_code == 200
    keys.revoke(key.key_id)
    refused = api.get("/v1/models", headers=bearer(secret))
    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "invalid_api_key"


def test_a_key_may_ask_only_so_often(serve: Serve, own_index: Path) -> None:
    _, secret = KeyStore.beside(own_index).create("机器人", Scope.READ)
    api = serve(own_index, rate_limit_per_minute=6)
    replies = [api.get("/v1/models", headers=bearer(secret)) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 429, 429]
    assert int(replies[1].headers["Retry-After"]) >= 1


def test_a_bucket_fills_again() -> None:
    now = 0.0
    limiter = RateLimiter(60, lambda: now)
    assert [limiter.wait("a") for _ in range(10)] == [0.0] * 10
    assert limiter.wait("a") == pytest.approx(1.0)
    assert limiter.wait("b") == 0.0
    now = 1.0
    assert limiter.wait("a") == 0.0


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}]
)
def test_other_sites_cannot_call_a_server_without_keys(
    api: httpx.Client, headers: dict[str, str]
) -> None:
    assert api.get("/v1/documents", headers=headers).status_code == 403
    assert api.get("/mcp", headers=headers).status_code == 403


def test_its_own_pages_may_call_it(api: httpx.Client, base_url: str) -> None:
    assert api.get("/v1/documents", headers={"Origin": base_url}).status_code == 200


def test_a_named_origin_may_call_it(serve: Serve, own_index: Path) -> None:
    api = serve(own_index, cors_origins="https://bot.example")
    reply = api.get("/v1/documents", headers={"Origin": "https://bot.example"})
    assert reply.status_code == 200
    assert reply.headers["access-control-allow-origin"] == "https://bot.example"


def test_no_other_machine_without_a_key(
    open_session: Callable[..., Session], corpus_index: Path
) -> None:
    with pytest.raises(UsageError, match="没有密钥"):
        prepare_serving(open_session(corpus_index), host="0.0.0.0", port=0, page=False)


def test_bodies_are_held_to_their_size(api: httpx.Client) -> None:
    big = b'{"question": "' + b"x" * 3_000_000 + b'"}'
    kind = {"Content-Type": "application/json"}
    assert api.post("/v1/ask", content=big, headers=kind).status_code == 413
    chunks = (big[at : at + 100_000] for at in range(0, len(big), 100_000))
    assert api.post("/v1/ask", content=chunks, headers=kind).status_code == 413


def test_uploads_are_held_to_their_size(serve: Serve, own_index: Path) -> None:
    api = serve(own_index, max_upload_size=1000)
    reply = api.post("/v1/documents", files={"files": ("a.txt", b"x" * 2000)})
    assert reply.status_code == 413
