"""Fits the sentence model of the reader: `python -m eval.fitting.sentences GOLD=INDEX …`.

Each GOLD is a gold file or folder, or a BEIR folder with answers (ncp_policy_passage), and INDEX
the index folder of its documents. A sentence is right when it shares the evidence of the case.
Prints the share of questions whose first sentence is right, cross-validated and with each source
left out, and writes `qa/data/sentence_model.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from eval.cases import load_cases
from eval.fitting.network import cross_validated, fit_network
from eval.fitting.softmax import Floats, Group, top_worth
from eval.fitting.sources import FitSource, keep, read_sources
from eval.opening import load_settings, open_answerer
from eval.spans import read_span_queries
from qa.answering import Answerer
from qa.reading.ranking import SentenceModel
from qa.reading.sentence_features import FEATURES

OUTPUT = Path("qa/data/sentence_model.json")
_RUN = 12
"""Characters of evidence that a right sentence shares; less also stands elsewhere."""


def main(arguments: Sequence[str]) -> int:
    """Fits, prints and writes; returns the exit code."""
    sources = read_sources(arguments)
    if not sources:
        print(__doc__, file=sys.stderr)
        return 2
    groups = [group for source in sources for group in _groups(source)]
    scores = cross_validated(groups)
    shares = {
        source.name: [
            round(top_worth(groups, scores, source.name), 3),
            round(_left_out(groups, source.name), 3),
        ]
        for source in sources
    }
    model = fit_network(groups)
    stored = {
        "fitted": f"network over the sentences of {len(groups)} questions; share of first "
        f"sentences that hold the evidence, 5-fold and with the source left out: "
        f"{json.dumps(shares)}",
        "features": list(FEATURES),
        **{name: _rounded(getattr(model, name)) for name in SentenceModel.__slots__},
    }
    keep(OUTPUT, stored)
    return 0


def _rounded(weights: Floats) -> list[object]:
    return list(np.round(weights, 4).tolist())


def _left_out(groups: Sequence[Group], source: str) -> float:
    """Share of right first sentences of a source by a model that has seen none of it."""
    others = [group for group in groups if group.source != source]
    if not others:
        return 0.0
    model = fit_network(others)
    return top_worth(groups, [model.scores(group.features) for group in groups], source)


def _groups(source: FitSource) -> Iterator[Group]:
    with open_answerer(load_settings(source.index)) as opened:
        for question, evidence in _questions(source):
            group = _group(source.name, question, evidence, opened.answerer)
            if group is not None:
                yield group


def _questions(source: FitSource) -> Iterator[tuple[str, Sequence[str]]]:
    """Questions with the passages of text that answer them."""
    if source.has_spans:
        for query in read_span_queries(source.gold):
            if query.answers:
                yield query.text, query.answers
        return
    for case in load_cases(source.gold):
        if case.answerable and not case.history:
            yield case.question, case.evidence


def _group(source: str, question: str, evidence: Sequence[str], answerer: Answerer) -> Group | None:
    """None where no sentence of the hits holds the evidence: nothing to learn from."""
    examined = answerer.examine(question)
    right = np.array(
        [
            shares_evidence(at.analysed.text[at.sentence.start : at.sentence.end], evidence)
            for at, _ in examined
        ],
        dtype=float,
    )
    if not right.any():
        return None
    return Group(source, np.array([features for _, features in examined]), right, key=question)


def shares_evidence(sentence: str, evidence: Sequence[str]) -> bool:
    """Whether a sentence holds, stands in, or has a run of characters of, some evidence."""
    text = "".join(sentence.split())
    for piece in ("".join(one.split()) for one in evidence):
        run = min(_RUN, len(piece))
        if piece in text or (len(text) >= _RUN // 2 and text in piece):
            return True
        if any(piece[at : at + run] in text for at in range(0, len(piece) - run + 1, 3)):
            return True
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
