"""`policyqa answer`: a file of questions into a file of answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import UsageError
from ui.cli.options import IndexOption

if TYPE_CHECKING:
    from ui.batch import BatchReport, Done

_SHOWN_FAILURES = 20


def register(app: typer.Typer) -> None:
    app.command("answer", help="批量回答：逐行读入问题，逐行写出回答；中断后再次运行会接着做。")(
        answer
    )


def answer(
    source: Annotated[
        Path,
        typer.Option(
            "--input",
            metavar="问题.jsonl",
            help='每行一个 {"id", "question"}。',
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", metavar="回答.jsonl", help="每行一个带 id 的回答对象。", show_default=False
        ),
    ],
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="丢弃已有的结果，从头回答。")
    ] = False,
    index: IndexOption = None,
) -> None:
    _check_paths(source, output)

    from ui.batch import answer_cases, count_cases, find_done, read_cases
    from ui.cli.opening import opened_view
    from ui.cli.progress import shown_progress

    total = count_cases(source)
    if total == 0:
        raise UsageError(f"{source} 里没有问题", '每行写一个 {"id": "1", "question": "…"}')
    if overwrite:
        output.unlink(missing_ok=True)
    cases = read_cases(source)
    done = find_done(output, cases)
    with opened_view(index) as view:
        if _is_of_another_index(done, view.generation):
            _set_aside(output, done)
            cases, done = read_cases(source), find_done(output, iter(()))
        with shown_progress() as progress:
            report = answer_cases(
                cases,
                view.answerer.answer,
                output,
                done,
                lambda rows: progress("回答问题", rows, total),
            )
    _say(report, output)
    if report.failures:
        raise typer.Exit(1)


def _check_paths(source: Path, output: Path) -> None:
    if not source.is_file():
        raise UsageError(f"找不到输入文件 {source}", "请检查 --input 的路径")
    if output.is_dir():
        raise UsageError(f"--output {output} 是目录", "请给出文件名")
    if not output.absolute().parent.is_dir():
        raise UsageError(f"目录 {output.absolute().parent} 不存在", "请先建立它，或换一个 --output")
    if output.exists() and output.samefile(source):
        raise UsageError("--output 和 --input 是同一个文件", "请换一个 --output")


def _is_of_another_index(done: Done, generation: str) -> bool:
    return done.generation is not None and done.generation != generation


def _set_aside(output: Path, done: Done) -> None:
    """Rows of an older index are kept, but not mixed with those of this one."""
    aside = output.with_name(f"{output.name}.{done.generation}")
    output.rename(aside)
    print(f"索引在上次之后有更新：{done.rows}条旧结果移到 {aside}，现从头回答。", file=sys.stderr)


def _say(report: BatchReport, output: Path) -> None:
    resumed = f"（另有{report.resumed}条上次已完成，未重复回答）" if report.resumed else ""
    print(f"完成{report.written}条{resumed}，写入 {output}", file=sys.stderr)
    for problem in report.failures[:_SHOWN_FAILURES]:
        print(f"  失败：{problem}", file=sys.stderr)
    if len(report.failures) > _SHOWN_FAILURES:
        print("  ……其余见输出文件中 status 为 failed 的行", file=sys.stderr)
    if report.failures:
        print(f"共{len(report.failures)}行失败", file=sys.stderr)
