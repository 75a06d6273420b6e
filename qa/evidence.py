"""How well the text found for a question meets it: the signs that tell an answer from a guess.

Every sign is a share or a ratio within one question, so that it means the same in a small and in
a large index, for a short and for a long question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from qa.answers import Hit
from qa.questions import Question, Term
from qa.reading.findings import Finding
from qa.reading.gap import Gap, placed_bigrams
from qa.reading.matching import longest_run, matching_form, quality

SIGNS = {
    "confidence": 1,
    "bigrams": 1,
    "longest_run": 1,
    "lacking_near": -1,
    "lacking": -1,
    "lacking_official": -1,
    "names": 1,
    "years": 1,
    "behind_first": -1,
    "lexical_lead": 1,
    "lay": 1,
}
"""Names of the signs in order, with the direction each can speak in: for an answer (1) or against
one (-1).

confidence      of the reader: the question's words, place, tier and year around the finding
bigrams         share of the question's character pairs in the passage and its titles
longest_run     longest piece of the question that stands there as it is
lacking_near    weight of the weightiest missing word, beside that of the weightiest word: in the
                sentence given, its heading and table header
lacking         the same in the whole passage and its titles
lacking_official  the same, the less the more of the question is in lay words: what is asked in
                official words and lacks one is about something else
names           share of the question's places, quoted names and Latin words in the passage, or in
                the region of its document
years           share of its years there, or by which the text is dated
behind_first    how far the passage is behind the best one found
lexical_lead    how far the best passage is before the next five, by the share of the question's
                character pairs it holds: what a corpus answers, one passage says; of what it only
                touches, many speak alike
lay             share of the question in words that official texts do not use; then little else
                can match
"""


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts around a finding, in matching form."""

    near: str
    passage: str

    @classmethod
    def of(cls, finding: Finding) -> _Texts:
        near = matching_form("\n".join(_near(finding)))
        return cls(near, near + matching_form("\n".join(_around(finding))))


def signs_of(question: Question, finding: Finding, hits: Sequence[Hit]) -> tuple[float, ...]:
    """The values of `SIGNS` for one finding, each 0 to 1.

    Args:
        hits: all passages found for the question, best first.
    """
    texts = _Texts.of(finding)
    terms = [term for term in question.terms if term.official] or list(question.terms)
    bigrams, lacking = _bigrams_found(question, texts.passage), _lacking(terms, texts.passage)
    return (
        finding.confidence,
        bigrams,
        _longest_run(matching_form(question.text), texts.passage),
        _lacking(terms, texts.near),
        lacking,
        lacking * (1 - question.lay_share),
        _names(question, texts.passage + matching_form(finding.document.region or "")),
        _years(question, finding, texts.passage),
        _behind_first(finding, hits),
        _lexical_lead(hits) * bigrams,
        question.lay_share,
    )


# --- the texts -----------------------------------------------------------------------------


def _near(finding: Finding) -> Iterator[str]:
    """The sentence given, its table header and heading."""
    yield finding.text
    yield finding.answers
    yield finding.passage.section.heading
    yield finding.passage.header or ""
    for start, end in finding.quotes:
        yield finding.document.text[start:end]


def _around(finding: Finding) -> Iterator[str]:
    """The passage with the titles above it."""
    yield finding.passage.text
    yield " ".join(finding.passage.section.path)
    yield finding.document.title


# --- words ---------------------------------------------------------------------------------

_LONG_RUN = 12
"""Characters of the question in a row that leave no doubt that the text speaks of it."""


def _bigrams_found(question: Question, text: str) -> float:
    gap = Gap.of(question.text)
    grams = {gram for side in (gap.before, gap.after) for _, gram in placed_bigrams(side)}
    return _share_found(sorted(grams), text) if grams else 0.0


def _longest_run(asked: str, text: str) -> float:
    return longest_run(asked, text, _LONG_RUN) / max(1, min(len(asked), _LONG_RUN))


def _lacking(terms: Sequence[Term], text: str) -> float:
    most = max((term.weight for term in terms), default=0.0)
    if not most:
        return 0.0
    return max(term.weight * (1 - quality(term, text)) for term in terms) / most


_REWORDED = 0.5
_NAME = re.compile(r"《([^》]{2,60})》|“([^”]{2,30})”|([a-zA-Z][a-zA-Z0-9+\-]+)")


def _names(question: Question, text: str) -> float:
    names = ["".join(match.groups("")) for match in _NAME.finditer(question.text)]
    names = [name for name in names if not _is_reworded(question, matching_form(name), text)]
    return _share_found([*names, *(place.short for place in question.places)], text)


def _is_reworded(question: Question, name: str, text: str) -> bool:
    """Whether an official name stands there for an abbreviation: 公文 write 人工智能, speech AI."""
    return name not in text and any(
        term.text == name and quality(term, text) >= _REWORDED for term in question.terms
    )


def _years(question: Question, finding: Finding, text: str) -> float:
    """A text of a year speaks of it without naming it (今年, 去年)."""
    own = {finding.document.year, *(finding.binding.years if finding.binding else ())}
    missing = [year for year in question.years if year not in own and str(year) not in text]
    return 1 - len(missing) / len(question.years) if question.years else 1.0


def _share_found(wanted: Sequence[str], text: str) -> float:
    """Share of the wanted strings in the text, 1 where none is wanted."""
    return sum(matching_form(one) in text for one in wanted) / len(wanted) if wanted else 1.0


# --- ranks ---------------------------------------------------------------------------------


def _behind_first(finding: Finding, hits: Sequence[Hit]) -> float:
    first = hits[0].scores.final if hits else 0.0
    if finding.hit is None or first <= 0:
        return 0.0
    return max(0.0, 1 - finding.hit.scores.final / first)


def _lexical_lead(hits: Sequence[Hit]) -> float:
    """Passages that were not found at all count as such of score 0."""
    first, *others = [*sorted((hit.scores.lexical for hit in hits), reverse=True), *[0.0] * 6][:6]
    return 1 - fmean(others) / first if first > 0 else 0.0
