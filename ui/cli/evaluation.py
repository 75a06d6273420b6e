"""`policyqa eval …` and `policyqa bench …`: handed by name to `eval.cli`, loaded when called."""

from __future__ import annotations

from importlib import import_module

import typer

_PASSED_ON = {
    "allow_extra_args": True,
    "ignore_unknown_options": True,
    "help_option_names": [],
}


def register(app: typer.Typer) -> None:
    app.command(
        "eval", help="评测回答与检索，比较两次运行，生成报告。", context_settings=_PASSED_ON
    )(evaluate)
    app.command("bench", help="测量速度与规模。", context_settings=_PASSED_ON)(bench)


def evaluate(context: typer.Context) -> None:
    _run("eval", context.args)


def bench(context: typer.Context) -> None:
    _run("bench", context.args)


def _run(command: str, arguments: list[str]) -> None:
    commands = import_module("eval.cli").app
    code = commands([command, *arguments], prog_name="policyqa", standalone_mode=False)
    raise typer.Exit(code if isinstance(code, int) else 0)
