"""The page: header, four tabs, source pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from ui.page.chat_tab import ChatTab
from ui.page.component import private
from ui.page.corpus_tab import CorpusTab
from ui.page.evaluation_tab import EvaluationTab
from ui.page.facts_tab import FactsTab
from ui.page.markup import render
from ui.page.pane import SourcePane

if TYPE_CHECKING:
    from pathlib import Path

    from ui.feedback import FeedbackStore
    from ui.page.library import Library
    from ui.page.originals import Originals

TITLE = "政策问答"
_AT_ONCE = 16
"""Listeners that run at the same time; answers wait for each other in the session anyway."""


def build_blocks(
    library: Library,
    originals: Originals,
    feedback: FeedbackStore,
    *,
    uploads: Path,
    report: Path,
) -> gr.Blocks:
    """The Gradio page.

    Args:
        uploads: the folder that uploaded files are kept in.
        report: the HTML report of the last evaluation, whether it exists or not.
    """
    pane = SourcePane(library, originals)
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        gr.HTML(render("header.html", title=TITLE), apply_default_css=False)
        with gr.Row(elem_classes="pq-body"):
            with gr.Column(elem_classes="pq-work"), gr.Tabs():
                with gr.Tab("问答", id="chat"):
                    chat = ChatTab(library, pane, feedback)
                with gr.Tab("文件库", id="corpus") as corpus_page:
                    corpus = CorpusTab(library, pane, uploads)
                with gr.Tab("数据", id="facts") as facts_page:
                    facts = FactsTab(library, pane)
                with gr.Tab("评测", id="evaluation") as evaluation_page:
                    evaluation = EvaluationTab(feedback, report)
            with gr.Column(elem_classes="pq-aside"):
                pane.component.render()
        pane.wire(chat.fields.as_of)
        blocks.load(chat.load, chat.stored, chat.loaded, **private())
        corpus_page.select(corpus.shown, corpus.words, corpus.documents, **private())
        facts_page.select(facts.load, None, facts.loaded, **private())
        evaluation_page.select(evaluation.load, None, evaluation.part, **private())
    blocks.queue(default_concurrency_limit=_AT_ONCE)
    return blocks
