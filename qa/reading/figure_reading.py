"""The figure that a question asks for, chosen among the candidates of its passages."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.questions import Question
from qa.reading.alternatives import other_value, spread, tells_of_other
from qa.reading.bands import in_band, word_banded
from qa.reading.counted_nouns import counted_noun
from qa.reading.figure_wording import word_figure
from qa.reading.figures import figure_candidates, has_bare_number, may_be_bare, measure_told
from qa.reading.findings import Reading, kept_out_by
from qa.reading.fit import Mismatch
from qa.reading.own_rules import own_rule
from qa.reading.scene import Scene, by_sense
from qa.reading.span_findings import SpanFinder
from qa.reading.thing_measured import Measured

_EACH = re.compile(r"分别|各")

_STATED_COUNT = 0.75
"""How sure a figure must be that states what the members of a list could be counted for."""


class FigureReader:
    """Reads figures: those with a unit, and where none fits, numbers without one.

    Args:
        spans: finds the sentences whose numbers no unit names.
    """

    def __init__(self, spans: SpanFinder) -> None:
        self._spans = spans

    def measured(self, scene: Scene) -> Reading:
        """The figures that fit the question, or what kept the best ones out."""
        candidates = by_sense(
            scene, figure_candidates(scene.question, scene.hits, scene.matcher, scene.binder)
        )
        fitting = [c for c in candidates if c.mismatch is None]
        fitting = in_band(scene.question, fitting)
        rule = own_rule(scene, candidates, fitting)
        if rule is not None:
            return Reading((rule,))
        if not fitting:
            return Reading((), missing=kept_out_by(candidates))
        if tells_of_other(candidates, fitting[0]):
            return Reading((), missing=(Mismatch.TITLE,))
        groups = spread(scene.question, fitting)
        twice = other_value(fitting) if len(groups) == 1 else None
        if twice is not None:
            pair = (fitting[0], twice)
            return Reading(tuple(word_figure(c, scene.matcher) for c in pair), conflict=True)
        each = bool(_EACH.search(scene.question.text))
        findings = tuple(
            replace(word_banded(scene, candidate, each=each), group=group)
            for group, candidate in groups
        )
        return Reading(
            findings,
            missing=kept_out_by([c for c in candidates if c.score > fitting[0].score]),
        )

    def numbered(self, scene: Scene, figures: Reading) -> Reading:
        """A sentence with a number that no unit of measure names (1∶1, 第54次, 第三十六条), where
        place, tier, year and measure hold."""
        question = scene.question
        if set(figures.missing) - {Mismatch.KIND} or not may_be_bare(question):
            return figures
        bare = [
            (hit, replace(analysed, sentences=kept))
            for hit, analysed in scene.hits
            if (kept := tuple(s for s in analysed.sentences if has_bare_number(analysed, s)))
        ]
        spans = self._spans.find(replace(scene, hits=tuple(bare)), strict=True)
        measured = Measured.of(question)
        told = [
            f
            for f in spans.findings
            if measure_told(question, f.text)
            and measured.is_told_in(f.text, f"{f.passage.section.heading} {f.document.title}")
        ]
        return replace(spans, findings=tuple(told)) if told else figures


def states_count(question: Question, figures: Reading) -> bool:
    """Whether a figure found counts the noun of the question, so that nothing need be counted."""
    noun = counted_noun(question)
    return any(
        finding.quantity is not None
        and finding.quantity.kind == "count"
        and finding.confidence >= _STATED_COUNT
        and noun in finding.text
        for finding in figures.findings
    )
