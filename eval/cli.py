"""`policyqa eval …` and `policyqa bench …`; loaded by name from the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from ingest.errors import PolicyQAError
from ingest.index.building import Progress, silent

if TYPE_CHECKING:
    from eval.bench.figures import Figure

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
eval_app = typer.Typer(
    help="评测回答与检索，比较两次运行，生成报告。",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
bench_app = typer.Typer(
    help="测量速度与规模。",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(eval_app, name="eval")
app.add_typer(bench_app, name="bench")

IndexOption = Annotated[
    Path | None,
    typer.Option(
        "--index",
        metavar="目录",
        help="索引目录；也可用环境变量 POLICYQA_INDEX。",
        show_default=False,
    ),
]
KeepOption = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="把索引留在这个目录，下次直接使用。", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]


@eval_app.command("answers", help="用评测集检验回答：事实、错误数字、引用、拒答、耗时。")
def answers(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="评测集：.jsonl 文件或其目录。")],
    index: IndexOption = None,
    as_json: JsonOption = False,
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="R.html",
            help="另存 HTML 报告。最近一次的报告总在索引目录的 reports/latest.html，网页的“评测”页显示它。",
            show_default=False,
        ),
    ] = None,
    save: Annotated[
        Path | None, typer.Option(metavar="RUN.json", help="保存这次评测。", show_default=False)
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(metavar="RUN.json", help="与保存的一次评测比较。", show_default=False),
    ] = None,
    slim: Annotated[
        bool, typer.Option("--slim", help="保存时不留引用与检索段落（基线用）。")
    ] = False,
    failures: Annotated[bool, typer.Option("--failures", help="列出每个答错的用例。")] = False,
) -> None:
    from eval.cases import load_gold
    from eval.comparison import compare
    from eval.environment import environment_of
    from eval.opening import load_settings, open_answerer
    from eval.printing import print_comparison, print_failures, print_run, run_json
    from eval.report import write_report
    from eval.runner import run_gold
    from eval.runs import load_run, save_run
    from eval.runs import slim as slimmed

    asked = load_gold(gold)
    before = load_run(against) if against else None
    settings = load_settings(index)
    with open_answerer(settings) as opened, shown_progress() as progress:
        run = run_gold(asked, opened.answerer.answer, environment_of(opened.index), progress)
    comparison = compare(before, run) if before else None
    if save:
        save_run(slimmed(run) if slim else run, save)
    if report:
        write_report(run, report, comparison)
    try:
        write_report(run, settings.latest_report, comparison)
    except PolicyQAError as error:
        print(error, file=sys.stderr)  # of use to the page only: the figures are still printed
    if as_json:
        print_json(run_json(run, comparison))
        return
    console = wide_console()
    if failures:
        print_failures(run.results, console)
    print_run(run, console)
    if comparison:
        print_comparison(comparison, console)


@eval_app.command("compare", help="比较两次保存的评测。")
def compare_runs(
    old: Annotated[Path, typer.Argument(metavar="OLD.json")],
    new: Annotated[Path, typer.Argument(metavar="NEW.json")],
    as_json: JsonOption = False,
) -> None:
    from eval.comparison import compare
    from eval.printing import comparison_json, print_comparison
    from eval.runs import load_run

    comparison = compare(load_run(old), load_run(new))
    if as_json:
        print_json(comparison_json(comparison))
    else:
        print_comparison(comparison, wide_console())


@eval_app.command("retrieval", help="用 BEIR 目录检验检索：nDCG、MRR、召回率。")
def retrieval(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="BEIR_DIR", help="含 corpus.jsonl（或 .gz）、queries.jsonl、qrels.tsv 的目录。"
        ),
    ],
    as_json: JsonOption = False,
    table: Annotated[
        bool, typer.Option("--table", help="并列 BM25、向量与融合，附 95% 区间。")
    ] = False,
    qrels: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="另用这份相关性判断（TREC 或 BEIR）。", show_default=False
        ),
    ] = None,
    run: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="不检索，评这份 TREC 结果。", show_default=False),
    ] = None,
    save_run: Annotated[
        Path | None, typer.Option(metavar="FILE", help="写出 TREC 结果。", show_default=False)
    ] = None,
    save_qrels: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="写出 TREC 相关性判断。", show_default=False),
    ] = None,
    keep: KeepOption = None,
) -> None:
    from eval import retrieval as measured
    from eval.beir import read_qrels, read_queries, read_trec_run, write_qrels, write_trec_run
    from eval.opening import load_settings
    from eval.printing import print_systems, retrieval_json

    started = perf_counter()
    judgements = read_qrels(qrels or folder / "qrels.tsv")
    if save_qrels:
        write_qrels(judgements, save_qrels)
    if run:
        rankings = {"融合": read_trec_run(run)}
    else:
        queries = measured.judged(list(read_queries(folder / "queries.jsonl")), judgements)
        with (
            shown_progress() as progress,
            measured.beir_index(folder, load_settings(), keep, progress) as index,
        ):
            systems = index.systems() if table else {"融合": index.fused}
            rankings = {
                name: measured.rank(queries, search, progress) for name, search in systems.items()
            }
    seconds = perf_counter() - started
    if save_run:
        write_trec_run(rankings["融合"], save_run)
    scores = {name: measured.scores_by_query(found, judgements) for name, found in rankings.items()}
    if as_json:
        print_json(retrieval_json(scores["融合"], seconds))
    else:
        print_systems(scores, seconds, wide_console())


@eval_app.command("spans", help="用带答案片段的 BEIR 目录检验回答：字符 F1、EM、误拒与应拒。")
def spans(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="BEIR_DIR",
            help="含 corpus.jsonl（或 .gz）、queries.jsonl（有 answers）、"
            "unanswerable_queries.jsonl 的目录。",
        ),
    ],
    as_json: JsonOption = False,
    save: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help="逐题写出结果。", show_default=False),
    ] = None,
    keep: KeepOption = None,
) -> None:
    from eval.opening import load_settings
    from eval.printing import print_spans, spans_json
    from eval.spans import read_span_queries, run_spans, span_index, span_lines, summarise_spans

    started = perf_counter()
    queries = read_span_queries(folder)
    with (
        shown_progress() as progress,
        span_index(folder, load_settings(), keep, progress) as opened,
    ):
        results = run_spans(queries, opened.answerer.answer, progress)
    seconds = perf_counter() - started
    if save:
        save.write_text("\n".join(span_lines(results)) + "\n", "utf-8")
    if as_json:
        print_json(spans_json(summarise_spans(results), len(results), seconds))
    else:
        print_spans(summarise_spans(results), seconds, wide_console())


@bench_app.command("ask", help="提问的速度：冷启动（用时、内存）与其后的 p50/p95。")
def bench_ask(
    gold: Annotated[
        Path | None,
        typer.Option(
            metavar="GOLD", help="用这个评测集的问题；默认用内置评测集。", show_default=False
        ),
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, help="冷启动测几次。")] = 5,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    from eval.bench.asking import cold, warm
    from eval.cases import bundled_gold, load_cases
    from eval.opening import load_settings

    settings = load_settings(index)
    cases = load_cases(gold or bundled_gold())
    show_figures("提问", [*warm(settings, cases), *cold(settings.index, repeat)], as_json)


@bench_app.command("ingest", help="导入文件的速度（在临时索引中，沙箱解析）。")
def bench_ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="文件或目录。")],
    as_json: JsonOption = False,
) -> None:
    from eval.bench.ingesting import ingest_files
    from eval.opening import load_settings

    show_figures("导入", ingest_files(paths, load_settings()), as_json)


@bench_app.command("scale", help="大索引：建立、再加一份文件、打开、检索、磁盘与内存。")
def bench_scale(
    passages: Annotated[int, typer.Option(min=100, help="合成的段落数。")] = 100_000,
    as_json: JsonOption = False,
) -> None:
    from eval.bench.ingesting import scale
    from eval.opening import load_settings

    show_figures("规模", scale(passages, load_settings()), as_json)


@bench_app.command("kills", help="在随机时刻杀死导入进程，检查索引是否仍然完整。")
def bench_kills(
    count: Annotated[int, typer.Argument(metavar="N", min=1, help="杀几次。")] = 50,
    as_json: JsonOption = False,
) -> None:
    from tempfile import TemporaryDirectory

    from eval.bench.kills import kill_figures, run_kills

    with TemporaryDirectory(prefix="policyqa-bench-") as folder, shown_progress() as progress:
        report = run_kills(count, Path(folder), progress=progress or silent)
    show_figures("杀死导入进程", kill_figures(report), as_json)
    if report.lost:
        print("\n".join(report.problems), file=sys.stderr)
        raise typer.Exit(1)


@bench_app.command("peers", help="与已安装的同类软件比较（txtai、LangChain），给出倍数。")
def bench_peers(
    folder: Annotated[Path, typer.Argument(metavar="BEIR_DIR", help="BEIR 目录。")],
    as_json: JsonOption = False,
) -> None:
    from dataclasses import asdict

    from eval.bench.peers import compare_peers, ratios
    from eval.printing import print_peers

    figures = compare_peers(folder)
    if as_json:
        print_json({"figures": [asdict(f) for f in figures], "ratios": ratios(figures)})
    else:
        print_peers(figures, ratios(figures), wide_console())


def show_figures(title: str, figures: Sequence[Figure], as_json: bool) -> None:
    from eval.bench.figures import figures_json, print_figures

    if as_json:
        print_json(figures_json(figures))
    else:
        print_figures(title, figures, wide_console())


def wide_console() -> Console:
    """As wide as the terminal; in a file or pipe wide enough that no table is folded."""
    return Console() if sys.stdout.isatty() else Console(width=150)


def print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def shown_progress() -> Iterator[Progress | None]:
    """A bar a stage on stderr where it is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield show
