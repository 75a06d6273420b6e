import json
import math
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from ingest.embedding.train.config import TrainingConfig, read_config
from ingest.embedding.train.corpus import TrainingText, cut_pieces
from ingest.embedding.train.evaluate import (
    HARMLESS,
    QuestionSet,
    Row,
    choose_weight,
    fuse,
    mean_ndcg,
    ndcg,
)
from ingest.embedding.train.lexical import Bm25
from ingest.embedding.train.loop import Ragged, RowAdam, encode_source, train_table
from ingest.embedding.train.negatives import mine_negatives
from ingest.embedding.train.pairs import (
    LayQuestion,
    Pair,
    PairSet,
    lay_passages,
    read_lay_questions,
)
from ingest.embedding.train.rewrite import LayRewriter
from ingest.embedding.train.start import start_table
from ingest.embedding.train.vocabulary import build_tokenizer
from ingest.language.lexicon import LayTerm
from ingest.language.tokens import load_tokenizer

STATUTE = "\n\n".join(
    ["第一章 总则"]
    + [f"第{number}条 用人单位应当按照国家规定支付劳动报酬，不得克扣或者无故拖欠。"
       for number in "一二三四五六"]
)  # fmt: skip


def test_a_statute_is_cut_at_its_articles_without_chapter_lines() -> None:
    pieces = cut_pieces(TrainingText("条例", STATUTE))
    assert len(pieces) == 6
    assert all(piece.text.startswith("第") and "总则" not in piece.text for piece in pieces)


def test_a_notice_is_cut_into_joined_paragraphs() -> None:
    notice = "\n".join(["支持企业开展技术改造，对设备投资给予补助。" * 4] * 12)
    pieces = cut_pieces(TrainingText("通知", notice))
    assert len(pieces) > 1
    assert all(len(piece.text) <= 420 for piece in pieces)


def test_the_lay_questions_name_a_document_and_a_span() -> None:
    questions = read_lay_questions()
    assert len(questions) >= 3000
    assert all(q.question and q.title and 0 <= q.start < q.end for q in questions)


def test_a_lay_question_gets_its_span_with_the_title() -> None:
    texts = [TrainingText("条例", STATUTE)]
    start = STATUTE.index("第三条")
    [(_, passage)] = lay_passages(texts, [LayQuestion("拖着工钱", "条例", start, start + 10)])
    assert passage == "条例\n" + STATUTE[start : start + 10]
    assert lay_passages(texts, [LayQuestion("?", "别的", 0, 5)]) == []


def test_official_terms_are_rewritten_as_whole_words() -> None:
    terms = [
        LayTerm("老板", ("用人单位",), "n", "劳动"),
        LayTerm("工钱", ("劳动报酬",), "n", "劳动"),
    ]
    rewriter = LayRewriter(terms, load_tokenizer().cut, rate=1.0)
    assert rewriter.rewrite("用人单位支付劳动报酬", random.Random(1)) == "老板支付工钱"
    assert rewriter.question("职工患病", random.Random(1)) == ""


def test_bm25_is_the_formula() -> None:
    index = Bm25([["奖", "励", "励"], ["补", "助"], ["奖"]])
    idf = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    tf = 2 * 2.2 / (2 + 1.2 * (1 - 0.75 + 0.75 * 3 / 2))
    np.testing.assert_allclose(
        index.scores({"励": 0.5, "无": 1.0}), [0.5 * idf * tf, 0, 0], rtol=1e-5
    )


@given(st.lists(st.floats(0, 10, width=32), min_size=3, max_size=20))
def test_without_a_weight_fusion_keeps_the_lexical_order(scores: list[float]) -> None:
    lexical = np.array(scores, np.float32)
    dense = np.linspace(-1, 1, len(scores), dtype=np.float32)
    fused = fuse(lexical, dense, 0.0)
    assert (
        np.argsort(-fused, kind="stable")
        == np.argsort(-lexical / max(lexical.max(), 1e-9), kind="stable")
    ).all()


def test_a_confident_cosine_lifts_what_words_miss() -> None:
    lexical = np.array([1.0, 0.9, 0.0], np.float32)
    dense = np.array([0.1, 0.1, 0.9], np.float32)
    assert np.argmax(fuse(lexical, dense, 1.5)) == 2
    assert np.argmax(fuse(lexical, dense, 0.2)) == 0


def test_ndcg_agrees_with_the_reference_implementation() -> None:
    import ir_measures

    rng = np.random.default_rng(3)
    scores = rng.normal(size=30).astype(np.float32)
    relevant = frozenset({2, 5, 29})
    run = {"q": {str(row): float(score) for row, score in enumerate(scores)}}
    qrels = {"q": {str(row): 1 for row in relevant}}
    expected = ir_measures.calc_aggregate([ir_measures.nDCG @ 10], qrels, run)
    assert ndcg(scores, relevant) == pytest.approx(expected[ir_measures.nDCG @ 10])
    questions = QuestionSet("x", ("",) * 30, ("q",), (relevant,))
    assert mean_ndcg(questions, [scores]) == ndcg(scores, relevant)


def test_the_weight_chosen_costs_no_set_anything() -> None:
    rows = [
        Row("a", 0.80, 0.5, {0.1: 0.81, 0.3: 0.79}),
        Row("b", 0.40, 0.3, {0.1: 0.41, 0.3: 0.50}),
    ]
    assert choose_weight(rows) == 0.1


def test_hard_negatives_share_words_and_are_not_the_answer() -> None:
    pairs = PairSet()
    answers = [f"第{number}号公告规定工资支付的第{number}种办法" for number in range(30)]
    for number, answer in enumerate(answers):
        pairs.add("lay", f"工资支付的第{number}种办法", answer)
        pairs.add("other", "渔业", f"渔业捕捞许可{number}")
    rng = np.random.default_rng(0)
    found = mine_negatives(pairs, ["lay"], load_tokenizer(), 60, rng)["lay"]
    for pair, negatives in zip(pairs.sources["lay"], found, strict=True):
        kept = [pairs.passages[number] for number in negatives if number >= 0]
        assert kept
        assert pairs.passages[pair.passage] not in kept
        assert all("工资" in passage for passage in kept)


def test_row_adam_moves_only_the_rows_it_is_given() -> None:
    optimiser = RowAdam(torch.ones(3, 2))
    for _ in range(50):
        optimiser.step(torch.tensor([1]), 2 * optimiser.table[[1]], 0.05)
    assert (optimiser.table[[0, 2]] == 1).all()
    assert optimiser.table[1].abs().max() < 0.1


def test_training_brings_questions_to_their_passages() -> None:
    """Lay and official words that never meet in one text are brought together by their pairs."""
    official = ["拖欠劳动报酬", "机动车驾驶证", "基本养老金", "商品房预售"]
    lay = ["工钱", "驾照", "养老钱", "期房"]
    tokenizer = build_tokenizer([*official, *lay], lay, 200)
    passages = Ragged.encode(tokenizer, official)
    pairs = [Pair(question, number) for number, question in enumerate(lay)]
    config = TrainingConfig(
        dimension=8,
        matryoshka=(8,),
        sources={"lay": 1},
        steps=300,
        batch_size=4,
        learning_rate=0.1,
        device="cpu",
    )
    rng = np.random.default_rng(0)
    start = rng.normal(size=(tokenizer.get_vocab_size(), 8)).astype(np.float32)
    sources = {"lay": encode_source(tokenizer, pairs, None)}
    table = train_table(start, passages, sources, config)
    again = train_table(start, passages, sources, config)
    np.testing.assert_array_equal(table, again)
    queries = Ragged.encode(tokenizer, lay)
    means = [
        np.stack([table[t.ids[a:b]].mean(0) for a, b in zip(t.starts, t.starts[1:], strict=False)])
        for t in (queries, passages)
    ]
    cosines = [m / np.linalg.norm(m, axis=1, keepdims=True) for m in means]
    assert (np.argmax(cosines[0] @ cosines[1].T, axis=1) == np.arange(4)).all()


def test_the_start_puts_words_of_one_text_together() -> None:
    texts = ["劳动报酬 工资"] * 5 + ["驾驶证 机动车"] * 5 + ["养老金 退休"] * 5
    tokenizer = build_tokenizer(texts, [], 200)
    table = start_table(Ragged.encode(tokenizer, texts), tokenizer.get_vocab_size(), 3, 0.0, seed=1)

    def cosine(a: str, b: str) -> float:
        x, y = (table[tokenizer.token_to_id(word)] for word in (a, b))
        return float(x @ y / np.linalg.norm(x) / np.linalg.norm(y))

    assert cosine("工资", "劳动报酬") > 0.9 > cosine("工资", "机动车")


def test_settings_are_read_from_toml_and_unknown_ones_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.toml"
    path.write_text("steps = 7\nmatryoshka = [8, 4]\n[sources]\nlay = 1\n", "utf-8")
    config = read_config(path)
    assert (config.steps, config.matryoshka, config.sources) == (7, (8, 4), {"lay": 1})
    path.write_text("stepps = 7\n", "utf-8")
    with pytest.raises(TypeError):
        read_config(path)


def test_the_bundled_recipe_is_valid() -> None:
    import ingest.embedding.train as package

    config = read_config(Path(package.__file__).with_name("static.toml"))
    assert max(config.matryoshka) == config.dimension


def test_the_weight_file_of_the_bundled_model_names_its_formula() -> None:
    from ingest.embedding.load import bundled_folder

    content = json.loads((bundled_folder() / "fusion.json").read_text("utf-8"))
    assert content["dense_weight"] > 0
    assert "dense_weight" in content["formula"]
    for scores in content["chosen_on"].values():
        assert scores["fused"][f"{content['dense_weight']:g}"] >= scores["lexical"] - HARMLESS
