"""Right answers over the bundled gold set do not fall below the stored baseline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.cases import bundled_gold, load_gold
from eval.comparison import Comparison, Turned, compare
from eval.environment import environment_of
from eval.opening import make_bundled_index, open_answerer
from eval.printing import expectation
from eval.runner import run_gold
from eval.runs import Run, load_run
from ingest.settings import Settings

BASELINE = Path(__file__).parents[2] / "eval" / "baselines" / "gold.json"
TOLERANCE = 0.02
"""Two points: about eight cases of four hundred may turn without a regression being called."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    settings = Settings(index=tmp_path_factory.mktemp("gold") / "index", embedding="bundled")
    make_bundled_index(settings)
    with open_answerer(settings) as opened:
        return run_gold(
            load_gold(bundled_gold()), opened.answerer.answer, environment_of(opened.index)
        )


@pytest.fixture(scope="module")
def comparison(run: Run) -> Comparison:
    return compare(load_run(BASELINE), run)


@pytest.mark.parametrize("figure", ["right", "accuracy"])
def test_no_figure_falls_below_the_baseline(comparison: Comparison, figure: str) -> None:
    (found,) = (each for each in comparison.figures if each.name == figure)
    loss = found.difference.old - found.difference.new
    assert loss <= TOLERANCE, _told(comparison.newly_wrong)


def test_no_case_fails(run: Run) -> None:
    failed = [(result.case.case_id, result.error) for result in run.results if result.error]
    assert failed == []


def test_the_baseline_covers_the_gold_set(comparison: Comparison) -> None:
    """New gold cases come with a new baseline."""
    assert (comparison.only_old, comparison.only_new) == ((), ())


def _told(turned: Sequence[Turned]) -> str:
    lines = [
        f"{pair.new.case.case_id} {pair.new.case.question}\n"
        f"  expected: {expectation(pair.new)}\n  before: {pair.old.answer}\n  now: {pair.new.answer}"
        for pair in turned
    ]
    return f"{len(turned)} cases turned wrong:\n" + "\n".join(lines)
