"""One training run, from texts to a table."""

from __future__ import annotations

import logging
import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ingest.embedding.train.config import TrainingConfig
from ingest.embedding.train.corpus import TrainingText, read_texts
from ingest.embedding.train.loop import EncodedSource, Ragged, encode_source, train_table
from ingest.embedding.train.negatives import mine_negatives
from ingest.embedding.train.pairs import LayQuestion, PairSet, make_pairs, read_lay_questions
from ingest.embedding.train.rewrite import LayRewriter
from ingest.embedding.train.start import start_table
from ingest.embedding.train.vocabulary import Salience, build_tokenizer
from ingest.language.lexicon import LayTerm, read_lay_terms
from ingest.language.tokens import load_tokenizer

log = logging.getLogger(__name__)

_REQUIRED_LENGTH = 6
"""Longer official terms are left to be cut into their words."""
_START_PASSAGES = 100_000
"""Passages that the start table is worked out from; more make it no better, only slower."""
_WRITTEN_BY_PEOPLE = ("reading", "abstract", "guide", "lay")


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """What a run gives: the tokenizer and its table, and how many pairs went in."""

    tokenizer: Tokenizer
    table: NDArray[np.float32]
    pairs: dict[str, int]


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Everything that does not depend on the loop: made once, used by many trials."""

    texts: list[TrainingText]
    pairs: PairSet
    tokenizer: Tokenizer
    passages: Ragged
    sources: dict[str, EncodedSource]
    start: NDArray[np.float32]


def train(
    folder: Path, config: TrainingConfig, held_out: Collection[LayQuestion] = ()
) -> TrainedModel:
    """Train on `folder` (the training files) and the bundled lay questions not held out."""
    data = prepare(folder, config, held_out)
    table = train_table(data.start, data.passages, data.sources, config)
    counts = {name: len(pairs) for name, pairs in data.pairs.sources.items()}
    return TrainedModel(data.tokenizer, table, counts)


def prepare(
    folder: Path, config: TrainingConfig, held_out: Collection[LayQuestion] = ()
) -> TrainingData:
    """Read the texts, make the pairs, build the vocabulary, encode, and start the table."""
    rng = random.Random(config.seed)
    texts = read_texts(folder)
    lay_terms = read_lay_terms()
    tokenizer = load_tokenizer()
    held = set(held_out)
    kept = [question for question in read_lay_questions() if question not in held]
    pairs = make_pairs(
        folder,
        texts,
        kept,
        LayRewriter(lay_terms, tokenizer.cut, config.lay_rate),
        Salience([text.text for text in texts]),
        rng,
    )
    log.info("pairs: %s", {name: len(of_source) for name, of_source in pairs.sources.items()})
    vocabulary = _vocabulary(texts, pairs, lay_terms, config.vocabulary_size)
    passages = Ragged.encode(vocabulary, [text[: config.passage_length] for text in pairs.passages])
    negatives = _mine(pairs, config)
    sources = {
        name: encode_source(vocabulary, of_source, negatives.get(name))
        for name, of_source in pairs.sources.items()
    }
    sample = np.random.default_rng(config.seed).permutation(len(pairs.passages))[:_START_PASSAGES]
    log.info("start: latent semantic analysis of %d passages", len(sample))
    start = start_table(
        passages.take(sample),
        vocabulary.get_vocab_size(),
        config.dimension,
        config.start_noise,
        config.seed,
    )
    return TrainingData(texts, pairs, vocabulary, passages, sources, start)


def _mine(pairs: PairSet, config: TrainingConfig) -> Mapping[str, NDArray[np.int64]]:
    if config.hard_negatives == 0:
        return {}
    log.info("hard negatives for %s", ", ".join(config.mined))
    rng = np.random.default_rng(config.seed)
    return mine_negatives(pairs, config.mined, load_tokenizer(), config.negative_pool, rng)


def _vocabulary(
    texts: Collection[TrainingText], pairs: PairSet, lay_terms: Collection[LayTerm], size: int
) -> Tokenizer:
    """Words of the texts and of the questions by people; the self-made pairs add no words."""
    required = [entry.word for entry in lay_terms]
    required += [
        term for entry in lay_terms for term in entry.official if len(term) <= _REQUIRED_LENGTH
    ]
    by_people = [pair for source in _WRITTEN_BY_PEOPLE for pair in pairs.sources.get(source, ())]
    questions = [pair.query for pair in by_people]
    passages = [pairs.passages[number] for number in {pair.passage for pair in by_people}]
    return build_tokenizer(
        [*(text.text for text in texts), *sorted(passages), *questions],
        [term.lower() for term in dict.fromkeys(required)],
        size,
    )
