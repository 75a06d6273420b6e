"""The evaluation: the last report, and what readers said."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ui.feedback import FeedbackStore, Rating
from ui.page.component import live_html
from ui.page.failing import failure_of
from ui.page.markup import render

_LARGEST = 5_000_000
"""Bytes of a report that still fits into a frame of the page."""


class EvaluationTab:
    """Shows the report that the last evaluation left, in a frame without scripts."""

    def __init__(self, feedback: FeedbackStore, report: Path) -> None:
        self._feedback = feedback
        self._report = report
        self.part = live_html(name="evaluation")

    def load(self) -> str:
        try:
            ratings = [one.rating for one in self._feedback.ratings()]
        except Exception as error:
            return failure_of(error, "评价没有读出").html
        return render(
            "evaluation.html",
            report=self._text(),
            made=self._made(),
            up=ratings.count(Rating.UP),
            down=ratings.count(Rating.DOWN),
        )

    def _text(self) -> str:
        if not self._report.is_file() or self._report.stat().st_size > _LARGEST:
            return ""
        return self._report.read_text("utf-8", "replace")

    def _made(self) -> str:
        if not self._report.is_file():
            return ""
        return datetime.fromtimestamp(self._report.stat().st_mtime).strftime("%Y-%m-%d %H:%M")
