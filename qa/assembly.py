"""Assembles an answerer over an open index: the one place where collaborators are chosen."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.embedding.protocol import Embedder
from ingest.index.protocol import IndexReader
from ingest.language.asking import QuestionTerms, load_asking_weights
from ingest.language.frequencies import WordFrequencies, load_frequencies
from ingest.language.lexicon import Lexicon, load_lexicon
from ingest.language.tokens import Tokenizer, load_tokenizer
from ingest.language.typos import TypoCorrector, load_corrector
from ingest.metadata.places import Gazetteer, load_gazetteer
from ingest.metadata.validity import repealing
from ingest.settings import Settings
from qa.analysis import QuestionAnalyser
from qa.answering import Answerer
from qa.composing import Composer
from qa.conversation import FollowUps
from qa.drafting import DraftComposer
from qa.filters import DocumentFilter
from qa.gate import Gate
from qa.generation import Drafter, load_drafter
from qa.naming import DocumentNames
from qa.reading.analysed import PassageAnalyser
from qa.reading.reader import Reader
from qa.reading.semantics import Semantics
from qa.reading.spans import SpanReader
from qa.refusal import RefusalPolicy, load_refusal_policy
from qa.retrieval import Retriever
from qa.series import Series
from qa.sources import Sources


@dataclass(frozen=True, slots=True)
class Language:
    """The language tools, shared by all generations of an index."""

    tokenizer: Tokenizer
    lexicon: Lexicon
    gazetteer: Gazetteer
    corrector: TypoCorrector
    frequencies: WordFrequencies


def load_language() -> Language:
    """The bundled language tools (cached by their own loaders)."""
    gazetteer = load_gazetteer()
    return Language(
        load_tokenizer(),
        load_lexicon(),
        gazetteer,
        load_corrector(tuple(place.path[-1] for place in gazetteer if place.path)),
        load_frequencies(),
    )


def build_retriever(
    index: IndexReader, embedder: Embedder, language: Language, settings: Settings
) -> Retriever:
    """The retriever with the configured reranker, if any."""
    reranker = None
    if settings.reranker:
        from ingest.embedding.reranker import load_reranker

        reranker = load_reranker(settings)
    terms = QuestionTerms(language.tokenizer, language.lexicon, load_asking_weights())
    return Retriever(index, terms, embedder, reranker=reranker)


def build_answerer(
    index: IndexReader,
    embedder: Embedder,
    settings: Settings,
    language: Language | None = None,
    drafter: Drafter | None = None,
    policy: RefusalPolicy | None = None,
) -> Answerer:
    """An answerer over one index generation.

    Args:
        index: an open generation, embedded with `embedder`.
        embedder: the model of the index.
        settings: names the reranker and the LLM endpoint, if any.
        language: the bundled tools where None.
        drafter: replaces the configured LLM.
        policy: when to refuse; the bundled one where None.
    """
    tools = language or load_language()
    passages = PassageAnalyser(index, tools.gazetteer)
    questions = QuestionAnalyser(
        tools.tokenizer,
        tools.lexicon,
        tools.gazetteer,
        tools.corrector,
        tools.frequencies,
    )
    all_documents = index.documents()
    documents = DocumentFilter(all_documents, repealing(all_documents), tools.gazetteer)
    gate = Gate(tools.gazetteer, passages)
    writer = drafter if drafter is not None else load_drafter(settings)
    return Answerer(
        analyser=questions,
        follow_ups=FollowUps(tools.gazetteer, tools.tokenizer.cut),
        documents=documents,
        names=DocumentNames(all_documents),
        sources=Sources(all_documents, tools.gazetteer),
        series=Series(all_documents),
        retriever=build_retriever(index, embedder, tools, settings),
        composer=Composer(
            index,
            questions,
            Reader(
                index,
                tools.gazetteer,
                passages,
                Semantics(embedder),
                SpanReader(tools.tokenizer),
            ),
            policy or load_refusal_policy(),
            gate,
        ),
        drafts=DraftComposer(index, writer, gate) if writer is not None else None,
    )
