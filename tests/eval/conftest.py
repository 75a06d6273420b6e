"""Answers made by hand, over one short document of real wording."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

from eval.cases import Case
from ingest.documents import (
    Document,
    Kind,
    Passage,
    Provenance,
    Section,
    Tier,
    Validity,
)
from qa.answers import Answer, Citation, Hit, Scores, Status

TEXT = (
    "国家级“小巨人”企业和省级“小巨人”企业，分别给予 100 万元、30 万元的奖励。\n"
    "常州入选专精特新培育库企业26家，苏州6家。"
)


def document(text: str) -> Document:
    return Document(
        doc_id="d1",
        title="关于对市政协提案第0024号的答复",
        kind=Kind.REPLY,
        issuer="常州市工业和信息化局",
        doc_number="常工信复〔2021〕第29号",
        issued_on=date(2021, 6, 8),
        effective_on=None,
        expires_on=None,
        validity=Validity.UNKNOWN,
        region="江苏省常州市",
        region_code="320400",
        tier=Tier.CITY,
        source=Provenance("000.txt", "text/plain", "plain"),
        sha256="0" * 64,
        text=text,
    )


def passage(text: str, order: int = 0, start: int = 0) -> Passage:
    section = Section("s1", ("二、政策措施",), 0, start + len(text))
    return Passage(f"p{order}", "d1", section, start, start + len(text), text, order)


@pytest.fixture
def make_answer() -> Callable[..., Answer]:
    """An answer with its quotes (taken from `TEXT`) as citations 1, 2, …"""

    def make(
        text: str,
        quotes: Sequence[str] = (),
        status: Status = Status.ANSWERED,
        retrieved: Sequence[str] = (TEXT,),
        **fields: Any,
    ) -> Answer:
        whole = document(TEXT)
        citations = tuple(
            Citation(
                index,
                whole,
                passage(TEXT),
                quote,
                TEXT.index(quote),
                TEXT.index(quote) + len(quote),
                Scores(),
                Validity.UNKNOWN,
            )
            for index, quote in enumerate(quotes, 1)
        )
        hits = tuple(
            Hit(whole, passage(found, rank), Scores(2.0, 0.5, 1.5), rank)
            for rank, found in enumerate(retrieved, 1)
        )
        return Answer("问", text, status, citations, hits=hits, **fields)

    return make


@pytest.fixture
def case() -> Case:
    """Asks for a reward of 30万, not the 100万 of another tier."""
    return Case(
        case_id="A1",
        question="省级小巨人奖励多少？",
        type="amount",
        expected=Status.ANSWERED,
        facts=(("30万", "三十万"),),
        forbidden=("100万",),
        evidence=("分别给予 100 万元、30 万元的奖励",),
    )


@pytest.fixture
def small_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A static model over single characters, made on the spot and loaded by the real code."""
    folder = tmp_path / "model"
    folder.mkdir()
    vocabulary = {"[UNK]": 0} | {chr(code): code - 0x4E00 + 1 for code in range(0x4E00, 0x9FA6)}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex("."), "isolated")
    tokenizer.save(str(folder / "tokenizer.json"))
    rows = np.random.default_rng(0).normal(size=(len(vocabulary), 16)).astype(np.float32)
    save_file({"embedding.weight": rows}, folder / "model.safetensors")
    (folder / "modules.json").write_text('[{"type": "StaticEmbedding"}]', "utf-8")
    monkeypatch.setenv("POLICYQA_EMBEDDING", str(folder))
