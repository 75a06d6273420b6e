"""The LangChain chain: question in, answer object out, with invoke, ainvoke, stream and astream.

`PolicyRetriever` offers the same retrieval to any other LangChain chain.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as ChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig

from qa.answering import Answerer, Event, Request
from qa.answers import Answer
from qa.retrieval import Retriever

ChainInput = str | Mapping[str, Any] | Request


class PolicyChain(Runnable[ChainInput, Answer]):
    """From a question to its `Answer`.

    Input is the question, a mapping with the keys of `Request` (`question`, `region`, `as_of`,
    `history`), or a `Request`. `stream` and `astream` yield `Event`s: sources first, then text
    pieces, last the answer.
    """

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    def invoke(
        self, input: ChainInput, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Answer:
        return self._answerer.answer(as_request(input))

    async def ainvoke(
        self, input: ChainInput, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Answer:
        return await asyncio.to_thread(self._answerer.answer, as_request(input))

    def stream(  # type: ignore[override]
        self, input: ChainInput, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Iterator[Event]:
        yield from self._answerer.stream(as_request(input))

    async def astream(  # type: ignore[override]
        self, input: ChainInput, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AsyncIterator[Event]:
        events = self._answerer.stream(as_request(input))
        while (event := await asyncio.to_thread(next, events, None)) is not None:
            yield event


def as_request(input: ChainInput) -> Request:
    """The request of any accepted input; unknown keys raise TypeError."""
    if isinstance(input, Request):
        return input
    if isinstance(input, str):
        return Request(input)
    values = dict(input)
    if isinstance(values.get("as_of"), str):
        values["as_of"] = date.fromisoformat(values["as_of"])
    if "history" in values:
        values["history"] = tuple(values["history"])
    return Request(**values)


class PolicyRetriever(BaseRetriever):
    """The hybrid retrieval as a LangChain retriever."""

    retriever: Any
    top_k: int = 10

    def __init__(self, retriever: Retriever, top_k: int = 10) -> None:
        super().__init__(retriever=retriever, top_k=top_k)  # type: ignore[call-arg]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[ChainDocument]:
        return [
            ChainDocument(
                page_content=hit.passage.text,
                id=hit.passage.passage_id,
                metadata={
                    "doc_id": hit.document.doc_id,
                    "title": hit.document.title,
                    "section": " > ".join(hit.passage.section.path),
                    "start": hit.passage.start,
                    "end": hit.passage.end,
                    "score": hit.scores.final,
                },
            )
            for hit in self.retriever.retrieve(query, self.top_k)
        ]
