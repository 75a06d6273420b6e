"""Failures on the page: one line in Chinese for the reader, the traceback for the log."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import IndexMissingError
from qa.answering import Request
from ui.feedback import FeedbackStore
from ui.page.asking import frames
from ui.page.failing import failure_of
from ui.page.library import Library
from ui.page.uploading import upload


class BrokenSession:
    """A session in which nothing works."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    @contextmanager
    def view(self) -> Any:
        raise self._error
        yield

    ingestor = view


def broken() -> Any:
    return BrokenSession(ValueError("secret path"))


def test_a_known_error_keeps_its_words_and_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    failure = failure_of(IndexMissingError("没有索引", "请先导入文件"), "文件没有列出")
    assert failure.line == "没有索引。请先导入文件"
    assert caplog.text == ""


def test_a_refusal_of_the_system_is_told_in_chinese() -> None:
    failure = failure_of(OSError(errno.ENOSPC, "No space left on device"), "文件没有入库")
    assert failure.line == "文件没有入库（磁盘已满）。请检查磁盘空间和权限"


def test_a_fault_of_the_program_is_told_without_its_inside(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert "secret" not in failure_of(ValueError("secret path"), "文件没有列出").line
    assert "ValueError: secret path" in caplog.text


def test_a_failure_is_text_in_html() -> None:
    html = failure_of(IndexMissingError("没有 <b>", ""), "").html
    assert "&lt;b&gt;" in html


def test_a_crash_while_answering_is_a_failed_turn(caplog: pytest.LogCaptureFixture) -> None:
    *_, last = frames(broken(), "奖励多少？", Request)
    assert last.turn is not None
    assert last.turn.state == "failed"
    assert last.turn.problem == "服务内部出错，这个问题没有答成"
    assert "ValueError: secret path" in caplog.text


def test_a_crash_while_uploading_is_the_end_of_the_upload(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    given = tmp_path / "a.md"
    given.write_text("# 通知", "utf-8")
    *_, end = upload(broken(), tmp_path / "uploads", [given])
    assert end.finished
    assert end.problem == "服务内部出错，上传的文件没有入库"
    assert "ValueError: secret path" in caplog.text


@pytest.fixture
def broken_tabs(tmp_path: Path) -> Any:
    """The chat and corpus tabs over a broken session."""
    from ui.page.gradio_import import import_gradio

    gradio = import_gradio()
    from ui.page.chat_tab import ChatTab
    from ui.page.corpus_tab import CorpusTab
    from ui.page.originals import Originals
    from ui.page.pane import SourcePane

    library = Library(broken(), lambda: None)  # type: ignore[arg-type,return-value]
    with gradio.Blocks():
        pane = SourcePane(library, Originals(tmp_path))
        yield (
            ChatTab(library, pane, FeedbackStore(tmp_path / "feedback.jsonl")),
            CorpusTab(library, pane, tmp_path),
        )


def test_a_page_over_a_broken_index_says_so(
    broken_tabs: Any, caplog: pytest.LogCaptureFixture
) -> None:
    chat, corpus = broken_tabs
    _, current, _ = chat.load([])
    assert "服务内部出错，索引打不开" in current
    assert "服务内部出错，文件没有列出" in corpus.shown()
    assert "ValueError: secret path" in caplog.text


def test_a_crash_while_searching_ends_the_waiting(broken_tabs: Any) -> None:
    first, last = broken_tabs[1]._search("奖励")
    assert "正在检索段落" in first
    assert "服务内部出错，段落没有检索成" in last
