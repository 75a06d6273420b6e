"""Tables and lists on the terminal, and their JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from eval.bench.peers import PeerFigures
from eval.bootstrap import Interval
from eval.comparison import Comparison, Turned
from eval.metrics import Group, confusion, summarise
from eval.retrieval import MEASURES, summary
from eval.runs import Result, Run
from eval.spans import SpanSummary

LABELS = {
    "right": "全对",
    "accuracy": "事实准确率",
    "forbidden": "错误数字率",
    "rightly_refused": "该拒且拒",
    "falsely_refused": "误拒",
    "citation_precision": "引用精确率",
    "citation_recall": "引用召回率",
    "evidence_at_5": "依据@5",
    "refusal_precision": "拒答精确率",
    "refusal_recall": "拒答召回率",
    "refusal_f1": "拒答 F1",
    "latency_ms": "耗时 ms",
}
_HEADLINE = (
    "right",
    "accuracy",
    "forbidden",
    "citation_precision",
    "citation_recall",
    "evidence_at_5",
    "refusal_precision",
    "refusal_recall",
    "refusal_f1",
)
_COLUMNS = ("right", "forbidden", "citation_precision", "citation_recall", "evidence_at_5")


def run_json(run: Run, comparison: Comparison | None = None) -> dict[str, Any]:
    """The figures of a run as the command prints them with `--json`."""
    groups = summarise(run.results)
    value: dict[str, Any] = {
        "gold": run.gold,
        "n": len(run.results),
        "seconds": run.seconds,
        "overall": asdict(groups[0]),
        "by_type": {group.name: asdict(group) for group in groups[1:]},
        "confusion": [
            {"expected": expected, "given": given, "n": n}
            for (expected, given), n in sorted(confusion(run.results).items())
        ],
        "wrong": [result.case.case_id for result in run.results if not result.judgement.right],
        "environment": asdict(run.environment),
    }
    if comparison is not None:
        value["comparison"] = comparison_json(comparison)
    return value


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    return {
        "figures": {
            figure.name: {
                "n": figure.n,
                "old": figure.difference.old,
                "new": figure.difference.new,
                "difference": asdict(figure.difference.difference),
                "p": figure.difference.p_value,
                "p_holm": figure.adjusted,
                "significant": figure.significant,
            }
            for figure in comparison.figures
        },
        "newly_right": [turned.new.case.case_id for turned in comparison.newly_right],
        "newly_wrong": [turned.new.case.case_id for turned in comparison.newly_wrong],
        "only_old": list(comparison.only_old),
        "only_new": list(comparison.only_new),
    }


def print_run(run: Run, console: Console) -> None:
    """The overall figures with their intervals, then one row a type."""
    overall, *types = summarise(run.results)
    console.print(f"{run.gold}：{overall.n} 题，{run.seconds:.1f} 秒，失败 {overall.failed} 题")
    for name in _HEADLINE:
        console.print(f"  {LABELS[name]}  {shown(getattr(overall, name))}", highlight=False)
    console.print(
        f"  字数 {_rounded(overall.length)}；耗时 p50 {overall.latency_p50:.0f} ms，"
        f"p95 {overall.latency_p95:.0f} ms（括号内为 95% 区间）",
        highlight=False,
    )
    table = Table()
    table.add_column("类型", no_wrap=True)
    table.add_column("题数", justify="right")
    for name in _COLUMNS:
        table.add_column(LABELS[name], justify="right")
    table.add_column("p95 ms", justify="right")
    for group in types:
        table.add_row(*_row(group))
    console.print(table)


def _row(group: Group) -> list[str]:
    intervals: list[Interval | None] = [getattr(group, name) for name in _COLUMNS]
    return [
        group.name,
        str(group.n),
        *("—" if interval is None else f"{interval.value:.1%}" for interval in intervals),
        f"{group.latency_p95:.0f}",
    ]


def _rounded(value: float | None) -> str:
    return "—" if value is None else f"{value:.0f}"


def shown(interval: Interval | None) -> str:
    """A share in percent with its interval."""
    if interval is None:
        return "—"
    return f"{interval.value:.1%} ({interval.low:.0%}–{interval.high:.0%})"


def retrieval_json(values: dict[str, dict[str, float]], seconds: float) -> dict[str, float]:
    """The object of the contract: means by measure, queries, seconds."""
    means = {name: round(interval.value, 4) for name, interval in summary(values).items()}
    return {**means, "n": len(next(iter(values.values()))), "seconds": round(seconds, 2)}


def print_systems(
    scores: dict[str, dict[str, dict[str, float]]], seconds: float, console: Console
) -> None:
    """One row a system, one column a measure."""
    summaries = {system: summary(values) for system, values in scores.items()}
    n = next(iter(next(iter(summaries.values())).values())).n
    table = Table(title=f"{n} 个问题，{seconds:.1f} 秒（括号内为 95% 区间）")
    table.add_column("检索")
    for name in MEASURES:
        table.add_column(name, justify="right")
    for system, intervals in summaries.items():
        cells = (f"{i.value:.3f} ({i.low:.3f}–{i.high:.3f})" for i in intervals.values())
        table.add_row(system, *cells)
    console.print(table)


def spans_json(summarised: SpanSummary, n: int, seconds: float) -> dict[str, Any]:
    return {**asdict(summarised), "n": n, "seconds": round(seconds, 2)}


def print_spans(summarised: SpanSummary, seconds: float, console: Console) -> None:
    """The figures, and what thresholds on the confidence would refuse."""
    rows = (
        ("EM", summarised.exact),
        ("F1（拒答计 0）", summarised.f1),
        ("F1（只算已答）", summarised.f1_answered),
        ("ROUGE-L", summarised.rouge_l),
        ("误拒率", summarised.falsely_refused),
        ("应拒而拒", summarised.rightly_refused),
    )
    for label, interval in rows:
        n = "" if interval is None else f"  n={interval.n}"
        console.print(f"  {label}  {shown(interval)}{n}", highlight=False)
    console.print(f"  AUC（置信度） {_number(summarised.auc)}；{seconds:.1f} 秒", highlight=False)
    table = Table(title="置信度阈值")
    for name in ("阈值", "误拒", "应拒而拒"):
        table.add_column(name, justify="right")
    for point in summarised.curve:
        table.add_row(
            f"{point.value:.2f}", f"{point.falsely_refused:.1%}", f"{point.rightly_refused:.1%}"
        )
    console.print(table)


def print_peers(
    figures: Sequence[PeerFigures], ratios: dict[str, dict[str, float]], console: Console
) -> None:
    """Measured values, each with its ratio to ours in brackets."""
    table = Table(title="与同类软件比较（括号内：对方 ÷ 本程序）")
    table.add_column("软件")
    for label in ("首个结果 s", "段/s", "p50 ms", "p95 ms", "内存 MB", "nDCG@10"):
        table.add_column(label, justify="right")
    for figure in figures:
        values = {name: value for name, value in asdict(figure).items() if name != "system"}
        ratio = ratios.get(figure.system, {})
        table.add_row(
            figure.system,
            *(
                f"{value:,.3g}" + (f" ({ratio[name]:.2f}×)" if name in ratio else "")
                for name, value in values.items()
            ),
        )
    console.print(table)


def print_failures(results: Iterable[Result], console: Console) -> None:
    """Every wrong case: question, what was expected, the answer, the first citation."""
    for result in results:
        if not result.judgement.right:
            console.print(
                "\n".join(_failure(result)), highlight=False, markup=False, soft_wrap=True
            )


def _failure(result: Result) -> list[str]:
    case, judged = result.case, result.judgement
    status = result.status.value if result.status else "failed"
    lines = ["", f"■ {case.case_id} {case.type}  {case.question}"]
    lines += [f"  追问自：{' / '.join(case.history)}"] if case.history else []
    lines += [f"  应为：{expectation(result)}"]
    lines += [f"  回答：[{status}] {result.error or result.answer}"]
    if judged.missing and status == "answered":
        lines.append(f"  缺少：{'；'.join(group[0] for group in judged.missing)}")
    if judged.forbidden:
        lines.append(f"  误含：{'、'.join(judged.forbidden)}")
    lines += [
        f"  首条引用：《{c.title}》{c.section}：{_line(c.quote)}" for c in result.citations[:1]
    ]
    lines.append(
        f"  依据名次：{judged.evidence_rank or '未检索到'}；置信度：{_number(result.confidence)}"
    )
    lines += [f"  依据：{_line(' ／ '.join(case.evidence))}"] if case.evidence else []
    return lines


def expectation(result: Result) -> str:
    """What a right answer holds, in one line."""
    case = result.case
    if not case.answerable:
        return f"状态 {case.expected.value}"
    facts = "；".join(group[0] for group in case.facts)
    return facts if case.expected.value == "answered" else f"{facts}（状态 {case.expected.value}）"


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Each figure before and after, and the cases that turned."""
    table = Table(title="与先前一次比较（配对自助法，Holm 校正）")
    for name in ("指标", "题数", "先前", "现在", "差（95% 区间）", "p", "p Holm", "显著"):
        table.add_column(name, justify="left" if name == "指标" else "right")
    for figure in comparison.figures:
        gap = figure.difference.difference
        table.add_row(
            LABELS[figure.name],
            str(figure.n),
            f"{figure.difference.old:.3f}",
            f"{figure.difference.new:.3f}",
            f"{gap.value:+.3f} ({gap.low:+.3f}, {gap.high:+.3f})",
            f"{figure.difference.p_value:.4f}",
            f"{figure.adjusted:.4f}",
            "是" if figure.significant else "否",
        )
    console.print(table)
    _print_turned("新答对", comparison.newly_right, console)
    _print_turned("新答错", comparison.newly_wrong, console)
    if comparison.only_old or comparison.only_new:
        console.print(
            f"只在先前一次：{len(comparison.only_old)} 题；只在这一次：{len(comparison.only_new)} 题"
        )


def _print_turned(title: str, turned: Sequence[Turned], console: Console) -> None:
    console.print(f"{title} {len(turned)} 题", markup=False)
    for pair in turned:
        case = pair.new.case
        lines = [
            f"  {case.case_id} {case.type}  {case.question}",
            f"    应为：{expectation(pair.new)}",
            f"    先前：{_line(pair.old.error or pair.old.answer or '')}",
            f"    现在：{_line(pair.new.error or pair.new.answer or '')}",
        ]
        console.print("\n".join(lines), highlight=False, markup=False, soft_wrap=True)


def _line(text: str) -> str:
    return " ".join(text.split())[:200]


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"
