"""Who may call what: keys, scopes, and the guard of a server without keys."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Security
from fastapi import Request as HttpRequest
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from ui.api.errors import RefusalError, seconds_header
from ui.api.services import Services, services_of
from ui.keys import Key, KeyStore, Scope

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    description="A key of `policyqa keys create`. Not needed while no key exists (loopback only).",
)


def needs(scope: Scope) -> Callable[..., Key | None]:
    """A dependency that lets a request pass whose key has the scope; holds its rate limit too."""

    def check(
        request: HttpRequest,
        services: Annotated[Services, Depends(services_of)],
        credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
    ) -> Key | None:
        if not services.keys.all():
            return None
        key = services.keys.find(credentials.credentials) if credentials else None
        if key is None:
            raise RefusalError(
                401,
                "缺少有效的密钥",
                "请在 Authorization: Bearer 后给出 policyqa keys create 创建的密钥",
                {"WWW-Authenticate": "Bearer"},
            )
        if not key.scope.includes(scope):
            raise RefusalError(
                403, f"这个密钥的范围是 {key.scope.value}", f"此操作需要 {scope.value} 范围的密钥"
            )
        wait = services.limiter.wait(key.key_id)
        if wait > 0:
            raise RefusalError(429, "请求太频繁", "请稍后再试", seconds_header(wait))
        request.state.key_id = key.key_id
        return key

    return check


def basic_key(keys: KeyStore, authorization: str) -> Key | None:
    """The key given as the password of HTTP Basic (how a browser logs in) or as Bearer."""
    kind, _, value = authorization.partition(" ")
    if kind.lower() == "bearer":
        return keys.find(value.strip())
    if kind.lower() != "basic":
        return None
    try:
        _, _, password = base64.b64decode(value, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return keys.find(password)
