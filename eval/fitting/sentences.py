"""Fits the sentence model of the reader: `python -m eval.fitting.sentences GOLD=INDEX …`.

Each GOLD is a gold file or folder, or a BEIR folder with answers (ncp_policy_passage), and INDEX
the index folder of its documents. A sentence is right when it shares the evidence of the case.
Prints the share of questions whose first sentence is right, cross-validated, and writes
`qa/data/sentence_model.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from eval.cases import load_cases
from eval.fitting.softmax import Group, cross_validated, fit, top_worth
from eval.opening import load_settings, open_answerer
from eval.spans import read_span_queries
from qa.answering import Answerer
from qa.reading.ranking import FEATURES

OUTPUT = Path("qa/data/sentence_model.json")
_DECAY = 1e-2
_RUN = 12
"""Characters of evidence that a right sentence shares; less also stands elsewhere."""


def main(arguments: Sequence[str]) -> int:
    """Fits, prints and writes; returns the exit code."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    groups = [group for argument in arguments for group in _groups(argument)]
    scores = cross_validated(groups, decay=_DECAY)
    shares = {source: round(top_worth(groups, scores, source), 3) for source in _sources(groups)}
    shares["all"] = round(top_worth(groups, scores), 3)
    weights = fit(groups, decay=_DECAY)
    stored = {
        "fitted": f"softmax over the sentences of {len(groups)} questions, L2 {_DECAY}; share of "
        f"first sentences that hold the evidence, 5-fold: {json.dumps(shares)}",
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)},
    }
    OUTPUT.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(json.dumps(stored, ensure_ascii=False, indent=1))
    return 0


def _sources(groups: Sequence[Group]) -> list[str]:
    return sorted({group.source for group in groups})


def _groups(argument: str) -> Iterator[Group]:
    gold, _, index = argument.partition("=")
    with open_answerer(load_settings(Path(index))) as opened:
        for question, evidence in _questions(Path(gold)):
            group = _group(Path(gold).name, question, evidence, opened.answerer)
            if group is not None:
                yield group


def _questions(gold: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """Questions with the passages of text that answer them."""
    if (gold / "queries.jsonl").exists():
        for query in read_span_queries(gold):
            if query.answers:
                yield query.text, query.answers
        return
    for case in load_cases(gold):
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
    return Group(source, np.array([features for _, features in examined]), right)


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
