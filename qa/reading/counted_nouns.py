"""What is counted: the noun behind 多少家 or 几名, and whether a figure counts that noun.

Chinese asks with interrogative, classifier, noun (服务多少家企业), and official texts state noun and
figure side by side: 服务企业不少于500家, 50家海外企业研发机构. So the noun of the question stands at the
end of what is before the figure, or directly behind it; elsewhere in the sentence it tells of
another figure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.figures.statements import Statement
from qa.questions import Question
from qa.reading.matching import matching_form

# what follows the classifier and is no noun: 几个工作日内, 多少家通过了认定, 多少人能来
_NOUN = re.compile(
    r"(?!以|之|内|的|能|可|会|要|才|就|是|为|在|有|进|通过|获|左右|[，。？?、])[\u4e00-\u9fffa-z]+"
)
_TRAILING = re.compile(r"(?:了|呢|吗|呀|啊|来着|才行|才可以)+$")
_VERB_TAIL = re.compile(
    r"(?:总数|总量|数量|人数|数|共计|共|累计|合计|分别|已|达到|达|为|有|是|到|约|增加|增至|新增|建成|完成|发展|控制在|稳定在|保持在)+$"
)
_FAR = 6
"""Characters beside the figure that may hold the noun, more than its own length."""


@lru_cache(maxsize=256)
def _noun(text: str, unit: str) -> str:
    match = re.search(rf"(?:几|多少)[十百千万亿]*{re.escape(unit)}", text)
    noun = _NOUN.match(text, match.end()) if match else None
    return _TRAILING.sub("", noun.group())[:14] if noun else ""


def counted_noun(question: Question) -> str:
    """The noun the question counts, "" where it names none behind its classifier."""
    return _noun(matching_form(question.text), question.unit_word) if question.unit_word else ""


def is_known(question: Question, noun: str) -> bool:
    """Whether official texts call the noun so, and in no other word."""
    head = noun[-2:]
    return len(noun) > 1 and any(
        term.official and term.text.endswith(head) and not term.alternatives
        for term in question.terms
    )


def counts_noun(noun: str, text: str, statement: Statement) -> float:
    """How much of the noun stands beside the figure, 0 to 1; 0 where its head does not.

    Args:
        text: the text of the document.
    """
    head = noun[-2:]
    if len(noun) < 2:
        return 0.0
    quantity, item = statement.quantity, statement.item
    before = matching_form(text[item.start : quantity.outer_start])
    before = _VERB_TAIL.sub("", before)[-len(noun) - _FAR :]
    behind = matching_form(text[quantity.outer_end : item.end])[: len(noun) + _FAR]
    if before.endswith(head) or head in before[-len(noun) :]:
        side = before
    elif head in behind:
        side = behind
    else:
        return 0.0
    grams = [noun[at : at + 2] for at in range(len(noun) - 1)]
    return sum(gram in side for gram in grams) / len(grams)
