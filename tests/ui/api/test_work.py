"""Streams while they wait, and when nobody listens any more."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answering import Answerer, Event, Request
from ui.api.services import build_services
from ui.api.work import events_for
from ui.session import Session

OpenSession = Callable[..., Session]


async def test_a_waiting_stream_beats(
    corpus_index: Path, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = threading.Event()

    def slow(self: Answerer, request: Request) -> Iterator[Event]:
        release.wait(10)
        yield Event("text", text="到了")

    monkeypatch.setattr(Answerer, "stream", slow)
    services = build_services(open_session(corpus_index))
    seen: list[Event | None] = []
    async for event in events_for(services, Request("奖励？"), heartbeat=0.01):
        seen.append(event)
        if len(seen) == 2:
            release.set()
    assert seen[:2] == [None, None]
    assert seen[-1] == Event("text", text="到了")


async def test_a_client_that_leaves_stops_the_work(
    corpus_index: Path, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, stopped = threading.Event(), threading.Event()
    made: list[int] = []

    def endless(self: Answerer, request: Request) -> Iterator[Event]:
        try:
            for number in range(1_000_000):
                made.append(number)
                yield Event("text", text=str(number))
                left.wait(10)
        finally:
            stopped.set()

    monkeypatch.setattr(Answerer, "stream", endless)
    services = build_services(open_session(corpus_index))
    events = events_for(services, Request("奖励？"))
    await anext(events)
    await events.aclose()  # type: ignore[attr-defined]
    left.set()
    assert await asyncio.to_thread(stopped.wait, 10)
    assert len(made) <= 2
    with services.session.view() as view:
        assert view.index.documents()  # the index was given back, not closed
