"""Comparing two runs over the cases they share: which figures moved, and which cases turned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.bootstrap import Difference, holm, paired_difference
from eval.metrics import refused
from eval.runs import Result, Run
from ingest.errors import CaseError

SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure in both runs; `adjusted` is the p-value after Holm's correction over all."""

    name: str
    n: int
    difference: Difference
    adjusted: float

    @property
    def significant(self) -> bool:
        return self.adjusted < SIGNIFICANT


@dataclass(frozen=True, slots=True)
class Turned:
    """A case whose judgement changed, with both results."""

    old: Result
    new: Result


@dataclass(frozen=True, slots=True)
class Comparison:
    """`only_old` and `only_new` are ids of cases that the other run does not have."""

    figures: tuple[Compared, ...]
    newly_right: tuple[Turned, ...]
    newly_wrong: tuple[Turned, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]


Value = Callable[[Result], float | None]


def _right(result: Result) -> float | None:
    return float(result.judgement.right)


def _accurate(result: Result) -> float | None:
    return float(result.judgement.right) if result.case.answerable else None


def _forbidden(result: Result) -> float | None:
    return float(bool(result.judgement.forbidden)) if result.case.forbidden else None


def _rightly_refused(result: Result) -> float | None:
    return None if result.case.answerable else float(result.judgement.right)


def _falsely_refused(result: Result) -> float | None:
    return float(refused(result)) if result.case.answerable else None


def _supported(result: Result) -> float | None:
    judged = result.judgement
    return judged.supported_sentences / judged.cited_sentences if judged.cited_sentences else None


def _evidence_cited(result: Result) -> float | None:
    judged = result.judgement
    if not judged.evidence:
        return None
    return 0.0 if refused(result) else judged.evidence_cited / judged.evidence


FIGURES: tuple[tuple[str, Value], ...] = (
    ("right", _right),
    ("accuracy", _accurate),
    ("forbidden", _forbidden),
    ("rightly_refused", _rightly_refused),
    ("falsely_refused", _falsely_refused),
    ("citation_precision", _supported),
    ("citation_recall", _evidence_cited),
    ("latency_ms", lambda result: result.latency_ms),
)
"""Figures that have one value a case; None leaves the case out of that figure."""


def compare(old: Run, new: Run) -> Comparison:
    """Compare `new` with `old` over the ids that stand in both.

    Raises:
        CaseError: the runs share no case.
    """
    before = {result.case.case_id: result for result in old.results}
    after = {result.case.case_id: result for result in new.results}
    shared = [Turned(before[name], after[name]) for name in after if name in before]
    if not shared:
        raise CaseError("两次评测没有相同的用例，无法比较", "请用同一评测集的记录")
    return Comparison(
        figures=_figures(shared),
        newly_right=tuple(t for t in shared if _rose(t.old, t.new)),
        newly_wrong=tuple(t for t in shared if _rose(t.new, t.old)),
        only_old=tuple(name for name in before if name not in after),
        only_new=tuple(name for name in after if name not in before),
    )


def _rose(old: Result, new: Result) -> bool:
    return new.judgement.right and not old.judgement.right


def _figures(shared: Sequence[Turned]) -> tuple[Compared, ...]:
    measured = {name: _difference(shared, value) for name, value in FIGURES}
    differences = {name: pair for name, pair in measured.items() if pair is not None}
    adjusted = holm({name: pair.p_value for name, pair in differences.items()})
    return tuple(
        Compared(name, pair.difference.n, pair, adjusted[name])
        for name, pair in differences.items()
    )


def _difference(shared: Sequence[Turned], value: Value) -> Difference | None:
    pairs = [(value(turned.old), value(turned.new)) for turned in shared]
    known = [(old, new) for old, new in pairs if old is not None and new is not None]
    if not known:
        return None
    return paired_difference([old for old, _ in known], [new for _, new in known])
