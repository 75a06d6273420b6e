"""The gap of a question: its interrogative, and the words on both sides of it.

A Chinese question keeps the order of the statement that answers it; the interrogative stands
where the answer stands (…通过什么方式实现… / …通过无人化生产方式实现…). So the words directly before
and after the interrogative are expected directly before and after the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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


def placed_bigrams(text: str) -> list[tuple[int, str]]:
    """Bigrams of letters and digits with their positions."""
    return [
        (at, text[at : at + 2])
        for at in range(len(text) - 1)
        if text[at].isalnum() and text[at + 1].isalnum()
    ]
