"""How a sentence and its passage meet a question: the features of the sentence model.

Words, place, tier and year, the kind of thing asked, the vectors, and what retrieval thought of the
passage each say something; features of the question itself let the model weigh them by what is
asked and how.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from ingest.language.normalise import squash
from qa.answers import Hit
from qa.questions import Asked
from qa.reading.analysed import Analysed
from qa.reading.figures import kind_fits
from qa.reading.fit import Fit
from qa.reading.gap import Gap, bigrams, head_of
from qa.reading.matching import longest_run, matching_form, quality
from qa.reading.scene import Scene
from qa.reading.sentences import SentenceAt, shows_kind

_KINDS_ASKED = (
    Asked.FIGURE, Asked.DATE, Asked.LIST, Asked.BOOLEAN, Asked.RESPONSIBLE, Asked.WHO,
    Asked.HOW, Asked.WHY, Asked.WHERE, Asked.OPEN,
)  # fmt: skip

FEATURES = (
    "coverage", "own_coverage", "previous_coverage", "next_coverage", "heading_coverage",
    "title_coverage", "bigrams", "longest_run", "head", "weightiest", "likeness",
    "fit", "mismatch", "kind", "figure", "figures", "unit", "date",
    "enumeration", "responsible", "final", "lexical", "dense", "rank", "title", "table",
    "log_length", "long", "opens", "first", "place", "in_charge", "deontic", "definition",
    "unofficial", "terms", *(f"asks_{kind.value}" for kind in _KINDS_ASKED),
)  # fmt: skip
"""Names of the features, in order."""

Values = tuple[float, ...]
"""The features of one sentence, in the order of `FEATURES`."""

_DATED = frozenset((Asked.DATE, Asked.EFFECTIVE_DATE, Asked.ISSUE_DATE, Asked.EXPIRY))
_BODIES = frozenset((Asked.RESPONSIBLE, Asked.WHO, Asked.ISSUER))
_LONG = 150
_RUN = 12
_FEW = 4
# forms of official prose that answer a form of question: who acts, what is allowed, what is meant
_IN_CHARGE = re.compile(r"由[^，。；]{2,40}|牵头|负责|承担|主管|会同")
_DEONTIC = re.compile(
    r"不得|应当?|可以|必须|严禁|禁止|不予|允许|免(?:收|征|费|予|于)|无需|不再|须|不能|不(?:计|纳)入|取消"
)
_ASKS_MEANING = re.compile(
    r"指(?:的是)?(?:什么|哪)|是什么意思|含义|什么是|怎么(?:定义|理解)|怎样概括"
)
_MEANING = re.compile(r"是指|指的是|即|简称|统称|[“（(]")
_OPENS = re.compile(r"[：:]\s*$|如下|下列|以下")


class SentenceFeatures:
    """The features of the sentences of one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        question, hits = scene.question, [hit for hit, _ in scene.hits]
        self._final = max((hit.scores.final for hit in hits), default=0.0) or 1.0
        self._lexical = max((hit.scores.lexical for hit in hits), default=0.0) or 1.0
        self._dense = max((hit.scores.dense for hit in hits), default=0.0)
        self._bigrams = bigrams(squash(question.text))
        self._form = matching_form(question.text)
        self._unofficial = question.lay_share
        terms = {term.text: term for term in question.terms}
        head = head_of(Gap.of(question.text), list(terms))
        self._head = terms[head] if head else None
        self._weightiest = max(question.terms, key=lambda term: term.weight, default=None)
        self._asks = tuple(float(question.asked is kind) for kind in _KINDS_ASKED)
        self._means = bool(_ASKS_MEANING.search(question.text))

    def of(self, at: SentenceAt, fit: Fit) -> Values:
        """The features named in `FEATURES`, in that order."""
        analysed, sentence = at.analysed, at.sentence
        text = analysed.text[sentence.start : sentence.end]
        return (
            *self._words(at, text),
            *self._meaning(at, fit, text),
            *self._retrieval(at.hit),
            *_position(at, text),
            *self._forms(text),
            self._unofficial,
            min(1.0, len(self._scene.question.terms) / 10),
            *self._asks,
        )

    def _words(self, at: SentenceAt, text: str) -> Iterator[float]:
        match, analysed = self._scene.matcher, at.analysed
        header = analysed.header_at(at.sentence.start)
        folded = matching_form(text)
        yield at.coverage
        yield match.coverage(((text, 1.0),))
        yield match.coverage(((_neighbour(at, -1), 1.0),))
        yield match.coverage(((_neighbour(at, 1), 1.0),))
        yield match.coverage(((analysed.heading, 1.0), (header, 1.0)))
        yield match.coverage(((analysed.document.title, 1.0),))
        yield _share(self._bigrams, bigrams(squash(text)))
        yield longest_run(self._form, folded, _RUN) / _RUN
        near = folded + matching_form(header)
        yield quality(self._head, near) if self._head else 0.5
        yield quality(self._weightiest, near) if self._weightiest else 0.0
        yield self._scene.like(analysed, at.sentence.start)

    def _meaning(self, at: SentenceAt, fit: Fit, text: str) -> Iterator[float]:
        question, analysed, sentence = self._scene.question, at.analysed, at.sentence
        quantities = [
            statement.quantity
            for statement in analysed.statements
            if sentence.start <= statement.quantity.start < sentence.end
        ]
        figured = question.asked is Asked.FIGURE
        fitting = [q for q in quantities if kind_fits(question, q.kind)] if figured else []
        unit = question.unit_word
        yield 0.0 if fit.mismatch else fit.score
        yield float(fit.mismatch is not None)
        yield shows_kind(question, text)
        yield float(bool(fitting))
        yield min(_FEW, len(fitting)) / _FEW
        yield float(bool(unit) and any(q.text.rstrip().endswith(str(unit)) for q in quantities))
        yield float(question.asked in _DATED and _dated(analysed, sentence.start, sentence.end))
        yield float(question.asked is Asked.LIST) * min(_FEW, _enumerated(text)) / _FEW
        yield float(question.asked is Asked.RESPONSIBLE and "责任单位" in text)

    def _retrieval(self, hit: Hit) -> Iterator[float]:
        scores = hit.scores
        yield scores.final / self._final
        yield scores.lexical / self._lexical
        yield scores.dense - self._dense
        yield 1.0 / hit.rank

    def _forms(self, text: str) -> Iterator[float]:
        asked = self._scene.question.asked
        yield float(asked in _BODIES and bool(_IN_CHARGE.search(text)))
        yield float(asked is Asked.BOOLEAN and bool(_DEONTIC.search(text)))
        yield float(self._means and bool(_MEANING.search(text)))


def _neighbour(at: SentenceAt, step: int) -> str:
    """The sentence before (-1) or after (1) in the passage, "" where there is none."""
    place = at.place + step
    if not 0 <= place < len(at.analysed.sentences):
        return ""
    sentence = at.analysed.sentences[place]
    return at.analysed.text[sentence.start : sentence.end]


def _position(at: SentenceAt, text: str) -> Iterator[float]:
    yield float(at.sentence.start < len(at.analysed.document.title))
    yield float(at.analysed.table is not None)
    yield math.log1p(len(text)) / 5
    yield float(len(text) > _LONG)
    yield float(bool(_OPENS.search(text)))
    yield float(at.place == 0)
    yield at.place / max(1, len(at.analysed.sentences) - 1)


def _share(wanted: frozenset[str], found: frozenset[str]) -> float:
    return len(wanted & found) / len(wanted) if wanted else 0.0


def _dated(analysed: Analysed, start: int, end: int) -> bool:
    return any(start <= mention.start < end for mention in analysed.dates)


def _enumerated(text: str) -> int:
    return text.count("、") + text.count("；")
