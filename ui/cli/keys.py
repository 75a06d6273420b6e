"""`policyqa keys create | list | revoke`: the keys of the API."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import UsageError
from ui.cli.options import IndexOption, JsonOption, load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from ui.keys import KeyStore

_keys = typer.Typer(
    name="keys", help="管理 API 密钥。", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    _keys.command("create", help="创建一个密钥；密钥只显示这一次。")(create)
    _keys.command("list", help="列出密钥（不含密钥本身）。")(list_keys)
    _keys.command("revoke", help="吊销一个密钥。")(revoke)
    app.add_typer(_keys)


def create(
    name: Annotated[str, typer.Option("--name", metavar="名称", help="给谁用。")] = "",
    scope: Annotated[
        str,
        typer.Option(
            "--scope", metavar="范围", help="read 提问检索；write 另可增删文件；admin 全部。"
        ),
    ] = "read",
    json: JsonOption = False,
    index: IndexOption = None,
) -> None:
    from ui.keys import Scope

    try:
        wanted = Scope(scope)
    except ValueError:
        raise UsageError(f"--scope {scope} 不是范围", "可用 read、write 或 admin") from None
    key, secret = _store(index).create(name, wanted)
    if json:
        _print_json({"key_id": key.key_id, "scope": key.scope.value, "key": secret})
        return
    print(secret)
    print(
        f"编号 {key.key_id}，范围 {key.scope.value}。请立即保存：密钥不会再次显示。",
        file=sys.stderr,
    )


def list_keys(json: JsonOption = False, index: IndexOption = None) -> None:
    rows = [
        {name: value for name, value in asdict(key).items() if name != "sha256"}
        for key in _store(index).all()
    ]
    if json:
        _print_json({"keys": rows})
        return
    for row in rows:
        print(f"{row['key_id']}  {row['scope']:<5}  {row['created_at']}  {row['name']}")
    if not rows:
        print("没有密钥；用 policyqa keys create 创建。", file=sys.stderr)


def revoke(
    key_id: Annotated[str, typer.Argument(metavar="编号", help="keys list 显示的编号。")],
    index: IndexOption = None,
) -> None:
    key = _store(index).revoke(key_id)
    print(f"已吊销 {key.key_id}（{key.name or '未命名'}）。")


def _store(index: Path | None) -> KeyStore:
    from ui.keys import KeyStore

    return KeyStore.beside(load_settings(index).index)


def _print_json(value: object) -> None:
    from ui.cli.rendering import as_json

    print(as_json(value))
