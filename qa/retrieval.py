"""Retrieval: a question to hits, by the lexical index, the vectors, and their fusion."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from ingest.embedding.fusion import dense_share
from ingest.embedding.protocol import Embedder
from ingest.index.lexical import whole_text
from ingest.index.protocol import IndexReader, LexicalQuery
from ingest.language.asking import QuestionTerms
from ingest.language.normalise import fold
from ingest.language.rescoring import CountedText, rescore
from qa.answers import Hit, Scores
from qa.fusion import Fused, fuse


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """Numbers of the retrieval; learned on the dev sets (docs/evaluation.md).

    `depth` candidates of each run are fused. Title and heading stand in the body field too, so
    their own fields have no weight.
    """

    depth: int = 100
    title_weight: float = 0.0
    heading_weight: float = 0.0
    body_weight: float = 1.0
    proximity_weight: float = 0.1
    proximity_depth: int = 20
    duplicate_overlap: float = 0.9


_KEPT_TEXTS = 8192
"""Passages whose text is kept ready for counting, about 1 kB each."""
_KEPT_QUERIES = 64
"""Queries whose terms and vector are kept: enough for the parts of one question."""


class Reranker(Protocol):
    """Scores (query, passage) pairs, higher is better (an optional CrossEncoder)."""

    def rerank(self, query: str, texts: Sequence[str]) -> Sequence[float]: ...


class Retriever:
    """Hybrid retrieval over one index generation."""

    def __init__(
        self,
        index: IndexReader,
        terms: QuestionTerms,
        embedder: Embedder,
        settings: RetrievalSettings | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._index = index
        self._terms = terms
        self._embedder = embedder
        self._settings = settings or RetrievalSettings()
        self._reranker = reranker
        self._counted = lru_cache(maxsize=_KEPT_TEXTS)(self._count)
        # one question is asked of several sets of documents (its place, its year, its neighbours)
        self._expanded = lru_cache(maxsize=_KEPT_QUERIES)(terms.expanded)
        self._embedded = lru_cache(maxsize=_KEPT_QUERIES)(embedder.embed_query)

    def retrieve(
        self,
        query: str,
        top_k: int = 10,
        *,
        doc_ids: Collection[str] | None = None,
        inherited: Collection[str] = (),
        collapse: bool = True,
    ) -> tuple[Hit, ...]:
        """The best passages, ranks from 1.

        Args:
            query: question text (typos already mended).
            doc_ids: only these documents, None for all; applied before ranking.
            inherited: documents taken from a higher place than the one asked.
            collapse: drop near-duplicates of better hits.
        """
        if doc_ids is not None and not doc_ids:
            return ()
        fused = self._proximate(query, self._fused(query, doc_ids))
        hits: list[Hit] = []
        seen: list[frozenset[str]] = []
        for item in fused:
            if len(hits) == top_k:
                break
            hit = self._hit(item, len(hits) + 1, inherited)
            if collapse and self._is_duplicate(hit.passage.text, seen):
                continue
            hits.append(hit)
        return self._reranked(query, hits)

    def _fused(self, query: str, doc_ids: Collection[str] | None) -> list[Fused]:
        lexical = self.lexical(query, doc_ids)
        if self._embedder.dense_weight <= 0:
            return fuse(lexical, {}, 0.0)
        vector = self._embedded(query)
        dense = dict(self._index.dense(vector, self._settings.depth, doc_ids))
        missing = [passage_id for passage_id in lexical if passage_id not in dense]
        dense.update(zip(missing, self._index.cosines(vector, missing), strict=True))
        return fuse(lexical, dense, self._dense_share(query, lexical))

    def _dense_share(self, query: str, lexical: Mapping[str, float]) -> float:
        """The dense weight for this question: less the better words alone serve it."""
        if not lexical:
            return self._embedder.dense_weight
        best = max(lexical, key=lambda passage_id: (lexical[passage_id], passage_id))
        coverage = self._terms.coverage(query, self._counted(best).text)
        return dense_share(self._embedder.dense_weight, coverage)

    def lexical(self, query: str, doc_ids: Collection[str] | None = None) -> dict[str, float]:
        """BM25 scores by passage id of the `depth` best passages (see `rescoring`)."""
        settings = self._settings
        terms = self._expanded(query)
        wanted = LexicalQuery(
            terms,
            title_weight=settings.title_weight,
            heading_weight=settings.heading_weight,
            body_weight=settings.body_weight,
        )
        found = self._index.lexical(wanted, settings.depth, doc_ids)
        texts = {passage_id: self._counted(passage_id) for passage_id, _ in found}
        frequencies = self._index.frequencies(terms)
        return rescore(terms, texts, frequencies, self._index.manifest.passages)

    def _count(self, passage_id: str) -> CountedText:
        """The text that the lexical index holds of a passage; passages do not change."""
        passage = self._index.passage(passage_id)
        title = self._index.document(passage.doc_id).title
        header = (passage.header,) if passage.header else ()
        heading = "\n".join((*passage.section.path, *header))
        return CountedText.of(whole_text(title, heading, passage.text))

    def _proximate(self, query: str, fused: list[Fused]) -> list[Fused]:
        """Adds to the first passages how densely the question's bigrams stand together."""
        settings = self._settings
        if settings.proximity_weight <= 0 or not fused:
            return fused
        grams = _bigrams(query)
        head = [
            replace(
                item,
                final=item.final
                + settings.proximity_weight
                * _proximity(grams, self._index.passage(item.passage_id).text),
            )
            for item in fused[: settings.proximity_depth]
        ]
        head.sort(key=lambda item: (-item.final, item.passage_id))
        return head + fused[settings.proximity_depth :]

    def _hit(self, item: Fused, rank: int, inherited: Collection[str]) -> Hit:
        passage = self._index.passage(item.passage_id)
        return Hit(
            document=self._index.document(passage.doc_id),
            passage=passage,
            scores=Scores(item.lexical, item.dense, item.final),
            rank=rank,
            inherited=passage.doc_id in inherited,
        )

    def _is_duplicate(self, text: str, seen: list[frozenset[str]]) -> bool:
        """Near-duplicate: nearly the same set of bigrams as a better hit (reprints, digests)."""
        grams = _bigrams(text)
        for other in seen:
            shared = len(grams & other)
            if shared >= self._settings.duplicate_overlap * max(len(grams), len(other), 1):
                return True
        seen.append(grams)
        return False

    def _reranked(self, query: str, hits: list[Hit]) -> tuple[Hit, ...]:
        if self._reranker is None or not hits:
            return tuple(hits)
        scores = self._reranker.rerank(query, [hit.passage.text for hit in hits])
        ordered = sorted(zip(scores, hits, strict=True), key=lambda pair: (-pair[0], pair[1].rank))
        return tuple(
            replace(hit, rank=rank, scores=replace(hit.scores, final=float(score)))
            for rank, (score, hit) in enumerate(ordered, 1)
        )


@lru_cache(maxsize=8192)
def _bigrams(text: str) -> frozenset[str]:
    runs = re.findall(r"[\u4e00-\u9fff]+|[a-z0-9.]+", fold(text))
    return frozenset(run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1)))


_WINDOW = 80
"""Characters within which the question's words count as standing together (one or two clauses)."""


@lru_cache(maxsize=4096)
def _positions(text: str) -> Mapping[str, tuple[int, ...]]:
    """Where each bigram of a passage stands; passages do not change, so this is kept."""
    folded = fold(text)
    positions: dict[str, list[int]] = {}
    for at in range(len(folded) - 1):
        positions.setdefault(folded[at : at + 2], []).append(at)
    return {gram: tuple(places) for gram, places in positions.items()}


def _proximity(grams: frozenset[str], text: str) -> float:
    """Largest share of the question's bigrams inside one window of the text, 0 to 1."""
    if not grams:
        return 0.0
    positions = _positions(text)
    matches = sorted((at, gram) for gram in grams for at in positions.get(gram, ()))
    best, first = 0, 0
    counts: dict[str, int] = {}
    for at, gram in matches:
        counts[gram] = counts.get(gram, 0) + 1
        while matches[first][0] < at - _WINDOW:
            leaving = matches[first][1]
            counts[leaving] -= 1
            if not counts[leaving]:
                del counts[leaving]
            first += 1
        best = max(best, len(counts))
    return best / len(grams)
