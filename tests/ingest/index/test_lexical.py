"""BM25 over tokens: weights, filters and ties."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.index.contents import IndexEntry
from ingest.index.lexical import LexicalIndex, build_lexical, update_lexical
from ingest.index.protocol import LexicalQuery


def entry(
    passage_id: str, body: str, doc_id: str = "d", title: str = "", heading: str = ""
) -> IndexEntry:
    return IndexEntry(passage_id, doc_id, title, heading, body)


def query(text: str, **weights: float) -> LexicalQuery:
    return LexicalQuery(dict.fromkeys(text, 1.0), **weights)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "lexical"


def test_the_passage_with_more_terms_of_the_query_comes_first(folder: Path, tokens: Any) -> None:
    build_lexical(
        folder, [entry("a", "奖励办法"), entry("b", "奖励30万元"), entry("c", "融资")], tokens
    )
    hits = LexicalIndex(folder).search(query("奖励万元"), 10)
    assert [passage_id for passage_id, _ in hits] == ["b", "a"]
    assert hits[0][1] > hits[1][1] > 0


def test_field_weights_decide(folder: Path, tokens: Any) -> None:
    entries = [entry("title", "无关", title="奖励"), entry("body", "奖励", title="无关")]
    build_lexical(folder, entries, tokens)
    index = LexicalIndex(folder)
    assert index.search(query("奖励", title_weight=3.0), 1)[0][0] == "title"
    only_titles = query("奖励", title_weight=1.0, body_weight=0.0)
    assert [hit[0] for hit in index.search(only_titles, 9)] == ["title"]


def test_the_body_field_holds_the_title_too(folder: Path, tokens: Any) -> None:
    entries = [entry("title", "无关", title="奖励"), entry("body", "奖励", title="无关")]
    build_lexical(folder, entries, tokens)
    hits = LexicalIndex(folder).search(query("奖励", title_weight=0.0), 9)
    assert {passage_id for passage_id, _ in hits} == {"title", "body"}


def test_term_weights_decide(folder: Path, tokens: Any) -> None:
    build_lexical(folder, [entry("a", "奖"), entry("b", "补")], tokens)
    hits = LexicalIndex(folder).search(LexicalQuery({"奖": 0.2, "补": 1.0}), 2)
    assert [passage_id for passage_id, _ in hits] == ["b", "a"]


@pytest.mark.parametrize("documents", [3, 400], ids=["as a clause", "by looking further"])
def test_the_filter_works_before_the_ranking(folder: Path, tokens: Any, documents: int) -> None:
    best = [entry(f"x{at:04}", "奖励奖励", doc_id="elsewhere") for at in range(500)]
    mine = [entry("mine", "奖励以及许多别的内容", doc_id="d0")]
    build_lexical(folder, best + mine, tokens)
    allowed = [f"d{at}" for at in range(documents)]
    hits = LexicalIndex(folder).search(query("奖励"), 5, allowed)
    assert [passage_id for passage_id, _ in hits] == ["mine"]


def test_an_empty_filter_allows_nothing(folder: Path, tokens: Any) -> None:
    build_lexical(folder, [entry("a", "奖励")], tokens)
    assert LexicalIndex(folder).search(query("奖励"), 5, []) == []


def test_a_query_without_terms_finds_nothing(folder: Path, tokens: Any) -> None:
    build_lexical(folder, [entry("a", "奖励")], tokens)
    assert LexicalIndex(folder).search(LexicalQuery({}), 5) == []


def test_ties_go_to_the_smaller_id_whatever_the_order_of_ingest(
    tmp_path: Path, tokens: Any
) -> None:
    ids = [f"p{at:02}" for at in range(40)]
    for name, order in (("up", ids), ("down", ids[::-1])):
        build_lexical(tmp_path / name, [entry(passage_id, "奖励") for passage_id in order], tokens)
        hits = LexicalIndex(tmp_path / name).search(query("奖励"), 3)
        assert [passage_id for passage_id, _ in hits] == ids[:3]


def test_an_update_removes_and_adds(folder: Path, tokens: Any) -> None:
    build_lexical(folder, [entry("a", "奖励", "old"), entry("b", "奖励", "kept")], tokens)
    update_lexical(folder, ["old"], [entry("c", "奖励", "new")], tokens)
    index = LexicalIndex(folder)
    assert len(index) == 2
    assert [passage_id for passage_id, _ in index.search(query("奖励"), 9)] == ["b", "c"]


def test_an_update_that_only_adds_scores_like_a_rebuild(tmp_path: Path, tokens: Any) -> None:
    first, second = [entry("a", "奖励办法"), entry("b", "融资")], [entry("c", "奖励30万元", "e")]
    build_lexical(tmp_path / "grown", first, tokens)
    update_lexical(tmp_path / "grown", [], second, tokens)
    build_lexical(tmp_path / "built", first + second, tokens)
    grown, built = (
        LexicalIndex(tmp_path / name).search(query("奖励"), 9) for name in ("grown", "built")
    )
    assert dict(grown) == pytest.approx(dict(built))
