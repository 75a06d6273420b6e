"""Spans as answers: the words of a passage that fill the question's gap.

A question repeats most of the sentence that answers it and leaves one part out. So sentences are
ranked by how much of the question stands in and around them, and inside the best ones windows of
clauses are ranked by a linear model over a few features: what of the question is left outside the
window, how well its borders align with the words around the interrogative, its length, and signs
of the kind asked. The weights and how they were fitted stand in `data/span_model.json`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.figures.dates import find_dates
from ingest.figures.quantities import find_quantities
from ingest.language.clauses import Piece, Sentence
from ingest.language.normalise import fold
from qa.answers import Hit
from qa.questions import Asked, Question
from qa.reading.analysed import Analysed
from qa.reading.matching import Matcher

_SENTENCES_READ = 6
_MAX_CLAUSES = 6
_MAX_LENGTH = 260


@dataclass(frozen=True, slots=True)
class SentenceAt:
    """A sentence of a hit with its coverage of the question in context (0 to 1)."""

    hit: Hit
    analysed: Analysed
    place: int
    sentence: Sentence
    coverage: float
    score: float


@dataclass(frozen=True, slots=True)
class Window:
    """A possible answer span (offsets into the document text) with its features and score."""

    at: SentenceAt
    start: int
    end: int
    features: tuple[float, ...]
    score: float


def rank_sentences(
    question: Question, hits: Sequence[tuple[Hit, Analysed]], matcher: Matcher
) -> list[SentenceAt]:
    """Sentences of all hits, best first."""
    best_final = max((hit.scores.final for hit, _ in hits), default=0.0) or 1.0
    ranked: list[SentenceAt] = []
    for hit, analysed in hits:
        text = analysed.text
        for place, sentence in enumerate(analysed.sentences):
            before = analysed.sentences[place - 1] if place else None
            coverage = matcher.coverage(
                (
                    (text[sentence.start : sentence.end], 1.0),
                    (text[before.start : before.end] if before else "", 0.6),
                    (analysed.header_at(sentence.start), 0.7),
                    (analysed.heading, 0.6),
                    (analysed.document.title, 0.45),
                    (analysed.passage.text, 0.35),
                )
            )
            score = (
                coverage
                + 0.15 * hit.scores.final / best_final
                + 0.06 * shows_kind(question, text[sentence.start : sentence.end])
            )
            ranked.append(SentenceAt(hit, analysed, place, sentence, coverage, score))
    ranked.sort(key=lambda at: (-at.score, at.hit.rank, at.sentence.start))
    return ranked


_ORGANISATION = re.compile(
    r"(?:局|部|委|厅|办|院|会|公司|银行|中心|政府|处|所|站|社|集团|学校|大学|医院|平台|机构|单位|部门|组)(?:$|[、，。；）\s])"
)


def shows_kind(question: Question, text: str) -> float:
    """1 where a text carries the kind of thing asked for, else 0."""
    asked = question.asked
    if asked is Asked.FIGURE:
        return float(bool(find_quantities(text)))
    if asked in (Asked.DATE, Asked.ISSUE_DATE, Asked.EFFECTIVE_DATE, Asked.EXPIRY):
        return float(bool(find_dates(text)))
    if asked in (Asked.WHO, Asked.RESPONSIBLE, Asked.ISSUER):
        return float(bool(_ORGANISATION.search(text)))
    if asked is Asked.LIST:
        return float("、" in text or "；" in text or "（1）" in text)
    return 0.0


def rank_windows(
    question: Question, sentences: Sequence[SentenceAt], matcher: Matcher
) -> list[Window]:
    """Answer windows inside the best sentences, best first."""
    gap = Gap.of(question.text)
    model = load_span_model()
    windows: dict[tuple[str, int, int], Window] = {}
    for order, at in enumerate(sentences[:_SENTENCES_READ]):
        for start, end in _spans(at, gap):
            key = (at.analysed.document.doc_id, start, end)
            if key in windows:
                continue
            features = window_features(question, gap, at, order, start, end, matcher)
            windows[key] = Window(at, start, end, features, model.score(features))
    return sorted(windows.values(), key=lambda w: (-w.score, w.at.hit.rank, w.start, w.end))


# --- the gap -------------------------------------------------------------------------------

_GAP_WORDS = re.compile(
    r"多少|百分之几|几(?=[个家户名人位项件台套天年月日倍成])|哪(?:一)?[些几个家位里儿天年项种类级方]{1,2}|哪|什么时候|什么时间|什么样的?|什么|"
    r"何时|何地|何种|怎么样|怎么|怎样的?|如何|为何|为什么|谁|多久|多长|多大|多高|啥|咋"
)


@dataclass(frozen=True, slots=True)
class Gap:
    """The interrogative of a question with the words on both sides, folded."""

    before: str
    after: str
    bigrams: frozenset[str]

    @classmethod
    def of(cls, question: str) -> Gap:
        text = re.sub(r"[？?！!。\s]+$", "", fold(question))
        match = _GAP_WORDS.search(text)
        if match is None:
            return cls(text, "", bigrams(text))
        return cls(text[: match.start()], text[match.end() :], bigrams(text))


def bigrams(text: str) -> frozenset[str]:
    return frozenset(
        text[at : at + 2]
        for at in range(len(text) - 1)
        if text[at].isalnum() and text[at + 1].isalnum()
    )


# --- windows -------------------------------------------------------------------------------


def _spans(at: SentenceAt, gap: Gap) -> Iterable[tuple[int, int]]:
    """Runs of clauses of the sentence, also trimmed at the words the question repeats, and runs
    of whole sentences from it on (answers that are lists of measures)."""
    text = at.analysed.text
    clauses = at.sentence.clauses
    for first in range(len(clauses)):
        for last in range(first, min(len(clauses), first + _MAX_CLAUSES)):
            start, end = clauses[first].start, clauses[last].end
            if end - start > _MAX_LENGTH:
                break
            yield start, end
            trimmed_start = _trim_left(text, start, clauses[first].end, gap)
            trimmed_end = _trim_right(text, clauses[last].start, end, gap)
            if trimmed_start > start and trimmed_start < end - 1:
                yield trimmed_start, end
            if trimmed_end < end and trimmed_end > start + 1:
                yield start, trimmed_end
                if start < trimmed_start < trimmed_end - 1:
                    yield trimmed_start, trimmed_end
    if at.analysed.table is not None:
        return  # a neighbouring sentence belongs to another cell
    sentences = at.analysed.sentences
    for last in range(at.place + 1, min(len(sentences), at.place + 5)):
        end = sentences[last].end
        if end - at.sentence.start > 2 * _MAX_LENGTH:
            break
        yield at.sentence.start, _bare_end(text, end)
        if clauses and len(clauses) > 1:
            yield clauses[-1].start, _bare_end(text, end)


def _bare_end(text: str, end: int) -> int:
    return end - 1 if text[end - 1] in "。；！？" else end


def _covered(text: str, start: int, end: int, gap: Gap) -> list[bool]:
    """Which characters of a span stand in a bigram of the question."""
    folded = fold(text[start:end])
    covered = [False] * len(folded)
    for at in range(len(folded) - 1):
        if folded[at : at + 2] in gap.bigrams:
            covered[at] = covered[at + 1] = True
    return covered


def _trim_left(text: str, start: int, end: int, gap: Gap) -> int:
    """Behind the last word of the clause's first part that the question repeats."""
    covered = _covered(text, start, end, gap)
    last = -1
    for at, is_covered in enumerate(covered):
        if is_covered:
            last = at
        elif at - last > 8:
            break
    return start + last + 1 if last >= 0 else start


def _trim_right(text: str, start: int, end: int, gap: Gap) -> int:
    """Before the first word of the clause's last part that the question repeats."""
    covered = _covered(text, start, end, gap)
    first = len(covered)
    for at in range(len(covered) - 1, -1, -1):
        if covered[at]:
            first = at
        elif first - at > 8:
            break
    return start + first


# --- features ------------------------------------------------------------------------------

FEATURES = (
    "bias", "sentence_coverage", "sentence_order", "outside", "inside", "inside_share",
    "align_left", "align_right", "align_left_in", "align_right_in", "log_length", "log_length_sq",
    "short", "long", "kind_inside", "kind_inside_figure", "kind_inside_date", "kind_inside_who",
    "enumeration_list", "starts_clause", "ends_clause", "ends_sentence", "after_colon",
    "after_copula", "figure_short", "date_short", "who_short", "open_length", "list_length",
    "quoted", "begins_title", "clauses",
)  # fmt: skip

_COPULA = re.compile(
    r"(?:是|为|即|指|包括|包含|有|等|叫|称为|达到|达|于|由|向|对|在|按照|通过|自)$"
)


def window_features(
    question: Question,
    gap: Gap,
    at: SentenceAt,
    order: int,
    start: int,
    end: int,
    matcher: Matcher,
) -> tuple[float, ...]:
    """The features named in `FEATURES`, in that order."""
    text = at.analysed.text
    window = text[start:end]
    folded = fold(window)
    sentence = at.sentence
    outside = text[sentence.start : start] + "\n" + text[end : max(end, sentence.end)]
    inside = matcher.coverage(((window, 1.0),))
    left, right = fold(text[max(0, start - 14) : start]), fold(text[end : end + 14])
    length = len(window)
    covered = _covered(text, start, end, gap)
    kind = shows_kind(question, window)
    asked = question.asked
    figure = asked is Asked.FIGURE
    dated = asked in (Asked.DATE, Asked.EFFECTIVE_DATE, Asked.ISSUE_DATE, Asked.EXPIRY)
    who = asked in (Asked.WHO, Asked.WHERE, Asked.ISSUER, Asked.RESPONSIBLE)
    listed = asked is Asked.LIST
    log_length = math.log1p(length)
    context = ((outside, 1.0), (at.analysed.heading, 0.5), (at.analysed.document.title, 0.4))
    before = text[start - 1 : start] if start else ""
    return (
        1.0,
        at.coverage,
        order / _SENTENCES_READ,
        matcher.coverage(context),
        inside,
        sum(covered) / max(1, length),
        _overlap(gap.before[-10:], left),
        _overlap(gap.after[:10], right),
        _overlap(gap.before[-6:], folded[:8]),
        _overlap(gap.after[:6], folded[-8:]),
        log_length,
        log_length * log_length / 5,
        float(length <= 4),
        float(length > 120),
        kind,
        kind * figure,
        kind * dated,
        kind * who,
        float(listed) * min(4, window.count("、") + window.count("；")) / 4,
        float(any(clause.start == start for clause in sentence.clauses)),
        float(any(clause.end == end for clause in sentence.clauses)),
        float(end >= _bare_end(text, sentence.end)),
        float(before in "：:"),
        float(bool(_COPULA.search(left))),
        float(figure) * log_length,
        float(dated) * log_length,
        float(who) * log_length,
        float(asked in (Asked.OPEN, Asked.HOW, Asked.BOOLEAN, Asked.WHY)) * log_length,
        float(listed) * log_length,
        float(before in "“《"),
        float(start < len(at.analysed.document.title)),
        min(6, sum(c.start >= start and c.end <= end for c in sentence.clauses)) / 6,
    )


def _overlap(wanted: str, text: str) -> float:
    grams = bigrams(wanted)
    if not grams:
        return 0.0
    return sum(gram in text for gram in grams) / len(grams)


@dataclass(frozen=True, slots=True)
class SpanModel:
    """A linear model over `FEATURES`."""

    weights: tuple[float, ...]

    def score(self, features: Sequence[float]) -> float:
        return sum(w * f for w, f in zip(self.weights, features, strict=True))


@lru_cache(maxsize=1)
def load_span_model() -> SpanModel:
    """The fitted weights. A file that names other features is refused."""
    stored = json.loads(files("qa").joinpath("data/span_model.json").read_text("utf-8"))
    weights = stored["weights"]
    if set(weights) != set(FEATURES):
        raise ValueError("span_model.json was fitted for other features than these")
    return SpanModel(tuple(float(weights[name]) for name in FEATURES))


def as_piece(window: Window) -> Piece:
    return Piece(window.start, window.end)
