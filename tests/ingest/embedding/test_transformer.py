"""A tiny BERT made on the spot, saved to a folder and loaded through the real loading code."""

import json
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding.fusion import DEFAULT_DENSE_WEIGHT
from ingest.embedding.load import load_embedder
from ingest.embedding.protocol import Embedder
from ingest.embedding.transformer import TransformerEmbedder
from ingest.errors import EmbeddingError
from ingest.settings import Settings

TEXTS = ["对首次认定的企业给予奖励", "职工因工死亡", "奖励"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    base = tmp_path_factory.mktemp("bert")
    characters = sorted(set("".join(TEXTS) + "问段："))
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]
    (base / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    BertTokenizer(str(base / "vocab.txt")).save_pretrained(base)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(base)
    word = Transformer(str(base))
    model = SentenceTransformer(modules=[word, Pooling(16)], device="cpu")
    folder = base / "model"
    model.save(str(folder), create_model_card=False)
    return folder


def load(folder: Path | str, **options: object) -> Embedder:
    return load_embedder(Settings(embedding=str(folder), embedding_device="cpu", **options))


def test_a_folder_is_loaded_and_gives_unit_vectors(folder: Path) -> None:
    embedder = load(folder)
    assert isinstance(embedder, TransformerEmbedder)
    vectors = embedder.embed_passages(TEXTS)
    assert vectors.shape == (3, embedder.identity.dimension) == (3, 16)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert embedder.embed_passages([]).shape == (0, 16)


def test_prompts_are_put_before_questions_and_passages(folder: Path) -> None:
    plain = load(folder)
    prompted = load(folder, embedding_query_prompt="问：", embedding_passage_prompt="段：")
    np.testing.assert_allclose(
        prompted.embed_query("奖励"), plain.embed_query("问：奖励"), atol=1e-5
    )
    np.testing.assert_allclose(
        prompted.embed_passages(["奖励"]), plain.embed_passages(["段：奖励"]), atol=1e-5
    )


def test_max_length_cuts_long_texts(folder: Path) -> None:
    short = load(folder, embedding_max_length=4)
    head, tail = short.embed_passages(["对首次认定", "对首职工死"])
    np.testing.assert_allclose(head, tail, atol=1e-5)


def test_the_batch_size_does_not_change_vectors(folder: Path) -> None:
    one, many = load(folder, embedding_batch_size=1), load(folder, embedding_batch_size=8)
    np.testing.assert_allclose(one.embed_passages(TEXTS), many.embed_passages(TEXTS), atol=1e-5)


def test_the_revision_tells_prompts_apart(folder: Path) -> None:
    plain, prompted = load(folder), load(folder, embedding_passage_prompt="段：")
    assert plain.identity.name == prompted.identity.name
    assert plain.identity.revision != prompted.identity.revision
    assert plain.identity.revision == load(folder).identity.revision


def test_the_dense_weight_comes_from_beside_the_model(folder: Path) -> None:
    assert load(folder).dense_weight == DEFAULT_DENSE_WEIGHT
    (folder / "fusion.json").write_text(json.dumps({"dense_weight": 0.8}), "utf-8")
    try:
        assert load(folder).dense_weight == 0.8
    finally:
        (folder / "fusion.json").unlink()


def test_a_folder_without_a_model_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError) as caught:
        load(tmp_path)
    assert "POLICYQA_EMBEDDING" in caught.value.remedy or "bundled" in caught.value.remedy


def test_a_missing_folder_is_not_taken_for_a_hub_name() -> None:
    with pytest.raises(EmbeddingError) as caught:
        load("./no/such/model")
    assert "不存在" in caught.value.problem


@pytest.mark.parametrize("content", ["{}", '{"dense_weight": "x"}', '{"dense_weight": -1}', "["])
def test_a_broken_weight_file_is_refused(folder: Path, content: str) -> None:
    (folder / "fusion.json").write_text(content, "utf-8")
    try:
        with pytest.raises(EmbeddingError):
            load(folder)
    finally:
        (folder / "fusion.json").unlink()
