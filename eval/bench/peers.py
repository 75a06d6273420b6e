"""The same corpus, vectors and questions through this program and through its peers.

Each system runs in a process of its own (`python -m eval.bench.peers SYSTEM BEIR_DIR`), so that
imports and memory are its own. Peers get the vectors of the configured model, and build what
their documentation calls hybrid search: txtai with faiss, BM25 and convex fusion; LangChain with
Chroma, BM25Retriever and EnsembleRetriever (0.5 / 0.5). `jieba` in a name: their lexical side
sees words cut by jieba, else it works as installed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from eval.beir import BeirEntry, read_corpus, read_qrels, read_queries
from eval.bench.figures import run_python
from eval.metrics import percentile
from eval.retrieval import DEPTH, Search, beir_index, judged, rank, scores_by_query, summary
from ingest.errors import CaseError
from ingest.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from langchain_core.embeddings import Embeddings

    from ingest.embedding.protocol import Embedder

OURS = "policyqa"
IMPORTED = ("ingest.assembly", "qa.assembly")


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """`cold_s` from the start of the process to the first result, the corpus indexed in between;
    `passages_per_s` of that indexing, vectors included; latencies by question."""

    system: str
    cold_s: float
    passages_per_s: float
    p50_ms: float
    p95_ms: float
    memory_mb: float
    ndcg_at_10: float


Builder = Callable[[Path, "Settings"], AbstractContextManager[Search]]


def installed() -> tuple[str, ...]:
    """Systems that can run here, this program first."""
    return (OURS, *(name for name, (_, needs) in PEERS.items() if all(map(_is_installed, needs))))


def _is_installed(package: str) -> bool:
    return find_spec(package.partition(".")[0]) is not None


def compare_peers(folder: Path) -> tuple[PeerFigures, ...]:
    """Run every installed system over a BEIR folder.

    Raises:
        CaseError: no peer is installed.
    """
    systems = installed()
    if len(systems) == 1:
        raise CaseError(
            "没有安装可比较的同类软件",
            "pip install txtai faiss-cpu，或 pip install langchain-classic "
            "langchain-community rank-bm25",
        )
    return tuple(_measured(system, folder) for system in systems)


def _measured(system: str, folder: Path) -> PeerFigures:
    finished = run_python(["-m", "eval.bench.peers", system, str(folder)])
    told = json.loads(finished.output.splitlines()[-1])
    return PeerFigures(system=system, memory_mb=finished.memory_mb, **told)


def ratios(figures: Sequence[PeerFigures]) -> dict[str, dict[str, float]]:
    """Each peer's figures divided by ours; above 1 means theirs is the larger."""
    ours, *others = (asdict(figure) for figure in figures)
    return {
        peer["system"]: {
            name: peer[name] / ours[name] for name in ours if name != "system" and ours[name]
        }
        for peer in others
    }


# --- in the process of one system ----------------------------------------------------------


def _search_ours(folder: Path, settings: Settings) -> AbstractContextManager[Search]:
    @contextmanager
    def opened() -> Iterator[Search]:
        with beir_index(folder, settings) as index:
            yield index.fused

    return opened()


def _search_txtai(folder: Path, settings: Settings, words: bool) -> Search:
    from txtai import Embeddings

    from ingest.embedding.load import load_embedder

    entries, embedder = list(read_corpus(folder)), load_embedder(settings)
    index = Embeddings(
        method="external",
        transform=lambda texts: embedder.embed_passages([_joined(text, words) for text in texts]),
        hybrid=True,
        backend="faiss",
        scoring={"method": "bm25", "terms": True, "normalize": True}
        | ({"tokenizer": {"whitespace": True}} if words else {}),
    )
    index.index((entry.entry_id, _cut(_text(entry), words)) for entry in entries)
    return lambda query: index.search(_cut(query, words), DEPTH)


def _search_langchain(folder: Path, settings: Settings, words: bool) -> Search:
    from langchain_chroma import Chroma
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_core.documents import Document

    from ingest.embedding.load import load_embedder

    documents = [
        Document(_text(entry), metadata={"id": entry.entry_id}) for entry in read_corpus(folder)
    ]
    store = Chroma(embedding_function=_langchain_embeddings(load_embedder(settings)))
    for first in range(0, len(documents), 5_000):  # Chroma refuses batches above 5,461
        store.add_documents(documents[first : first + 5_000])
    cutting = {"preprocess_func": lambda text: _cut(text, True).split()} if words else {}
    lexical = BM25Retriever.from_documents(documents, **cutting)
    lexical.k = DEPTH
    dense = store.as_retriever(search_kwargs={"k": DEPTH})
    both = EnsembleRetriever(retrievers=[lexical, dense], weights=[0.5, 0.5])

    def search(query: str) -> list[tuple[str, float]]:
        found = both.invoke(query)[:DEPTH]
        return [(document.metadata["id"], -float(place)) for place, document in enumerate(found)]

    return search


def _langchain_embeddings(embedder: Embedder) -> Embeddings:
    """The configured model under the names LangChain calls."""
    from langchain_core.embeddings import Embeddings

    class Configured(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return embedder.embed_passages(texts).tolist()

        def embed_query(self, text: str) -> list[float]:
            return embedder.embed_query(text).tolist()

    return Configured()


def _text(entry: BeirEntry) -> str:
    return f"{entry.title}\n{entry.text}"


def _cut(text: str, words: bool) -> str:
    """Words parted by spaces, where `words` is asked for."""
    if not words:
        return text
    import rjieba

    return " ".join(rjieba.cut_for_search(text))


def _joined(text: str, words: bool) -> str:
    """What a model should see of a text that `_cut` has parted."""
    return text.replace(" ", "") if words else text


PEERS: dict[str, tuple[Callable[[Path, Settings], Search], tuple[str, ...]]] = {
    "txtai": (lambda f, s: _search_txtai(f, s, False), ("txtai", "faiss")),
    "txtai + jieba": (lambda f, s: _search_txtai(f, s, True), ("txtai", "faiss")),
    "LangChain + jieba": (
        lambda f, s: _search_langchain(f, s, True),
        ("langchain_classic.retrievers", "langchain_community.retrievers", "rank_bm25", "chromadb"),
    ),
}
"""How each peer is built, and the packages it needs."""


def _measure_here(system: str, folder: Path, started: float) -> dict[str, Any]:
    qrels = read_qrels(folder / "qrels.tsv")
    queries = judged(list(read_queries(folder / "queries.jsonl")), qrels)
    entries = sum(1 for _ in read_corpus(folder))
    settings = Settings()
    for package in IMPORTED if system == OURS else PEERS[system][1]:
        import_module(package)  # part of the cold start, not of the indexing
    before = perf_counter()
    building = (
        _search_ours(folder, settings)
        if system == OURS
        else nullcontext(PEERS[system][0](folder, settings))
    )
    with building as search:
        built = perf_counter() - before
        search(queries[0].text)
        cold = perf_counter() - started
        latencies: list[float] = []

        def timed(query: str) -> Sequence[tuple[str, float]]:
            before = perf_counter()
            found = search(query)
            latencies.append((perf_counter() - before) * 1000)
            return found

        ranking = rank(queries, timed)
    return {
        "cold_s": cold,
        "passages_per_s": entries / built,
        "p50_ms": percentile(latencies, 50),
        "p95_ms": percentile(latencies, 95),
        "ndcg_at_10": summary(scores_by_query(ranking, qrels))["ndcg@10"].value,
    }


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    _started = perf_counter()
    print(json.dumps(_measure_here(sys.argv[1], Path(sys.argv[2]), _started)))
