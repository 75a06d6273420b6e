"""Parts of a question that one sentence answers: it is given whole, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.language.clauses import split_sentences
from ingest.structure.compose import CELL_SEPARATOR
from qa.reading.findings import Finding
from qa.reading.wording import clean

_LONG = 140
"""Characters. A sentence that answers two questions is read at once up to about this length."""

_LONG_PARAGRAPH = 180
"""The same of a paragraph, where the sentence found leaves one of the questions open."""


def together(findings: Sequence[Finding], parts: int) -> list[Finding]:
    """Findings of `parts` questions; those of one sentence become that sentence.

    Official sentences tell a total and then its shares (“共…38次，其中大陆26次”). Where the parts
    of a question were found in one sentence, or some of them nowhere else, the sentence says more
    than its pieces.
    """
    if len(findings) == 1 and parts > 1:
        return [_wider(findings[0]) or findings[0]]
    kept: dict[object, Finding] = {}
    for place, finding in enumerate(findings):
        key: object = (finding.document.doc_id, finding.quotes)
        if finding.group is not None or (key in kept and _whole(finding) is None):
            key = place
        if key not in kept:
            kept[key] = finding
        elif _same_figure(kept[key], finding):
            kept[key] = _wider(finding) or finding
        else:
            kept[key] = _whole(finding) or finding
    return list(kept.values())


def _same_figure(one: Finding, other: Finding) -> bool:
    """Whether a later part was given the figure of an earlier one, or only the sentence around it:
    then one of them is still open."""
    if one.quantity is None or other.quantity is None:
        return one.quantity is not None
    return one.quantity.start == other.quantity.start


def _wider(finding: Finding) -> Finding | None:
    """What is told around a finding that leaves one of the questions open: its paragraph, its
    sentence with the one behind it, or its sentence."""
    return _paragraph(finding) or _with_next(finding) or _whole(finding)


def _with_next(finding: Finding) -> Finding | None:
    """The sentence found and the next one of its passage, where both are short."""
    if not _is_prose(finding):
        return None
    (start, end), text = finding.quotes[0], finding.document.text
    behind = next(
        (
            s
            for s in split_sentences(text, end, finding.passage.end)
            if text[s.start : s.end].strip()
        ),
        None,
    )
    if behind is None or behind.end - start > _LONG_PARAGRAPH:
        return None
    return _worded(finding, start, behind.end)


def _paragraph(finding: Finding) -> Finding | None:
    """The finding worded by its whole paragraph, where that is short and not only its sentence: a
    rule tells in one paragraph what it grants and on which terms."""
    if not _is_prose(finding):
        return None
    first, last = finding.quotes[0]
    start, end = _line(finding.document.text, first, last)
    start, end = max(start, finding.passage.start), min(end, finding.passage.end)
    if not last - first < end - start <= _LONG_PARAGRAPH:
        return None
    return _worded(finding, start, end)


def _whole(finding: Finding) -> Finding | None:
    """The finding worded by its whole sentence or table row, where that is of bearable length."""
    if not _has_one_quote(finding):
        return None
    text, (start, end) = finding.document.text, finding.quotes[0]
    wording = None
    if finding.passage.table_id is not None:
        start, end = _line(text, start, end)
        wording = _row(text[start:end], finding.passage.header or "")
    return _worded(finding, start, end, wording) if end - start <= _LONG else None


def _has_one_quote(finding: Finding) -> bool:
    return len(finding.quotes) == 1 and not finding.segments


def _is_prose(finding: Finding) -> bool:
    return _has_one_quote(finding) and finding.passage.table_id is None


def _worded(finding: Finding, start: int, end: int, wording: str | None = None) -> Finding:
    """The finding as a span of its text tells it, in the words of that span unless given others."""
    text = clean(finding.document.text[start:end]) if wording is None else wording
    return replace(finding, text=text, quotes=((start, end),), quantity=None)


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The line of a table row around one of its cells."""
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(text)


def _row(line: str, header: str) -> str:
    """A row in words, each filled cell with its column: “产品：罐头；产量：70931”."""
    cells = [cell.strip() for cell in line.split(CELL_SEPARATOR)]
    names = [name.strip() for name in header.split("\n")[-1].split(CELL_SEPARATOR)]
    if len(names) != len(cells):
        return "，".join(cell for cell in cells if cell)
    return "；".join(
        f"{name}：{cell}" if name else cell for name, cell in zip(names, cells, strict=True) if cell
    )
