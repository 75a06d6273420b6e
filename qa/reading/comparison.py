"""Comparisons: one sub-question a place, a tier or a year, and the difference written out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.figures.quantities import Quantity
from qa.questions import Question
from qa.reading.findings import Finding

_DIFFERENCE = re.compile(r"差(?:多少|几|距|了|额)|相差|多(?:了|出)?(?:多少|几)|少(?:了)?(?:多少|几)|增加(?:了)?(?:多少|几)|高(?:出)?(?:多少|几)|低(?:了)?(?:多少|几)|提高(?:了)?(?:多少|几)|涨(?:了)?(?:多少|几)")


def sub_questions(question: Question) -> list[tuple[str, Question]]:
    """(group name, question) for each place or year compared; empty where nothing is compared."""
    if len(question.places) > 1:
        return [
            (place.short, replace(question, places=(place,))) for place in question.places
        ]
    if len(question.years) > 1 and _DIFFERENCE.search(question.text):
        return [(f"{year}年", replace(question, years=(year,))) for year in question.years]
    return []


def difference(question: Question, findings: Sequence[Finding]) -> str | None:
    """“18家－12家＝6家” where a difference is asked and two figures of one unit were found."""
    if not _DIFFERENCE.search(question.text) or len(findings) != 2:
        return None
    first, second = (finding.quantity for finding in findings)
    if first is None or second is None or first.unit != second.unit:
        return None
    if first.ranged or second.ranged:
        return None
    larger, smaller = sorted((first, second), key=lambda q: -q.value)
    gap = larger.value - smaller.value
    return f"相差：{larger.text}－{smaller.text}＝{_written(gap, larger)}"


def _written(value: float, like: Quantity) -> str:
    """A value in the unit and magnitude of the figure it came from."""
    text = "".join(like.text.split())
    match = re.match(r"[\d.,]+(?:余|多)?([十百千万亿]*)(.*)$", text)
    magnitude, unit = (match.group(1), match.group(2)) if match else ("", like.unit)
    scale = 1.0
    for char in magnitude:
        scale *= {"十": 10, "百": 100, "千": 1000, "万": 1e4, "亿": 1e8}[char]
    factor = like.value / _bare_number(text) / scale if _bare_number(text) else 1.0
    number = round(value / (scale * (factor or 1.0)), 4)
    return f"{number:g}{magnitude}{unit}"


def _bare_number(text: str) -> float:
    match = re.match(r"[\d.,]+", text)
    return float(match.group().replace(",", "")) if match else 0.0
