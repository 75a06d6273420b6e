"""The lexical index: BM25 (k1 1.2, b 0.75) over tokens of title, heading and body, in tantivy.

Tokens come from outside (`TokenSource`) and are stored space-joined under tantivy's `whitespace`
tokenizer: one tokenizer serves documents and questions, and tantivy never segments Chinese.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import tantivy

from ingest.index.contents import IndexEntry
from ingest.index.protocol import LexicalQuery

_FIELDS = ("title", "heading", "body")
# tantivy refuses an arena below 15 MB a thread; one thread keeps one segment, so that the
# statistics, and with them the scores, do not depend on how threads shared the work.
_HEAP_BYTES = 64_000_000
# A set of up to so many documents is a clause of the query; a larger one costs more to turn into
# an automaton (18 ms for 5,000) than to look at more hits and drop those outside (2 ms).
_TERM_SET_LIMIT = 256


class TokenSource(Protocol):
    """What the lexical index needs of a tokenizer."""

    def index_tokens(self, text: str) -> list[str]: ...


def build_lexical(folder: Path, entries: Iterable[IndexEntry], tokens: TokenSource) -> None:
    """Write a new lexical index into an empty or missing folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(tantivy.Index(_schema(), path=os.fspath(folder)), (), entries, tokens)


def update_lexical(
    folder: Path, removed: Iterable[str], entries: Iterable[IndexEntry], tokens: TokenSource
) -> None:
    """Delete the passages of `removed` documents, then add `entries`, in an existing index.

    tantivy counts deleted passages in its statistics until their segment is merged: scores of
    an updated index may differ a little from those of a rebuilt one.
    """
    _write(tantivy.Index.open(os.fspath(folder)), removed, entries, tokens)


def _write(
    index: tantivy.Index,
    removed: Iterable[str],
    entries: Iterable[IndexEntry],
    tokens: TokenSource,
) -> None:
    writer = index.writer(_HEAP_BYTES, num_threads=1)
    for doc_id in removed:
        writer.delete_documents_by_term("doc_id", doc_id)
    join = _TokenJoiner(tokens)
    for entry in entries:
        writer.add_document(
            tantivy.Document(
                passage_id=entry.passage_id,
                doc_id=entry.doc_id,
                title=join.cached(entry.title),
                heading=join.cached(entry.heading),
                body=join(whole_text(entry.title, entry.heading, entry.body)),
            )
        )
    writer.commit()
    writer.wait_merging_threads()


def whole_text(title: str, heading: str, body: str) -> str:
    """One text of title, heading and body, nothing twice.

    In one field a title counts once in BM25's length and frequency; as a field of its own its few
    words outweighed whole passages (nDCG@10 on notices .78 against .83, docs/evaluation.md).
    """
    parts = [part for part in (title, heading) if part and not body.startswith(part)]
    return "\n".join((*parts, body))


class _TokenJoiner:
    """Space-joined tokens; titles and headings repeat from passage to passage, so keep the last."""

    def __init__(self, tokens: TokenSource) -> None:
        self._tokens = tokens
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        return " ".join(self._tokens.index_tokens(text))

    def cached(self, text: str) -> str:
        if len(self._known) > 256:
            self._known.clear()
        if text not in self._known:
            self._known[text] = self(text)
        return self._known[text]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("doc_id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in _FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalIndex:
    """A lexical index opened for reading; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(os.fspath(folder))
        self._schema = index.schema
        self._searcher = index.searcher()

    def __len__(self) -> int:
        """Passages that are not deleted."""
        return self._searcher.num_docs

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each term stands; deleted ones count until they are merged."""
        return {term: self._searcher.doc_freq("body", term) for term in terms}

    def search(
        self, query: LexicalQuery, top_k: int, doc_ids: Collection[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        """(passage_id, score) best first, ties by passage_id; `doc_ids` filters before ranking."""
        clauses = list(self._clauses(query))
        if not clauses or top_k < 1 or (doc_ids is not None and not doc_ids):
            return []
        found = tantivy.Query.boolean_query(clauses)
        if doc_ids is not None and len(doc_ids) <= _TERM_SET_LIMIT:
            found = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, found), (tantivy.Occur.Must, self._inside(doc_ids))]
            )
            return self._ranked(found, top_k)
        return self._ranked(found, top_k, None if doc_ids is None else frozenset(doc_ids))

    def _inside(self, doc_ids: Collection[str]) -> tantivy.Query:
        allowed = tantivy.Query.term_set_query(self._schema, "doc_id", sorted(doc_ids))
        return tantivy.Query.const_score_query(allowed, 0.0)

    def _clauses(self, query: LexicalQuery) -> Iterator[tuple[tantivy.Occur, tantivy.Query]]:
        weights = (query.title_weight, query.heading_weight, query.body_weight)
        fields = [(name, weight) for name, weight in zip(_FIELDS, weights, strict=True) if weight]
        for (term, weight), (name, boost) in itertools.product(query.terms.items(), fields):
            if term and weight:
                clause = tantivy.Query.term_query(self._schema, name, term, "freq")
                yield tantivy.Occur.Should, tantivy.Query.boost_query(clause, weight * boost)

    def _ranked(
        self, query: tantivy.Query, top_k: int, allowed: frozenset[str] | None = None
    ) -> list[tuple[str, float]]:
        """The best `top_k` hits in `allowed` documents.

        A score does not depend on the filter, so dropping hits of a ranking that is long enough
        is filtering before ranking. tantivy breaks ties by the place of a passage in its files,
        which depends on the order of ingest: take in every hit that ties with the last one, then
        break ties by id.
        """
        limit = (top_k + 8) * (1 if allowed is None else 8)
        named: list[tuple[str, float]] = []
        seen = 0
        while True:
            hits = self._searcher.search(query, limit, count=False).hits
            for score, address in hits[seen:]:
                stored = self._searcher.doc(address)
                if allowed is None or stored["doc_id"][0] in allowed:
                    named.append((stored["passage_id"][0], float(score)))
            complete = len(hits) < limit
            if complete or (len(named) > top_k and named[-1][1] < named[top_k - 1][1]):
                break
            seen, limit = len(hits), limit * 4
        named.sort(key=lambda hit: (-hit[1], hit[0]))
        return named[:top_k]
