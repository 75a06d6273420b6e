"""The part of OpenAI's chat format that is read and written here; other fields are ignored."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.errors import QuestionError, UsageError
from qa.answering import Request
from ui.api.schemas import QUESTION, FiltersBody

MODEL = "policyqa"


class Part(BaseModel):
    """A part of a message; only text can be answered."""

    model_config = ConfigDict(extra="allow")

    type: str
    text: str | None = None


class Message(BaseModel):
    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[str, Field(max_length=100_000)] | list[Part] | None = None

    def text(self) -> str:
        """The text of the message.

        Raises:
            UsageError: it holds a picture, a sound or a file.
        """
        if self.content is None or isinstance(self.content, str):
            return self.content or ""
        if any(part.type != "text" for part in self.content):
            raise UsageError("消息里有文字以外的内容", "这里只能用文字提问")
        return "\n".join(part.text or "" for part in self.content)


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="allow")

    include_usage: bool = False


class ChatBody(BaseModel):
    """`region`, `as_of` and `filters` are additions of this server (`extra_body` in the client)."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [{"model": MODEL, "messages": [{"role": "user", "content": QUESTION}]}]
        },
    )

    model: str = Field(MODEL, max_length=200)
    messages: list[Message] = Field(min_length=1, max_length=1000)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = 1
    region: str | None = None
    as_of: date | None = None
    filters: FiltersBody = FiltersBody()

    def request(self) -> Request:
        """The last message of the user is the question, the earlier ones are the history.

        Raises:
            QuestionError: the user has said nothing.
        """
        turns = [message.text() for message in self.messages if message.role == "user"]
        if not turns:
            raise QuestionError(
                "messages 里没有 user 的消息", "请把问题作为 role 为 user 的消息发来"
            )
        return Request(
            turns[-1],
            region=self.region,
            as_of=self.as_of,
            history=tuple(turn for turn in turns[:-1] if turn.strip()),
            filters=self.filters.filters(self.as_of),
        )

    @property
    def wants_usage(self) -> bool:
        return self.stream_options is not None and self.stream_options.include_usage


class UrlCitation(BaseModel):
    """`start_index`/`end_index` span the marker `[n]` in the message (code points)."""

    start_index: int
    end_index: int
    url: str
    title: str


class Annotation(BaseModel):
    type: Literal["url_citation"]
    url_citation: UrlCitation


class ReplyMessage(BaseModel):
    role: Literal["assistant"]
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    index: int
    message: ReplyMessage
    finish_reason: Literal["stop"]
    logprobs: None = None


class Usage(BaseModel):
    """Counted in characters: nothing here has a tokenizer of its own."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatOut(BaseModel):
    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    x_policy: dict[str, Any] = Field(description="The answer object, as of POST /v1/ask.")


class ModelOut(BaseModel):
    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsOut(BaseModel):
    object: Literal["list"]
    data: list[ModelOut]


class OpenAIErrorDetail(BaseModel):
    message: str
    type: str
    param: str | None
    code: str | None


class OpenAIErrorOut(BaseModel):
    error: OpenAIErrorDetail
