"""nDCG@10 of lexical, dense and fused ranking on question sets in BEIR layout."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.fusion import DEFAULT_DENSE_WEIGHT, dense_share
from ingest.embedding.protocol import Vectors
from ingest.embedding.static import load_static
from ingest.embedding.train.lexical import Bm25
from ingest.embedding.train.pairs import with_title
from ingest.language.asking import QuestionTerms, load_asking_weights
from ingest.language.lexicon import load_lexicon
from ingest.language.rescoring import K1, B
from ingest.language.tokens import load_tokenizer, runs

Scores = NDArray[np.float32]
DENSE_WEIGHTS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0, 1.5)
CANDIDATES = 100
"""Depth to which both rankings are read before they are fused, as in serving."""
HARMLESS = 0.002
"""Loss of nDCG@10 that is no harm: one question of 300 falling from the second rank to the sixth."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions over a corpus; `relevant[i]` are the rows of the corpus that answer question i."""

    name: str
    corpus: tuple[str, ...]
    questions: tuple[str, ...]
    relevant: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """nDCG@10 on one question set: lexical and dense alone, and fused by dense weight."""

    name: str
    lexical: float
    dense: float
    fused: Mapping[float, float]


def score_row(
    questions: QuestionSet,
    lexical: Sequence[Scores],
    dense: Sequence[Scores],
    coverages: Sequence[float],
    weights: Sequence[float],
) -> Row:
    """The row of one question set; `coverages[i]` is that of question i by its best passage."""
    fused = {
        weight: mean_ndcg(
            questions,
            [
                fuse(words, cosines, dense_share(weight, coverage))
                for words, cosines, coverage in zip(lexical, dense, coverages, strict=True)
            ],
        )
        for weight in weights
    }
    return Row(questions.name, mean_ndcg(questions, lexical), mean_ndcg(questions, dense), fused)


def read_beir(folder: Path) -> QuestionSet:
    """A folder with corpus.jsonl.gz, queries.jsonl and qrels.tsv; unjudged questions are left out."""
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    row_of = {row["_id"]: number for number, row in enumerate(rows)}
    relevant: dict[str, set[int]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:]:
        query, document, score = line.split("\t")
        if int(score) > 0:
            relevant.setdefault(query, set()).add(row_of[document])
    queries = [json.loads(line) for line in (folder / "queries.jsonl").open(encoding="utf-8")]
    asked = [query for query in queries if query["_id"] in relevant]
    return QuestionSet(
        folder.name,
        tuple(with_title(row["title"], row["text"]) for row in rows),
        tuple(query["text"] for query in asked),
        tuple(frozenset(relevant[query["_id"]]) for query in asked),
    )


def lexical_scores(
    questions: QuestionSet, terms: Callable[[str], Mapping[str, float]]
) -> list[Scores]:
    """BM25 of every document for every question, with the constants of serving."""
    index = Bm25([_grams(text) for text in questions.corpus], K1, B)
    return [index.scores(terms(question)) for question in questions.questions]


def dense_scores(questions: QuestionSet, embed: Callable[[Sequence[str]], Vectors]) -> list[Scores]:
    """Cosine of every document with every question."""
    documents = embed(questions.corpus)
    return list(embed(questions.questions) @ documents.T)


def _grams(text: str) -> list[str]:
    grams: list[str] = []
    for run, is_han in runs(text):
        grams.extend(run if is_han else [run])
        if is_han:
            grams.extend(run[at : at + 2] for at in range(len(run) - 1))
    return grams


def measure(questions: QuestionSet, folder: Path, weights: Sequence[float]) -> Row:
    """The row of the model in `folder`, through the code that serves questions with it."""
    terms = QuestionTerms(load_tokenizer(), load_lexicon(), load_asking_weights())
    lexical = lexical_scores(questions, terms.expanded)
    coverages = [
        terms.coverage(question, questions.corpus[int(np.argmax(scores))])
        for question, scores in zip(questions.questions, lexical, strict=True)
    ]
    embedder = load_static(folder, folder.name, 0.0)
    dense = dense_scores(questions, embedder.embed_passages)
    return score_row(questions, lexical, dense, coverages, weights)


def choose_weight(rows: Sequence[Row]) -> float:
    """The weight with the largest mean gain over lexical, of those that do no set harm.

    Where every weight costs some set something, the one that costs the worst-off set least.
    """
    if not rows:
        return DEFAULT_DENSE_WEIGHT
    gains = {weight: [row.fused[weight] - row.lexical for row in rows] for weight in rows[0].fused}
    harmless = [weight for weight, of_sets in gains.items() if min(of_sets) >= -HARMLESS]
    if harmless:
        return max(harmless, key=lambda weight: (sum(gains[weight]), -weight))
    return max(gains, key=lambda weight: (min(gains[weight]), -weight))


def fuse(lexical: Scores, dense: Scores, weight: float, depth: int = CANDIDATES) -> Scores:
    """The weighted sum `lexical / max + weight · (cosine − floor) / (max − floor)`.

    Only documents among the first `depth` of either ranking take part; `floor` is the lowest
    cosine among them. BM25 has a natural zero (no term in common) and is divided by its maximum
    only; cosines have none.
    """
    depth = min(depth, len(lexical))
    taking_part = np.union1d(
        np.argpartition(-lexical, depth - 1)[:depth], np.argpartition(-dense, depth - 1)[:depth]
    )
    fused = np.full(len(lexical), -np.inf, np.float32)
    cosines = dense[taking_part]
    floor, top = cosines.min(), cosines.max()
    fused[taking_part] = lexical[taking_part] / max(lexical.max(), 1e-9) + weight * (
        cosines - floor
    ) / max(top - floor, 1e-9)
    return fused


def ndcg(scores: Scores, relevant: frozenset[int], depth: int = 10) -> float:
    """nDCG@depth with binary gains; ties by document order (Järvelin and Kekäläinen 2002)."""
    order = np.argsort(-scores, kind="stable")[:depth]
    gain = sum(1 / math.log2(rank + 2) for rank, row in enumerate(order) if int(row) in relevant)
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(len(relevant), depth)))
    return gain / ideal


def mean_ndcg(questions: QuestionSet, scores: Sequence[Scores]) -> float:
    """Mean nDCG@10 over the questions."""
    pairs = zip(scores, questions.relevant, strict=True)
    return float(np.mean([ndcg(of_question, relevant) for of_question, relevant in pairs]))


def recall(questions: QuestionSet, scores: Sequence[Scores], depth: int = 100) -> float:
    """Mean share of the relevant documents among the first `depth`."""
    found = []
    for of_question, relevant in zip(scores, questions.relevant, strict=True):
        order = np.argsort(-of_question, kind="stable")[:depth].tolist()
        found.append(len(relevant.intersection(order)) / len(relevant))
    return float(np.mean(found))
