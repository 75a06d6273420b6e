"""A session follows the index without disturbing requests that run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.assembly import build_ingestor
from ingest.bundled import TrustedReader
from ingest.errors import IndexDamagedError, IndexMissingError
from qa.answering import Request
from ui.session import Session, View, open_view

OpenSession = Callable[..., Session]
NOTICE = "# 关于支持企业上云的通知\n\n武进区对上云企业每家补贴5万元，由区工信局负责兑付。\n"


def add_notice(session: Session, folder: Path) -> str:
    path = folder / "上云通知.md"
    path.write_text(NOTICE, "utf-8")
    report = build_ingestor(session.store, session.embedder, TrustedReader()).ingest([path])
    assert report.generation is not None
    return report.generation


def test_the_next_request_answers_from_the_new_generation(
    own_index: Path, tmp_path: Path, open_session: OpenSession
) -> None:
    session = open_session(own_index)
    with session.view() as view:
        before = view.generation
    after = add_notice(session, tmp_path)
    with session.view() as view:
        answer = view.answerer.answer(Request("武进区对上云企业补贴多少？"))
    assert before != after == answer.generation
    assert "5万元" in answer.text


def test_a_running_request_keeps_its_generation(
    own_index: Path, tmp_path: Path, open_session: OpenSession, question: str
) -> None:
    session = open_session(own_index)
    with session.view() as running:
        add_notice(session, tmp_path)
        with session.view() as new:
            assert new.generation != running.generation
        assert "30万元" in running.answerer.answer(Request(question)).text


def test_the_old_generation_is_closed_after_its_last_request(
    own_index: Path, tmp_path: Path, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(own_index)
    closed: list[str] = []
    with session.view() as running:
        old = running.generation
        monkeypatch.setattr(running.index, "close", lambda: closed.append(old))
        add_notice(session, tmp_path)
        with session.view():
            assert closed == []
    assert closed == [old]


def test_a_new_generation_that_cannot_be_opened_leaves_the_old_one(
    own_index: Path, tmp_path: Path, open_session: OpenSession
) -> None:
    session = open_session(own_index)
    attempts: list[str] = []

    def fail_on_the_second(session: Session) -> View:
        attempts.append(session.store.current() or "")
        if len(attempts) > 1:
            raise IndexDamagedError("索引已损坏", "请重建")
        return open_view(session)

    session._opener = fail_on_the_second
    with session.view() as view:
        old = view.generation
    add_notice(session, tmp_path)
    for _ in range(3):
        with session.view() as view:
            assert view.generation == old
    assert len(attempts) == 2  # not tried again at every request


def test_an_index_that_appears_later_is_opened(
    corpus_index: Path, tmp_path: Path, open_session: OpenSession
) -> None:
    session = open_session(tmp_path / "index")
    with pytest.raises(IndexMissingError), session.view():
        pass
    add_notice(session, tmp_path)
    with session.view() as view:
        assert len(view.index.documents()) == 1
