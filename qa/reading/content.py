"""What a text says of the matter, read by the kind of answer that is asked for."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.index.protocol import IndexReader
from qa.answers import Hit
from qa.questions import Asked
from qa.reading.analysed import Analysed
from qa.reading.dates import date_candidates, word_date
from qa.reading.document_fit import holds_names
from qa.reading.enumerated import enumerated_findings
from qa.reading.fields import ASKS_LENGTH
from qa.reading.figure_reading import FigureReader, states_count
from qa.reading.findings import Finding, Reading, better, kept_out_by
from qa.reading.forms import form_of
from qa.reading.grades import grade_form
from qa.reading.listed_places import place_findings
from qa.reading.lists import list_findings
from qa.reading.polar_findings import ruled
from qa.reading.responsible import responsible_findings
from qa.reading.scene import Scene, by_sense
from qa.reading.span_findings import SpanFinder
from qa.reading.table_conditions import condition_findings
from qa.reading.table_counts import count_findings
from qa.reading.table_extremes import extreme_findings
from qa.reading.table_lookup import lookup_findings
from qa.reading.table_members import member_findings
from qa.reading.table_sheets import Sheets
from qa.reading.table_tasks import task_findings
from qa.reading.things_listed import of_things
from qa.reading.titled_lists import completed, titled_findings
from qa.reading.told_years import told_year
from qa.reading.wording import named

_ROW_LEAD = 0.2
"""A row and a column that the question names as the table does are an answer by their form."""

_TITLED_LEAD = 0.1
"""A list whose heading is the noun asked for is an answer by its form."""

_NUMBERED_LEAD = 0.25
"""A row and a column so named, against a sentence whose number no unit names."""

# a list of names is answered by names only
_NAMES_ASKED = re.compile(
    r"名单|哪(?:几|[二两三四五六七八九十])?(?:家|位|名)|哪些(?:企业|公司|单位|学校|高校|城市|人)"
)

_DATES = (Asked.DATE, Asked.ISSUE_DATE, Asked.EFFECTIVE_DATE)


class ContentReader:
    """Chooses among tables, figures, dates, lists and sentences by what is asked.

    Args:
        index: sections and tables of the documents.
        spans: finds the sentences that answer.
        figures: finds the figures that answer.
    """

    def __init__(self, index: IndexReader, spans: SpanFinder, figures: FigureReader) -> None:
        self._index = index
        self._spans = spans
        self._figures = figures

    def read(self, scene: Scene) -> Reading:
        """The surest reading of the kind asked for."""
        asked = scene.question.asked
        if asked is Asked.FIGURE:
            return self._figure(scene)
        if asked is Asked.SOURCE:
            return _sources(self._spans.find(scene))
        if asked in _DATES:
            return self._date(scene)
        if asked is Asked.EXPIRY:
            return self._expiry(scene)
        if asked is Asked.RESPONSIBLE:
            return self._responsible(scene)
        if asked is Asked.LIST:
            return self._list(scene)
        form = form_of(asked)
        if form is not None:
            return self._spans.find(scene, form)
        return better(self._cells(scene), ruled(scene, self._spans.find(scene)), lead=_ROW_LEAD)

    def _figure(self, scene: Scene) -> Reading:
        rows = self._rows(scene)
        grade = grade_form(scene.question.text)
        if grade is not None:
            return better(rows, self._spans.find(scene, grade), lead=_ROW_LEAD)
        figures = self._figures.measured(scene)
        members = enumerated_findings(scene.question, scene.hits, scene.matcher)
        if members and not states_count(scene.question, figures):
            return Reading(tuple(members[:1]))
        if figures.findings:
            return better(rows, figures, lead=_ROW_LEAD)
        return better(rows, self._figures.numbered(scene, figures), lead=_NUMBERED_LEAD)

    def _date(self, scene: Scene) -> Reading:
        year = told_year(scene) if scene.question.asked is Asked.DATE else None
        dated = better(Reading((year,) if year else ()), _dates(scene), lead=0.0)
        return better(self._rows(scene), dated, lead=_ROW_LEAD)

    def _expiry(self, scene: Scene) -> Reading:
        lengths = self._figures.measured(scene)
        if ASKS_LENGTH.search(scene.question.text):
            return lengths
        told = better(lengths, _dates(scene), lead=0.0)
        return better(self._rows(scene), told, lead=_ROW_LEAD)

    def _responsible(self, scene: Scene) -> Reading:
        scene = replace(scene, hits=_of_year(scene))
        found = responsible_findings(scene.question, scene.hits, scene.matcher)
        spans = self._spans.find(scene, form_of(Asked.RESPONSIBLE))
        told = better(Reading(tuple(found[:1])), spans, lead=0.25)
        return better(self._cells(scene), told, lead=0.05)

    def _list(self, scene: Scene) -> Reading:
        question = scene.question
        lists = list_findings(question, scene.hits, scene.matcher, self._index)
        announced = bool(lists) and len(lists[0].segments) == question.count
        spans = self._sentences_of_list(scene)
        listed = better(Reading(tuple(lists[:1])), spans, lead=0.3 if announced else -0.1)
        titled = titled_findings(question, scene.hits, scene.matcher)
        listed = better(Reading(tuple(titled[:1])), listed, lead=_TITLED_LEAD)
        listed = of_things(question, listed)
        places = place_findings(question, scene.hits, scene.matcher)
        listed = better(Reading(tuple(places[:1])), listed, lead=_TITLED_LEAD)
        return better(self._cells(scene), listed, lead=_ROW_LEAD)

    def _sentences_of_list(self, scene: Scene) -> Reading:
        """Sentences that list, or where none does any that answers, unless names are asked for."""
        spans = self._spans.find(scene, form_of(Asked.LIST))
        if not spans.findings and not _NAMES_ASKED.search(scene.question.text):
            spans = self._spans.find(scene)
        return replace(spans, findings=tuple(_whole(f, scene) for f in spans.findings))

    def _cells(self, scene: Scene) -> Reading:
        """Rows, columns and conditions the question names; of a task list, the bodies that act."""
        rows = self._rows(scene)
        if scene.question.asked is not Asked.RESPONSIBLE:
            return rows
        found = task_findings(scene.hits, scene.matcher, scene.binder)
        return better(rows, Reading(tuple(found[:1])), lead=_ROW_LEAD)

    def _rows(self, scene: Scene) -> Reading:
        sheets = Sheets.of(
            scene.question, scene.hits, scene.matcher, scene.binder, self._index.tables
        )
        found = extreme_findings(sheets) or count_findings(sheets)
        found = found or member_findings(sheets) or lookup_findings(sheets)
        if scene.question.asked is not Asked.FIGURE:
            stated = condition_findings(sheets)
            return better(Reading(tuple(found[:1])), Reading(tuple(stated[:1])), lead=0.0)
        return Reading(tuple(found[:1]))


def _dates(scene: Scene) -> Reading:
    candidates = by_sense(
        scene, date_candidates(scene.question, scene.hits, scene.matcher, scene.binder)
    )
    fitting = [c for c in candidates if c.mismatch is None]
    if not fitting:
        return Reading((), missing=kept_out_by(candidates))
    return Reading((word_date(fitting[0], scene.matcher),))


def _of_year(scene: Scene) -> tuple[tuple[Hit, Analysed], ...]:
    """Hits of texts that hold the names quoted, of the year asked where any is."""
    question = scene.question
    hits = tuple(hit for hit in scene.hits if holds_names(question, hit[1].document))
    if not question.years:
        return hits
    own = tuple(hit for hit in hits if scene.binder.tells_of_year(hit[1].document))
    return own or hits


def _whole(finding: Finding, scene: Scene) -> Finding:
    """A finding that leads to a list, with all of the list."""
    for hit, analysed in scene.hits:
        if analysed.passage == finding.passage:
            return completed(finding, analysed, hit)
    return finding


def _sources(reading: Reading) -> Reading:
    """The documents that say it, by title, number and year, instead of what they say."""
    return replace(
        reading, findings=tuple(replace(f, text=named(f.document)) for f in reading.findings)
    )
