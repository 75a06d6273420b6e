"""Comparisons: one sub-question for each place, tier or year that is put side by side."""

from __future__ import annotations

from dataclasses import replace

from qa.questions import Question
from qa.reading.computation import asks_difference


def sub_questions(question: Question) -> list[tuple[str, Question]]:
    """(group name, question) for each thing compared; empty where nothing is compared."""
    if len(question.places) > 1:
        return [(place.short, replace(question, places=(place,))) for place in question.places]
    if len(question.tiers) > 1 and asks_difference(question):
        return [(tier, replace(question, tiers=(tier,))) for tier in question.tiers]
    if len(question.years) > 1 and _year_by_year(question):
        return [(f"{year}年", replace(question, years=(year,))) for year in sorted(question.years)]
    return []


def _year_by_year(question: Question) -> bool:
    return asks_difference(question) or any(
        word in question.text for word in ("分别", "各", "怎么变", "变化", "相比")
    )
