"""The box of labelled fields (发文机关：…　成文日期：…) that government sites print with a document.

Sites lay the 公开目录 head out in two columns of label and value, without rules, and centre a
value of several lines beside its label; read line by line the values of both columns mix.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.sources.glyphs import PrintedLine
from ingest.sources.html_hints import load_templates
from ingest.sources.tracing import clean

_LABEL = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fff\s]{0,40}?)\s*[:：]\s*(.*)", re.S)
_LEAST_LABELS = 4
_LEAST_SHARE = 0.35
_MARGIN = 2.0


@dataclass(slots=True)
class _Field:
    key: str | None
    line: PrintedLine
    parts: list[tuple[float, str]] = field(default_factory=list)

    @property
    def value(self) -> str:
        return clean("".join(text for _, text in sorted(self.parts))).strip()


def take_labelled(segments: Sequence[PrintedLine]) -> tuple[dict[str, str], list[PrintedLine]]:
    """Hints of the labelled box among the segments of a page, and the segments outside it.

    There is a box where at least four different official labels begin a segment and make up
    a good part of the segments of the region they span. Without a box all segments come back.
    """
    fields = [found for segment in segments if (found := _field(segment)) is not None]
    known = [found for found in fields if found.key]
    if len({found.key for found in known}) < _LEAST_LABELS:
        return {}, list(segments)
    size = max(found.line.size for found in known)
    top = min(found.line.top for found in known) - _MARGIN * size
    bottom = max(found.line.bottom for found in known) + _MARGIN * size
    inside = [line for line in segments if line.top >= top and line.bottom <= bottom]
    if len(known) < _LEAST_SHARE * len(inside):
        return {}, list(segments)
    anchors = [found for found in fields if found.line in inside]
    labelled = {id(found.line) for found in anchors}
    for line in inside:
        if id(line) not in labelled:
            _attach(line, anchors)
    hints: dict[str, str] = {}
    for found in anchors:
        if found.key and found.value:
            hints.setdefault(found.key, found.value)
    return hints, [line for line in segments if not any(line is other for other in inside)]


def _field(line: PrintedLine) -> _Field | None:
    """The field a segment begins, with the part of its value that stands on the same line."""
    match = _LABEL.match(line.text)
    if match is None or len(re.sub(r"\s+", "", match[1])) > 8:
        return None
    key = load_templates().labels.get(re.sub(r"\s+", "", match[1]))
    found = _Field(key, line)
    if match[2]:
        found.parts.append((line.top, match[2]))
    return found


def _attach(line: PrintedLine, anchors: Sequence[_Field]) -> None:
    """Gives a line of a value to the label left of it that is nearest in height."""
    left = [found for found in anchors if found.line.x0 < line.x0]
    if not left:
        return
    column = max(found.line.x0 for found in left)
    near = [found for found in left if column - found.line.x0 < 2 * line.size]
    middle = (line.top + line.bottom) / 2
    best = min(near, key=lambda found: abs((found.line.top + found.line.bottom) / 2 - middle))
    best.parts.append((line.top, line.text))
