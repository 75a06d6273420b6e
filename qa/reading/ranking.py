"""Which sentence answers: a linear model over how a sentence and its passage meet the question.

Words, place, tier and year, the kind of thing asked and what retrieval thought of the passage each
say something; how much each says is learned from questions whose evidence is known. The weights
and how they were fitted stand in `data/sentence_model.json` (`python -m eval.fitting.sentences`).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from qa.answers import Hit
from qa.questions import Asked, Question
from qa.reading.analysed import Analysed
from qa.reading.figures import kind_fits
from qa.reading.fit import Fit
from qa.reading.matching import Matcher
from qa.reading.sentences import SentenceAt, bigrams, shows_kind

FEATURES = (
    "coverage", "own_coverage", "previous_coverage", "heading_coverage", "title_coverage",
    "bigrams", "unofficial_coverage", "fit", "mismatch", "kind", "figure", "unit", "date",
    "enumeration", "responsible", "final", "lexical", "dense", "rank", "title", "table",
    "log_length", "long", "in_charge", "quoted", "deontic", "definition",
)  # fmt: skip

_DATED = frozenset((Asked.DATE, Asked.EFFECTIVE_DATE, Asked.ISSUE_DATE, Asked.EXPIRY))
_BODIES = frozenset((Asked.RESPONSIBLE, Asked.WHO, Asked.ISSUER))
_LONG = 150
# forms of official prose that answer a form of question: who acts, what is allowed, what is meant
_IN_CHARGE = re.compile(r"由[^，。；]{2,40}|牵头|负责|承担|主管|会同")
_DEONTIC = re.compile(
    r"不得|应当?|可以|必须|严禁|禁止|不予|允许|免(?:收|征|费|予|于)|无需|不再|须|不能|不(?:计|纳)入|取消"
)
_ASKS_MEANING = re.compile(
    r"指(?:的是)?(?:什么|哪)|是什么意思|含义|什么是|怎么(?:定义|理解)|怎样概括"
)
_MEANING = re.compile(r"是指|指的是|即|简称|统称|[“（(]")
_QUOTED = re.compile(r"[“《]([^”》]{2,40})[”》]")
RANKED = 80
"""Sentences of the best coverage that are ranked; the answer stands in them or nowhere."""

FitOf = Callable[[SentenceAt], Fit]
Values = tuple[float, ...]
"""The features of one sentence, in the order of `FEATURES`."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with the model's score and whether it is about what was asked."""

    at: SentenceAt
    fit: Fit
    score: float


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """Weights over `FEATURES`; a score is a logit, comparable within one question only."""

    weights: tuple[float, ...]

    def score(self, features: Sequence[float]) -> float:
        return sum(w * f for w, f in zip(self.weights, features, strict=True))


@lru_cache(maxsize=1)
def load_sentence_model() -> SentenceModel:
    """The fitted weights. A file that names other features is refused."""
    stored = json.loads(files("qa").joinpath("data/sentence_model.json").read_text("utf-8"))
    weights = stored["weights"]
    if set(weights) != set(FEATURES):
        raise ValueError("sentence_model.json was fitted for other features than these")
    return SentenceModel(tuple(float(weights[name]) for name in FEATURES))


class SentenceRanker:
    """Orders the sentences of one question's hits."""

    def __init__(
        self,
        question: Question,
        hits: Sequence[tuple[Hit, Analysed]],
        matcher: Matcher,
        fit_of: FitOf,
    ) -> None:
        self._question = question
        self._matcher = matcher
        self._fit_of = fit_of
        self._final = max((hit.scores.final for hit, _ in hits), default=0.0) or 1.0
        self._lexical = max((hit.scores.lexical for hit, _ in hits), default=0.0) or 1.0
        self._dense = max((hit.scores.dense for hit, _ in hits), default=0.0)
        self._bigrams = bigrams("".join(question.text.split()))
        self._unofficial = _unofficial_share(question)

    def ranked(self, sentences: Sequence[SentenceAt]) -> list[Ranked]:
        """The sentences judged, best first."""
        model = load_sentence_model()
        judged = [
            Ranked(at, fit, model.score(self.features(at, fit)))
            for at in sentences[:RANKED]
            for fit in (self._fit_of(at),)
        ]
        return sorted(judged, key=lambda r: (-r.score, r.at.hit.rank, r.at.sentence.start))

    def examined(self, sentences: Sequence[SentenceAt]) -> list[tuple[SentenceAt, Values]]:
        """The sentences with their features, for fitting the model."""
        return [(at, self.features(at, self._fit_of(at))) for at in sentences[:RANKED]]

    def features(self, at: SentenceAt, fit: Fit) -> Values:
        """The features named in `FEATURES`, in that order."""
        question, match, analysed = self._question, self._matcher, at.analysed
        sentence, scores = at.sentence, at.hit.scores
        text = analysed.text[sentence.start : sentence.end]
        previous = analysed.sentences[at.place - 1] if at.place else None
        quantities = [
            statement.quantity
            for statement in analysed.statements
            if sentence.start <= statement.quantity.start < sentence.end
        ]
        figured = question.asked is Asked.FIGURE
        unit = question.unit_word
        return (
            at.coverage,
            match.coverage(((text, 1.0),)),
            match.coverage(((analysed.text[previous.start : previous.end], 1.0),))
            if previous
            else 0.0,
            match.coverage(((analysed.heading, 1.0), (analysed.header_at(sentence.start), 1.0))),
            match.coverage(((analysed.document.title, 1.0),)),
            _share(self._bigrams, bigrams("".join(text.split()))),
            self._unofficial * at.coverage,
            0.0 if fit.mismatch else fit.score,
            float(fit.mismatch is not None),
            shows_kind(question, text),
            float(figured and any(kind_fits(question, q.kind) for q in quantities)),
            float(bool(unit) and any(q.text.rstrip().endswith(str(unit)) for q in quantities)),
            float(question.asked in _DATED and _dated(analysed, sentence.start, sentence.end)),
            float(question.asked is Asked.LIST) * min(4, _enumerated(text)) / 4,
            float(question.asked is Asked.RESPONSIBLE and "责任单位" in text),
            scores.final / self._final,
            scores.lexical / self._lexical,
            scores.dense - self._dense,
            1.0 / at.hit.rank,
            float(sentence.start < len(analysed.document.title)),
            float(analysed.table is not None),
            math.log1p(len(text)) / 5,
            float(len(text) > _LONG),
            float(question.asked in _BODIES and bool(_IN_CHARGE.search(text))),
            _quoted(question.text, text),
            float(question.asked is Asked.BOOLEAN and bool(_DEONTIC.search(text))),
            float(bool(_ASKS_MEANING.search(question.text)) and bool(_MEANING.search(text))),
        )


def _share(wanted: frozenset[str], found: frozenset[str]) -> float:
    return len(wanted & found) / len(wanted) if wanted else 0.0


def _quoted(question: str, text: str) -> float:
    """Share of the names the question quotes that stand in the text."""
    names = _QUOTED.findall(question)
    return sum(name in text for name in names) / len(names) if names else 0.0


def _unofficial_share(question: Question) -> float:
    """Weight of the question's words that official texts do not use, 0 to 1."""
    total = sum(term.weight for term in question.terms)
    official = sum(term.weight for term in question.terms if term.official)
    return 1.0 - official / total if total else 0.0


def _dated(analysed: Analysed, start: int, end: int) -> bool:
    return any(start <= mention.start < end for mention in analysed.dates)


def _enumerated(text: str) -> int:
    return text.count("、") + text.count("；")
