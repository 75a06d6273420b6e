"""Fits the span model of the reader: `python -m eval.fitting.spans BEIR_DIR [INDEX]`.

The folder has answers beside its queries (ncp_policy_passage). Its documents are ingested (into
INDEX, where given), the questions go through the real retrieval, and the model learns to pick
windows that score a high F1. Prints the F1 of the picked windows, cross-validated over documents,
and writes `qa/data/span_model.json`. Only weights are written, nothing of the texts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from eval.beir import read_qrels
from eval.fitting.softmax import Group, cross_validated, fit, top_worth
from eval.fitting.windows import WindowReader, window_group
from eval.opening import load_settings
from eval.spans import read_span_queries, span_index
from qa.reading.span_features import FEATURES

OUTPUT = Path("qa/data/span_model.json")
_DECAY = 5e-3
"""L2 penalty; 0.005 to 0.02 score within .01 of each other."""


def main(arguments: Sequence[str]) -> int:
    """Fits, prints and writes; returns the exit code."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    groups = list(_groups(folder, Path(arguments[1]) if arguments[1:] else None))
    score = top_worth(groups, cross_validated(groups, decay=_DECAY))
    best = float(np.mean([group.worth.max() for group in groups]))
    weights = fit(groups, decay=_DECAY)
    stored = {
        "fitted": f"expected F1 under a softmax over the windows of {len(groups)} questions of "
        f"{folder.name}, L2 {_DECAY}; 5-fold F1 {score:.3f}, best windows {best:.3f}",
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)},
    }
    OUTPUT.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(json.dumps(stored, ensure_ascii=False, indent=1))
    return 0


def _groups(folder: Path, index: Path | None) -> Iterator[Group]:
    """The windows of every question with an answer; the gold passage's document is the key."""
    relevant = read_qrels(folder / "qrels.tsv")
    settings = load_settings()
    with span_index(folder, settings, index) as opened:
        reader = WindowReader.over(opened, settings)
        for query in read_span_queries(folder):
            if query.answers and query.query_id in relevant:
                key = min(relevant[query.query_id]).rpartition("_")[0]
                found = reader.windows(query.text)
                group = window_group(folder.name, key, found, query.answers)
                if group is not None:
                    yield group


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
