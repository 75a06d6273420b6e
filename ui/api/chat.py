"""POST /v1/chat/completions and GET /v1/models, as OpenAI's clients expect them."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends
from fastapi import Path as PathParameter
from fastapi import Request as HttpRequest

from qa.answers import Answer
from ui.api.access import needs
from ui.api.chat_schemas import MODEL, ChatBody, ChatOut, ModelOut, ModelsOut
from ui.api.chat_stream import ChatStream, EventStream
from ui.api.errors import RefusalError
from ui.api.services import Services, services_of
from ui.api.work import answer_for, events_for
from ui.keys import Scope

router = APIRouter(dependencies=[Depends(needs(Scope.READ))], tags=["OpenAI-compatible"])
_Services = Annotated[Services, Depends(services_of)]
_MARKER = re.compile(r"\[(\d{1,3})\]")
_MODEL_SINCE = 1_735_689_600  # 2025-01-01; clients want a time, the model has none


@router.post(
    "/v1/chat/completions",
    response_model=ChatOut,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def chat(http: HttpRequest, body: ChatBody, services: _Services) -> Any:
    """Answer the last message; any `model` is answered by this one.

    With `stream`, the first chunk carries the sources (`x_policy.sources`), then come pieces of
    text, then a chunk with `annotations` and the whole answer object, `[DONE]` last.
    """
    request = body.request()
    base = str(http.base_url)
    if not body.stream:
        answer = await answer_for(http, services, request)
        return completion(answer, base)
    events = events_for(services, request)
    first = await anext(events)  # an error of the question is still a status, not an event
    stream = ChatStream(base, body.wants_usage, annotations_of, usage_of)
    return EventStream(stream.chunks(_again(first, events)))


@router.get("/v1/models", response_model=ModelsOut)
async def models() -> Any:
    return {"object": "list", "data": [_model()]}


@router.get("/v1/models/{model}", response_model=ModelOut)
async def model(model: Annotated[str, PathParameter(max_length=200, examples=[MODEL])]) -> Any:
    if model != MODEL:
        raise RefusalError(404, f"没有名为 {model} 的模型", f"请用 {MODEL}")
    return _model()


def completion(answer: Answer, base: str) -> dict[str, Any]:
    """An answer as a chat completion."""
    return {
        "id": f"chatcmpl-{time.time_ns():x}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [
            {
                "index": 0,
                "message": {
                    "role": "assistant",
                    "content": answer.text,
                    "refusal": None,
                    "annotations": annotations_of(answer, base),
                },
                "finish_reason": "stop",
                "logprobs": None,
            }
        ],
        "usage": usage_of(answer),
        "x_policy": answer.as_json(),
    }


def annotations_of(answer: Answer, base: str) -> list[dict[str, Any]]:
    """A url_citation for every marker in the text, with the span of the quote in its fragment."""
    citations = {citation.index: citation for citation in answer.citations}
    annotations = []
    for marker in _MARKER.finditer(answer.text):
        citation = citations.get(int(marker.group(1)))
        if citation is None:
            continue  # a bracketed number of the text itself
        document = citation.document
        fragment = f"char={citation.start},{citation.end}"  # RFC 5147
        annotations.append(
            {
                "type": "url_citation",
                "url_citation": {
                    "start_index": marker.start(),
                    "end_index": marker.end(),
                    "url": f"{base}v1/documents/{quote(document.doc_id)}#{fragment}",
                    "title": document.title,
                },
            }
        )
    return annotations


def usage_of(answer: Answer) -> dict[str, int]:
    asked, said = len(answer.question), len(answer.text)
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": _MODEL_SINCE, "owned_by": "policyqa"}


async def _again(first: Any, rest: AsyncIterator[Any]) -> AsyncIterator[Any]:
    """The first item put back in front."""
    yield first
    async for item in rest:
        yield item
