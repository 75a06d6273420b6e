"""A running server and a real Chromium that may speak to nothing else."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import pytest
from fastapi import FastAPI

from ui.session import Session

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class Site:
    """A server of the page: its address, and the session behind it."""

    url: str
    session: Session


@pytest.fixture
def serve() -> Iterator[Callable[..., Site]]:
    """Starts servers that are stopped after the test; with a `gate`, the application is made
    only once it is open."""
    import uvicorn

    from ui.server import create_app
    from ui.serving import starting_page
    from ui.starting import Starting

    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(session: Session, gate: threading.Event | None = None) -> Site:
        def make() -> FastAPI:
            if gate is not None:
                gate.wait(60)
            return create_app(session)

        def stop() -> None:
            server.should_exit = True

        listener = socket.create_server(("127.0.0.1", 0))
        app = make() if gate is None else Starting(make, starting_page(), stop)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        return Site(f"http://127.0.0.1:{listener.getsockname()[1]}", session)

    yield start
    for server, thread in running:
        server.should_exit = True
        server.force_exit = True
        thread.join(timeout=10)


@pytest.fixture
def site(
    corpus_index: Path,
    open_session: Callable[..., Session],
    serve: Callable[[Session], Site],
) -> Site:
    """The page over the bundled corpus; not to be written to."""
    return serve(open_session(corpus_index))


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no system Chromium (apt-get install chromium fonts-noto-cjk)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: object) -> Iterator[Callable[..., object]]:
    """Opens a site in a fresh profile; the test fails if the page asks another machine for
    anything, or if a script of it fails."""
    contexts: list[object] = []
    elsewhere: list[str] = []
    failures: list[str] = []

    def open_one(site: Site, *, width: int = 1280, height: int = 860, dark: bool = False) -> object:
        context = chromium.new_context(  # type: ignore[attr-defined]
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="en-US",  # the page must be Chinese all the same
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda request: (
                elsewhere.append(request.url)
                if not request.url.startswith((site.url, "data:", "blob:"))
                else None
            ),
        )
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(site.url)
        page.wait_for_selector(".pq-welcome, .pq-turn")
        return page

    yield open_one
    for context in contexts:
        context.close()  # type: ignore[attr-defined]
    assert elsewhere == []
    assert failures == []
