"""The contrastive training of an embedding table."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from ingest.embedding.train.config import TrainingConfig
from ingest.embedding.train.pairs import Pair

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ragged:
    """Token ids of many texts in one flat array; text i is `ids[starts[i]:starts[i + 1]]`."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]

    @classmethod
    def encode(cls, tokenizer: Tokenizer, texts: Sequence[str]) -> Ragged:
        encoded = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        lengths = np.array([len(encoding.ids) for encoding in encoded], np.int64)
        ids = np.fromiter(
            (token for encoding in encoded for token in encoding.ids), np.int64, lengths.sum()
        )
        return cls(ids, np.concatenate([[0], np.cumsum(lengths)]))

    def take(self, rows: NDArray[np.int64]) -> Ragged:
        """The same of these texts only, in this order."""
        parts = [self.ids[self.starts[row] : self.starts[row + 1]] for row in rows]
        lengths = [len(part) for part in parts]
        return Ragged(np.concatenate(parts), np.concatenate([[0], np.cumsum(lengths)]))


@dataclass(frozen=True, slots=True)
class EncodedSource:
    """The pairs of one source, ready for batches. `negatives[i]` are passages, −1 where none."""

    queries: Ragged
    passages: NDArray[np.int64]
    negatives: NDArray[np.int64]


def encode_source(
    tokenizer: Tokenizer, pairs: Sequence[Pair], negatives: NDArray[np.int64] | None
) -> EncodedSource:
    passages = np.array([pair.passage for pair in pairs], np.int64)
    if negatives is None:
        negatives = np.full((len(pairs), 0), -1, np.int64)
    return EncodedSource(
        Ragged.encode(tokenizer, [pair.query for pair in pairs]), passages, negatives
    )


class RowAdam:
    """Adam over the rows of a table, where a step touches few of them.

    Moments of untouched rows stand still (as in torch's SparseAdam), so that a rare word is
    moved as far by its few examples as a common one. Kingma and Ba 2015, betas 0.9 and 0.999.
    """

    def __init__(self, table: Tensor) -> None:
        self.table = table
        self._mean = torch.zeros_like(table)
        self._square = torch.zeros_like(table)
        self._steps = 0

    def step(self, rows: Tensor, gradient: Tensor, learning_rate: float) -> None:
        """Move these rows, each named once, against their gradient."""
        self._steps += 1
        mean = self._mean[rows].mul_(0.9).add_(gradient, alpha=0.1)
        square = self._square[rows].mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        self._mean[rows], self._square[rows] = mean, square
        scale = learning_rate * (1 - 0.999**self._steps) ** 0.5 / (1 - 0.9**self._steps)
        self.table[rows] -= scale * mean / square.sqrt_().add_(1e-8)


def train_table(
    start: NDArray[np.float32],
    passages: Ragged,
    sources: Mapping[str, EncodedSource],
    config: TrainingConfig,
) -> NDArray[np.float32]:
    """The embedding table after training, shape (vocabulary, dimension).

    Multiple-negatives ranking in both directions (the other passages of a batch and the hard
    negatives are wrong answers), summed over the Matryoshka prefixes. A batch is drawn from one
    source, so its negatives are of the same kind and the register alone gives nothing away.
    Equal passages in one batch are masked.
    """
    rng = np.random.default_rng(config.seed)
    device = choose_device(config.device)
    optimiser = RowAdam(torch.from_numpy(start.copy()).to(device))
    names = [name for name in sources if config.sources.get(name, 0) > 0]
    shares = np.array([config.sources[name] for name in names], float)
    began, running = time.monotonic(), 0.0
    for step in range(config.steps):
        source = sources[names[rng.choice(len(names), p=shares / shares.sum())]]
        size = min(config.batch_size, len(source.passages))
        rows = rng.choice(len(source.passages), size, replace=False)
        batch = _draw(source, rows, passages, config, rng)
        touched, positions = np.unique(
            np.concatenate([batch.queries.ids, batch.candidates.ids]), return_inverse=True
        )
        used = torch.from_numpy(touched).to(device)
        weights = optimiser.table[used].requires_grad_()
        loss = _batch_loss(weights, torch.from_numpy(positions).to(device), batch, config)
        loss.backward()  # type: ignore[no-untyped-call]
        rate = config.learning_rate * min(1.0, (step + 1) / 50) * (1 - step / config.steps)
        if weights.grad is not None:
            optimiser.step(used, weights.grad, rate)
        running += loss.item()
        if (step + 1) % 200 == 0:
            log.info("step %d loss %.3f, %.0f s", step + 1, running / 200, time.monotonic() - began)
            running = 0.0
    return optimiser.table.cpu().numpy()


@dataclass(frozen=True, slots=True)
class _Batch:
    """Queries, and candidates of which the i-th answers query i; `same` marks equal passages."""

    queries: Ragged
    candidates: Ragged
    same: NDArray[np.bool_]


def _draw(
    source: EncodedSource,
    rows: NDArray[np.int64],
    passages: Ragged,
    config: TrainingConfig,
    rng: np.random.Generator,
) -> _Batch:
    positives = source.passages[rows]
    hard = source.negatives[rows]
    if hard.shape[1] > config.hard_negatives:
        hard = rng.permuted(hard, axis=1)[:, : config.hard_negatives]
    candidates = np.concatenate([positives, np.unique(hard[hard >= 0])])
    same = positives[:, None] == candidates[None, :]
    same[np.arange(len(rows)), np.arange(len(rows))] = False
    return _Batch(source.queries.take(rows), passages.take(candidates), same)


def _batch_loss(
    weights: Tensor, positions: Tensor, batch: _Batch, config: TrainingConfig
) -> Tensor:
    split = len(batch.queries.ids)
    queries = _means(weights, positions[:split], batch.queries)
    answers = _means(weights, positions[split:], batch.candidates)
    same = torch.from_numpy(batch.same).to(weights.device)
    own = torch.arange(len(queries), device=weights.device)
    loss = queries.new_zeros(())
    for dimension in config.matryoshka:
        cosines = (
            functional.normalize(queries[:, :dimension])
            @ functional.normalize(answers[:, :dimension]).T
        )
        logits = (cosines / config.temperature).masked_fill(same, -1e4)
        loss = loss + functional.cross_entropy(logits, own)
        loss = loss + functional.cross_entropy(logits[:, : len(queries)].T, own)
    return loss / len(config.matryoshka)


def _means(weights: Tensor, positions: Tensor, texts: Ragged) -> Tensor:
    offsets = torch.from_numpy(texts.starts[:-1]).to(weights.device)
    return functional.embedding_bag(positions, weights, offsets, mode="mean")


def choose_device(name: str) -> torch.device:
    """The device asked for; "auto" is cuda where there is one, else the CPU."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(name)
