"""The chat: question, streamed answer, citations, ratings; kept in the reader's browser."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from ingest.errors import PolicyQAError
from qa.analysis import MAX_QUESTION_LENGTH
from ui.feedback import Feedback, FeedbackStore, Rating
from ui.page.asking import Frame, frames
from ui.page.component import event_data, live_html, private
from ui.page.conversation import progress_html, turns_html, welcome_html
from ui.page.examples import example_questions
from ui.page.failing import failure_of
from ui.page.filters import FilterFields, chosen, filter_fields, place_choices, summary, wire_places
from ui.page.markup import render
from ui.page.turns import Turn, dump_turns, history, load_turns

if TYPE_CHECKING:
    from qa.answering import Request
    from ui.page.library import Library
    from ui.page.pane import SourcePane

_log = logging.getLogger(__name__)
_SUBMIT, _STOP = "提问", "停止"

# The browser state is obfuscated, not secret: it never leaves the reader's own browser except to
# the server that wrote it. A fixed key lets a conversation survive a restart of the server.
_STORAGE_KEY, _STORAGE_SECRET = "policyqa-conversation", "policyqa"


class ChatTab:
    """Components and listeners of the chat.

    The finished turns stand in `past`, the last one in `current`, so that a screen reader is
    told of new text only.
    """

    def __init__(self, library: Library, pane: SourcePane, feedback: FeedbackStore) -> None:
        self._library = library
        self._feedback = feedback
        self.stored = gr.BrowserState([], storage_key=_STORAGE_KEY, secret=_STORAGE_SECRET)
        self.past = live_html(name="past")
        self.current = live_html(name="current", live=True)
        with gr.Column(elem_classes="pq-composer"):
            self.said = gr.HTML("", elem_classes="pq-said-filters", apply_default_css=False)
            self.question = gr.Textbox(
                label="问题",
                value="",
                show_label=False,
                container=False,
                placeholder="输入政策问题",
                lines=1,
                max_lines=6,
                max_length=MAX_QUESTION_LENGTH,
                submit_btn=_SUBMIT,
                elem_classes="pq-question-box",
                html_attributes=gr.InputHTMLAttributes(
                    enterkeyhint="send", autocomplete="off", lang="zh-CN"
                ),
            )
            with gr.Column(elem_classes="pq-under"):
                with gr.Accordion("限定范围", open=False, elem_classes="pq-filters"):
                    self.fields: FilterFields = filter_fields()
                self.fresh = gr.Button("新的对话", size="sm", elem_classes="pq-fresh", scale=0)
        self._wire(pane)

    # --- listeners -------------------------------------------------------------------------

    def _wire(self, pane: SourcePane) -> None:
        wire_places(self.fields, self._library)
        shown = [self.past, self.current, self.stored, self.question]
        given = [self.stored, *self.fields.inputs]
        asked = self.question.submit(self._ask, [self.question, *given], shown, **private())
        chosen = self.current.choose(self._choose, given, shown, **private())
        again = self.current.retry(self._retry, given, shown, **private())
        # one listener each: in a list, the browser looks at the next one only when the server has
        # confirmed the one before, and would cancel what the reader has asked again meanwhile
        for running in (asked, chosen, again):
            self.question.stop(None, None, None, cancels=[running], queue=False)
        self.question.stop(
            self._stopped, self.stored, [self.past, self.current, self.question], **private()
        )
        for part in (self.past, self.current):
            pane.opened_from(part, self.fields.as_of)
            part.rate(self._rate, self.stored, [self.past, self.current, self.stored], **private())
        self.fresh.click(
            lambda: (*self._rendered(()), []),
            None,
            [self.past, self.current, self.stored],
            **private(),
        )
        for field in self.fields.inputs:
            field.change(self._summary, self.fields.inputs, self.said, **private())

    def load(self, stored: object) -> tuple[Any, ...]:
        """What the page shows when it is opened: the kept conversation, the places."""
        past, current = self._rendered(load_turns(stored))
        provinces: Any = gr.skip()
        try:
            provinces = place_choices(self._library.places(), 0)
        except PolicyQAError:  # no index that can be opened: the welcome has said so
            pass
        except Exception:
            _log.exception("可选的地区没有读出")  # questions can be asked all the same
        return past, current, provinces

    @property
    def loaded(self) -> list[Any]:
        return [self.past, self.current, self.fields.province]

    # --- what they do ----------------------------------------------------------------------

    def _ask(self, question: str, stored: object, *fields: Any) -> Iterator[dict[Any, Any]]:
        yield from self._answer(load_turns(stored), question, fields)

    def _choose(
        self, event: gr.EventData, stored: object, *fields: Any
    ) -> Iterator[dict[Any, Any]]:
        yield from self._answer(load_turns(stored), event_data(event).get("question", ""), fields)

    def _retry(self, stored: object, *fields: Any) -> Iterator[dict[Any, Any]]:
        *before, last = load_turns(stored) or (None,)
        if last is not None:
            yield from self._answer(tuple(before), last.question, fields)

    def _answer(
        self, before: tuple[Turn, ...], question: str, fields: tuple[Any, ...]
    ) -> Iterator[dict[Any, Any]]:
        """The asked turn is stored at once, so that a stopped answer can be asked for again."""
        question = question.strip()
        if not question:
            return
        asked = Turn(question=question)
        yield {
            self.past: turns_html(before, 0, last=False),
            self.current: progress_html(question, None, ""),
            self.stored: dump_turns((*before, asked)),
            self.question: gr.Textbox(value="", submit_btn=False, stop_btn=_STOP),
        }

        def request_of(question: str) -> Request:
            return chosen(self._library.places(), *fields).request(question, history(before))

        for frame in frames(self._library.session, question, request_of):
            yield self._frame(before, question, frame)

    def _frame(self, before: tuple[Turn, ...], question: str, frame: Frame) -> dict[Any, Any]:
        if frame.turn is not None:
            return self._finished(before, frame.turn)
        return {self.current: progress_html(question, frame.sources, frame.text)}

    def _finished(self, before: tuple[Turn, ...], turn: Turn) -> dict[Any, Any]:
        return {
            self.current: turns_html((turn,), len(before), last=True),
            self.stored: dump_turns((*before, turn)),
            self.question: gr.Textbox(submit_btn=_SUBMIT, stop_btn=False),
        }

    def _stopped(self, stored: object) -> tuple[Any, ...]:
        ready = gr.Textbox(submit_btn=_SUBMIT, stop_btn=False)
        return (*self._rendered(load_turns(stored)), ready)

    def _rendered(self, turns: tuple[Turn, ...]) -> tuple[str, str]:
        if not turns:
            return "", self._welcome()
        return (
            turns_html(turns[:-1], 0, last=False),
            turns_html(turns[-1:], len(turns) - 1, last=True),
        )

    def _welcome(self) -> str:
        try:
            documents = self._library.documents()
        except Exception as error:
            failure = failure_of(error, "索引打不开")
            return welcome_html((), 0, failure.problem, failure.remedy)
        return welcome_html(example_questions(documents), len(documents))

    def _summary(self, *fields: Any) -> str:
        try:
            line = summary(self._library.places(), *fields)
        except Exception as error:
            line = failure_of(error, "限定的范围没有读出").line
        return render("summary.html", line=line) if line else ""

    def _rate(self, stored: object, event: gr.EventData) -> tuple[str, str, list[dict[str, Any]]]:
        turns = list(load_turns(stored))
        data = event_data(event)
        number = int(data.get("turn", "-1"))
        if 0 <= number < len(turns) and turns[number].answer is not None:
            rating = Rating(data.get("rating", ""))
            try:
                self._feedback.add(_feedback(turns, number, rating))
            except OSError as error:  # a full disk; a lock that another process keeps
                gr.Warning(failure_of(error, "评价没有存下来").line, title="评价")
            else:
                turns[number] = turns[number].model_copy(update={"rating": rating.value})
        return (*self._rendered(tuple(turns)), dump_turns(turns))


def _feedback(turns: list[Turn], number: int, rating: Rating) -> Feedback:
    turn = turns[number]
    answer = turn.answer
    if answer is None:
        raise ValueError("only answers are rated")
    return Feedback(
        question=turn.question,
        answer=answer.answer,
        status=answer.status,
        rating=rating,
        generation=answer.generation,
        citations=tuple(citation.model_dump() for citation in answer.citations),
        history=history(turns[:number]),
    )
