"""Chinese wording for what typer itself writes: headings of the help, and wrong usage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

_RULES: tuple[tuple[str, str], ...] = (
    (r"Missing argument '?(.+?)'?\.?$", "缺少参数 {0}"),
    (r"Missing option '?(.+?)'?\.?$", "缺少选项 {0}"),
    (r"Missing command\.?$", "缺少命令"),
    (r"No such command '(.+?)'\.?.*$", "没有命令 {0}"),
    (r"No such option:? '?(\S+?)'?(?:[ .(].*)?$", "没有选项 {0}"),
    (r"Option '(.+?)' requires an argument.*$", "选项 {0} 后面缺少值"),
    (r"Option '(.+?)' does not take a value.*$", "选项 {0} 不带值"),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)$",
        "多出参数 {0}；问题里有空格时请用引号括起来",
    ),
    (r"Invalid value for '?(.+?)'?: (.+)$", "{0} 的值不对（{1}）"),
)


_USAGE = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…"}


@cache
def chinese_help() -> None:
    """Give the help pages of every command, those of `eval` among them, Chinese words.

    typer takes its own words from gettext, for which no Chinese catalogue exists.
    """
    from typer import core, rich_utils

    panels: Any = rich_utils
    panels.ARGUMENTS_PANEL_TITLE = "参数"
    panels.OPTIONS_PANEL_TITLE = "选项"
    panels.COMMANDS_PANEL_TITLE = "命令"
    panels.DEFAULT_STRING = "[默认：{}]"
    panels.REQUIRED_LONG_STRING = "[必填]"
    panels.RANGE_STRING = "（{}）"
    panels.Columns = _one_line
    # a name of our own says more than <bool> and <list[Path]>
    argument: Any = core.TyperArgument
    option: Any = core.TyperOption
    argument.display_type_rich = lambda self, ctx: None
    option.display_type_rich = lambda self, ctx: self.metavar
    for command in (core.TyperCommand, core.TyperGroup):
        _reword(command)


def _one_line(items: Sequence[Any]) -> Any:
    """The parts of an option's help as one text that goes on in the next line.

    Typer sets them side by side in cells that are cut off where they do not fit, and Chinese has
    no spaces to break a line at.
    """
    from rich.text import Text

    parts = [item if isinstance(item, Text) else Text(str(item)) for item in items]
    line = Text(" ", overflow="fold").join(parts)
    line.overflow = "fold"
    return line


def _reword(command: Any) -> None:
    """Chinese usage line and help option for a class of commands."""
    help_option, usage_pieces = command.get_help_option, command.collect_usage_pieces

    def get_help_option(self: Any, context: Any) -> Any:
        option = help_option(self, context)
        if option is not None:
            option.help = "显示这段说明。"
        return option

    def collect_usage_pieces(self: Any, context: Any) -> list[str]:
        return [_USAGE.get(piece, piece) for piece in usage_pieces(self, context)]

    def format_usage(self: Any, context: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(context))
        formatter.write_usage(context.command_path, pieces, prefix="用法：")

    command.get_help_option = get_help_option
    command.collect_usage_pieces = collect_usage_pieces
    command.format_usage = format_usage


def explain_usage_error(error: Any) -> str:
    """One line: what is wrong with the command line, and where its help is."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.message)
    problem = _in_chinese(error.format_message())
    command = context.command_path if context is not None else "policyqa"
    return f"{problem}。用法见 {command} --help"


def _in_chinese(message: str) -> str:
    line = " ".join(message.split())
    for pattern, wording in _RULES:
        if match := re.match(pattern, line):
            return wording.format(*match.groups())
    return line.rstrip("。.")
