"""Errors as responses: OpenAI's error object under chat and models, RFC 9457 problems elsewhere."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from asgi_correlation_id import correlation_id
from fastapi import FastAPI
from fastapi import Request as HttpRequest
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from ingest.errors import (
    CaseError,
    EmbeddingError,
    GenerationError,
    IndexLockedError,
    IndexStateError,
    LimitExceededError,
    PolicyQAError,
    SourceError,
    UnsupportedFormatError,
    UsageError,
)

# the first match counts, so subclasses stand before their bases
_STATUS: tuple[tuple[type[PolicyQAError], int], ...] = (
    (LimitExceededError, 413),
    (UnsupportedFormatError, 415),
    (SourceError, 422),
    (IndexLockedError, 409),
    (IndexStateError, 503),
    (EmbeddingError, 503),
    (GenerationError, 503),
    (UsageError, 422),
    (CaseError, 422),
)
_RETRY_SECONDS = {503: 5, 409: 2}
_OPENAI_PATHS = ("/v1/chat/", "/v1/models")


class RefusalError(Exception):
    """A request that is refused with a status other than that of a `PolicyQAError`."""

    def __init__(
        self, status: int, problem: str, remedy: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(problem)
        self.status = status
        self.problem = problem
        self.remedy = remedy
        self.headers = dict(headers or {})


def add_error_handlers(app: FastAPI) -> None:
    """Make every error of the endpoints a response of this module."""
    app.add_exception_handler(RefusalError, _on_refusal)
    app.add_exception_handler(PolicyQAError, _on_policyqa_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)


def error_response(
    path: str,
    status: int,
    problem: str,
    remedy: str = "",
    *,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Mapping[str, Any]] = (),
) -> JSONResponse:
    """The error as a response in the shape that clients of `path` expect."""
    all_headers = dict(headers or {})
    if status in _RETRY_SECONDS:
        all_headers.setdefault("Retry-After", str(_RETRY_SECONDS[status]))
    if path.startswith(_OPENAI_PATHS):
        return JSONResponse(
            openai_error(status, problem, remedy, errors), status, headers=all_headers
        )
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": problem,
        "remedy": remedy,
        "instance": path,
        "request_id": correlation_id.get(),
        "errors": list(errors),
    }
    return JSONResponse(body, status, headers=all_headers, media_type="application/problem+json")


def openai_error(
    status: int, problem: str, remedy: str = "", errors: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """OpenAI's error object; its clients pick the exception by the HTTP status."""
    kinds = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
    default = "server_error" if status >= 500 else "invalid_request_error"
    return {
        "error": {
            "message": f"{problem}。{remedy}" if remedy else problem,
            "type": kinds.get(status, default),
            "param": errors[0]["field"] if errors else None,
            "code": {401: "invalid_api_key", 429: "rate_limit_exceeded"}.get(status),
        }
    }


def crash_response(path: str) -> JSONResponse:
    """An error of the program: nothing of its inside is told."""
    return error_response(path, 500, "服务内部出错", "请把 request_id 告诉管理员")


def status_of(error: PolicyQAError) -> int:
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def seconds_header(seconds: float) -> dict[str, str]:
    return {"Retry-After": str(max(1, math.ceil(seconds)))}


# --- handlers -------------------------------------------------------------------------------


async def _on_refusal(request: HttpRequest, error: Exception) -> JSONResponse:
    if not isinstance(error, RefusalError):
        raise error
    return error_response(
        request.url.path, error.status, error.problem, error.remedy, headers=error.headers
    )


async def _on_policyqa_error(request: HttpRequest, error: Exception) -> JSONResponse:
    if not isinstance(error, PolicyQAError):
        raise error
    return error_response(request.url.path, status_of(error), error.problem, error.remedy)


async def _on_invalid(request: HttpRequest, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    if any(one["type"] == "json_invalid" for one in error.errors()):
        return error_response(request.url.path, 422, "请求体不是 JSON", "请检查引号和括号")
    errors = [
        {"field": ".".join(str(part) for part in one["loc"][1:]), "message": one["msg"]}
        for one in error.errors()
    ]
    named = "、".join(one["field"] for one in errors if one["field"]) or "请求体"
    return error_response(
        request.url.path,
        422,
        f"请求的 {named} 不符合要求",
        "字段说明见 /openapi.json",
        errors=errors,
    )


async def _on_http(request: HttpRequest, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    problems = {404: "没有这个地址", 405: "这个地址不支持该方法"}
    problem = problems.get(error.status_code, str(error.detail))
    return error_response(request.url.path, error.status_code, problem, headers=error.headers)
