"""When to ask back: a question that names nothing which tells the documents apart."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.language.normalise import squash
from ingest.metadata.doc_numbers import find_doc_numbers
from qa.answers import Hit
from qa.questions import Question
from qa.reading.fields import field_words

_SPECIFIC = 0.5
"""A word of at least this IDF weight points to a subject; 奖励, 目标, 企业 do not."""


def is_unspecific(question: Question) -> bool:
    """No place, tier, year, title or rare word: “奖励多少钱？”, “文号是多少？”."""
    if question.places or question.tiers or question.years or question.titles:
        return False
    if find_doc_numbers(question.text):
        return False
    asks = squash(field_words(question.asked))
    terms = [term for term in question.terms if term.text not in asks]
    return (
        not any(t.weight >= _SPECIFIC or not t.official for t in terms)
        and sum(t.weight for t in terms) < 2 * _SPECIFIC
    )


def clarification(question: Question, hits: Sequence[Hit]) -> str | None:
    """The question back to the asker, naming what there is; None where only one text answers."""
    titles = dict.fromkeys(f"《{squash(hit.document.title)}》" for hit in hits)
    if not is_unspecific(question) or len(titles) < 2:
        return None
    regions = dict.fromkeys(hit.document.region for hit in hits if hit.document.region)
    if len(regions) > 1:
        return f"请说明问的是哪个地区、哪项政策。现有相关文件的地区有：{'、'.join(list(regions)[:6])}。"
    return f"请说明问的是哪份文件、哪项政策。相关的有：{'、'.join(list(titles)[:4])}。"
