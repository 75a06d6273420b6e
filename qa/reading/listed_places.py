"""Places told one after another, where a question asks which places: “选了哪些地方做试点”.

Only a clause that names several places answers; what is said of the places (试点地区应当…) does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.answers import Hit
from qa.questions import Question
from qa.reading.analysed import Analysed, PlaceAt
from qa.reading.findings import Finding, surest_first
from qa.reading.matching import Matcher
from qa.reading.wording import clean

_ASKS = re.compile(
    r"哪(?:些|几|[二两三四五六七八九十])?个?(?:试点)?(?:地区|地方|城市|省份?|地级市|市|区县|县|州)"
)
_JOINT = re.compile(r"(?:省|市|县|区|州|自治区|特别行政区)?(?:、|和|及|与|以及)")
_LEAST = 2
_TOLD = 0.15
"""What it adds that a clause has the form of the answer."""


def place_findings(
    question: Question, hits: Sequence[tuple[Hit, Analysed]], matcher: Matcher
) -> list[Finding]:
    """Clauses that name places one after another, best first."""
    if not _ASKS.search(question.text) or question.places:
        return []
    return surest_first(
        finding
        for hit, analysed in hits
        if analysed.table is None
        for finding in _of_passage(hit, analysed, matcher)
    )


def _of_passage(hit: Hit, analysed: Analysed, matcher: Matcher) -> Iterator[Finding]:
    text = analysed.text
    for sentence in analysed.sentences:
        for clause in sentence.clauses:
            inside = [p for p in analysed.places if clause.start <= p.start < clause.end]
            if _row(text, inside) < _LEAST:
                continue
            coverage = matcher.coverage(
                (
                    (text[clause.start : clause.end], 1.0),
                    (text[sentence.start : sentence.end], 0.9),
                    (analysed.heading, 0.8),
                    (analysed.document.title, 0.7),
                )
            )
            yield Finding(
                text=clean(text[clause.start : clause.end]),
                document=analysed.document,
                passage=analysed.passage,
                hit=hit,
                quotes=((clause.start, clause.end),),
                confidence=min(1.0, coverage + _TOLD),
            )


def _row(text: str, places: Sequence[PlaceAt]) -> int:
    """How many places stand in a row, joined by enumeration."""
    most = run = 1 if places else 0
    for one, other in pairwise(places):
        between = text[one.end : other.start]
        run = run + 1 if _JOINT.fullmatch(between) else 1
        most = max(most, run)
    return most
