"""The reader: hits to findings, without any LLM. It chooses which kind of answer is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.index.protocol import IndexReader
from ingest.metadata.places import Gazetteer
from qa.answers import Given, Hit
from qa.questions import Asked, Question
from qa.reading.agents import agent_findings, agent_lead
from qa.reading.analysed import PassageAnalyser
from qa.reading.beside import Beside, figure_beside
from qa.reading.cited import cited_number_findings, title_findings
from qa.reading.contacts import (
    CONTACT_KINDS,
    contact_findings,
    names_owner,
    tell_contact,
)
from qa.reading.content import ContentReader
from qa.reading.document_fit import (
    of_place_and_year,
    tells_of_number,
    titled_elsewhere,
)
from qa.reading.ended import force_findings
from qa.reading.fields import (
    FIELD_KINDS,
    ValidityOf,
    field_findings,
    preferred_field,
)
from qa.reading.figure_reading import FigureReader
from qa.reading.findings import Finding, Reading, better
from qa.reading.fit import Binder, Mismatch
from qa.reading.labelled import labelled_findings
from qa.reading.matching import Matcher
from qa.reading.memberships import membership
from qa.reading.own_conditions import own_condition
from qa.reading.posts import asked_posts, asks_name, post_findings
from qa.reading.scene import Scene
from qa.reading.semantics import Semantics
from qa.reading.sentences import SentenceAt
from qa.reading.span_findings import SpanFinder
from qa.reading.spans import SentenceWindows, SpanReader
from qa.reading.taken import without

_LABEL_LEAD = 0.05
"""A line whose label the question names is an answer by its form."""

_POST_LEAD = 0.3
"""Who holds a post is told in a few set forms; other sentences only speak of the post."""


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
        self._content = ContentReader(index, self._spans, FigureReader(self._spans))
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
        content = better(self._labelled(scene), self._content.read(scene), lead=_LABEL_LEAD)
        content = better(posts, content, lead=_POST_LEAD)
        content = better(self._agents(scene), content, lead=agent_lead(scene.question))
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

    def _labelled(self, scene: Scene) -> Reading:
        found = labelled_findings(scene.question, scene.hits, scene.matcher)
        return Reading(tuple(self._placed(scene, found)[:1]))
