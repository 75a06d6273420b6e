"""The official OpenAI client, unchanged, against the server."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from openai import NotFoundError, OpenAI, UnprocessableEntityError

from ingest.errors import GenerationError
from qa.answering import Answerer, Event


@pytest.fixture
def client(base_url: str) -> OpenAI:
    return OpenAI(base_url=f"{base_url}/v1", api_key="-", max_retries=0)


def asked(*contents: str) -> list[Any]:
    roles = ["user" if at % 2 == 0 else "assistant" for at in range(len(contents))]
    return [
        {"role": role, "content": content} for role, content in zip(roles, contents, strict=True)
    ]


def test_models(client: OpenAI) -> None:
    (model,) = client.models.list().data
    assert client.models.retrieve(model.id).id == model.id
    with pytest.raises(NotFoundError):
        client.models.retrieve("gpt")


def test_an_answer_with_annotations(client: OpenAI, question: str) -> None:
    reply = client.chat.completions.create(model="policyqa", messages=asked(question))
    message = reply.choices[0].message
    assert message.content is not None and message.annotations
    for annotation in message.annotations:
        cited = annotation.url_citation
        marker = message.content[cited.start_index : cited.end_index]
        assert marker.startswith("[") and marker.endswith("]")
    answer: Any = reply.model_extra and reply.model_extra["x_policy"]
    assert answer["answer"] == message.content


def test_an_annotation_leads_to_its_document(client: OpenAI, question: str) -> None:
    reply = client.chat.completions.create(model="policyqa", messages=asked(question))
    assert reply.choices[0].message.annotations
    cited = reply.choices[0].message.annotations[0].url_citation
    document = httpx.get(cited.url, trust_env=False).json()
    start, end = (int(n) for n in cited.url.partition("#char=")[2].split(","))
    assert "30万元" in document["text"][start:end]
    assert document["title"] == cited.title


def test_earlier_turns_are_the_history(client: OpenAI, question: str) -> None:
    messages = asked(question, "30万元[1]。", "那国家级的呢？")
    reply = client.chat.completions.create(model="policyqa", messages=messages)
    assert "100万元" in (reply.choices[0].message.content or "")


def test_a_stream_gives_sources_first_and_annotations_last(client: OpenAI, question: str) -> None:
    whole = client.chat.completions.create(model="policyqa", messages=asked(question))
    chunks = list(
        client.chat.completions.create(
            model="policyqa",
            messages=asked(question),
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    first, *_, last, usage = chunks
    assert first.model_extra and first.model_extra["x_policy"]["sources"]
    assert not first.choices[0].delta.content
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole.choices[0].message.content
    assert last.choices[0].finish_reason == "stop"
    assert last.choices[0].delta.model_extra
    assert last.choices[0].delta.model_extra["annotations"]
    assert last.model_extra and last.model_extra["x_policy"]["answer"] == text
    assert usage.choices == [] and usage.usage is not None
    assert len({chunk.id for chunk in chunks}) == 1


def test_the_stream_ends_with_done(api: httpx.Client, question: str) -> None:
    body = {"messages": asked(question), "stream": True}
    reply = api.post("/v1/chat/completions", json=body)
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.text.endswith("data: [DONE]\n\n")


def test_parts_of_text_are_joined_and_pictures_refused(client: OpenAI, question: str) -> None:
    parts: Any = [{"type": "text", "text": question}]
    reply = client.chat.completions.create(
        model="policyqa", messages=[{"role": "user", "content": parts}]
    )
    assert "30万元" in (reply.choices[0].message.content or "")
    parts.append({"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}})
    with pytest.raises(UnprocessableEntityError, match="文字"):
        client.chat.completions.create(
            model="policyqa", messages=[{"role": "user", "content": parts}]
        )


@pytest.mark.parametrize("stream", [False, True])
def test_an_empty_question_is_an_error_of_the_client(client: OpenAI, stream: bool) -> None:
    with pytest.raises(UnprocessableEntityError, match="问题是空的"):
        client.chat.completions.create(model="policyqa", messages=asked(" "), stream=stream)


def test_an_error_within_a_stream_is_told(
    api: httpx.Client, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(self: Answerer, request: object) -> Any:
        yield Event("sources")
        raise GenerationError("模型没有回应", "请稍后再试")

    monkeypatch.setattr(Answerer, "stream", breaks)
    body = {"messages": asked(question), "stream": True}
    reply = api.post("/v1/chat/completions", json=body)
    assert '"error"' in reply.text and "模型没有回应" in reply.text
    assert reply.text.endswith("data: [DONE]\n\n")


def test_a_crash_within_a_stream_says_nothing_of_the_inside_but_to_the_log(
    api: httpx.Client,
    question: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def breaks(self: Answerer, request: object) -> Any:
        yield Event("sources")
        raise ValueError("secret path")

    monkeypatch.setattr(Answerer, "stream", breaks)
    reply = api.post("/v1/chat/completions", json={"messages": asked(question), "stream": True})
    assert "服务内部出错" in reply.text and "secret" not in reply.text
    assert reply.text.endswith("data: [DONE]\n\n")
    assert "ValueError: secret path" in caplog.text


def test_a_question_of_a_region(client: OpenAI) -> None:
    reply = client.chat.completions.create(
        model="policyqa",
        messages=asked("省级专精特新小巨人企业奖励多少？"),
        extra_body={"region": "常州市"},
    )
    assert "30万元" in (reply.choices[0].message.content or "")


def test_markers_of_the_text_itself_are_no_citations() -> None:
    from qa.answers import Answer, Status
    from ui.api.chat import annotations_of

    assert annotations_of(Answer("问", "见附件[3]。", Status.ANSWERED), "http://x/") == []
