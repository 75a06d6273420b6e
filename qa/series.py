"""Texts that recur every year under one title: which of them a question that names a year means.

政府工作报告, 统计公报, 工作要点 and the notices of a yearly round differ in their titles by the year
alone, and their passages say much the same year after year. What happened in a year stands in the text
of that year or of the next one, so the others need not be searched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.documents import Document
from qa.answers import Hit
from qa.questions import Question
from qa.reading.told_time import clock_of

_YEAR = re.compile(r"(?:19|20)\d\d")


class Series:
    """The yearly texts of an index, by title and year."""

    def __init__(self, documents: Iterable[Document]) -> None:
        by_title: dict[str, dict[str, int]] = defaultdict(dict)
        for document in documents:
            clock = clock_of(document)
            years = set(_YEAR.findall(document.title))
            if clock is not None and years and clock.named in map(int, years):
                key = _YEAR.sub("", document.title)
                by_title[key][document.doc_id] = clock.named
        self._series = [members for members in by_title.values() if len(set(members.values())) > 1]

    def of_other_years(self, question: Question) -> frozenset[str]:
        """Members of the series that have one of a year asked for, and are of no such year."""
        asked = _years_telling(question)
        if not asked:
            return frozenset()
        left_out: set[str] = set()
        for members in self._series:
            if asked & set(members.values()):
                left_out |= {doc_id for doc_id, year in members.items() if year not in asked}
        return frozenset(left_out)


def _years_telling(question: Question) -> set[int]:
    """The years of the texts that may tell of the years asked for: the same and the next."""
    if question.report_year is not None:
        return {question.report_year}
    years = set(question.years)
    for mention in question.dates:
        if mention.first is not None and mention.last is not None:
            years |= set(range(mention.first.year, mention.last.year + 1))
    return years | {year + 1 for year in years}


def on_one_scale(first: Sequence[Hit], second: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits of two searches for one question in one order. The final score is a share of the best
    lexical one of its search, which is a sum over the question's words and the same in both."""
    best = [max((hit.scores.lexical for hit in hits), default=0.0) for hits in (first, second)]
    most = max(best)
    if not most:
        return (*first, *second)
    scaled = [
        replace(hit, scores=replace(hit.scores, final=hit.scores.final * own / most))
        for hits, own in zip((first, second), best, strict=True)
        for hit in hits
    ]
    ordered = sorted(scaled, key=lambda hit: (-hit.scores.final, hit.passage.passage_id))
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(ordered, 1))
