"""A small network fitted by the softmax over each question's candidates.

The loss is that of `softmax.py`; beside its linear score stands one hidden layer of tanh units
(`qa.reading.ranking.SentenceModel`). The linear part starts from the linear fit, the hidden layer
from no say at all, so that it learns what the line leaves. Several nets of different seeds are
fitted and averaged, which with a thousand questions steadies the order of the candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from eval.fitting.softmax import Floats, Group, fit, fold_of
from qa.reading.ranking import SentenceModel

_LEAST_WORTH = 1e-9


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is fitted; chosen by the sources left out one by one (docs/evaluation.md)."""

    units: int = 24
    epochs: int = 30
    rate: float = 4e-3
    decay: float = 1e-2
    dropout: float = 0.2
    nets: int = 5
    batch: int = 64


def fit_network(groups: Sequence[Group], recipe: Recipe | None = None) -> SentenceModel:
    """The mean of `recipe.nets` networks as one model over raw features."""
    recipe = recipe or Recipe()
    torch.set_num_threads(1)
    stacked = np.concatenate([group.features for group in groups])
    mean, scale = stacked.mean(axis=0), np.maximum(stacked.std(axis=0), 1e-3)
    start = fit(groups) * scale
    batch = _Batch.of(groups, mean, scale)
    return _joined([_net(batch, start, recipe, seed) for seed in range(recipe.nets)], mean, scale)


def cross_validated(
    groups: Sequence[Group], folds: int = 5, recipe: Recipe | None = None
) -> list[Floats]:
    """Scores of every group's candidates by a model that has not seen the group's key."""
    fold = [fold_of(group.key, folds) for group in groups]
    scores: list[Floats] = [np.zeros(0)] * len(groups)
    for held in range(folds):
        seen = [group for group, at in zip(groups, fold, strict=True) if at != held]
        model = fit_network(seen, recipe)
        for place in np.flatnonzero(np.equal(fold, held)).tolist():
            scores[place] = model.scores(groups[place].features)
    return scores


@dataclass(frozen=True, slots=True)
class _Batch:
    """Standardised features (groups, width, f), which candidates are real, and log worth."""

    features: Tensor
    real: Tensor
    gain: Tensor

    @classmethod
    def of(cls, groups: Sequence[Group], mean: Floats, scale: Floats) -> _Batch:
        width = max(len(group.worth) for group in groups)
        features = np.zeros((len(groups), width, len(mean)), dtype=np.float32)
        real = np.zeros((len(groups), width), dtype=np.bool_)
        worth = np.zeros((len(groups), width), dtype=np.float32)
        for place, group in enumerate(groups):
            count = len(group.worth)
            features[place, :count] = (group.features - mean) / scale
            real[place, :count] = True
            worth[place, :count] = group.worth
        gain = torch.log(torch.tensor(worth) + _LEAST_WORTH)
        return cls(torch.tensor(features), torch.tensor(real), gain)


class _Net(nn.Module):
    def __init__(self, start: Floats, recipe: Recipe) -> None:
        super().__init__()
        self.linear = nn.Parameter(torch.tensor(start, dtype=torch.float32))
        self.hidden = nn.Linear(len(start), recipe.units)
        self.output = nn.Parameter(torch.zeros(recipe.units))
        self.dropout = nn.Dropout(recipe.dropout)

    def forward(self, features: Tensor) -> Tensor:
        units = self.dropout(torch.tanh(self.hidden(features)))
        return features @ self.linear + units @ self.output


def _net(batch: _Batch, start: Floats, recipe: Recipe, seed: int) -> _Net:
    torch.manual_seed(seed)
    net = _Net(start, recipe)
    optimiser = torch.optim.AdamW(net.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    for _ in range(recipe.epochs):
        for chosen in torch.randperm(len(batch.features)).split(recipe.batch):
            logits = net(batch.features[chosen]).masked_fill(~batch.real[chosen], -1e9)
            drawn = torch.log_softmax(logits, dim=1) + batch.gain[chosen]
            loss = -torch.logsumexp(drawn, dim=1).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return net


def _joined(nets: Sequence[_Net], mean: Floats, scale: Floats) -> SentenceModel:
    """One network whose score is the mean of the others', the scale folded into its weights."""
    weights = [
        {name: value.detach().numpy().astype(np.float64) for name, value in net.named_parameters()}
        for net in nets
    ]
    hidden = [one["hidden.weight"].T / scale[:, None] for one in weights]
    bias = [one["hidden.bias"] - mean @ h for one, h in zip(weights, hidden, strict=True)]
    return SentenceModel(
        linear=np.asarray(np.mean([one["linear"] for one in weights], axis=0) / scale),
        hidden=np.concatenate(hidden, axis=1),
        bias=np.concatenate(bias),
        output=np.concatenate([one["output"] for one in weights]) / len(nets),
    )
