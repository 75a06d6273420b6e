"""The gap of a question: its interrogative, the words beside it, and the kind of thing it asks.

A Chinese question keeps the order of the statement that answers it; the interrogative stands
where the answer stands (…通过什么方式实现… / …通过无人化生产方式实现…). So the words directly before
and after the interrogative are expected directly before and after the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.language.normalise import fold
from qa.questions import Asked, Question

GAP_WORDS = re.compile(
    r"多少|百分之几|几(?=[个家户名人位项件台套天年月日倍成])|哪(?:一)?[些几个家位里儿天年项种类级方]{1,2}|哪|"
    r"什么时候|什么时间|什么样的?|什么|何时|何地|何种|怎么样|怎么|怎样的?|如何|为何|为什么|谁|"
    r"多久|多长|多大|多高|啥|咋|何"
)
_HEAD = re.compile(r"^(?:样|一|的|些|种|个|项|家)*([\u4e00-\u9fff]{2,4})")
_DEFINITION = re.compile(
    r"^(?:什么|啥)是|(?:是|指|叫)(?:的是)?(?:什么|啥)(?:意思|东西)?$|含义|意思|定义|具体指"
)
_AFFIRMATION = re.compile(r"能不能|是否|可否|能否|可不可以|要不要|是不是|有没有|吗$|用不用|算不算")

CLASSES = ("figure", "date", "who", "where", "list", "boolean", "how", "why", "definition", "open")
"""Classes of questions that the span model tells apart."""

_CLASS_OF = {
    Asked.FIGURE: "figure",
    Asked.FREQUENCY: "figure",
    Asked.DATE: "date",
    Asked.ISSUE_DATE: "date",
    Asked.EFFECTIVE_DATE: "date",
    Asked.EXPIRY: "date",
    Asked.WHO: "who",
    Asked.RESPONSIBLE: "who",
    Asked.ISSUER: "who",
    Asked.SIGNATORY: "who",
    Asked.WHERE: "where",
    Asked.LIST: "list",
    Asked.BOOLEAN: "boolean",
    Asked.VALIDITY: "boolean",
    Asked.HOW: "how",
    Asked.WHY: "why",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """The interrogative with what stands on both sides, folded.

    `head` is the noun that the interrogative determines (什么方式 → 方式), "" without one.
    """

    text: str
    before: str
    after: str
    head: str
    asks: str

    @classmethod
    def of(cls, question: Question) -> Gap:
        text = re.sub(r"[？?！!。\s]+$", "", fold(question.text))
        match = GAP_WORDS.search(text)
        asks = _class_of(question, text)
        if match is None:
            return cls(text, text, "", "", asks)
        after = text[match.end() :]
        head = _HEAD.match(after)
        return cls(text, text[: match.start()], after, head.group(1)[:2] if head else "", asks)


def _class_of(question: Question, text: str) -> str:
    if question.asked not in _CLASS_OF and _DEFINITION.search(text):
        return "definition"
    if question.asked is Asked.OPEN and _AFFIRMATION.search(text):
        return "boolean"
    return _CLASS_OF.get(question.asked, "open")


def bigrams(text: str) -> list[tuple[int, str]]:
    """Bigrams of letters and digits with their positions."""
    return [
        (at, text[at : at + 2])
        for at in range(len(text) - 1)
        if text[at].isalnum() and text[at + 1].isalnum()
    ]
