"""Every error has a status, a sentence for people, and a shape that clients know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from ingest.errors import IndexLockedError
from ingest.pipeline import Ingestor
from qa.answering import Answerer

Serve = Callable[..., httpx.Client]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/v1/ask", {"question": " "}, 422),
        ("/v1/ask", {"question": "奖" * 10_000}, 422),
        ("/v1/ask", {"question": "奖励？", "region": "火星"}, 422),
        ("/v1/ask", {"question": "奖励？", "nope": 1}, 422),
        ("/v1/ask", {}, 422),
        ("/v1/search", {"query": "奖励", "top_k": 0}, 422),
        ("/v1/nope", {}, 404),
    ],
)
def test_problems(api: httpx.Client, path: str, body: dict[str, object], status: int) -> None:
    reply = api.post(path, json=body)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    problem = reply.json()
    assert (problem["status"], problem["instance"]) == (status, path)
    assert problem["detail"]
    assert problem["request_id"] == reply.headers["x-request-id"]


def test_a_body_of_another_kind(api: httpx.Client) -> None:
    assert api.post("/v1/ask", data={"question": "奖励？"}).status_code == 415
    broken = api.post(
        "/v1/ask", content=b'{"question"', headers={"Content-Type": "application/json"}
    )
    assert (broken.status_code, broken.json()["detail"]) == (422, "请求体不是 JSON")


def test_lone_surrogates_are_no_text(api: httpx.Client) -> None:
    kind = {"Content-Type": "application/json"}
    reply = api.post("/v1/ask", content=b'{"question": "\\ud800"}', headers=kind)
    assert reply.status_code == 422


def test_a_request_id_comes_back(api: httpx.Client) -> None:
    assert api.get("/livez", headers={"X-Request-ID": "a-1"}).headers["x-request-id"] == "a-1"
    made = api.get("/livez", headers={"X-Request-ID": "x" * 500}).headers["x-request-id"]
    assert made != "x" * 500


def test_without_an_index_there_is_no_answer_yet(serve: Serve, tmp_path: Path) -> None:
    api = serve(tmp_path / "none")
    assert api.get("/livez").status_code == 200
    for reply in (api.get("/readyz"), api.post("/v1/ask", json={"question": "奖励？"})):
        assert reply.status_code == 503
        assert int(reply.headers["Retry-After"]) >= 1
    body = {"messages": [{"role": "user", "content": "奖励？"}]}
    for stream in (False, True):
        reply = api.post("/v1/chat/completions", json={**body, "stream": stream})
        assert reply.status_code == 503
        assert reply.json()["error"]["type"] == "server_error"


def test_an_index_that_another_process_writes(
    serve: Serve, own_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*arguments: object, **options: object) -> None:
        raise IndexLockedError("进程 7 正在写入索引", "请等它结束后再试")

    monkeypatch.setattr(Ingestor, "ingest", locked)
    reply = serve(own_index).post("/v1/documents", files={"files": ("a.txt", b"x")})
    assert reply.status_code == 409
    assert "Retry-After" in reply.headers


def test_a_crash_says_nothing_of_the_inside_but_to_the_log(
    api: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*arguments: object) -> None:
        raise ValueError("secret path")

    monkeypatch.setattr(Answerer, "stream", crash)
    reply = api.post("/v1/ask", json={"question": "奖励？"})
    assert reply.status_code == 500
    assert reply.json()["detail"] == "服务内部出错"
    assert "secret" not in reply.text
    assert "ValueError: secret path" in caplog.text


def test_an_answer_may_take_only_so_long(
    serve: Serve, own_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    release = threading.Event()

    def slow(*arguments: object) -> object:
        release.wait(10)
        return iter(())

    api = serve(own_index, request_timeout=0.2)
    api.get("/readyz")
    monkeypatch.setattr(Answerer, "stream", slow)
    reply = api.post("/v1/ask", json={"question": "奖励？"})
    release.set()
    assert reply.status_code == 504
