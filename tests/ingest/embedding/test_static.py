from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.embedding.load import bundled_folder, load_bundled
from ingest.embedding.protocol import Embedder
from ingest.embedding.static import is_static, load_static
from ingest.embedding.train.export import quantise, save_model
from ingest.embedding.train.vocabulary import build_tokenizer
from ingest.errors import EmbeddingError

TEXTS = [
    "对首次认定的专精特新“小巨人”企业，给予一次性奖励50万元。",
    "职工因工死亡，其近亲属领取丧葬补助金、供养亲属抚恤金和一次性工亡补助金。",
    "第四十七条　经济补偿按劳动者在本单位工作的年限支付",
    "5G、ISO9001 与 1,000 万元",
    "",
    "……",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    tokenizer = build_tokenizer(TEXTS, ["贴息"], 500)
    table = np.random.default_rng(7).normal(size=(tokenizer.get_vocab_size(), 32))
    folder = tmp_path_factory.mktemp("model") / "static"
    save_model(folder, tokenizer, table.astype(np.float32))
    return folder


def test_numpy_gives_the_vectors_of_sentence_transformers(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    expected = SentenceTransformer(str(folder), device="cpu").encode(TEXTS)
    np.testing.assert_allclose(
        load_static(folder, "static", 0.3).embed_passages(TEXTS), expected, atol=1e-6
    )


def test_the_bundled_model_gives_the_vectors_of_sentence_transformers() -> None:
    from sentence_transformers import SentenceTransformer

    expected = SentenceTransformer(str(bundled_folder()), device="cpu").encode(TEXTS)
    np.testing.assert_allclose(load_bundled().embed_passages(TEXTS), expected, atol=1e-6)


def test_the_bundled_model_is_small_and_knows_its_weight() -> None:
    size = sum(path.stat().st_size for path in bundled_folder().rglob("*") if path.is_file())
    assert size <= 30 * 2**20
    assert load_bundled().dense_weight > 0


def test_the_bundled_model_hears_lay_words() -> None:
    """A lay question lies nearer to the provision it is about than to one of another field."""
    model = load_bundled()
    question = model.embed_query("老板一直拖着工钱不给怎么办")
    wages, traffic = model.embed_passages(
        [
            "用人单位拖欠或者未足额支付劳动报酬的，劳动者可以依法向当地人民法院申请支付令。",
            "机动车载物应当符合核定的载质量，严禁超载。",
        ]
    )
    assert question @ wages > question @ traffic + 0.1


def test_static_embedder_keeps_the_protocol(folder: Path) -> None:
    embedder = load_static(folder, "static", 0.3)
    assert isinstance(embedder, Embedder)
    assert embedder.identity.dimension == 32
    assert embedder.embed_passages([]).shape == (0, 32)
    assert embedder.embed_query("奖励").shape == (32,)


def test_a_text_without_known_tokens_has_a_zero_vector(folder: Path) -> None:
    assert not load_static(folder, "static", 0.3).embed_query("……").any()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet="奖励企业小巨人，a1 "), min_size=1, max_size=5))
def test_a_vector_does_not_depend_on_its_neighbours(texts: list[str]) -> None:
    model = load_bundled()
    together = model.embed_passages(texts)
    for text, vector in zip(texts, together, strict=True):
        np.testing.assert_allclose(model.embed_query(text), vector, atol=1e-6)


def test_quantised_rows_are_close_to_the_table() -> None:
    table = np.random.default_rng(1).normal(size=(20, 16)).astype(np.float32)
    rows, scales = quantise(table)
    error = np.abs(rows * scales[:, None] - table)
    assert (error <= np.abs(table).max(axis=1, keepdims=True) / 254 + 1e-6).all()


def test_the_revision_changes_with_the_weights(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    tokenizer = build_tokenizer(TEXTS, ["贴息"], 500)
    save_model(other, tokenizer, np.ones((tokenizer.get_vocab_size(), 32), np.float32))
    first, second = load_static(folder, "a", 0.3), load_static(other, "a", 0.3)
    assert first.identity.revision != second.identity.revision


def test_a_damaged_model_is_refused_with_a_remedy(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text((folder / "tokenizer.json").read_text("utf-8"))
    (tmp_path / "model.safetensors").write_bytes(b"cut off")
    with pytest.raises(EmbeddingError) as caught:
        load_static(tmp_path, "x", 0.3)
    assert caught.value.remedy


def test_a_static_folder_is_told_by_its_modules(folder: Path, tmp_path: Path) -> None:
    assert is_static(folder)
    assert not is_static(tmp_path)
