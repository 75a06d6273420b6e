"""The corpus: documents with metadata, passages with scores, upload, removal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.page.component import event_data, live_html, private
from ui.page.failing import failure_of
from ui.page.markup import render
from ui.page.uploading import UploadState, upload
from ui.searching import search_hits

if TYPE_CHECKING:
    from ui.page.library import Library
    from ui.page.pane import SourcePane

_HITS = 10
_SEARCHED = ("title", "doc_number", "issuer", "region", "kind", "tier", "validity", "edition")


class CorpusTab:
    """Components and listeners of the corpus tab."""

    def __init__(self, library: Library, pane: SourcePane, uploads: Path) -> None:
        self._library = library
        self._uploads = uploads
        with gr.Row(elem_classes="pq-search"):
            self.words = gr.Textbox(
                label="查找文件或段落",
                value="",
                placeholder="文件名、文号、机关、地区，或一个问题",
                max_lines=1,
                scale=4,
            )
            self.find = gr.Button("检索段落", scale=0, min_width=110)
        self.passages = live_html(name="passages")
        self.documents = live_html(name="documents-part")
        with gr.Column(elem_classes="pq-upload"):
            gr.HTML(render("upload_heading.html"), apply_default_css=False)
            self.files = gr.File(
                label="上传文件",
                show_label=False,
                file_count="multiple",
                height=140,
            )
            self.add = gr.Button(
                "入库", variant="primary", interactive=False, elem_classes="pq-add"
            )
            self.result = live_html(name="uploads", live=True)
        self._wire(pane)

    def _wire(self, pane: SourcePane) -> None:
        for part in (self.passages, self.documents, self.result):
            pane.opened_from(part)
        self.words.change(self.shown, self.words, self.documents, **private())
        gr.on(
            [self.words.submit, self.find.click],
            self._search,
            self.words,
            self.passages,
            **private(),
        )
        self.documents.ask_remove(self._ask, self.words, self.documents, **private())
        self.documents.spare(self.shown, self.words, self.documents, **private())
        self.documents.remove(self._remove, self.words, self.documents, **private())
        self.files.change(
            lambda files: gr.Button(interactive=bool(files)), self.files, self.add, **private()
        )
        added = self.add.click(
            self._add, self.files, [self.result, self.files, self.add], **private()
        )
        added.then(self.shown, self.words, self.documents, **private())

    def shown(self, words: str = "") -> str:
        """The documents whose metadata hold every word."""
        return self._list(words)

    def _list(self, words: str, *, message: str = "", asked: Any = None) -> str:
        try:
            rows = self._library.documents()
        except Exception as error:
            return failure_of(error, "文件没有列出").html
        found = [row for row in rows if _matches(row, words)]
        # a question typed for the passages matches no metadata: then all documents stay in sight
        return render(
            "documents.html",
            rows=found or rows,
            total=len(rows),
            message=message,
            asked=asked,
            writable=True,
        )

    def _search(self, query: str) -> Iterator[str]:
        if not query.strip():
            yield ""
            return
        yield _state(UploadState("正在检索段落"))
        try:
            with self._library.view() as view:
                hits = search_hits(view.answerer, query, _HITS)
        except Exception as error:
            yield failure_of(error, "段落没有检索成").html
            return
        yield render("passages.html", query=query.strip(), hits=hits)

    def _ask(self, event: gr.EventData, words: str) -> str:
        return self._list(words, asked=self._named(event_data(event).get("doc", "")))

    def _remove(self, event: gr.EventData, words: str) -> Iterator[str]:
        row = self._named(event_data(event).get("doc", ""))
        if row is None:
            yield self._list(words, message="这份文件已不在索引中。")
            return
        yield self._list(words, message=f"正在移除《{row['title']}》……")
        try:
            with self._library.session.ingestor() as ingestor:
                ingestor.remove(row["doc_id"])
        except Exception as error:
            failure = failure_of(error, "文件没有移除")
            yield self._list(words, message=f"没有移除：{failure.line}")
            return
        yield self._list(words, message=f"已移除《{row['title']}》。")

    def _named(self, doc_id: str) -> dict[str, Any] | None:
        rows = self._library.documents()
        return next((row for row in rows if row["doc_id"] == doc_id), None)

    def _add(self, files: list[str] | None) -> Iterator[dict[Any, Any]]:
        if not files:
            return
        for state in upload(self._library.session, self._uploads, [Path(file) for file in files]):
            yield {self.result: _state(state)}
        yield {self.files: None, self.add: gr.Button(interactive=False)}


def _state(state: UploadState) -> str:
    return render("uploads.html", **asdict(state))


def _matches(row: dict[str, Any], words: str) -> bool:
    text = " ".join(str(row[name]) for name in _SEARCHED if row[name])
    return all(word in text for word in words.split())
