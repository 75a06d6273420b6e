"""Who acts, where one sentence tells of several: “保险数据来自…；教育数据来自…”.

“地方煤矿…由省级部门组织验收；中央企业…由中央企业组织验收”: official sentences set such cases side by
side between semicolons. Each piece has an own subject and an own body; the piece whose subject the
question names answers, and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.answers import Hit
from qa.questions import Asked, Question, rows
from qa.reading.analysed import Analysed
from qa.reading.findings import Finding, surest_first
from qa.reading.matching import Matcher
from qa.reading.wording import clean

AGENT_KINDS = frozenset((Asked.WHO, Asked.RESPONSIBLE, Asked.SOURCE, Asked.WHERE, Asked.ISSUER))
_PIECE = re.compile(r"[^；;。\n]+")
_OWN, _SENTENCE, _HEADING, _TITLE, _PASSAGE = 1.0, 0.5, 0.9, 1.0, 0.3
_LONGEST = 140


@dataclass(frozen=True, slots=True)
class _Form:
    lead: float
    asked: re.Pattern[str]
    told: re.Pattern[str]


@lru_cache(maxsize=1)
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(float(row[0]), re.compile(row[1]), re.compile(row[2])) for row in rows("agents.tsv")
    )


def agent_findings(
    question: Question, hits: Sequence[tuple[Hit, Analysed]], matcher: Matcher
) -> list[Finding]:
    """Pieces of sentences that tell who does what is asked, best first."""
    form = _asked_form(question)
    if form is None:
        return []
    found: dict[tuple[str, int], Finding] = {}
    for hit, analysed in hits:
        for start, end, sentence in _pieces(form, analysed):
            key = (analysed.document.doc_id, start)
            if key not in found:
                found[key] = _finding(hit, analysed, (start, end), sentence, matcher)
    return surest_first(found.values())


def agent_lead(question: Question) -> float:
    """How much less sure such a piece may be than any other sentence."""
    form = _asked_form(question)
    return form.lead if form else 0.0


def _asked_form(question: Question) -> _Form | None:
    if question.asked not in AGENT_KINDS:
        return None
    return next((form for form in _forms() if form.asked.search(question.text)), None)


def _pieces(form: _Form, analysed: Analysed) -> Iterator[tuple[int, int, str]]:
    """(start, end, the sentence around it) of each piece that tells a body and its subject."""
    text, passage = analysed.text, analysed.passage
    for sentence in analysed.sentences:
        whole = text[sentence.start : sentence.end]
        for piece in _PIECE.finditer(text, sentence.start, min(sentence.end, passage.end)):
            match = form.told.search(text, *piece.span())
            if match is not None:
                start = piece.start() if piece.end() - piece.start() <= _LONGEST else match.start()
                end = piece.end() if start == piece.start() else match.end()
                yield start, end, whole


def _finding(
    hit: Hit, analysed: Analysed, span: tuple[int, int], sentence: str, matcher: Matcher
) -> Finding:
    piece = analysed.text[slice(*span)]
    coverage = matcher.coverage(
        (
            (piece, _OWN),
            (sentence, _SENTENCE),
            (analysed.heading, _HEADING),
            (analysed.document.title, _TITLE),
            (analysed.passage.text, _PASSAGE),
        )
    )
    return Finding(
        text=clean(piece),
        document=analysed.document,
        passage=analysed.passage,
        hit=hit,
        quotes=(span,),
        confidence=min(1.0, coverage),
        answers="来自 出自 提供 单位 部门",
    )
