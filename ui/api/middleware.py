"""What happens around every request: limits, the guard, measuring, the log line."""

from __future__ import annotations

import logging
import time
from typing import Any

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.access import basic_key
from ui.api.errors import crash_response, error_response
from ui.api.services import Services
from ui.hosts import names_loopback, same_origin
from ui.keys import Scope as KeyScope

_log = logging.getLogger(__name__)
_JSON_BODY = 2_000_000
_UPLOADS = "/v1/documents"
_OPEN = ("/livez", "/readyz")
_KEYED = ("/v1/", "/metrics")  # their endpoints check the key themselves


class Measured:
    """Counts, times and logs every request. Questions and answers are not logged."""

    def __init__(self, app: ASGIApp, services: Services) -> None:
        self._app = app
        self._metrics = services.metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status: int | None = None
        began = time.perf_counter()
        self._metrics.began()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception:
            _log.exception("request crashed", extra={"path": scope["path"]})
            if status is not None:
                raise  # its response has begun: all that can be done is to break it off
            await crash_response(scope["path"])(scope, receive, noted)
        finally:
            self._note(scope, status or 500, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        self._metrics.ended(_route(scope), scope["method"], status, seconds)
        fields = {
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "ms": round(seconds * 1000, 1),
            "key": scope.get("state", {}).get("key_id"),
        }
        _log.info("request", extra=fields)


class Guarded:
    """Keeps other sites' pages and rebound names out, and people without a key off the page.

    Without keys the server listens on loopback, where any page that the user opens in a browser
    could call it: requests that name another host, or come from another origin, are refused.
    With keys, what is no endpoint of the API (the page, `/mcp`) asks for one that may read, and
    for one that may write where it changes something.
    """

    def __init__(self, app: ASGIApp, services: Services, page_scope: KeyScope) -> None:
        self._app = app
        self._keys = services.keys
        self._origins = _origins(services.settings.cors_origins)
        self._page_scope = page_scope

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope, Headers(scope=scope))
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        path = scope["path"]
        keyed = bool(self._keys.all())
        host = headers.get("host", "")
        if not keyed and not names_loopback(host):
            return error_response(
                path, 403, "没有密钥时只接受对本机的请求", "请用 127.0.0.1 或 localhost 访问"
            )
        origin = headers.get("origin")
        if origin and origin not in self._origins and not same_origin(origin, host):
            return error_response(
                path, 403, "不接受其他网站发来的请求", "需要时请设 POLICYQA_CORS_ORIGINS"
            )
        if keyed and path not in _OPEN and not path.startswith(_KEYED):
            return self._without_key(scope, path, headers)
        return None

    def _without_key(self, scope: Scope, path: str, headers: Headers) -> Response | None:
        key = basic_key(self._keys, headers.get("authorization", ""))
        needed = KeyScope.READ if path.startswith("/mcp") else self._page_scope
        if key is not None and key.scope.includes(needed):
            scope.setdefault("state", {})["key_id"] = key.key_id
            return None
        return error_response(
            path,
            401,
            "打开网页需要密钥",
            f"请以 {needed.value} 范围的密钥作为密码登录，用户名任意",
            headers={"WWW-Authenticate": 'Basic realm="policyqa", charset="UTF-8"'},
        )


class Limited:
    """Holds request bodies to their size and kind before anything reads them."""

    def __init__(self, app: ASGIApp, services: Services) -> None:
        self._app = app
        self._upload = services.settings.max_upload_size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/v1/"):
            await self._app(scope, receive, send)
            return
        path, headers = scope["path"], Headers(scope=scope)
        upload = path == _UPLOADS
        limit = self._upload if upload else _JSON_BODY
        if refusal := _wrong_kind(scope, headers, upload) or _too_large(path, headers, limit):
            await refusal(scope, receive, send)
            return
        await self._counted(scope, receive, send, limit)

    async def _counted(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        received = 0

        async def counted() -> Message:
            """The next message; a body without a Content-Length is held to the limit here."""
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413, _too_large_problem(limit))
            return message

        await self._app(scope, counted, send)


def _wrong_kind(scope: Scope, headers: Headers, upload: bool) -> Response | None:
    has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    if scope["method"] not in ("POST", "PUT", "PATCH") or not has_body:
        return None
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    wanted = "multipart/form-data" if upload else "application/json"
    if kind == wanted:
        return None
    return error_response(
        scope["path"], 415, f"请求体的类型是 {kind or '（未写明）'}", f"请用 {wanted}"
    )


def _too_large(path: str, headers: Headers, limit: int) -> Response | None:
    length = headers.get("content-length", "")
    return _size_refusal(path, limit) if length.isdecimal() and int(length) > limit else None


def _size_refusal(path: str, limit: int) -> Response:
    return error_response(path, 413, _too_large_problem(limit), "请缩小或拆分后再发")


def _too_large_problem(limit: int) -> str:
    return f"请求体超过上限 {limit / 1_000_000:g} MB"


def _origins(setting: str) -> frozenset[str]:
    return frozenset(origin.strip().rstrip("/") for origin in setting.split(",") if origin.strip())


def _route(scope: Scope) -> str:
    """The route's pattern, so that ids do not make a metric each."""
    route: Any = scope.get("route")
    return getattr(route, "path", None) or ("/mcp" if scope["path"].startswith("/mcp") else "other")
