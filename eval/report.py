"""The report of a run: one HTML file that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from eval.bootstrap import Interval
from eval.comparison import Comparison
from eval.metrics import Group, confusion, summarise
from eval.plots import Bar, Line, bars, curves, histogram
from eval.printing import LABELS, expectation, shown
from eval.runs import Result, Run
from eval.spans import auc, threshold_curve
from ingest.errors import PolicyQAError, os_reason
from qa.answers import Status

WORST = 30
"""Wrong cases shown with all their parts; the others are named by their ids."""

STATUS_NAMES = {
    "answered": "已回答",
    "insufficient_evidence": "依据不足",
    "conflict": "说法不一",
    "clarify": "反问",
    "failed": "出错",
}
_HEADLINES = (
    "accuracy",
    "forbidden",
    "refusal_f1",
    "citation_precision",
    "citation_recall",
    "evidence_at_5",
)
_TYPE_COLUMNS = (
    "right",
    "forbidden",
    "citation_precision",
    "citation_recall",
    "evidence_at_5",
)


@dataclass(frozen=True, slots=True)
class Headline:
    label: str
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class ConfusionRow:
    """Expected status, and for each given status the count and its share of the row."""

    expected: str
    cells: tuple[tuple[int, float], ...]


def write_report(run: Run, path: Path, comparison: Comparison | None = None) -> None:
    """Write the report of a run, with a comparison where one is given.

    Raises:
        PolicyQAError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_report(run, comparison), "utf-8")
    except OSError as error:
        raise PolicyQAError(
            f"报告 {path} 无法写入（{os_reason(error)}）", "请检查路径和权限"
        ) from error


def render_report(run: Run, comparison: Comparison | None = None) -> str:
    """The report as HTML."""
    environment = Environment(
        loader=PackageLoader("eval"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    environment.filters["percent"] = _percent
    environment.globals.update(
        labels=LABELS, status_names=STATUS_NAMES, expectation=expectation, attribute=getattr
    )
    overall, *types = summarise(run.results)
    wrong = worst(run.results)
    statuses = _given_statuses(run.results)
    return environment.get_template("report.html").render(
        run=run,
        overall=overall,
        types=types,
        type_columns=_TYPE_COLUMNS,
        headlines=_headlines(overall),
        accuracy_plot=Markup(_accuracy_plot(types)),
        latency_plot=Markup(_latency_plot(run.results, overall)),
        calibration_plot=_calibration_plot(run.results),
        statuses=statuses,
        confusion=_confusion_rows(run.results, statuses),
        worst=wrong[:WORST],
        others=wrong[WORST:],
        comparison=comparison,
    )


def worst(results: Sequence[Result]) -> list[Result]:
    """The wrong cases: failed ones first, then those with a forbidden figure, then wrong answers,
    then refusals; the more confident first, since a confident error misleads most."""

    def order(result: Result) -> tuple[bool, bool, bool, float, str]:
        return (
            result.error is None,
            not result.judgement.forbidden,
            result.status is Status.INSUFFICIENT,
            -(result.confidence or 0.0),
            result.case.case_id,
        )

    return sorted((result for result in results if not result.judgement.right), key=order)


def _headlines(overall: Group) -> list[Headline]:
    values: list[tuple[str, Interval | None]] = [
        (LABELS[name], getattr(overall, name)) for name in _HEADLINES
    ]
    return [
        Headline(
            label,
            "—" if value is None else f"{value.value:.1%}",
            "没有这类用例" if value is None else f"{value.low:.1%} – {value.high:.1%}，n={value.n}",
        )
        for label, value in values
    ]


def _accuracy_plot(types: Sequence[Group]) -> str:
    known = [Bar(group.name, group.right) for group in types if group.right is not None]
    known.sort(key=lambda bar: (-bar.share.value, bar.label))
    return bars("各类型全对率及其 95% 区间", known)


def _latency_plot(results: Sequence[Result], overall: Group) -> str:
    return histogram(
        "每题耗时的分布",
        [result.latency_ms for result in results],
        [("p50", overall.latency_p50), ("p95", overall.latency_p95)],
    )


def _calibration_plot(results: Sequence[Result]) -> tuple[Markup, float | None] | None:
    """What thresholds on the confidence would refuse; None where no case tells its confidence."""
    told = [result for result in results if result.confidence is not None]
    answerable = [result.confidence or 0.0 for result in told if result.case.answerable]
    others = [
        result.confidence or 0.0 for result in told if result.case.expected is Status.INSUFFICIENT
    ]
    if not answerable or not others:
        return None
    points = threshold_curve(answerable, others, steps=50)
    plot = curves(
        "置信度阈值的校准",
        "拒答阈值（置信度低于它即拒答）",
        [
            Line("误拒（有答案的题）", "second", [(p.value, p.falsely_refused) for p in points]),
            Line("正确拒答（无答案的题）", "first", [(p.value, p.rightly_refused) for p in points]),
        ],
    )
    return Markup(plot), auc(answerable, others)


def _given_statuses(results: Sequence[Result]) -> list[str]:
    seen = {name for pair in confusion(results) for name in pair}
    return [name for name in STATUS_NAMES if name in seen]


def _confusion_rows(results: Sequence[Result], statuses: Sequence[str]) -> list[ConfusionRow]:
    counts = confusion(results)
    rows: list[ConfusionRow] = []
    for expected in statuses:
        cells = [counts.get((expected, given), 0) for given in statuses]
        total = sum(cells)
        if total:
            rows.append(ConfusionRow(expected, tuple((n, n / total) for n in cells)))
    return rows


def _percent(value: float) -> str:
    return f"{value:.1%}"
