"""Judging one answer against its gold case."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.cases import Case
from eval.matching import forbidden_found, holds, main_text, missing_facts, squeeze
from ingest.figures.dates import DateMention, find_dates
from ingest.figures.quantities import find_quantities
from qa.answers import Answer, Citation, Status

LEAST_SHARED = 0.5
"""Share of a sentence's character pairs that its quotes must hold, where it states no figure.

A sentence of the reader is cut from its quote (share 1), one of an LLM rewords it; two sentences
of policy texts on different matters share under a third of their pairs."""

LEAST_QUOTE = 4
"""Characters from which a quote inside a gold evidence counts as citing it."""

_MARKER = re.compile(r"\[(\d{1,3})\]")
_STOP_BEFORE_MARKERS = re.compile(r"([。！？；])((?:\s*\[\d{1,3}\])+)")
_CLAIM = re.compile(r"([^\n。！？；]+?)((?:\s*\[\d{1,3}\])+)")
_EQUATION = re.compile(r"([^，。；：\n=＝]+)[=＝]\s*约?\s*([^，。；：\s]+)")
_OPERATOR = re.compile(r"[-－—+＋×÷]")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is right and wrong about an answer.

    `right`: every fact and no forbidden string where facts are expected, else the expected
    status. Counts: sentences that carry a citation, those of them that their quotes support, and
    gold evidence that a quote covers. `evidence_rank` is the rank (from 1) of the first retrieved
    passage that holds gold evidence, None where none does.
    """

    right: bool
    missing: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    cited_sentences: int = 0
    supported_sentences: int = 0
    evidence: int = 0
    evidence_cited: int = 0
    evidence_rank: int | None = None
    length: int = 0


def judge(case: Case, answer: Answer) -> Judgement:
    """Judge an answer by its case; nothing but strings and spans is compared."""
    missing = missing_facts(answer.text, case.facts)
    forbidden = forbidden_found(answer.text, case.forbidden)
    supported = support_of_sentences(answer.text, answer.citations, case.question)
    return Judgement(
        right=_is_right(case, answer.status, missing, forbidden),
        missing=missing,
        forbidden=forbidden,
        cited_sentences=len(supported),
        supported_sentences=sum(supported),
        evidence=len(case.evidence),
        evidence_cited=_cited(case.evidence, [c.quote for c in answer.citations]),
        evidence_rank=_first_rank(case.evidence, [hit.passage.text for hit in answer.hits]),
        length=len(main_text(answer.text)),
    )


def _is_right(
    case: Case, status: Status, missing: Collection[object], forbidden: Collection[str]
) -> bool:
    if not case.answerable:
        return status is case.expected
    # both figures of a conflict put side by side answer the question too
    given = status in (Status.ANSWERED, Status.CONFLICT)
    if case.expected is Status.CONFLICT:
        given = status is Status.CONFLICT
    return given and not missing and not forbidden


# --- citations -----------------------------------------------------------------------------


def support_of_sentences(
    text: str, citations: Sequence[Citation], question: str = ""
) -> tuple[bool, ...]:
    """For each sentence that carries a marker: whether the quotes it names support it.

    What stands between two markers of one sentence is a statement of its own. Figures that the
    question gives (离100家还差几家) need no support.
    """
    shown = {c.index: f"{c.quote}\n{_record(c)}" for c in citations}
    return tuple(
        _supports(sentence, numbers, shown, question)
        for sentence, numbers in _cited_sentences(text)
    )


def _cited_sentences(text: str) -> Iterable[tuple[str, tuple[int, ...]]]:
    for statement, markers in _CLAIM.findall(_STOP_BEFORE_MARKERS.sub(r"\2\1", text)):
        yield statement, tuple(int(number) for number in _MARKER.findall(markers))


def _supports(
    sentence: str, numbers: Sequence[int], shown: Mapping[int, str], question: str
) -> bool:
    if any(number not in shown for number in numbers):
        return False
    quotes = "\n".join(shown[number] for number in dict.fromkeys(numbers))
    figures = _figures(sentence)
    if figures:
        return all(_shows(f"{quotes}\n{question}", figure) for figure in figures)
    pairs = _pairs(sentence)
    return not pairs or len(pairs & _pairs(quotes)) >= LEAST_SHARED * len(pairs)


def _figures(sentence: str) -> tuple[str, ...]:
    """Figures a sentence states, as written; the result of a written-out computation is its own.

    The operators of 100万元－30万元＝70万元 would read as a range, so the operands are parted.
    """
    results = [found.group(2) for found in _EQUATION.finditer(sentence)]
    stated = _EQUATION.sub(lambda found: _OPERATOR.sub("、", found.group(1)), sentence)
    for result in results:  # 相差5家：15家－10家＝5家
        stated = re.sub(rf"(?<!\d){re.escape(result)}(?=：)", "", stated)
    dates = find_dates(stated)
    amounts = [
        quantity
        for quantity in find_quantities(stated)
        if not any(day.start <= quantity.start < day.end for day in dates)
    ]
    return (*(day.text for day in dates), *(quantity.text for quantity in amounts))


def _shows(quotes: str, figure: str) -> bool:
    """The figure stands in the quotes, in the same characters or as the same value or day."""
    if holds(squeeze(quotes), figure):
        return True
    values = find_quantities(figure)
    if values and any(values[0].same_value(other) for other in find_quantities(quotes)):
        return True
    return any(_names(day, other) for day in find_dates(figure) for other in find_dates(quotes))


def _names(day: DateMention, shown: DateMention) -> bool:
    """The same days, or the year of a day that is shown."""
    if day.first is None or shown.first is None:
        return False
    if day.precision == "year":
        return day.year in (shown.year, shown.first.year)
    return (day.first, day.last) == (shown.first, shown.last)


def _record(citation: Citation) -> str:
    """What a citation shows besides its quote: title, number, issuer, day, heading."""
    document = citation.document
    fields = (
        document.title,
        document.doc_number,
        document.issuer,
        document.region,
        document.dated.isoformat() if document.dated else None,
        " ".join(citation.passage.section.path),
        citation.passage.header,
    )
    return "\n".join(field for field in fields if field)


def _pairs(text: str) -> frozenset[str]:
    runs = re.findall(r"[\w]+", squeeze(text))
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))


# --- evidence ------------------------------------------------------------------------------


def _cited(evidence: Sequence[str], quotes: Sequence[str]) -> int:
    squeezed = [squeeze(quote) for quote in quotes]
    return sum(any(_covers(quote, squeeze(gold)) for quote in squeezed) for gold in evidence)


def _covers(quote: str, gold: str) -> bool:
    return gold in quote or (len(quote) >= LEAST_QUOTE and quote in gold)


def _first_rank(evidence: Sequence[str], passages: Sequence[str]) -> int | None:
    wanted = [squeeze(gold) for gold in evidence]
    for rank, passage in enumerate(passages, 1):
        text = squeeze(passage)
        if any(gold in text for gold in wanted):
            return rank
    return None
