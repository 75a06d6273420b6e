"""The server before its application is there, and after."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI

from ui.starting import Starting

PAGE = b"<html>type here</html>"


class Made:
    """An application that is made when the test says so."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.events: list[str] = []
        self.failures = 0
        self.error: Exception | None = None

    def make(self) -> FastAPI:
        self.go.wait(10)
        if self.error is not None:
            raise self.error

        @asynccontextmanager
        async def lifespan(app: FastAPI) -> AsyncIterator[None]:
            self.events.append("began")
            yield
            self.events.append("ended")

        app = FastAPI(lifespan=lifespan)
        app.get("/")(lambda: "the page")
        app.get("/livez")(lambda: {"status": "ok"})
        app.get("/v1/documents")(lambda: ["d1"])
        return app

    def failed(self) -> None:
        self.failures += 1


@pytest.fixture
def made() -> Made:
    return Made()


@asynccontextmanager
async def running(starting: Starting) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application between its start and its end, as a server would have it."""
    inbox: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    outbox: asyncio.Queue[object] = asyncio.Queue()
    life = asyncio.create_task(starting({"type": "lifespan"}, inbox.get, outbox.put))
    await inbox.put({"type": "lifespan.startup"})
    assert await outbox.get() == {"type": "lifespan.startup.complete"}
    transport = httpx.ASGITransport(starting)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client
    await inbox.put({"type": "lifespan.shutdown"})
    assert await outbox.get() == {"type": "lifespan.shutdown.complete"}
    await life


async def test_it_answers_before_the_application_is_there(made: Made) -> None:
    async with running(Starting(made.make, PAGE, made.failed)) as client:
        page, alive, ready = [await client.get(path) for path in ("/", "/livez", "/readyz")]
        assert (page.status_code, page.content) == (200, PAGE)
        assert "default-src 'self'" in page.headers["content-security-policy"]
        assert alive.json() == {"status": "starting"}
        assert (ready.status_code, ready.headers["retry-after"]) == (503, "1")
        made.go.set()


async def test_other_requests_wait_for_the_application(made: Made) -> None:
    async with running(Starting(made.make, PAGE, made.failed)) as client:
        waiting = asyncio.create_task(client.get("/v1/documents"))
        assert (await client.get("/livez")).json() == {"status": "starting"}
        assert not waiting.done()
        made.go.set()
        assert (await waiting).json() == ["d1"]
        assert (await client.get("/livez")).json() == {"status": "ok"}
        assert (await client.get("/")).json() == "the page"


async def test_the_lifespan_of_the_application_is_kept_inside_its_own(made: Made) -> None:
    made.go.set()
    async with running(Starting(made.make, PAGE, made.failed)) as client:
        await client.get("/v1/documents")
        assert made.events == ["began"]
    assert made.events == ["began", "ended"]


async def test_without_a_page_the_root_belongs_to_the_application(made: Made) -> None:
    made.go.set()
    async with running(Starting(made.make, None, made.failed)) as client:
        assert (await client.get("/")).json() == "the page"


async def test_an_application_that_cannot_be_made_ends_the_server(made: Made) -> None:
    made.error = ValueError("no such index")
    starting = Starting(made.make, PAGE, made.failed)
    async with running(starting) as client:
        waiting = asyncio.create_task(client.get("/v1/documents"))
        await asyncio.sleep(0)
        made.go.set()
        assert (await waiting).status_code == 503
        assert made.failures == 1
    assert starting.error is made.error
