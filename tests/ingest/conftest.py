"""Documents, tokens and vectors for the tests of the index: small, deterministic, real text."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import io
import zlib
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pytest

from ingest.blocks import OriginSpan
from ingest.documents import (
    Document,
    Fact,
    Kind,
    ParsedDocument,
    Passage,
    Provenance,
    Section,
    Tier,
    Validity,
)
from ingest.embedding.protocol import ModelIdentity, Vectors
from ingest.index import building, verify
from ingest.index.isolated import IsolatedResult


class CharacterTokens:
    """A token source without a dictionary."""

    revision = "characters-1"

    def index_tokens(self, text: str) -> list[str]:
        return [character for character in text.lower() if not character.isspace()]


class HashingEmbedder:
    """Bags of hashed characters: deterministic, and near for texts that share characters."""

    def __init__(self, name: str = "hashing", dimension: int = 32) -> None:
        self.identity = ModelIdentity(name, "1", dimension)
        self.dense_weight = 0.3
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        rows = [self._bag(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self.identity.dimension)

    def embed_query(self, text: str) -> Vectors:
        return self._bag(text)

    def _bag(self, text: str) -> Vectors:
        bag = np.zeros(self.identity.dimension, dtype=np.float32)
        for character in text:
            bag[zlib.crc32(character.encode()) % len(bag)] += 1
        return bag / max(float(np.linalg.norm(bag)), 1e-9)


def parse_plainly(text: str, uri: str = "通知.txt", title: str | None = None) -> ParsedDocument:
    """A document with one section and one passage a line."""
    doc_id = hashlib.sha256(text.encode()).hexdigest()[:16]
    lines = text.split("\n")
    section = Section(f"{doc_id}-s", ("一、总体要求",), 0, len(text))
    document = Document(
        doc_id=doc_id,
        title=title or lines[0],
        kind=Kind.OFFICIAL,
        issuer="常州市工业和信息化局",
        doc_number="常工信复〔2021〕第29号",
        issued_on=date(2021, 6, 1),
        effective_on=None,
        expires_on=None,
        validity=Validity.UNKNOWN,
        region="江苏省常州市",
        region_code="320400",
        tier=Tier.CITY,
        source=Provenance(uri, "text/plain", "plain"),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )
    passages, start = [], 0
    for order, line in enumerate(lines):
        passages.append(
            Passage(f"{doc_id}-{order}", doc_id, section, start, start + len(line), line, order)
        )
        start += len(line) + 1
    fact = Fact(
        f"{doc_id}-f",
        doc_id,
        passages[0].passage_id,
        0,
        1,
        text[:1],
        0,
        1,
        "数量",
        "企业",
        1,
        1,
        "家",
    )
    return ParsedDocument(
        document=document,
        sections=(section,),
        tables=(),
        pages=(),
        passages=tuple(passages),
        facts=(fact,),
        origin=(OriginSpan(0, 0, len(text)),),
        warnings=("没有页码",),
    )


LINES = (
    "对获得国家级专精特新小巨人企业称号的奖励50万元",
    "对获得省级专精特新小巨人企业称号的奖励30万元",
    "到2025年培育省级专精特新中小企业200家",
    "完善科技金融创新生态链",
    "责任单位：市工信局、市财政局",
    "推动企业上市挂牌融资",
)


class InProcessModule:
    """Stands in for `IsolatedModule` where the process boundary is not the subject."""

    def __init__(self, module: str, *arguments: str) -> None:
        errors = io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()) as output:
            code = 0
            try:
                importlib.import_module(module).run(*arguments)
            except Exception as error:
                errors.write(str(error))
                code = 1
        self._result = IsolatedResult(code, output.getvalue(), errors.getvalue())

    def __enter__(self) -> InProcessModule:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def result(self, timeout: float | None = None) -> IsolatedResult:
        return self._result


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """No child processes: a test of an index takes a tenth of the time."""
    monkeypatch.setattr(building, "IsolatedModule", InProcessModule)
    monkeypatch.setattr(verify, "IsolatedModule", InProcessModule)


@pytest.fixture
def tokens() -> CharacterTokens:
    return CharacterTokens()


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def new_embedder() -> Callable[..., HashingEmbedder]:
    return HashingEmbedder


@pytest.fixture
def parsed() -> Callable[..., ParsedDocument]:
    return parse_plainly


@pytest.fixture
def three_documents() -> tuple[ParsedDocument, ...]:
    return tuple(parse_plainly("\n".join(LINES[at : at + 2]), uri=f"{at}.txt") for at in (0, 2, 4))
