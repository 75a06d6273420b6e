"""Fetching: public addresses only, judged again after every redirect, within limits."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from ingest.errors import LimitExceededError, SourceError, UsageError
from ingest.sources.limits import Limits
from ingest.sources.web import Address, Fetcher, is_public

TEXT = "为支持企业做优做强，结合我市实际，制定以下措施，请各有关单位认真抓好贯彻落实。"
PAGE = f"<html><body><div id='zoom'><p>{TEXT}</p></div></body></html>".encode()


class Site(BaseHTTPRequestHandler):
    """A page, redirects, an endless body, an error."""

    hosts: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.hosts.append(self.headers["Host"])
        if self.path == "/page":
            self._answer(200, PAGE, {"Content-Type": "text/html; charset=utf-8"})
        elif self.path == "/endless":
            self._answer(200, b"", {})
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                return
        elif self.path == "/announced":
            self._answer(200, b"", {"Content-Length": "999999999"})
        elif self.path.startswith("/to/"):
            self._answer(302, b"", {"Location": self.path.removeprefix("/to/").replace("|", "/")})
        else:
            self._answer(404, b"", {})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keeps the test output clean."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


class Names:
    """A resolver: public names live on the test server, `intern` in an office network."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        known = {
            "public.example": ["127.0.0.1"],
            "intern.example": ["10.0.0.5"],
            "mixed.example": ["127.0.0.1", "192.168.1.1"],
        }
        if host in known:
            return known[host]
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError as error:
            raise OSError("unknown host") from error


def allow_test_server(address: Address) -> bool:
    return str(address) == "127.0.0.1" or is_public(address)


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(Limits(file_size=1_000_000, seconds=10), Names(), allow_test_server)


def test_a_page_is_fetched_by_its_name_at_the_judged_address(fetcher: Fetcher, port: int) -> None:
    fetched = fetcher.fetch(f"http://public.example:{port}/page")
    assert fetched.data == PAGE
    assert fetched.name == "page.html"
    assert Site.hosts[-1] == f"public.example:{port}"


def test_redirects_are_followed_to_public_places(fetcher: Fetcher, port: int) -> None:
    fetched = fetcher.fetch(f"http://public.example:{port}/to/|page")
    assert fetched.url == f"http://public.example:{port}/page"


@pytest.mark.parametrize(
    "target", ["http:||intern.example|", "http:||10.0.0.5|", "file:|||etc|passwd", "http:||[::1]|"]
)
def test_redirects_into_the_office_network_are_refused(
    fetcher: Fetcher, port: int, target: str
) -> None:
    with pytest.raises(UsageError):
        fetcher.fetch(f"http://public.example:{port}/to/{target}")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://public.example/a",
        "gopher://public.example/",
        "http://user:word@public.example/",
        "http://intern.example/",
        "http://mixed.example/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http:///nohost",
        "http://public.example:99999/",
    ],
)
def test_addresses_that_are_refused_outright(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(UsageError):
        fetcher.fetch(url)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "255.255.255.255"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2400:3200::1", "64:ff9b::808:808"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_loops_of_redirects_end(fetcher: Fetcher, port: int) -> None:
    loop = f"http:||public.example:{port}|to|" * 8
    with pytest.raises(LimitExceededError, match="跳转"):
        fetcher.fetch(f"http://public.example:{port}/to/{loop}")


@pytest.mark.parametrize("path", ["endless", "announced"])
def test_bodies_without_end_are_cut_off(fetcher: Fetcher, port: int, path: str) -> None:
    with pytest.raises(LimitExceededError, match="超过上限"):
        fetcher.fetch(f"http://public.example:{port}/{path}")


def test_errors_of_the_site_and_unknown_hosts(fetcher: Fetcher, port: int) -> None:
    with pytest.raises(SourceError, match="404"):
        fetcher.fetch(f"http://public.example:{port}/missing")
    with pytest.raises(SourceError, match="找不到"):
        fetcher.fetch("http://unknown.example/")
