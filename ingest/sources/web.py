"""Fetches a page or file from the public web, and from nowhere else.

A knowledge base often runs inside an office network. An address given by a user, or a redirect
of a page, must not reach that network: host names are resolved here, every address is judged,
and the connection goes to the judged address itself, so that a second look-up cannot differ.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from ingest.errors import LimitExceededError, SourceError, UsageError
from ingest.sources.limits import MEGABYTE, Limits

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Sequence[str]]
"""(host, port) → the addresses of the host, as text."""

_PORTS = {"http": 80, "https": 443}
_MOST_REDIRECTS = 5
_STEP_SECONDS = 15.0
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; policyqa)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "identity",
}
_SAVE_IT = "请在浏览器中打开并保存后，导入保存的文件"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the address after redirects, a file name, the bytes."""

    url: str
    name: str
    data: bytes
    media_type: str


def is_public(address: Address) -> bool:
    """Whether an address lies in the public internet.

    IPv6 forms that carry an IPv4 address (mapped, 6to4, NAT64) are judged by that address.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int) -> list[str]:
    """The addresses the system knows for a host.

    Raises:
        OSError: the name does not resolve.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class Fetcher:
    """Fetches within limits.

    Args:
        limits: `file_size` and `seconds` bound the whole transfer.
        resolver: looks host names up.
        is_allowed: judges each address; the test suite allows its own server here.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        resolver: Resolver = resolve,
        is_allowed: Callable[[Address], bool] = is_public,
    ) -> None:
        self._limits = limits or Limits()
        self._resolver = resolver
        self._is_allowed = is_allowed

    def fetch(self, url: str) -> Fetched:
        """The bytes behind an http or https address.

        Raises:
            UsageError: another scheme, credentials in the address, or a private address —
                of the address given or of one it redirects to.
            LimitExceededError: too large, too slow, too many redirects.
            SourceError: the host is unknown or answers with an error.
        """
        deadline = time.monotonic() + self._limits.seconds
        # no proxy of the environment: it would resolve the host a second time, on its own
        with httpx.Client(trust_env=False, follow_redirects=False, timeout=_STEP_SECONDS) as client:
            for _ in range(_MOST_REDIRECTS + 1):
                target = self._check(url)
                try:
                    fetched, location = self._get(client, target, deadline)
                except httpx.TimeoutException as error:
                    raise LimitExceededError(
                        "网站没有及时应答", f"请稍后再试，或{_SAVE_IT[1:]}"
                    ) from error
                except (httpx.HTTPError, httpx.InvalidURL) as error:
                    raise SourceError(
                        f"无法读取网页（{type(error).__name__}）", _SAVE_IT
                    ) from error
                if fetched is not None:
                    return fetched
                url = urljoin(url, location)
        raise LimitExceededError(f"网址跳转超过{_MOST_REDIRECTS}次", _SAVE_IT)

    def _check(self, url: str) -> _Target:
        try:
            parts = urlsplit(url.strip())
            port = parts.port
        except ValueError as error:
            raise UsageError("网址不合语法", "请检查网址") from error
        if parts.scheme not in _PORTS:
            raise UsageError("只能读取 http 或 https 网址", "请检查网址；本机文件请直接给出路径")
        if not parts.hostname or parts.username is not None or parts.password is not None:
            raise UsageError("网址里没有主机名，或带有用户名口令", "请检查网址")
        port = port or _PORTS[parts.scheme]
        address = self._judge(parts.hostname, port)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return _Target(url, parts.scheme, parts.hostname, port, address, path)

    def _judge(self, host: str, port: int) -> Address:
        """The first address of a host, all of whose addresses must be allowed."""
        try:
            found = [
                ipaddress.ip_address(text.split("%")[0]) for text in self._resolver(host, port)
            ]
        except (OSError, ValueError, UnicodeError) as error:
            raise SourceError(f"找不到网站 {host[:80]}", "请检查网址和网络") from error
        if not found:
            raise SourceError(f"找不到网站 {host[:80]}", "请检查网址和网络")
        if not all(self._is_allowed(address) for address in found):
            raise UsageError("网址指向内部网络或本机，已拒绝", f"如需导入内网文件，{_SAVE_IT}")
        return found[0]

    def _get(
        self, client: httpx.Client, target: _Target, deadline: float
    ) -> tuple[Fetched | None, str]:
        """One request: what was fetched, or where the answer redirects to."""
        with client.stream(
            "GET", target.address_url, headers=target.headers, extensions=target.extensions
        ) as response:
            if response.is_redirect:
                return None, response.headers.get("Location", "")
            if response.status_code != 200:
                raise SourceError(f"网站返回错误 {response.status_code}", _SAVE_IT)
            data = self._body(response, deadline)
            media_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
        return Fetched(target.url, target.file_name(media_type), data, media_type), ""

    def _body(self, response: httpx.Response, deadline: float) -> bytes:
        limit = self._limits.file_size
        announced = response.headers.get("Content-Length", "")
        if announced.isdigit() and int(announced) > limit:
            raise _too_large(limit)
        body = bytearray()
        for chunk in response.iter_bytes(1 << 16):
            body += chunk
            if len(body) > limit:
                raise _too_large(limit)
            if time.monotonic() > deadline:
                raise LimitExceededError(f"下载超过{self._limits.seconds:.0f}秒", _SAVE_IT)
        return bytes(body)


@dataclass(frozen=True, slots=True)
class _Target:
    """A judged request: `address` is where the connection goes, `host` whom it asks for."""

    url: str
    scheme: str
    host: str
    port: int
    address: Address
    path: str

    @property
    def address_url(self) -> str:
        place = f"[{self.address}]" if self.address.version == 6 else str(self.address)
        return f"{self.scheme}://{place}:{self.port}{self.path}"

    @property
    def headers(self) -> Mapping[str, str]:
        host = f"[{self.host}]" if ":" in self.host else self.host
        named = host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"
        return {**_HEADERS, "Host": named}

    @property
    def extensions(self) -> Mapping[str, str]:
        """The certificate is checked against the host's name, not its address."""
        return {"sni_hostname": self.host} if self.scheme == "https" else {}

    def file_name(self, media_type: str) -> str:
        name = PurePosixPath(unquote(urlsplit(self.path).path)).name
        if media_type in ("text/html", "application/xhtml+xml") and "." not in name:
            return f"{name or 'index'}.html"
        return name or "index"


def _too_large(limit: int) -> LimitExceededError:
    return LimitExceededError(
        f"网址的内容超过上限{limit / MEGABYTE:.0f} MB",
        "请下载后拆分，或调大 POLICYQA_MAX_FILE_SIZE",
    )
