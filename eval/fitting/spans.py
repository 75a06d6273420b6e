"""Fits the span model of the reader: `python -m eval.fitting.spans GOLD=INDEX …`.

Each GOLD is a BEIR folder with answers beside its queries (ncp_policy_passage), whose documents
are ingested into INDEX where that is empty, or a gold file or folder with the index folder of its
documents. The questions go through the real retrieval; the model learns to pick windows of a high
F1, or windows that hold the facts and little else. Prints the mean worth of the picked windows,
cross-validated over documents, and writes `qa/data/span_model.json`: weights, nothing of the texts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from eval.beir import read_qrels
from eval.cases import load_cases
from eval.fitting.softmax import Floats, Group, cross_validated, fit, top_worth
from eval.fitting.sources import FitSource, keep, read_sources
from eval.fitting.windows import WindowReader, worth_by_answers, worth_by_facts
from eval.opening import load_settings, open_answerer
from eval.spans import read_span_queries, span_index
from qa.reading.span_features import FEATURES
from qa.reading.spans import SentenceWindows

OUTPUT = Path("qa/data/span_model.json")
_DECAY = 1e-2
"""L2 penalty; 0.005 to 0.02 score within .01 of each other."""
_LEAST_WORTH = 0.01
"""Worth of a window that shares nothing, so that a question without a good one cannot dominate."""

Worth = Callable[[SentenceWindows], Floats]


def main(arguments: Sequence[str]) -> int:
    """Fits, prints and writes; returns the exit code."""
    sources = read_sources(arguments)
    if not sources:
        print(__doc__, file=sys.stderr)
        return 2
    groups = [group for source in sources for group in _groups(source)]
    scores = cross_validated(groups, decay=_DECAY)
    picked = {
        source.name: [
            round(top_worth(groups, scores, source.name), 3),
            round(float(np.mean([g.worth.max() for g in groups if g.source == source.name])), 3),
        ]
        for source in sources
    }
    weights = fit(groups, decay=_DECAY)
    stored = {
        "fitted": f"expected worth under a softmax over the windows of {len(groups)} questions, "
        f"L2 {_DECAY}; worth of the picked and of the best windows, 5-fold: {json.dumps(picked)}",
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)},
    }
    keep(OUTPUT, stored)
    return 0


def _groups(source: FitSource) -> Iterator[Group]:
    reading = _of_answers if source.has_spans else _of_facts
    yield from reading(source.gold, source.index)


def _of_answers(folder: Path, index: Path) -> Iterator[Group]:
    """Questions with gold spans; the key is the document of the gold passage."""
    relevant = read_qrels(folder / "qrels.tsv")
    settings = load_settings()
    with span_index(folder, settings, index) as opened:
        reader = WindowReader.over(opened, settings)
        for query in read_span_queries(folder):
            if query.answers and query.query_id in relevant:
                key = min(relevant[query.query_id]).rpartition("_")[0]
                worth = partial(worth_by_answers, answers=query.answers)
                yield from _group(folder.name, key, reader.windows(query.text), worth)


def _of_facts(gold: Path, index: Path) -> Iterator[Group]:
    """Gold cases with facts that some window holds; the key is their first document."""
    settings = load_settings(index)
    with open_answerer(settings) as opened:
        reader = WindowReader.over(opened, settings)
        for case in load_cases(gold):
            if case.facts and not case.history:
                key = case.documents[0] if case.documents else ""
                worth = partial(worth_by_facts, facts=case.facts)
                yield from _group(gold.name, key, reader.windows(case.question), worth)


def _group(
    source: str, key: str, found: Sequence[SentenceWindows], worth: Worth
) -> Iterator[Group]:
    """The windows of a question, where one of them is worth something."""
    if not found:
        return
    values = np.concatenate([worth(one) for one in found])
    if values.max() > _LEAST_WORTH:
        features = np.concatenate([one.features for one in found])
        yield Group(source, features, np.maximum(values, _LEAST_WORTH), key)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
