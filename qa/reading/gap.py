"""The gap of a question: its interrogative, and the words on both sides of it.

A Chinese question keeps the order of the statement that answers it; the interrogative stands
where the answer stands (…通过什么方式实现… / …通过无人化生产方式实现…). So the words directly before
and after the interrogative are expected directly before and after the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.language.normalise import fold

_INTERROGATIVE = re.compile(
    r"多少|百分之几|几(?=[个家户名人位项件台套天年月日倍成])|哪(?:一)?[些几个家位里儿天年项种类级方]{1,2}|哪|"
    r"什么时候|什么时间|什么样的?|什么|何时|何地|何种|怎么样|怎么|怎样的?|如何|为何|为什么|谁|"
    r"多久|多长|多大|多高|啥|咋|何"
)


@dataclass(frozen=True, slots=True)
class Gap:
    """A folded question, and what stands before and after its interrogative.

    Without an interrogative all of it stands before the gap.
    """

    text: str
    before: str
    after: str

    @classmethod
    def of(cls, question: str) -> Gap:
        text = re.sub(r"[？?！!。\s]+$", "", fold(question))
        match = _INTERROGATIVE.search(text)
        if match is None:
            return cls(text, text, "")
        return cls(text, text[: match.start()], text[match.end() :])


# what may stand between the interrogative and the thing it asks for
_CLASSIFIER = re.compile(
    r"[十百千万亿]*(?:个|家|户|名|人|位|项|件|台|套|辆|所|座|处|条|种|类|批|场|次|部|些|的|样)*"
)
_COPULA = re.compile(
    r"(?:分别|各自|一共|总共|大概|大约|最多|至少|可以|需要|应该|应|要|得|能|会|是|为|有|达|到|约|由|在|了|的)*$"
)


def head_of(gap: Gap, terms: Sequence[str]) -> str | None:
    """The term that the interrogative asks about: what it counts (多少家企业), else what is
    predicated before it (平均浓度是多少). None where neither side begins or ends with a term.

    Modifiers come first in Chinese and the head last, so a text without the head tells of
    something else.
    """
    after = gap.after[_CLASSIFIER.match(gap.after).end() :]  # type: ignore[union-attr]
    counted = [term for term in terms if after.startswith(term)]
    if counted:
        return max(counted, key=len)
    before = _COPULA.sub("", gap.before.rstrip())
    said = [term for term in terms if before.endswith(term)]
    return max(said, key=len, default=None)


def placed_bigrams(text: str) -> list[tuple[int, str]]:
    """Bigrams of letters and digits with their positions."""
    return [
        (at, text[at : at + 2])
        for at in range(len(text) - 1)
        if text[at].isalnum() and text[at + 1].isalnum()
    ]


@lru_cache(maxsize=16384)
def bigrams(text: str) -> frozenset[str]:
    """The set of bigrams of letters and digits."""
    return frozenset(gram for _, gram in placed_bigrams(text))
