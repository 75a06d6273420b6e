"""A session follows the index without disturbing requests that run."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from ingest.errors import IndexDamagedError, IndexMissingError
from ingest.settings import Settings
from qa.answering import Request
from ui.session import Session, View, open_view

OpenSession = Callable[..., Session]


@dataclass(frozen=True)
class Index:
    """An index folder with two generations, the first one current."""

    path: Path
    first: str
    second: str

    def switch(self) -> None:
        """What a writer does last."""
        (self.path / "CURRENT").write_text(f"{self.second}\n", "ascii")


@pytest.fixture
def index(grown_index: Path, tmp_path: Path) -> Index:
    path = copytree(grown_index, tmp_path / "index")
    first, second = sorted(folder.name for folder in (path / "generations").iterdir())
    (path / "CURRENT").write_text(f"{first}\n", "ascii")
    return Index(path, first, second)


def test_the_next_request_answers_from_the_new_generation(
    index: Index, open_session: OpenSession
) -> None:
    session = open_session(index.path)
    with session.view() as view:
        assert view.generation == index.first
    index.switch()
    with session.view() as view:
        answer = view.answerer.answer(Request("武进区对上云企业补贴多少？"))
    assert answer.generation == index.second
    assert "5万元" in answer.text


def test_a_running_request_keeps_its_generation(
    index: Index, open_session: OpenSession, question: str
) -> None:
    session = open_session(index.path)
    with session.view() as running:
        index.switch()
        with session.view() as new:
            assert new.generation == index.second
        assert running.generation == index.first
        assert "30万元" in running.answerer.answer(Request(question)).text


def test_the_old_generation_is_closed_after_its_last_request(
    index: Index, open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(index.path)
    closed: list[str] = []
    with session.view() as running:
        monkeypatch.setattr(running.index, "close", lambda: closed.append(index.first))
        index.switch()
        with session.view():
            assert closed == []
    assert closed == [index.first]


def test_requests_in_many_threads_cross_a_switch_without_a_failure(
    index: Index, open_session: OpenSession, question: str
) -> None:
    session = open_session(index.path)

    def ask(number: int) -> str:
        if number == 10:
            index.switch()
        with session.view() as view:
            return view.answerer.answer(Request(question)).text

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(40)))
    assert all("30万元" in answer for answer in answers)
    with session.view() as view:
        assert view.generation == index.second


def test_a_new_generation_that_cannot_be_opened_leaves_the_old_one(
    index: Index, open_session: OpenSession
) -> None:
    session = open_session(index.path)
    attempts: list[str] = []

    def fail_on_the_second(session: Session) -> View:
        attempts.append(session.store.current() or "")
        if len(attempts) > 1:
            raise IndexDamagedError("索引已损坏", "请重建")
        return open_view(session)

    session._opener = fail_on_the_second
    with session.view() as view:
        assert view.generation == index.first
    index.switch()
    for _ in range(3):
        with session.view() as view:
            assert view.generation == index.first
    assert attempts == [index.first, index.second]  # not tried again at every request


def test_an_index_that_appears_later_is_opened(
    corpus_index: Path, tmp_path: Path, open_session: OpenSession
) -> None:
    session = open_session(tmp_path / "index")
    with pytest.raises(IndexMissingError), session.view():
        pass
    copytree(corpus_index, tmp_path / "index")
    with session.view() as view:
        assert len(view.index.documents()) == 5


def test_the_default_index_follows_the_bundled_model(hashing_embedder: Any) -> None:
    for revision in ("1", "2"):
        session = Session(Settings())
        identity = replace(hashing_embedder.identity, name="bundled", revision=revision)
        session.embedder = ModelOf(identity, hashing_embedder)  # type: ignore[misc, assignment]
        if revision == "1":
            session.ensure_default_index()
        assert not session.freshen()
        with session.view() as view:
            assert view.index.manifest.model == identity
        session.close()


@dataclass(frozen=True)
class ModelOf:
    """An embedder under another identity."""

    identity: Any
    embedder: Any
    dense_weight: float = 0.0

    def embed_passages(self, texts: Any) -> Any:
        return self.embedder.embed_passages(texts)

    def embed_query(self, text: str) -> Any:
        return self.embedder.embed_query(text)
