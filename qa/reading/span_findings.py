"""Sentences and their windows as answers: the best sentence that holds, in its best wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ingest.language.normalise import squash
from ingest.structure.numbering import read_marker
from qa.questions import Asked, Question
from qa.reading.binding import Where, bind
from qa.reading.findings import Finding, Reading
from qa.reading.fit import Fit, Mismatch
from qa.reading.polar_ranking import rules_first
from qa.reading.ranking import SentenceRanker
from qa.reading.scene import Scene, sensed
from qa.reading.sentence_features import Values
from qa.reading.sentences import SentenceAt
from qa.reading.spans import SentenceWindows, SpanReader, Window
from qa.reading.wording import clean

# a sentence that opens a list is answered with the list
_OPENS = re.compile(r"[：:]\s*$|如下|下列|以下|包括")

_TRIED = 6
"""Sentences tried in order until one has a window in the form asked for."""

_WHOLE_SENTENCE = 160
"""A sentence up to this long is given whole: a window may lose the condition of what it says."""


class SpanFinder:
    """Finds spans of text that answer; `reader` ranks the windows of a sentence."""

    def __init__(self, reader: SpanReader) -> None:
        self._reader = reader

    def find(
        self, scene: Scene, form: re.Pattern[str] | None = None, *, strict: bool = False
    ) -> Reading:
        """The best window; with a `form`, only windows in which it stands. `strict`: tier and
        year must be met as they must be by a figure."""
        fitting, missing = self._fitting(scene, form, strict=strict)
        windows = next(
            filter(None, (self._windows(scene, at, form) for at in fitting[:_TRIED])), []
        )
        if not windows:
            return Reading((), missing=missing)
        return Reading((_span_finding(windows[0]),))

    def _windows(self, scene: Scene, at: SentenceAt, form: re.Pattern[str] | None) -> list[Window]:
        """The windows that begin in a sentence, best first."""
        windows = self._reader.rank(scene.question, [at], scene.matcher)
        sentence = at.sentence
        if not _OPENS.search(at.analysed.text, sentence.start, sentence.end):
            windows = [w for w in windows if w.end <= sentence.end] or windows
        if form is None:
            return windows
        return [w for w in windows if form.search(w.at.analysed.text, w.start, w.end)]

    def _fitting(
        self, scene: Scene, form: re.Pattern[str] | None = None, *, strict: bool = False
    ) -> tuple[list[SentenceAt], tuple[Mismatch, ...]]:
        """Sentences of what is asked, best first, and what kept better ones out."""
        ranker = self._ranker(scene, strict=strict)
        fitting: list[SentenceAt] = []
        missing: Counter[Mismatch] = Counter()
        found = ranker.ranked(scene.sentences)
        for ranked in rules_first(scene, found):
            at, fit = ranked.at, ranked.fit
            if form and not form.search(at.analysed.text, at.sentence.start, at.sentence.end):
                continue
            if _is_bare_label(scene, at):
                continue
            if fit.mismatch is None:
                coverage = sensed(scene, at)
                shared = scene.matcher.share(coverage, fit.asked, fit.matched)
                fitting.append(replace(at, coverage=shared))
            elif not fitting:
                missing[fit.mismatch] += 1
        # a title repeats what is asked and answers little; it stays as the last resort
        fitting.sort(key=_is_title)
        if scene.question.asked in _CONTENT_ASKED:
            fitting = _once(_behind_heading(at) for at in fitting)
        fitting = _own_case_first(scene.question, fitting)
        return fitting, tuple(kind for kind, _ in missing.most_common())

    def _ranker(self, scene: Scene, *, strict: bool = False) -> SentenceRanker:
        return SentenceRanker(scene, lambda at: self._sentence_fit(scene, at, strict=strict))

    def examine(self, scene: Scene) -> list[tuple[SentenceAt, Values]]:
        """Candidate sentences with their features, by coverage: what the model is fitted on."""
        return self._ranker(scene).examined(scene.sentences)

    def windows(self, scene: Scene) -> list[SentenceWindows]:
        """Answer windows with their features: what the span model is fitted on."""
        fitting, _ = self._fitting(scene)
        return list(self._reader.windows(scene.question, fitting, scene.matcher))

    def _sentence_fit(self, scene: Scene, at: SentenceAt, *, strict: bool) -> Fit:
        where = Where.of_sentence(at.sentence, at.analysed.header_at(at.sentence.start))
        binding = bind(at.analysed, where)
        place = scene.binder.place_fit(binding, at.analysed.document.region_code)
        if place.mismatch:
            return place
        year = scene.binder.year_fit(at.analysed, binding)
        if year.mismatch and (strict or not scene.binder.tells_of_year(at.analysed.document)):
            return year
        tier = scene.binder.tier_fit(binding)
        if tier.mismatch and strict:
            return tier
        if tier.mismatch:
            # prose on a title may name its tier in another sentence: doubtful, not excluded
            return place.plus(Fit(score=-0.15, asked=0.5, matched=0.1))
        if year.mismatch:
            return place.plus(tier).plus(Fit(score=-0.1, asked=0.5, matched=0.1))
        return place.plus(tier).plus(year)


_LABEL = 6
"""Characters up to which a line without a mark is a label of a form (批准人, 修订日期, 附件)."""


def _is_bare_label(scene: Scene, at: SentenceAt) -> bool:
    """The label of an empty field says nothing, unless it has a word of the question."""
    if scene.question.asked not in _CONTENT_ASKED:
        return False
    said = at.analysed.text[at.sentence.start : at.sentence.end].strip()
    return len(said) <= _LABEL and said.isalpha() and not scene.matcher.coverage(((said, 1.0),))


def _own_case_first(question: Question, fitting: list[SentenceAt]) -> list[SentenceAt]:
    """Of the cases of one rule (入围2家的…；1家的…) those of other figures stand behind the one that
    has the asker's own."""
    units = {own.unit: own for own in question.own_values}

    def case(at: SentenceAt) -> bool | None:
        """Whether a sentence has the asker's figure, None where it has none of its unit."""
        start, end = at.sentence.start, at.sentence.end
        figures = [s.quantity for s in at.analysed.statements if start <= s.quantity.start < end]
        alike = [q for q in figures if q.unit in units and not q.ranged]
        return any(q.same_value(units[q.unit]) for q in alike) if alike else None

    own = {at.analysed.passage.passage_id for at in fitting if case(at)} if units else set()
    if not own:
        return fitting
    return sorted(
        fitting, key=lambda at: at.analysed.passage.passage_id in own and case(at) is False
    )


def _once(sentences: Iterable[SentenceAt]) -> list[SentenceAt]:
    """Each sentence where it stands first."""
    found: dict[tuple[str, int], SentenceAt] = {}
    for at in sentences:
        found.setdefault((at.analysed.passage.passage_id, at.sentence.start), at)
    return list(found.values())


_CONTENT_ASKED = frozenset((Asked.OPEN, Asked.HOW, Asked.WHY, Asked.LIST))
"""Asked for content, which no heading tells."""
_HEADING = 24
"""A heading that runs into its paragraph (“11. 入库企业分类辅导。对…”) is seldom longer."""


def _behind_heading(at: SentenceAt) -> SentenceAt:
    """A numbered heading that runs into its paragraph names what the next sentence says."""
    text, sentence = at.analysed.text, at.sentence
    marker = read_marker(text[sentence.start : sentence.end])
    if marker is None or not 0 < sentence.end - sentence.start - marker.end <= _HEADING:
        return at
    figured = any(sentence.start <= s.quantity.start < sentence.end for s in at.analysed.statements)
    following = at.analysed.sentences[at.place + 1 : at.place + 2]
    if figured or len(sentence.clauses) > 1 or text[sentence.end - 1] != "。" or not following:
        return at
    if "\n" in text[sentence.end : following[0].start]:
        return at
    return replace(at, place=at.place + 1, sentence=following[0])


def _is_title(at: SentenceAt) -> bool:
    title = squash(at.analysed.document.title)
    text = at.analysed.text[at.sentence.start : at.sentence.end]
    return squash(text) == title


def _span_finding(window: Window) -> Finding:
    """The sentence of the best window, or the window itself where the sentence is long."""
    at = window.at
    text = at.analysed.text
    start, end = window.start, window.end
    if end <= at.sentence.end and at.sentence.end - at.sentence.start <= _WHOLE_SENTENCE:
        start, end = at.sentence.start, at.sentence.end
    return Finding(
        text=clean(text[start:end]),
        document=at.analysed.document,
        passage=at.analysed.passage,
        hit=at.hit,
        quotes=((start, end),),
        confidence=min(1.0, at.coverage),
        inherited=at.hit.inherited,
    )
