"""Fits the refusal model: `python -m eval.fitting.refusal GOLD=INDEX …`.

Each GOLD is a gold file or folder with the index folder of its documents, or a BEIR folder with
answers and unanswerable questions (ncp_policy_passage), whose documents are ingested into INDEX
where that is empty. Every question is answered without any refusal; from the signs of its best
finding the model learns whether the documents answer it at all. Answerable and
unanswerable questions count alike. Prints shares of right and false refusals, cross-validated,
and writes `qa/data/refusal.json`: weights, nothing of the texts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from eval.cases import load_cases
from eval.fitting.logistic import Examples, Floats
from eval.fitting.scorecard import cross_validated, fit_scorecard, left_out
from eval.fitting.sources import FitSource, keep, read_sources
from eval.judging import judge
from eval.matching import without_markers
from eval.opening import Opened, load_settings, open_answerer
from eval.overlap import f1
from eval.spans import auc, read_span_queries, span_index
from ingest.embedding.load import load_embedder
from ingest.settings import Settings
from qa.answering import Answerer, Request
from qa.answers import Answer, Hit, Status
from qa.assembly import build_answerer
from qa.evidence import SIGNS, signs_of
from qa.questions import Question
from qa.reading.findings import Finding

OUTPUT = Path("qa/data/refusal.json")
_WRONG = 0.1
"""How much a question counts whose answer is wrong where one exists: its refusal is no loss."""
_STRANGE, _EVERY = 0.25, 8
"""How much a question of another set counts, and which of them are asked: every eighth."""
_SIZE = 0.75
"""A source counts as the number of its unanswerable questions to this power."""
_FALSELY_REFUSED = 0.07
"""Share of the answerable weight that the threshold refuses: of rightly answered questions less,
of wrongly answered ones more."""


class Recorder:
    """A refusal policy that refuses nothing and keeps the signs of what it is shown."""

    def __init__(self) -> None:
        self.signs: list[tuple[float, ...]] = []

    def trust(self, question: Question, finding: Finding, hits: Sequence[Hit]) -> float:
        self.signs.append(signs_of(question, finding, hits))
        return 1.0

    def accepts(self, trust: float, *, beside: bool = False) -> bool:
        return trust > 0


class Examiner:
    """Answers questions over one index without refusing, for their signs."""

    def __init__(self, opened: Opened, settings: Settings) -> None:
        self._recorder = Recorder()
        self._answerer: Answerer = build_answerer(
            opened.index, load_embedder(settings), settings, policy=self._recorder
        )

    def examine(self, request: Request) -> tuple[tuple[float, ...] | None, Answer]:
        """The signs of the best finding, None where nothing was found or compared; the answer."""
        self._recorder.signs.clear()
        answer = self._answerer.answer(request)
        return (self._recorder.signs[0] if self._recorder.signs else None), answer


Row = tuple[tuple[float, ...], bool, float, str, str]
"""Signs, whether answerable, weight, source, key."""


def main(arguments: Sequence[str]) -> int:
    """Fits, prints and writes; returns the exit code."""
    sources = read_sources(arguments)
    if not sources:
        print(__doc__, file=sys.stderr)
        return 2
    own = [row for source in sources for row in _rows(source)]
    strange = [row for source in sources for row in _strange_rows(source, sources)]
    examples = _balanced([*own, *strange])
    directions = list(SIGNS.values())
    scores = cross_validated(examples, directions)
    threshold = round(_threshold(examples, scores), 3)
    card = fit_scorecard(examples, directions, threshold)
    stored = {
        "fitted": f"scorecard, {len(examples.keys)} questions; 5-fold by document: "
        + "; ".join(_reports(examples, scores, threshold))
        + ". Each source left out: "
        + "; ".join(_reports(examples, left_out(examples, directions), threshold)),
        "threshold": threshold,
        "bias": card.bias,
        "steps": dict(zip(SIGNS, card.steps, strict=True)),
    }
    keep(OUTPUT, stored)
    return 0


# --- questions -----------------------------------------------------------------------------


def _rows(source: FitSource) -> Iterator[Row]:
    settings = load_settings()
    if source.has_spans:
        with span_index(source.gold, settings, source.index) as opened:
            yield from _of_spans(source.gold, Examiner(opened, settings))
    else:
        with open_answerer(load_settings(source.index)) as opened:
            yield from _of_cases(source.gold, Examiner(opened, settings))


def _strange_rows(source: FitSource, sources: Sequence[FitSource]) -> Iterator[Row]:
    """Questions of the other gold sets, which are of other places and texts: nothing here answers
    them. Of a set's own unanswerable questions most touch what its documents tell."""
    if source.has_spans:
        return
    texts = _texts(source)
    others = [one for one in sources if not one.has_spans and not texts & _texts(one)]
    cases = [case for one in others for case in load_cases(one.gold) if case.facts]
    settings = load_settings()
    with open_answerer(load_settings(source.index)) as opened:
        examiner = Examiner(opened, settings)
        for case in cases[::_EVERY]:
            signs, _ = examiner.examine(Request(case.question, as_of=case.as_of))
            if signs is not None:
                yield signs, False, _STRANGE, source.name, f"{source.name} {case.case_id}"


def _texts(source: FitSource) -> frozenset[str]:
    """What tells the documents of a source apart: number, else title."""
    if source.has_spans:
        return frozenset()
    with open_answerer(load_settings(source.index)) as opened:
        return frozenset(one.doc_number or one.title for one in opened.index.documents())


def _of_spans(folder: Path, examiner: Examiner) -> Iterator[Row]:
    for query in read_span_queries(folder):
        signs, answer = examiner.examine(Request(query.text))
        if signs is not None:
            overlap = f1(without_markers(answer.text), query.answers)
            weight = 1.0 if not query.answers or overlap >= _LEAST_F1 else _WRONG
            yield signs, bool(query.answers), weight, folder.name, query.query_id


_LEAST_F1 = 0.2
"""F1 from which an answer counts as found: it holds the gold span, if with more around it."""


def _of_cases(gold: Path, examiner: Examiner) -> Iterator[Row]:
    for case in load_cases(gold):
        if not case.facts and case.expected is not Status.INSUFFICIENT:
            continue
        request = Request(case.question, history=case.history, as_of=case.as_of)
        signs, answer = examiner.examine(request)
        if signs is not None:
            right = not case.facts or judge(case, answer).right
            key = case.documents[0] if case.documents else case.case_id
            yield signs, bool(case.facts), 1.0 if right else _WRONG, gold.name, key


def _balanced(rows: Sequence[Row]) -> Examples:
    """Answerable and unanswerable questions of a source count alike; a larger source counts more,
    but less than in proportion."""
    totals: dict[tuple[str, bool], float] = {}
    for _, answerable, weight, source, _ in rows:
        totals[source, answerable] = totals.get((source, answerable), 0.0) + weight
    counts = {source: max(1.0, totals.get((source, False), 0.0)) ** _SIZE for source, _ in totals}
    return Examples(
        signs=np.array([row[0] for row in rows]),
        answerable=np.array([row[1] for row in rows]),
        weights=np.array([row[2] / totals[row[3], row[1]] * counts[row[3]] for row in rows]),
        sources=tuple(row[3] for row in rows),
        keys=tuple(row[4] for row in rows),
    )


# --- threshold and report ------------------------------------------------------------------


def _threshold(examples: Examples, scores: Floats) -> float:
    """The score below which `_FALSELY_REFUSED` of the answerable weight lies."""
    weights = np.where(examples.answerable, examples.weights, 0.0)
    order = np.argsort(scores)
    shares = np.cumsum(weights[order]) / weights.sum()
    return float(scores[order][int(np.searchsorted(shares, _FALSELY_REFUSED))])


def _reports(examples: Examples, scores: Floats, threshold: float) -> Iterator[str]:
    sources = np.array(examples.sources)
    for source in sorted(set(examples.sources)):
        here = sources == source
        yes, no = here & examples.answerable, here & ~examples.answerable
        refused = scores < threshold
        yield (
            f"{source} {refused[no].mean():.3f} of {no.sum()} rightly, "
            f"{refused[yes].mean():.3f} of {yes.sum()} falsely refused, "
            f"AUC {auc(scores[yes].tolist(), scores[no].tolist()):.3f}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
