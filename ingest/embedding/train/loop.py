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
from torch import Tensor, nn
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

    def bag(self, rows: NDArray[np.int64], device: torch.device) -> tuple[Tensor, Tensor]:
        """(ids, offsets) of these texts for an EmbeddingBag."""
        parts = [self.ids[self.starts[row] : self.starts[row + 1]] for row in rows]
        offsets = np.cumsum([0, *(len(part) for part in parts[:-1])])
        return (
            torch.from_numpy(np.concatenate(parts)).to(device),
            torch.from_numpy(offsets).to(device),
        )


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
    torch.manual_seed(config.seed)
    rng = np.random.default_rng(config.seed)
    device = choose_device(config.device)
    table = nn.EmbeddingBag.from_pretrained(
        torch.from_numpy(start.copy()), freeze=False, mode="mean"
    ).to(device)
    optimiser = torch.optim.Adam(table.parameters(), lr=config.learning_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / 50) * (1 - step / config.steps)
    )
    names = [name for name in sources if config.sources.get(name, 0) > 0]
    shares = np.array([config.sources[name] for name in names], float)
    began, running = time.monotonic(), 0.0
    for step in range(config.steps):
        source = sources[names[rng.choice(len(names), p=shares / shares.sum())]]
        size = min(config.batch_size, len(source.passages))
        rows = rng.choice(len(source.passages), size, replace=False)
        loss = _batch_loss(table, passages, source, rows, config, rng, device)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        running += loss.item()
        if (step + 1) % 200 == 0:
            log.info("step %d loss %.3f, %.0f s", step + 1, running / 200, time.monotonic() - began)
            running = 0.0
    return table.weight.detach().cpu().numpy()


def _batch_loss(
    table: nn.EmbeddingBag,
    passages: Ragged,
    source: EncodedSource,
    rows: NDArray[np.int64],
    config: TrainingConfig,
    rng: np.random.Generator,
    device: torch.device,
) -> Tensor:
    positives = source.passages[rows]
    hard = source.negatives[rows]
    if hard.shape[1] > config.hard_negatives:
        hard = rng.permuted(hard, axis=1)[:, : config.hard_negatives]
    candidates = np.concatenate([positives, np.unique(hard[hard >= 0])])
    queries = table(*source.queries.bag(rows, device))
    answers = table(*passages.bag(candidates, device))
    same = torch.from_numpy(positives[:, None] == candidates[None, :]).to(device)
    own = torch.arange(len(rows), device=device)
    same[own, own] = False
    loss = queries.new_zeros(())
    for dimension in config.matryoshka:
        cosines = (
            functional.normalize(queries[:, :dimension])
            @ functional.normalize(answers[:, :dimension]).T
        )
        logits = (cosines / config.temperature).masked_fill(same, -1e4)
        loss = loss + functional.cross_entropy(logits, own)
        loss = loss + functional.cross_entropy(logits[:, : len(rows)].T, own)
    return loss / len(config.matryoshka)


def choose_device(name: str) -> torch.device:
    """The device asked for; "auto" is cuda where there is one, else the CPU."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(name)
