"""The entry point `policyqa`: commands, and the border where errors become one Chinese line."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from ingest.errors import PolicyQAError, os_reason
from ui.cli import (
    ask,
    batch,
    doctor,
    documents,
    evaluation,
    ingesting,
    keys,
    maintenance,
    serving,
)
from ui.cli.wording import chinese_help, explain_usage_error

# click's base class of wrong usage, wherever the installed typer keeps it
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]  # type: ignore[assignment]

_DEBUG = "POLICYQA_DEBUG"
_INTERRUPTED = 130
_HELP = frozenset({"-h", "--help"})

app = typer.Typer(
    name="policyqa",
    help="政策问答：在政策文件库中查找，给出简短、准确、带出处的回答。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": sorted(_HELP, key=len)},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from ui.version import program_version

        print(f"policyqa {program_version()}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="显示版本。", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """政策问答：在政策文件库中查找，给出简短、准确、带出处的回答。"""


ask.register(app)
batch.register(app)
ingesting.register(app)
documents.register(app)
maintenance.register(app)
doctor.register(app)
serving.register(app)
keys.register(app)
evaluation.register(app)


def main() -> None:
    """Run the command line and exit with 0, 1 (failed), 2 (wrong use) or 130 (interrupted)."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line; returns the exit code."""
    _write_utf8()
    if len(arguments) < 2 or not _HELP.isdisjoint(arguments):
        chinese_help()  # a tenth of a second that an answer does not wait for
    try:
        code = app(arguments, prog_name="policyqa", standalone_mode=False)
        sys.stdout.flush()
        if code == _INTERRUPTED:  # typer's outcome of Ctrl-C
            raise KeyboardInterrupt
        return code if isinstance(code, int) else 0
    except PolicyQAError as error:
        return _fail(str(error), error.exit_code)
    except _UsageError as error:
        return _fail(explain_usage_error(error), 2)
    except (KeyboardInterrupt, typer.Abort):
        return _fail(
            "已中断。已经完成的部分都已保存，索引没有改动；再次运行同一命令即可继续。", _INTERRUPTED
        )
    except BrokenPipeError:
        # the reader of our output (head, less) has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f"（{error.filename}）" if error.filename else ""
        return _fail(f"读写文件失败：{os_reason(error)}{where}。请检查路径、权限和磁盘空间。", 1)
    except Exception as error:
        if os.environ.get(_DEBUG):
            raise
        kind = type(error).__name__
        return _fail(
            f"程序内部出错：{kind}: {error}。设 {_DEBUG}=1 再运行一次可看到出错的位置。", 1
        )


def _fail(message: str, code: int) -> int:
    if message:
        print(message, file=sys.stderr)
    return code


def _write_utf8() -> None:
    """Chinese output in any locale; text that UTF-8 cannot carry is replaced, not fatal."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
