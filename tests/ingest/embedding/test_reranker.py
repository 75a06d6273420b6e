from pathlib import Path

import numpy as np
import pytest

from ingest.embedding.reranker import CrossEncoderReranker, load_reranker
from ingest.errors import EmbeddingError
from ingest.settings import Settings

PASSAGES = ["奖励五十万元", "职工因工死亡", "认定条件"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    base = tmp_path_factory.mktemp("cross")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(set("".join(PASSAGES)))]
    (base / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    BertTokenizer(str(base / "vocab.txt")).save_pretrained(base)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(base)
    return base


class Counting:
    """A cross encoder that scores by length and knows how often it was asked."""

    def __init__(self) -> None:
        self.batches = 0

    def predict(self, pairs: list[tuple[str, str]], **_: object) -> np.ndarray:
        self.batches += 1
        return np.array([float(len(text)) for _, text in pairs])


def test_a_model_on_disk_gives_one_score_a_passage(folder: Path) -> None:
    reranker = load_reranker(Settings(reranker=str(folder), embedding_device="cpu"))
    scores = reranker.rerank("奖励多少", PASSAGES)
    assert len(scores) == len(PASSAGES)
    assert all(isinstance(score, float) for score in scores)
    assert reranker.rerank("奖励多少", []) == []


def test_passages_left_when_the_time_is_up_keep_their_order_behind() -> None:
    ticks = iter([0.0, 2.0, 2.0])
    model = Counting()
    reranker = CrossEncoderReranker(model, 1.0, batch_size=2, clock=lambda: next(ticks))
    scores = reranker.rerank("q", ["a", "bb", "cccc", "ddddd", "eeeeee"])
    assert model.batches == 1
    assert scores[:2] == [1.0, 2.0]
    assert min(scores[:2]) > scores[2] > scores[3] > scores[4]


def test_a_missing_reranker_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError) as caught:
        load_reranker(Settings(reranker=str(tmp_path / "none")))
    assert "POLICYQA_RERANKER" in caught.value.remedy
