"""Parts of a question that one sentence answers: it is given whole, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.structure.compose import CELL_SEPARATOR
from qa.reading.findings import Finding
from qa.reading.wording import clean

_LONG = 140
"""Characters. A sentence that answers two questions is read at once up to about this length."""


def together(findings: Sequence[Finding], parts: int) -> list[Finding]:
    """Findings of `parts` questions; those of one sentence become that sentence.

    Official sentences tell a total and then its shares (“共…38次，其中大陆26次”). Where the parts
    of a question were found in one sentence, or some of them nowhere else, the sentence says more
    than its pieces.
    """
    if len(findings) == 1 and parts > 1:
        return [_whole(findings[0]) or findings[0]]
    kept: dict[object, Finding] = {}
    for place, finding in enumerate(findings):
        key: object = (finding.document.doc_id, finding.quotes)
        if finding.group is not None or (key in kept and _whole(finding) is None):
            key = place
        kept[key] = _whole(finding) or finding if key in kept else finding
    return list(kept.values())


def _whole(finding: Finding) -> Finding | None:
    """The finding worded by its whole sentence or table row, where that is of bearable length."""
    if len(finding.quotes) != 1 or finding.segments:
        return None
    document = finding.document
    start, end = finding.quotes[0]
    if finding.passage.table_id is not None:
        start, end = _line(document.text, start, end)
        wording = _row(document.text[start:end], finding.passage.header or "")
    else:
        wording = clean(document.text[start:end])
    if end - start > _LONG:
        return None
    return replace(finding, text=wording, quotes=((start, end),), quantity=None)


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
