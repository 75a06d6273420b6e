"""An index of the bundled corpus, shared by the tests of the faces.

Passages are found by words alone: what a face does with an answer must not hang on the model.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from ingest.assembly import build_ingestor
from ingest.bundled import TrustedReader, bundled_corpus
from ingest.embedding.protocol import ModelIdentity, Vectors
from ingest.settings import Settings
from ui.session import Session

NOTICE = "# 关于支持企业上云的通知\n\n武进区对上云企业每家补贴5万元，由区工信局负责兑付。\n"
QUESTION = "常州市省级专精特新小巨人企业奖励多少？"


class HashingEmbedder:
    """Bags of hashed characters, with no say in the ranking."""

    identity = ModelIdentity("hashing", "1", 16)
    dense_weight = 0.0

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.array([self.embed_query(text) for text in texts], np.float32).reshape(-1, 16)

    def embed_query(self, text: str) -> Vectors:
        bag = np.ones(16, np.float32)
        for character in text:
            bag[zlib.crc32(character.encode("utf-8", "replace")) % 16] += 1
        return bag / np.linalg.norm(bag)


def session_at(index: Path, **settings: object) -> Session:
    session = Session(Settings(index=index, **settings))  # type: ignore[arg-type]
    session.embedder = HashingEmbedder()  # type: ignore[misc]
    return session


@pytest.fixture(scope="session")
def corpus_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index folder of the bundled corpus; not to be written to."""
    index = tmp_path_factory.mktemp("corpus") / "index"
    session = session_at(index)
    ingestor = build_ingestor(session.store, session.embedder, TrustedReader())
    with bundled_corpus() as paths:
        ingestor.ingest(paths, root=paths[0].parent.parent)
    return index


@pytest.fixture(scope="session")
def grown_index(corpus_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus index and a second generation that has one notice more."""
    folder = tmp_path_factory.mktemp("grown")
    index = copytree(corpus_index, folder / "index")
    (folder / "上云通知.md").write_text(NOTICE, "utf-8")
    session = session_at(index)
    ingestor = build_ingestor(session.store, session.embedder, TrustedReader())
    ingestor.ingest([folder / "上云通知.md"])
    return index


@pytest.fixture
def own_index(corpus_index: Path, tmp_path: Path) -> Path:
    """A copy of the corpus index that a test may change."""
    return copytree(corpus_index, tmp_path / "own" / "index")


@pytest.fixture
def open_session() -> Iterator[Callable[..., Session]]:
    """Opens sessions that are closed after the test."""
    opened: list[Session] = []

    def open_one(index: Path, **settings: object) -> Session:
        opened.append(session_at(index, **settings))
        return opened[-1]

    yield open_one
    for session in opened:
        session.close()


@pytest.fixture
def question() -> str:
    return QUESTION


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the user's own set-up reaches a test, and no test reaches it."""
    import os

    for name in [name for name in os.environ if name.startswith("POLICYQA_")]:
        if name != "POLICYQA_SHARED":
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def hashing_embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture(scope="session")
def new_session() -> Callable[..., Session]:
    """Opens sessions that the caller closes."""
    return session_at
