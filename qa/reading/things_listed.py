"""What sort of things a list is asked of, and whether a finding tells of any."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.questions import Question, rows
from qa.reading.findings import Finding, Reading
from qa.reading.fit import Mismatch


@lru_cache(maxsize=1)
def _things() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(asked), re.compile(told)) for asked, told in rows("things_listed.tsv"))


def tells_things(question: Question, finding: Finding) -> bool:
    """Whether a finding, or the heading above it, tells of the sort of things asked for; true where
    none is told by its words."""
    told = f"{finding.text}\n{finding.passage.section.heading}"
    return all(pattern.search(told) for asked, pattern in _things() if asked.search(question.text))


def of_things(question: Question, reading: Reading) -> Reading:
    """Findings that tell of the sort of things asked for: of papers to hand in, firms or cities no
    sentence tells that names none."""
    kept = tuple(f for f in reading.findings if tells_things(question, f))
    return reading if len(kept) == len(reading.findings) else Reading(kept, (Mismatch.KIND,))
