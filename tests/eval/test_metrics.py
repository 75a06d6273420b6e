"""Figures of a run against values counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.cases import Case
from eval.comparison import compare
from eval.judging import Judgement
from eval.metrics import confusion, group, percentile, summarise
from eval.runs import Environment, Result, Run
from ingest.errors import CaseError
from qa.answers import Status


def result(
    case: Case, right: bool, status: Status | None = Status.ANSWERED, **judged: object
) -> Result:
    return Result(case, Judgement(right, **judged), latency_ms=10.0, status=status)  # type: ignore[arg-type]


@pytest.fixture
def unanswerable(case: Case) -> Case:
    return replace(
        case, case_id="U1", type="unanswerable", facts=(), evidence=(), expected=Status.INSUFFICIENT
    )


def test_accuracy_counts_answerable_cases_only(case: Case, unanswerable: Case) -> None:
    results = [
        result(case, True),
        result(case, False),
        result(case, False, None),
        result(unanswerable, True, Status.INSUFFICIENT),
    ]
    figures = group("全部", results)
    assert figures.accuracy is not None
    assert figures.right is not None
    assert (figures.accuracy.value, figures.accuracy.n) == (pytest.approx(1 / 3), 3)
    assert figures.right.value == pytest.approx(2 / 4)


def test_forbidden_rate_counts_cases_that_name_some(case: Case) -> None:
    free = replace(case, forbidden=())
    results = [result(case, False, forbidden=("100万",)), result(case, True), result(free, True)]
    figures = group("全部", results)
    assert figures.forbidden is not None
    assert (figures.forbidden.value, figures.forbidden.n) == (0.5, 2)


def test_refusal_figures(case: Case, unanswerable: Case) -> None:
    # refused: 1 of 2 unanswerable, 1 of 3 answerable; asked back: not a refusal
    results = [
        result(unanswerable, True, Status.INSUFFICIENT),
        result(unanswerable, False, Status.ANSWERED),
        result(case, False, Status.INSUFFICIENT),
        result(case, True),
        result(case, False, Status.CLARIFY),
    ]
    figures = group("全部", results)
    shares = [figures.refusal_precision, figures.refusal_recall, figures.refusal_f1]
    assert [share and share.value for share in shares] == [0.5, 0.5, 0.5]


def test_citations_are_counted_over_sentences_and_evidence(case: Case) -> None:
    results = [
        result(case, True, cited_sentences=3, supported_sentences=2, evidence=1, evidence_cited=1),
        result(case, True, cited_sentences=1, supported_sentences=1, evidence=2, evidence_cited=1),
    ]
    figures = group("全部", results)
    assert figures.citation_precision is not None
    assert figures.citation_recall is not None
    assert figures.citation_precision.value == pytest.approx(3 / 4)
    assert figures.citation_recall.value == pytest.approx(2 / 3)


def test_what_a_refusal_names_is_no_citation(case: Case) -> None:
    refusal = result(
        case, False, Status.INSUFFICIENT, cited_sentences=1, evidence=1, evidence_cited=1
    )
    figures = group("全部", [refusal])
    assert figures.citation_precision is None
    assert figures.citation_recall is not None
    assert figures.citation_recall.value == 0.0


def test_evidence_in_the_first_five(case: Case) -> None:
    ranks = [1, 5, 6, None]
    figures = group("全部", [result(case, True, evidence_rank=rank) for rank in ranks])
    assert figures.evidence_at_5 is not None
    assert figures.evidence_at_5.value == 0.5


def test_types_follow_the_whole(case: Case, unanswerable: Case) -> None:
    groups = summarise([result(unanswerable, True, Status.INSUFFICIENT), result(case, True)])
    assert [(g.name, g.n) for g in groups] == [("全部", 2), ("amount", 1), ("unanswerable", 1)]


def test_percentiles_interpolate() -> None:
    assert percentile([10.0, 20.0, 30.0, 40.0], 50) == pytest.approx(25.0)
    assert percentile([10.0, 20.0], 95) == pytest.approx(19.5)


def test_confusion_has_a_place_for_failures(case: Case) -> None:
    results = [result(case, True), result(case, False, None)]
    assert confusion(results) == {("answered", "answered"): 1, ("answered", "failed"): 1}


# --- comparison ----------------------------------------------------------------------------


def run(*results: Result) -> Run:
    return Run("gold", "", "", 1.0, Environment(), results)


def named(case: Case, name: str) -> Case:
    return replace(case, case_id=name)


def test_turned_cases_are_listed(case: Case) -> None:
    old = run(
        result(named(case, "A"), False),
        result(named(case, "B"), True),
        result(named(case, "C"), True),
    )
    new = run(
        result(named(case, "A"), True),
        result(named(case, "B"), False),
        result(named(case, "D"), True),
    )
    comparison = compare(old, new)
    assert [turned.new.case.case_id for turned in comparison.newly_right] == ["A"]
    assert [turned.new.case.case_id for turned in comparison.newly_wrong] == ["B"]
    assert (comparison.only_old, comparison.only_new) == (("C",), ("D",))


def test_a_gain_over_many_cases_is_significant_after_correction(case: Case) -> None:
    names = [f"A{number}" for number in range(40)]
    old = run(*(result(named(case, name), False) for name in names))
    new = run(*(result(named(case, name), True) for name in names))
    figures = {figure.name: figure for figure in compare(old, new).figures}
    assert figures["right"].significant
    assert figures["right"].adjusted > figures["right"].difference.p_value
    assert not figures["latency_ms"].significant


def test_runs_without_a_common_case_cannot_be_compared(case: Case) -> None:
    with pytest.raises(CaseError, match="没有相同的用例"):
        compare(run(result(named(case, "A"), True)), run(result(named(case, "B"), True)))
