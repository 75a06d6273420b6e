"""Gradio's HTML shell made fit for the page: Chinese, and speaking to this server only."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio evaluates templates and component scripts, so it needs eval and inline scripts; what a
# policy can still promise, and here does, is that nothing is fetched from or sent to elsewhere.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob: data:",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_ADVERTISED = re.compile(rb'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*>')
_HEAD = b"<head>"


class PageShell:
    """Middleware around Gradio: rewrites its HTML page and adds headers to it.

    Args:
        app: what serves the page.
        head: markup that must stand first in `<head>`.
    """

    def __init__(self, app: ASGIApp, head: str) -> None:
        self._app = app
        self._head = head.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        page = _Page(self._head, send)
        await self._app(scope, receive, page.send)


class _Page:
    """One response; a body that is no HTML passes through as it comes."""

    def __init__(self, head: bytes, send: Send) -> None:
        self._head = head
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_page(self._start)
        else:
            await self._send(message)

    async def _send_page(self, start: Message) -> None:
        body = rewritten(self._body, self._head)
        kept = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
        length = (b"content-length", str(len(body)).encode())
        await self._send({**start, "headers": [*kept, length, *_HEADERS]})
        await self._send({"type": "http.response.body", "body": body})


def rewritten(html: bytes, head: bytes) -> bytes:
    """Language, our own markup first in the head, no metadata for social networks."""
    html = _ADVERTISED.sub(b"", html)
    html = html.replace(b'lang="en"', b'lang="zh-CN"', 1)
    return html.replace(_HEAD, _HEAD + head, 1)


def _is_html(start: Message) -> bool:
    kinds = [value for name, value in start["headers"] if name.lower() == b"content-type"]
    return any(kind.startswith(b"text/html") for kind in kinds)
