"""Short wording: what the question has just said need not be said again.

A Chinese answer repeats the statement that it completes: “计划7天内建成投入使用” answers “计划几天内建成投入
使用？” by “7天内”. Clauses at either end that only repeat the question are left out, and around a
figure the words, too; the quote that is cited keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.figures.dates import find_dates
from ingest.figures.quantities import find_quantities
from ingest.language.normalise import fold
from qa.questions import Asked, Question
from qa.reading.findings import Finding
from qa.reading.gap import bigrams, placed_bigrams

_REPEATED = 0.85
"""Share of an end's characters that the question must repeat for it to say nothing new."""
_LEAST = 2
"""Characters of the shortest answer."""
_BORDER = frozenset("，；：。")
# what bounds or shares out a figure belongs to it: 最长2年, 每人每年300元, 7天内, 30元/公斤
_BEFORE = re.compile(
    r"(?:最[高长多低少短大小]|至少|一次性|每(?:[\u4e00-\u9fff]{1,2}(?=每|$))?|约|近|超)+$"
)
_BEHIND = re.compile(r"(?:以|之)?[内前后上下]|左右|起|/[\u4e00-\u9fff]{1,3}")
_PAIRS = ("（）", "()", "“”", "《》", "「」", "【】")


def brief(question: Question, finding: Finding) -> str:
    """The text of the finding without ends that repeat the question.

    A yes or no stays whole: the word that answers (可以, 不得) is often one that was asked with.
    """
    text = finding.text
    asked, said = fold(question.raw), fold(text)
    whole = question.asked is Asked.BOOLEAN or finding.group or finding.segments
    if whole or len(said) != len(text):
        return text
    repeats = _Repeats(asked, said)
    borders = [at + 1 for at, char in enumerate(text) if char in _BORDER]
    begins, ends = set(borders), {at - 1 for at in borders}
    for start, end in _own_figure(finding):
        begins.add(start)
        ends.add(end)
    kept = _uncut(text)
    begin = max((at for at in begins if at not in kept and repeats.all_of(0, at)), default=0)
    end = min(
        (at for at in ends if at > begin and at not in kept and repeats.all_of(at, len(text))),
        default=len(text),
    )
    short = text[begin:end].strip("，。；、：: ")
    return short if len(short) >= _LEAST and _balanced(short) else text


class _Repeats:
    """Which characters of a statement the question has, as parts of pairs; marks count for
    neither."""

    def __init__(self, asked: str, said: str) -> None:
        grams = bigrams(asked)
        self._asked, self._said = asked, said
        self._repeated: list[bool | None] = [False if char.isalnum() else None for char in said]
        for at, gram in placed_bigrams(said):
            if gram in grams:
                self._repeated[at] = self._repeated[at + 1] = True

    def all_of(self, start: int, end: int) -> bool:
        """Whether a piece says nothing new: nearly all of it repeated, and every number of it."""
        flags = [flag for flag in self._repeated[start:end] if flag is not None]
        numbers = re.findall(r"\d[\d.,]*", self._said[start:end])
        return sum(flags) >= _REPEATED * len(flags) and all(n in self._asked for n in numbers)


def _own_figure(finding: Finding) -> Iterable[tuple[int, int]]:
    """Where the finding's figure stands in its text, direction words included."""
    if finding.quantity is None:
        return
    same = [q for q in find_quantities(finding.text) if q.text == finding.quantity.text]
    if same:
        before = _BEFORE.search(finding.text, 0, same[0].outer_start)
        behind = _BEHIND.match(finding.text, same[-1].outer_end)
        yield (
            before.start() if before else same[0].outer_start,
            behind.end() if behind else same[-1].outer_end,
        )


def _uncut(text: str) -> frozenset[int]:
    """Positions inside a figure or a date."""
    spans: Sequence[tuple[int, int]] = [
        *((q.outer_start, q.outer_end) for q in find_quantities(text)),
        *((mention.start, mention.end) for mention in find_dates(text)),
    ]
    return frozenset(at for start, end in spans for at in range(start + 1, end))


def _balanced(text: str) -> bool:
    return all(text.count(pair[0]) == text.count(pair[1]) for pair in _PAIRS)
