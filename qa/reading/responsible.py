"""Responsible units as answers: the “（责任单位：…）” tail of the section that covers the question."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answers import Hit
from qa.reading.analysed import Analysed
from qa.reading.findings import Finding
from qa.reading.matching import Matcher


def responsible_findings(hits: Sequence[tuple[Hit, Analysed]], matcher: Matcher) -> list[Finding]:
    """Sections with responsible units, best first."""
    findings: list[Finding] = []
    seen: set[str] = set()
    for hit, analysed in hits:
        section = analysed.passage.section
        if not section.responsible_units or section.section_id in seen:
            continue
        seen.add(section.section_id)
        text = analysed.text
        coverage = matcher.coverage(
            (
                (section.heading, 1.0),
                (analysed.passage.text, 0.95),
                (text[section.start : section.end], 0.85),
                (" ".join(section.path[:-1]), 0.6),
                (analysed.document.title, 0.5),
            )
        )
        first = section.responsible_units[0]
        start = text.rfind("责任单位", section.start, section.end)
        start = start if start >= 0 else text.rfind(first, section.start, section.end)
        end = _tail_end(text, start, section.end)
        findings.append(
            Finding(
                text="责任单位：" + "、".join(section.responsible_units),
                document=analysed.document,
                passage=analysed.passage,
                hit=hit,
                quotes=((start, end),),
                confidence=min(1.0, coverage),
            )
        )
    return sorted(findings, key=lambda f: (-f.confidence, f.hit.rank if f.hit else 0))


def _tail_end(text: str, start: int, limit: int) -> int:
    for position in range(start, limit):
        if text[position] in "）)。\n":
            return position
    return limit
