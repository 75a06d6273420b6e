"""A streamed chat completion: server-sent events in the order that clients rely on."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.responses import StreamingResponse

from ingest.errors import PolicyQAError
from qa.answering import Event
from qa.answers import Answer
from ui.api.chat_schemas import MODEL
from ui.api.errors import RefusalError, openai_error, status_of

_log = logging.getLogger(__name__)


class EventStream(StreamingResponse):
    """Server-sent events that no proxy may hold back."""

    media_type = "text/event-stream"

    def __init__(self, content: AsyncIterator[str]) -> None:
        super().__init__(content, headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})


class ChatStream:
    """Turns the events of an answer into chunks: sources, text, annotations and usage, [DONE].

    Args:
        base: the URL that citations link below.
        wants_usage: send a last chunk with the usage and no choices, as OpenAI does on request.
    """

    def __init__(
        self,
        base: str,
        wants_usage: bool,
        annotations_of: Callable[[Answer, str], list[dict[str, Any]]],
        usage_of: Callable[[Answer], dict[str, int]],
    ) -> None:
        self._base = base
        self._wants_usage = wants_usage
        self._annotations_of = annotations_of
        self._usage_of = usage_of
        self._id = f"chatcmpl-{time.time_ns():x}"
        self._created = int(time.time())

    async def chunks(self, events: AsyncIterator[Event | None]) -> AsyncIterator[str]:
        """The lines of the stream. An error after its beginning is an `error` event."""
        try:
            async for event in events:
                if event is None:
                    yield ": keep-alive\n\n"
                    continue
                for chunk in self._of(event):
                    yield _line(chunk)
        except (PolicyQAError, RefusalError) as error:
            status = status_of(error) if isinstance(error, PolicyQAError) else error.status
            yield _line(openai_error(status, error.problem, error.remedy))
        except TimeoutError:
            yield _line(openai_error(504, "没有在限定时间内得出回答", "请稍后再试"))
        except Exception:
            _log.exception("stream crashed")
            yield _line(openai_error(500, "服务内部出错", "请查看服务日志"))
        yield "data: [DONE]\n\n"

    def _of(self, event: Event) -> list[dict[str, Any]]:
        if event.kind == "sources":
            sources = [hit.as_json() for hit in event.hits]
            delta = {"role": "assistant", "content": ""}
            return [self._chunk(delta, x_policy={"sources": sources})]
        if event.answer is None:
            return [self._chunk({"content": event.text})]
        return self._last(event.answer)

    def _last(self, answer: Answer) -> list[dict[str, Any]]:
        delta = {"annotations": self._annotations_of(answer, self._base)}
        chunks = [self._chunk(delta, finish="stop", x_policy=answer.as_json())]
        if self._wants_usage:
            chunks.append({**self._chunk({}), "choices": [], "usage": self._usage_of(answer)})
        return chunks

    def _chunk(
        self, delta: dict[str, Any], finish: str | None = None, **extra: Any
    ) -> dict[str, Any]:
        return {
            "id": self._id,
            "object": "chat.completion.chunk",
            "created": self._created,
            "model": MODEL,
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
            **extra,
        }


def _line(chunk: dict[str, Any]) -> str:
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"
