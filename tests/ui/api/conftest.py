"""The real server on a port of this machine, over the corpus index."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from ui.server import create_app
from ui.session import Session


@contextmanager
def serving(session: Session) -> Iterator[str]:
    """The base URL of a server over the session, until the block ends."""
    config = uvicorn.Config(
        create_app(session, page=False), port=0, log_config=None, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.01)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def base_url(corpus_index: Path, new_session: Callable[..., Session]) -> Iterator[str]:
    """A server whose index no test changes."""
    session = new_session(corpus_index)
    with serving(session) as url:
        yield url
    session.close()


@pytest.fixture
def api(base_url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=base_url, trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture
def serve(open_session: Callable[..., Session]) -> Iterator[Callable[..., httpx.Client]]:
    """Starts a server of a test's own: index folder and settings in, client out."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def start(index: Path, **settings: object) -> httpx.Client:
            url = stack.enter_context(serving(open_session(index, **settings)))
            return stack.enter_context(httpx.Client(base_url=url, trust_env=False, timeout=60))

        yield start
