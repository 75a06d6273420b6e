"""Sanctions of statutes: whom an article lays them on, and the cases it lists below them.

The article on liability says a person, a sanction and then the cases (“专利代理师有下列行为之一的，…
处5万元以下的罚款：（一）…”); its neighbours say the same of other persons, with other sums.
"""

from __future__ import annotations

import re

from ingest.language.clauses import Sentence
from ingest.language.normalise import fold
from qa.questions import Question
from qa.reading.gap import bigrams

_RULED = re.compile(
    r"(?:第[一二三四五六七八九十百千零\d]+条\s*)?([^，。；：\s]{2,16}?)有下列(?:行为|情形|情况)"
)
_GRAVER = re.compile(r"[^。\n]{0,120}[：:]\s*(?=（一）|\(一\)|1[.．、]|①)")


def share_of_ruled(question: Question, text: str, sentence: Sentence) -> float:
    """Share of the character pairs of the person ruled on that the question says, 0 where a
    sentence names none."""
    ruled = _RULED.match(text, sentence.start, sentence.end)
    if ruled is None:
        return 0.0
    pairs = bigrams(fold(ruled[1]))
    return len(pairs & bigrams(fold(question.text))) / len(pairs) if pairs else 0.0


def cases_listed(text: str, sentence: Sentence, end: int) -> str:
    """The items under a sentence that opens a list, up to `end`; a graver case behind a semicolon
    may stand before them (“…；情节严重的，…：（一）…”)."""
    said = text[sentence.start : sentence.end].rstrip()
    if said.endswith(("：", ":")):
        return text[sentence.end : end]
    graver = _GRAVER.match(text, sentence.end, end) if said.endswith("；") else None
    return text[graver.end() : end] if graver else ""
