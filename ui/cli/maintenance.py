"""`policyqa verify | rebuild | backup | restore | rollback`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.errors import UsageError
from ui.cli.options import IndexOption, JsonOption


def register(app: typer.Typer) -> None:
    app.command("verify", help="检查索引是否完整、各部分是否一致。")(verify)
    app.command("rebuild", help="由已入库的文本重新建立检索索引和向量。")(rebuild)
    app.command("backup", help="把索引备份成一个文件。")(backup)
    app.command("restore", help="从备份文件恢复索引。")(restore)
    app.command("rollback", help="回到上一代索引。")(rollback)


def verify(json: JsonOption = False, index: IndexOption = None) -> None:
    from ui.cli.opening import opened_session
    from ui.cli.rendering import as_json

    with opened_session(index) as session:
        problems = session.store.verify()
        generation = session.store.current()
    if json:
        print(as_json({"generation": generation, "ok": not problems, "problems": list(problems)}))
    elif problems:
        print(f"索引 {generation} 有问题：")
        print("\n".join(f"  {problem}" for problem in problems))
        print("请运行 policyqa rebuild 重建；若不能，用 policyqa rollback 或 policyqa restore。")
    else:
        print(f"索引 {generation} 完好")
    if problems:
        raise typer.Exit(1)


def rebuild(json: JsonOption = False, index: IndexOption = None) -> None:
    from ui.cli.opening import opened_session
    from ui.cli.progress import shown_progress

    with (
        opened_session(index) as session,
        session.ingestor() as ingestor,
        shown_progress() as progress,
    ):
        manifest = ingestor.rebuild(progress)
    _print_generation("已重建", manifest.generation, json)


def backup(
    file: Annotated[Path, typer.Argument(metavar="文件", help="备份写到这里。")],
    json: JsonOption = False,
    index: IndexOption = None,
) -> None:
    from ui.cli.opening import opened_session
    from ui.cli.rendering import as_json

    if file.is_dir():
        raise UsageError(f"{file} 是目录", "请给出备份文件的名字")
    if not file.absolute().parent.is_dir():
        raise UsageError(f"目录 {file.absolute().parent} 不存在", "请先建立它")
    with opened_session(index) as session:
        generation = session.store.current()
        session.store.backup(file)
    size = file.stat().st_size
    if json:
        print(as_json({"generation": generation, "file": str(file), "bytes": size}))
    else:
        print(f"索引 {generation} 已备份到 {file}（{size / 1e6:.1f} MB）")


def restore(
    file: Annotated[Path, typer.Argument(metavar="文件", help="policyqa backup 写出的文件。")],
    json: JsonOption = False,
    index: IndexOption = None,
) -> None:
    from ui.cli.options import load_settings
    from ui.session import Session

    if not file.is_file():
        raise UsageError(f"找不到备份文件 {file}", "请检查路径")
    session = Session(load_settings(index))
    manifest = session.store.restore(file)
    _print_generation("已恢复", manifest.generation, json)


def rollback(json: JsonOption = False, index: IndexOption = None) -> None:
    from ui.cli.opening import opened_session

    with opened_session(index) as session:
        manifest = session.store.rollback()
    _print_generation("已回到上一代", manifest.generation, json)


def _print_generation(done: str, generation: str, json: bool) -> None:
    from ui.cli.rendering import as_json

    print(as_json({"generation": generation}) if json else f"{done}；当前索引 {generation}")
