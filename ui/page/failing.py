"""What a reader is told of a failure: one line, and what to do; the log is told where it was."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from ingest.errors import PolicyQAError, os_reason
from ui.page.markup import render

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure in Chinese, with nothing of the program's inside."""

    problem: str
    remedy: str

    @property
    def line(self) -> str:
        return f"{self.problem}。{self.remedy}" if self.remedy else self.problem

    @property
    def html(self) -> str:
        return render("problem.html", problem=self.problem, remedy=self.remedy)


def failure_of(error: Exception, undone: str) -> Failure:
    """What to tell of an error that ends a step of the page; a fault of the program is logged.

    Args:
        undone: what has not come about, as a clause (“文件没有入库”).
    """
    if isinstance(error, PolicyQAError):
        return Failure(error.problem, error.remedy)
    _log.error(undone, exc_info=error)
    if isinstance(error, OSError):
        return Failure(f"{undone}（{os_reason(error)}）", "请检查磁盘空间和权限")
    return Failure(f"服务内部出错，{undone}", "请再试一次；若仍出错，请查看服务日志")
