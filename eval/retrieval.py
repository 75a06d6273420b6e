"""Retrieval over BEIR folders, through the code that serves questions; scores by ir-measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.beir import BeirQuery, Qrels, Ranking, parsed_entries, read_corpus
from eval.bootstrap import Interval, mean_interval
from ingest.embedding.protocol import Embedder
from ingest.index.building import Progress
from ingest.index.protocol import IndexReader, LexicalQuery
from ingest.language.tokens import Tokenizer
from ingest.settings import Settings
from qa.retrieval import Retriever

DEPTH = 100
"""Documents retrieved for a query, as recall@100 needs."""

MEASURES = {
    "ndcg@10": "nDCG@10",
    "mrr@10": "RR@10",
    "recall@5": "R@5",
    "recall@10": "R@10",
    "recall@100": "R@100",
}
"""Names of the contract, and what ir-measures calls them."""

Search = Callable[[str], Sequence[tuple[str, float]]]
"""A query to (document id, score), best first."""


@dataclass(frozen=True, slots=True)
class BeirIndex:
    """A BEIR corpus, indexed and open."""

    index: IndexReader
    embedder: Embedder
    retriever: Retriever
    tokenizer: Tokenizer

    def systems(self) -> dict[str, Search]:
        """The fused retrieval and its parts, by name."""
        return {
            "BM25": self._bm25,
            "词法": lambda query: self._named(self.retriever.lexical(query).items()),
            "向量": self._dense,
            "融合": self.fused,
        }

    def fused(self, query: str) -> Sequence[tuple[str, float]]:
        """What a question gets."""
        hits = self.retriever.retrieve(query, DEPTH, collapse=False)
        return [(hit.document.doc_id, hit.scores.final) for hit in hits]

    def _bm25(self, query: str) -> Sequence[tuple[str, float]]:
        """The index's own BM25 of the question's own words: what the rest has to beat."""
        wanted = LexicalQuery(self.tokenizer.search_terms(query), title_weight=0, heading_weight=0)
        return self._named(self.index.lexical(wanted, DEPTH))

    def _dense(self, query: str) -> Sequence[tuple[str, float]]:
        return self._named(self.index.dense(self.embedder.embed_query(query), DEPTH))

    def _named(self, scored: Iterable[tuple[str, float]]) -> Sequence[tuple[str, float]]:
        ranked = sorted(scored, key=lambda item: (-item[1], item[0]))[:DEPTH]
        return [(self.index.passage(name).doc_id, score) for name, score in ranked]


@contextmanager
def beir_index(
    folder: Path,
    settings: Settings,
    keep: Path | None = None,
    progress: Progress | None = None,
) -> Iterator[BeirIndex]:
    """Index the corpus of a BEIR folder with the configured model, and open it.

    Args:
        keep: index here instead of in a temporary folder, and take what is there already.
        progress: told of the steps of indexing.
    """
    from ingest.embedding.load import load_embedder

    with TemporaryDirectory(prefix="policyqa-eval-") as temporary:
        place = settings.model_copy(update={"index": keep or Path(temporary)})
        embedder = load_embedder(place)
        yield from _opened(folder, place, embedder, progress)


def _opened(
    folder: Path, settings: Settings, embedder: Embedder, progress: Progress | None
) -> Iterator[BeirIndex]:
    from ingest.assembly import build_ingestor, build_store
    from ingest.bundled import TrustedReader
    from qa.assembly import build_retriever, load_language

    store = build_store(settings)
    if store.current() is None:
        entries = list(parsed_entries(read_corpus(folder), folder.name))
        build_ingestor(store, embedder, TrustedReader()).index_documents(entries, progress)
    index = store.open(embedder.identity)
    try:
        language = load_language()
        yield BeirIndex(
            index,
            embedder,
            build_retriever(index, embedder, language, settings),
            language.tokenizer,
        )
    finally:
        index.close()


def rank(queries: Sequence[BeirQuery], search: Search, progress: Progress | None = None) -> Ranking:
    """Run every query."""
    ranking: dict[str, Sequence[tuple[str, float]]] = {}
    for number, query in enumerate(queries, 1):
        ranking[query.query_id] = search(query.text)
        if progress is not None:
            progress("检索", number, len(queries))
    return ranking


def judged(queries: Sequence[BeirQuery], qrels: Qrels) -> list[BeirQuery]:
    """The queries that have a judgement; the others cannot be scored."""
    return [query for query in queries if query.query_id in qrels]


def scores_by_query(ranking: Ranking, qrels: Qrels) -> dict[str, dict[str, float]]:
    """Measure → query id → value, over all judged queries; a query without a result scores 0.

    ir-measures orders by score and breaks ties by document id; ranks are handed over instead, so
    that the order scored is the order served.
    """
    import ir_measures

    run = [
        ir_measures.ScoredDoc(query_id, name, float(-position))
        for query_id, found in ranking.items()
        for position, (name, _) in enumerate(found)
    ]
    gold = [
        ir_measures.Qrel(query_id, name, relevance)
        for query_id, relevant in qrels.items()
        for name, relevance in relevant.items()
    ]
    measures = {ir_measures.parse_measure(spelt): name for name, spelt in MEASURES.items()}
    values: dict[str, dict[str, float]] = {name: {} for name in MEASURES}
    for metric in ir_measures.iter_calc(list(measures), gold, run):
        values[measures[metric.measure]][metric.query_id] = float(metric.value)
    return values


def summary(values: dict[str, dict[str, float]]) -> dict[str, Interval]:
    """Measure → mean over the queries with its interval.

    Raises:
        ValueError: no query was judged.
    """
    intervals: dict[str, Interval] = {}
    for name, by_query in values.items():
        interval = mean_interval(list(by_query.values()))
        if interval is None:
            raise ValueError("no judged query")
        intervals[name] = interval
    return intervals
