"""Answering in worker threads: bounded in number and time, stopped when the client has left."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

import anyio
from fastapi import Request as HttpRequest

from qa.answering import Event, Request
from qa.answers import Answer
from ui.api.errors import RefusalError
from ui.api.services import Services
from ui.session import View

Result = TypeVar("Result")

_HEARTBEAT_SECONDS = 10.0
_LEFT = 499  # nginx's "client closed request": nobody reads it, the log and the metrics do


async def answer_for(http: HttpRequest, services: Services, request: Request) -> Answer:
    """The complete answer.

    Raises:
        PolicyQAError: as `Answerer.answer`.
        RefusalError: it took longer than allowed, or the client has left.
    """

    def work(view: View, left: threading.Event) -> Answer:
        answer = None
        for event in view.chain.stream(request):
            if left.is_set():
                raise RefusalError(_LEFT, "客户端已断开")
            answer = event.answer or answer
        if answer is None:
            raise RuntimeError("a stream ended without an answer")
        return answer

    answer = await in_view(http, services, work)
    services.metrics.answered(answer)
    return answer


async def in_view(
    http: HttpRequest, services: Services, work: Callable[[View, threading.Event], Result]
) -> Result:
    """Run `work` over the current generation in a worker thread.

    `work` gets an event that is set when nobody waits for the result any more.
    """
    left = threading.Event()

    def with_view() -> Result:
        with services.session.view() as view:
            return work(view, left)

    task = asyncio.ensure_future(
        anyio.to_thread.run_sync(with_view, limiter=services.workers, abandon_on_cancel=True)
    )
    gone = asyncio.ensure_future(_disconnected(http))
    try:
        done, _ = await asyncio.wait(
            (task, gone),
            timeout=services.settings.request_timeout,
            return_when=asyncio.FIRST_COMPLETED,
        )
        if task in done:
            return task.result()
        if gone in done:
            raise RefusalError(_LEFT, "客户端已断开")
        raise RefusalError(
            504,
            f"{services.settings.request_timeout:g}秒内没有得出回答",
            "请稍后再试，或把问题问得更具体",
        )
    finally:
        left.set()
        task.cancel()
        gone.cancel()


async def events_for(
    services: Services, request: Request, heartbeat: float = _HEARTBEAT_SECONDS
) -> AsyncIterator[Event | None]:
    """The events of a streamed answer; None where nothing has come for `heartbeat` seconds.

    Leaving the iteration (the client has gone) ends the work at its next event.
    """
    left = threading.Event()
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[Event | BaseException | None] = asyncio.Queue()

    def put(item: Event | BaseException | None) -> None:
        loop.call_soon_threadsafe(queue.put_nowait, item)

    def work() -> None:
        try:
            with services.session.view() as view:
                for event in view.chain.stream(request):
                    if left.is_set():
                        return
                    put(event)
            put(None)
        except Exception as error:  # handed to the consumer, which raises it
            put(error)

    task = asyncio.ensure_future(
        anyio.to_thread.run_sync(work, limiter=services.workers, abandon_on_cancel=True)
    )
    try:
        async with asyncio.timeout(services.settings.request_timeout):
            while True:
                try:
                    item = await asyncio.wait_for(queue.get(), heartbeat)
                except TimeoutError:
                    yield None
                    continue
                if item is None:
                    return
                if isinstance(item, BaseException):
                    raise item
                if item.answer is not None:
                    services.metrics.answered(item.answer)
                yield item
    finally:
        left.set()
        task.cancel()


async def _disconnected(http: HttpRequest) -> None:
    """Returns when the client has left; its body must have been read."""
    while (await http.receive())["type"] != "http.disconnect":
        pass
