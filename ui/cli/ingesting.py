"""`policyqa ingest`: files, folders and web pages into the index."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import UsageError
from ui.cli.options import IndexOption, JsonOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from ingest.reports import FileReport, IngestReport
    from ui.session import Session

_STATUS_NAMES = {
    "added": "新增",
    "unchanged": "未变",
    "updated": "更新",
    "skipped": "跳过",
    "failed": "失败",
}


def register(app: typer.Typer) -> None:
    app.command("ingest", help="把文件、目录或网页加入索引；同一文件再次加入不会重复。")(ingest)


def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="路径", help="文件或目录，可以有多个。", show_default=False),
    ] = None,
    url: Annotated[
        list[str] | None,
        typer.Option(
            "--url", metavar="网址", help="下载这个网页或文件，可多次使用。", show_default=False
        ),
    ] = None,
    json: JsonOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只试读并报告，不改动索引。")] = False,
    index: IndexOption = None,
) -> None:
    if not paths and not url:
        raise UsageError("没有给出要加入的文件", "请写出文件、目录，或用 --url 给出网址")

    from ui.cli.opening import opened_session
    from ui.cli.progress import shown_progress
    from ui.cli.rendering import as_json
    from ui.ingesting import report_json

    with (
        opened_session(index) as session,
        session.ingestor() as ingestor,
        shown_progress() as progress,
    ):
        fetched, unfetched = _fetched(url or (), session)
        report = ingestor.ingest((*(paths or ()), *fetched), dry_run=dry_run, progress=progress)
        report = replace(report, files=(*report.files, *unfetched))
    if json:
        print(as_json(report_json(report)))
    else:
        _print_table(report, dry_run)
    if any(file.status.value == "failed" for file in report.files):
        raise typer.Exit(1)


def _fetched(
    urls: Sequence[str], session: Session
) -> tuple[tuple[Path, ...], tuple[FileReport, ...]]:
    if not urls:
        return (), ()
    from ingest.sources.limits import Limits
    from ingest.sources.web import Fetcher
    from ui.downloads import download

    index = session.settings.index
    fetcher = Fetcher(Limits.from_settings(session.settings))
    return download(urls, index.with_name(f"{index.name}.downloads"), fetcher)


def _print_table(report: IngestReport, dry_run: bool) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 200  # a pipe has no width; wrapped paths could not be searched
    if report.files:
        console.print(_table(report.files))
    counts = "，".join(
        f"{name} {count}"
        for status, name in _STATUS_NAMES.items()
        if (count := sum(1 for file in report.files if file.status.value == status))
    )
    where = "试读，索引没有改动" if dry_run else f"当前索引 {report.generation or '（无）'}"
    found = f"共 {len(report.files)} 个文件：{counts}" if report.files else "目录里没有文件"
    console.print(f"{found}；{where}", soft_wrap=True)


def _table(files: Sequence[FileReport]) -> Table:
    """A row for every file, under the folder they share; problems only where there are some."""
    from rich.table import Table
    from rich.text import Text

    from ui.cli.rendering import inert

    folder = _shared_folder([file.path for file in files])
    troubled = any(file.problem for file in files)
    table = Table(
        *("文件", "状态", "段落", "表格", *(("问题", "怎么办") if troubled else ())),
        title=f"目录 {folder}" if folder else None,
        title_justify="left",
        box=None,
        pad_edge=False,
    )
    for file in files:
        cells = [
            file.path.removeprefix(folder),
            _STATUS_NAMES[file.status.value],
            str(file.passages or ""),
            str(file.tables or ""),
        ]
        if troubled:
            cells += [file.problem or "", file.remedy or ""]
        table.add_row(*(Text(inert(" ".join(cell.split())), overflow="fold") for cell in cells))
    return table


def _shared_folder(paths: Sequence[str]) -> str:
    """The folder, with its last separator, in which all of several paths lie; else nothing."""
    if len(paths) < 2 or not all(Path(path).is_absolute() for path in paths):
        return ""
    folder = os.path.commonpath([Path(path).parent for path in paths])
    return folder if folder.endswith(os.sep) else folder + os.sep
