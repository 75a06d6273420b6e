"""The reader: hits to findings, without any LLM. It chooses which kind of answer is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.index.protocol import IndexReader
from ingest.metadata.places import Gazetteer
from qa.answers import Given, Hit
from qa.questions import Asked, Question
from qa.reading.agents import agent_findings, agent_lead
from qa.reading.alternatives import other_value, spread, tells_of_other
from qa.reading.analysed import Analysed, PassageAnalyser
from qa.reading.bands import in_band, word_banded
from qa.reading.beside import Beside, figure_beside
from qa.reading.cited import cited_number_findings, title_findings
from qa.reading.contacts import (
    CONTACT_KINDS,
    contact_findings,
    names_owner,
    tell_contact,
)
from qa.reading.counted_nouns import counted_noun
from qa.reading.dates import date_candidates, word_date
from qa.reading.document_fit import (
    holds_names,
    of_place_and_year,
    tells_of_number,
    titled_elsewhere,
)
from qa.reading.ended import force_findings
from qa.reading.enumerated import enumerated_findings
from qa.reading.fields import (
    ASKS_LENGTH,
    FIELD_KINDS,
    ValidityOf,
    field_findings,
    preferred_field,
)
from qa.reading.figure_wording import word_figure
from qa.reading.figures import (
    figure_candidates,
    has_bare_number,
    may_be_bare,
    measure_told,
)
from qa.reading.findings import Candidate, Finding, Reading
from qa.reading.fit import Binder, Mismatch
from qa.reading.forms import form_of
from qa.reading.grades import grade_form
from qa.reading.labelled import labelled_findings
from qa.reading.listed_places import place_findings
from qa.reading.lists import list_findings
from qa.reading.matching import Matcher
from qa.reading.memberships import membership
from qa.reading.own_conditions import own_condition
from qa.reading.own_rules import own_rule
from qa.reading.polar_findings import ruled
from qa.reading.posts import asked_posts, asks_name, post_findings
from qa.reading.responsible import responsible_findings
from qa.reading.scene import Scene, by_sense
from qa.reading.semantics import Semantics
from qa.reading.sentences import SentenceAt
from qa.reading.span_findings import SpanFinder
from qa.reading.spans import SentenceWindows, SpanReader
from qa.reading.table_conditions import condition_findings
from qa.reading.table_counts import count_findings
from qa.reading.table_extremes import extreme_findings
from qa.reading.table_lookup import lookup_findings
from qa.reading.table_members import member_findings
from qa.reading.table_sheets import Sheets
from qa.reading.table_tasks import task_findings
from qa.reading.taken import without
from qa.reading.thing_measured import Measured
from qa.reading.things_listed import of_things
from qa.reading.titled_lists import completed, titled_findings
from qa.reading.told_years import told_year
from qa.reading.wording import named

_EACH = re.compile(r"分别|各")

_LABEL_LEAD = 0.05
"""A line whose label the question names is an answer by its form."""

_ROW_LEAD = 0.2
"""A row and a column that the question names as the table does are an answer by their form."""

_TITLED_LEAD = 0.1
"""A list whose heading is the noun asked for is an answer by its form."""

_NUMBERED_LEAD = 0.25
"""The same against a sentence whose number no unit names."""

_POST_LEAD = 0.3
"""Who holds a post is told in a few set forms; other sentences only speak of the post."""

# a list of names is answered by names only
_NAMES_ASKED = re.compile(
    r"名单|哪(?:几|[二两三四五六七八九十])?(?:家|位|名)|哪些(?:企业|公司|单位|学校|高校|城市|人)"
)


class Reader:
    """Reads answers out of hits.

    Args:
        index: sections and tables of the documents.
        gazetteer: the place hierarchy.
        analyser: reads the passages.
        semantics: likeness of the question and sentences.
        spans: ranks the windows of a sentence.
    """

    def __init__(
        self,
        index: IndexReader,
        gazetteer: Gazetteer,
        analyser: PassageAnalyser,
        semantics: Semantics,
        spans: SpanReader,
    ) -> None:
        self._semantics = semantics
        self._spans = SpanFinder(spans)
        self._index = index
        self._gazetteer = gazetteer
        self._analyser = analyser

    def read(
        self,
        question: Question,
        hits: Sequence[Hit],
        validity_of: ValidityOf,
        taken: Sequence[Given] = (),
    ) -> Reading:
        """Findings for one question, best first, or what was missing.

        Args:
            validity_of: 效力 of a document on the day asked for.
            taken: what other parts of the question were answered with; it answers no other part.
        """
        scene = self._scene(question, hits)
        if taken:
            scene = replace(scene, hits=tuple((h, without(one, taken)) for h, one in scene.hits))
        reading = self._by_kind(scene, validity_of)
        reading = self._on_own_case(scene, reading)
        return replace(reading, nearest=tuple(hits[:3]))

    def beside(
        self,
        question: Question,
        hits: Sequence[Hit],
        before: Finding,
        taken: Sequence[Given] = (),
    ) -> Beside | None:
        """The figure of a later ask beside what answered an earlier one, see `figure_beside`."""
        scene = self._scene(question, hits)
        scene = replace(scene, hits=tuple((h, without(one, taken)) for h, one in scene.hits))
        return figure_beside(scene, before)

    def _on_own_case(self, scene: Scene, reading: Reading) -> Reading:
        """The verdict on the asker's own case, where the question is whether it meets a rule."""
        best = reading.findings[0].document if reading.findings else None
        verdict = membership(scene, self._gazetteer) or own_condition(scene, best)
        if verdict is None:
            return reading
        if {scene.question.asked, *scene.question.also_asked} <= {Asked.BOOLEAN, Asked.OPEN}:
            return Reading((verdict,))
        # “能抵税吗，抵多少”: what is asked beside is answered too
        return replace(reading, findings=(verdict, *reading.findings))

    def examine(
        self, question: Question, hits: Sequence[Hit]
    ) -> list[tuple[SentenceAt, tuple[float, ...]]]:
        """See `SpanFinder.examine`."""
        return self._spans.examine(self._scene(question, hits))

    def windows(self, question: Question, hits: Sequence[Hit]) -> list[SentenceWindows]:
        """See `SpanFinder.windows`."""
        return self._spans.windows(self._scene(question, hits))

    def _scene(self, question: Question, hits: Sequence[Hit]) -> Scene:
        analysed = tuple((hit, self._analyser.analyse(hit.passage)) for hit in hits)
        background = [
            f"{one.document.title}\n{one.heading}\n{one.text[s.start : s.end]}"
            for _, one in analysed
            for s in one.sentences
        ]
        vector = self._semantics.question(question.text)
        likeness = {
            (one.document.doc_id, start): value
            for _, one in analysed
            for start, value in self._semantics.likeness(vector, one).items()
        }
        matcher, binder = Matcher(question, background), Binder(question, self._gazetteer)
        return Scene(question, analysed, matcher, binder, likeness)

    def _by_kind(self, scene: Scene, validity_of: ValidityOf) -> Reading:
        asked = {scene.question.asked, *scene.question.also_asked}
        contacts = self._contacts(scene) if asked & CONTACT_KINDS else Reading(())
        if contacts.findings or (asked & CONTACT_KINDS and names_owner(scene.question)):
            return contacts
        cited = cited_number_findings(scene.question, scene.hits)
        cited = cited or title_findings(scene.question, scene.hits)
        if cited:
            return Reading((cited[0],))
        posts = Reading(tuple(self._placed(scene, self._posts(scene))[:1]))
        if not posts.findings and asked_posts(scene.question) and asks_name(scene.question):
            return posts
        content = _better(self._labelled(scene), self._content(scene), lead=_LABEL_LEAD)
        content = _better(posts, content, lead=_POST_LEAD)
        content = _better(self._agents(scene), content, lead=agent_lead(scene.question))
        content = replace(content, findings=tell_contact(scene.question, content.findings))
        if not FIELD_KINDS & asked:
            return content
        over = force_findings(scene.question, scene.hits, validity_of)
        if over:
            return Reading(tuple(over[:1]))
        fields = self._placed(
            scene, field_findings(scene.question, scene.hits, scene.matcher, validity_of)
        )
        preferred = preferred_field(scene.question, fields, content, validity_of)
        if preferred is not None:
            return Reading((preferred,))
        return self._of_asked(scene, content)

    def _of_asked(self, scene: Scene, content: Reading) -> Reading:
        """A field read in the words of a text is of the place in its title and of the number
        asked, too."""
        codes = [place.code for place in scene.question.places]
        here = [
            f
            for f in content.findings
            if not codes or not titled_elsewhere(f.document, codes, self._gazetteer)
        ]
        kept = tuple(f for f in here if tells_of_number(scene.question, f.document))
        placed = (Mismatch.PLACE,) if len(here) < len(content.findings) and not kept else ()
        return replace(content, findings=kept, missing=(*placed, *content.missing))

    def _of_year(self, scene: Scene) -> tuple[tuple[Hit, Analysed], ...]:
        """Hits of texts that hold the names quoted, of the year asked where any is."""
        question = scene.question
        hits = tuple(hit for hit in scene.hits if holds_names(question, hit[1].document))
        if not question.years:
            return hits
        own = tuple(hit for hit in hits if scene.binder.tells_of_year(hit[1].document))
        return own or hits

    def _posts(self, scene: Scene) -> list[Finding]:
        return post_findings(scene.question, scene.hits, scene.matcher)

    def _agents(self, scene: Scene) -> Reading:
        found = agent_findings(scene.question, scene.hits, scene.matcher)
        return Reading(tuple(self._placed(scene, found)[:1]))

    def _contacts(self, scene: Scene) -> Reading:
        found = contact_findings(scene.question, scene.hits, scene.matcher, self._index)
        return Reading(tuple(self._placed(scene, found)[:1]))

    def _placed(self, scene: Scene, findings: Sequence[Finding]) -> list[Finding]:
        return of_place_and_year(findings, scene.question, self._gazetteer, scene.binder)

    def _content(self, scene: Scene) -> Reading:
        asked = scene.question.asked
        grade = grade_form(scene.question.text) if asked is Asked.FIGURE else None
        if grade is not None:
            return _better(self._rows(scene), self._spans.find(scene, grade), lead=_ROW_LEAD)
        if asked is Asked.FIGURE:
            rows, figures = self._rows(scene), self._figures(scene)
            numbered = enumerated_findings(scene.question, scene.hits, scene.matcher)
            if numbered and not _states_count(scene.question, figures):
                return Reading(tuple(numbered[:1]))
            if figures.findings:
                return _better(rows, figures, lead=_ROW_LEAD)
            return _better(rows, self._numbered(scene, figures), lead=_NUMBERED_LEAD)
        if asked is Asked.SOURCE:
            return _sources(self._spans.find(scene))
        if asked in (Asked.DATE, Asked.ISSUE_DATE, Asked.EFFECTIVE_DATE):
            year = told_year(scene) if asked is Asked.DATE else None
            dated = _better(Reading((year,) if year else ()), self._dates(scene), lead=0.0)
            return _better(self._rows(scene), dated, lead=_ROW_LEAD)
        if asked is Asked.EXPIRY:
            if ASKS_LENGTH.search(scene.question.text):
                return self._figures(scene)
            told = _better(self._figures(scene), self._dates(scene), lead=0.0)
            return _better(self._rows(scene), told, lead=_ROW_LEAD)
        if asked is Asked.RESPONSIBLE:
            scene = replace(scene, hits=self._of_year(scene))
            found = responsible_findings(scene.question, scene.hits, scene.matcher)
            spans = self._spans.find(scene, form_of(asked))
            named = _better(Reading(tuple(found[:1])), spans, lead=0.25)
            return _better(self._cells(scene), named, lead=0.05)
        if asked is Asked.LIST:
            lists = list_findings(scene.question, scene.hits, scene.matcher, self._index)
            spans = self._spans.find(scene, form_of(asked))
            if not spans.findings and not _NAMES_ASKED.search(scene.question.text):
                spans = self._spans.find(scene)
            announced = bool(lists) and len(lists[0].segments) == scene.question.count
            spans = replace(spans, findings=tuple(_whole(f, scene) for f in spans.findings))
            listed = _better(Reading(tuple(lists[:1])), spans, lead=0.3 if announced else -0.1)
            titled = titled_findings(scene.question, scene.hits, scene.matcher)
            listed = _better(Reading(tuple(titled[:1])), listed, lead=_TITLED_LEAD)
            listed = of_things(scene.question, listed)
            places = place_findings(scene.question, scene.hits, scene.matcher)
            listed = _better(Reading(tuple(places[:1])), listed, lead=_TITLED_LEAD)
            return _better(self._cells(scene), listed, lead=_ROW_LEAD)
        form = form_of(asked)
        if form is not None:
            return self._spans.find(scene, form)
        return _better(self._cells(scene), ruled(scene, self._spans.find(scene)), lead=_ROW_LEAD)

    def _labelled(self, scene: Scene) -> Reading:
        found = labelled_findings(scene.question, scene.hits, scene.matcher)
        return Reading(tuple(self._placed(scene, found)[:1]))

    def _cells(self, scene: Scene) -> Reading:
        """Rows, columns and conditions the question names; of a task list, the bodies that act."""
        rows = self._rows(scene)
        if scene.question.asked is not Asked.RESPONSIBLE:
            return rows
        found = task_findings(scene.hits, scene.matcher, scene.binder)
        return _better(rows, Reading(tuple(found[:1])), lead=_ROW_LEAD)

    def _rows(self, scene: Scene) -> Reading:
        sheets = Sheets.of(
            scene.question, scene.hits, scene.matcher, scene.binder, self._index.tables
        )
        found = extreme_findings(sheets) or count_findings(sheets)
        found = found or member_findings(sheets) or lookup_findings(sheets)
        if scene.question.asked is not Asked.FIGURE:
            stated = condition_findings(sheets)
            return _better(Reading(tuple(found[:1])), Reading(tuple(stated[:1])), lead=0.0)
        return Reading(tuple(found[:1]))

    # --- figures ---------------------------------------------------------------------------

    def _figures(self, scene: Scene) -> Reading:
        candidates = by_sense(
            scene, figure_candidates(scene.question, scene.hits, scene.matcher, scene.binder)
        )
        fitting = [c for c in candidates if c.mismatch is None]
        fitting = in_band(scene.question, fitting)
        rule = own_rule(scene, candidates, fitting)
        if rule is not None:
            return Reading((rule,))
        if not fitting:
            return Reading((), missing=_missing(candidates))
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
            missing=_missing([c for c in candidates if c.score > fitting[0].score]),
        )

    def _numbered(self, scene: Scene, figures: Reading) -> Reading:
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

    def _dates(self, scene: Scene) -> Reading:
        candidates = by_sense(
            scene, date_candidates(scene.question, scene.hits, scene.matcher, scene.binder)
        )
        fitting = [c for c in candidates if c.mismatch is None]
        if not fitting:
            return Reading((), missing=_missing(candidates))
        return Reading((word_date(fitting[0], scene.matcher),))


_STATED_COUNT = 0.75
"""How sure a figure must be that states what the members of a list could be counted for."""


def _states_count(question: Question, figures: Reading) -> bool:
    """Whether a figure found counts the noun of the question, so that nothing need be counted."""
    noun = counted_noun(question)
    return any(
        finding.quantity is not None
        and finding.quantity.kind == "count"
        and finding.confidence >= _STATED_COUNT
        and noun in finding.text
        for finding in figures.findings
    )


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


def _better(first: Reading, second: Reading, lead: float) -> Reading:
    """The first reading if it is as sure as the second, give or take `lead` in its favour."""
    if not first.findings:
        return second
    if not second.findings or first.findings[0].confidence + lead >= second.findings[0].confidence:
        return first
    return second


def _missing(candidates: Sequence[Candidate]) -> tuple[Mismatch, ...]:
    """The mismatches of the best rejected candidates, most telling first."""
    best = sorted((c for c in candidates if c.mismatch), key=lambda c: -c.coverage)[:5]
    return tuple(dict.fromkeys(c.mismatch for c in best if c.mismatch))
