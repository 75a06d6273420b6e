"""How fast files become an index, and how an index of many passages takes one more document."""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from eval.beir import BeirEntry, parsed_entry
from eval.bench.figures import Figure
from eval.metrics import percentile
from ingest.bundled import TrustedReader, bundled_corpus
from ingest.documents import ParsedDocument, Passage
from ingest.language.clauses import split_sentences
from ingest.settings import Settings

PASSAGES_A_DOCUMENT = 20
SENTENCES_A_PASSAGE = 4
SEED = 7


def ingest_files(paths: Sequence[Path], settings: Settings) -> list[Figure]:
    """Ingest files into an empty index, each parsed in the sandbox as `policyqa ingest` does."""
    from ingest.assembly import build_store, sandboxed_ingestor
    from ingest.embedding.load import load_embedder

    with TemporaryDirectory(prefix="policyqa-bench-") as folder:
        settings = settings.model_copy(update={"index": Path(folder) / "index"})
        embedder = load_embedder(settings)
        started = perf_counter()
        with sandboxed_ingestor(settings, build_store(settings), embedder) as ingestor:
            report = ingestor.ingest(paths)
        seconds = perf_counter() - started
    passages = sum(row.passages or 0 for row in report.files)
    read = sum(1 for row in report.files if row.doc_id is not None)
    return [
        Figure("导入用时", seconds, "s", f"{len(report.files)} 个文件，读出 {read} 个"),
        Figure("导入速度", read / seconds, "文件/s"),
        Figure("段落", float(passages), "段"),
    ]


def scale(passages: int, settings: Settings) -> list[Figure]:
    """An index of many passages: building it, one document more, opening it, asking it."""
    from ingest.assembly import build_ingestor, build_store
    from ingest.embedding.load import load_embedder
    from qa.assembly import build_retriever, load_language

    with TemporaryDirectory(prefix="policyqa-bench-") as folder:
        settings = settings.model_copy(update={"index": Path(folder) / "index"})
        embedder = load_embedder(settings)
        store = build_store(settings)
        ingestor = build_ingestor(store, embedder, TrustedReader())
        started = perf_counter()
        ingestor.index_documents(synthetic_documents(passages))
        built = perf_counter() - started
        started = perf_counter()
        ingestor.index_documents(synthetic_documents(PASSAGES_A_DOCUMENT, seed=SEED + 1))
        added = perf_counter() - started
        disk = sum(file.stat().st_size for file in store.folder(store.current() or "").rglob("*"))
        started = perf_counter()
        index = store.open(embedder.identity)
        opened = perf_counter() - started
        retriever = build_retriever(index, embedder, load_language(), settings)
        latencies = [_timed(retriever.retrieve, query) for query in synthetic_queries(200)]
        index.close()
    return [
        Figure("建立索引", passages / built, "段/s", f"{passages:,} 段，{built:.0f} s"),
        Figure("再加一份文件", added, "s", f"{PASSAGES_A_DOCUMENT} 段"),
        Figure("打开索引", opened, "s"),
        Figure("磁盘", disk / 1e6, "MB"),
        Figure("检索 p50", percentile(latencies, 50), "ms", f"{len(latencies)} 个问题"),
        Figure("检索 p95", percentile(latencies, 95), "ms", f"{len(latencies)} 个问题"),
        Figure("内存峰值", _peak_memory_mb(), "MB", "本进程"),
    ]


def _timed(retrieve: object, query: str) -> float:
    started = perf_counter()
    retrieve(query)  # type: ignore[operator]
    return (perf_counter() - started) * 1000


def _peak_memory_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


# --- synthetic text ------------------------------------------------------------------------


def synthetic_documents(passages: int, seed: int = SEED) -> Iterator[ParsedDocument]:
    """Documents of recombined sentences of the bundled corpus, figures drawn anew.

    Words and their frequencies are those of policy texts, while no two passages are alike.
    """
    sentences = _sentences()
    generator = random.Random(seed)
    for first in range(0, passages, PASSAGES_A_DOCUMENT):
        count = min(PASSAGES_A_DOCUMENT, passages - first)
        texts = [_passage(sentences, generator) for _ in range(count)]
        yield _document(f"synthetic-{seed}-{first}", texts)


def synthetic_queries(count: int) -> list[str]:
    """Openings of sentences of the same making, as long as questions are."""
    generator = random.Random(SEED + 2)
    return [_varied(generator.choice(_sentences()), generator)[:24] for _ in range(count)]


def _sentences() -> list[str]:
    with bundled_corpus() as paths:
        texts = [path.read_text("utf-8") for path in paths]
    return [
        text[sentence.start : sentence.end]
        for text in texts
        for sentence in split_sentences(text)
        if sentence.end - sentence.start > 15
    ]


def _passage(sentences: Sequence[str], generator: random.Random) -> str:
    return "".join(
        _varied(generator.choice(sentences), generator) for _ in range(SENTENCES_A_PASSAGE)
    )


def _varied(sentence: str, generator: random.Random) -> str:
    return "".join(generator.choice("0123456789") if c.isdecimal() else c for c in sentence)


def _document(name: str, texts: Sequence[str]) -> ParsedDocument:
    parsed = parsed_entry(BeirEntry(name, texts[0][:20], "\n".join(texts)), "synthetic")
    passages: list[Passage] = []
    start = 0
    for order, text in enumerate(texts):
        passages.append(
            Passage(
                f"{name}-p{order}", name, parsed.sections[0], start, start + len(text), text, order
            )
        )
        start += len(text) + 1
    return replace(parsed, passages=tuple(passages))
