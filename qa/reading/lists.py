"""Lists as answers: the headings below a section, 一是…二是…, or an enumeration in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.documents import Document, Passage, Section
from ingest.index.protocol import IndexReader
from ingest.language.clauses import Clause, split_sentences
from qa.answers import Hit
from qa.questions import Question
from qa.reading.analysed import Analysed
from qa.reading.findings import Finding, Segment, surest_first
from qa.reading.matching import Matcher
from qa.reading.wording import clean

_COUNT_BONUS = 0.25
"""A list with exactly as many members as the question announces (八项) is nearly sure."""

_MIN_MEMBERS, _MAX_MEMBERS = 2, 40


@dataclass(frozen=True, slots=True)
class _Listing:
    members: tuple[tuple[int, int], ...]
    coverage: float
    document: Document
    passage: Passage
    hit: Hit


def list_findings(
    question: Question,
    hits: Sequence[tuple[Hit, Analysed]],
    matcher: Matcher,
    index: IndexReader,
) -> list[Finding]:
    """Structural lists as findings, best first."""
    listings: list[_Listing] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for hit, analysed in hits:
        sections = index.sections(analysed.document.doc_id)
        for path in _parents(analysed.passage.section):
            key = (analysed.document.doc_id, path)
            if key not in seen:
                seen.add(key)
                listing = _children(path, sections, hit, analysed, matcher)
                if listing is not None:
                    listings.append(listing)
        listings.extend(_ordinal_lists(hit, analysed, matcher))
    findings = [_finding(question, listing) for listing in listings]
    findings += [
        finding
        for hit, analysed in hits
        for finding in _inline_lists(question, hit, analysed, matcher)
    ]
    return surest_first(findings)


def _parents(section: Section) -> list[tuple[str, ...]]:
    return [section.path[:depth] for depth in range(len(section.path), -1, -1)]


def _children(
    path: tuple[str, ...],
    sections: Sequence[Section],
    hit: Hit,
    analysed: Analysed,
    matcher: Matcher,
) -> _Listing | None:
    children = [s for s in sections if len(s.path) == len(path) + 1 and s.path[: len(path)] == path]
    if not _MIN_MEMBERS <= len(children) <= _MAX_MEMBERS:
        return None
    document = analysed.document
    own = next((s for s in sections if s.path == path), None)
    lead = document.text[own.start : own.end] if own is not None and path else ""
    names = [_bare(child.heading) for child in children]
    shared = f"{_common_prefix(names)} {_common_suffix(names)}"
    coverage = matcher.coverage(
        (
            (path[-1] if path else "", 1.0),
            (lead[:400], 0.9),
            (shared, 1.0),
            (" ".join(path[:-1]), 0.6),
            (document.title, 0.6 if path else 0.75),
        )
    )
    members = tuple(_heading_span(document, child) for child in children)
    return _Listing(members, coverage, document, analysed.passage, hit)


def _heading_span(document: Document, section: Section) -> tuple[int, int]:
    """The heading inside the text, without its number."""
    heading = section.heading
    start = document.text.find(heading, section.start, section.end)
    if start < 0:
        return section.start, min(section.end, section.start + len(heading))
    return start, start + len(heading)


def _common_prefix(names: Sequence[str]) -> str:
    """What all members begin with (聚焦基础再造、聚焦产业集群): people call the list by it."""
    shared = names[0]
    for name in names[1:]:
        while shared and not name.startswith(shared):
            shared = shared[:-1]
    return shared


def _common_suffix(names: Sequence[str]) -> str:
    shared = names[0]
    for name in names[1:]:
        while shared and not name.endswith(shared):
            shared = shared[1:]
    return shared


_NUMBER = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]+[章节条款编]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．]|[①-⑳])\s*"
)


def _bare(heading: str) -> str:
    return _NUMBER.sub("", heading).strip(" 。；：:")


_ORDINAL = re.compile(
    r"(?:^|[。；，：\s])(?:(?P<is>[一二三四五六七八九十]{1,2}是)|(?P<nth>第[一二三四五六七八九十][，、])"
    r"|(?P<han>[（(][一二三四五六七八九][)）])|(?P<digit>[（(][1-9]\d?[)）])|(?P<ring>[①-⑳]))"
)


def _ordinal_lists(hit: Hit, analysed: Analysed, matcher: Matcher) -> list[_Listing]:
    """一是…。二是…。 inside one passage: each member up to its first full stop; one list a style of
    mark, for lists stand inside lists."""
    passage, text = analysed.passage, analysed.text
    if analysed.table is not None:
        return []
    marks = list(_ORDINAL.finditer(text, passage.start, passage.end))
    styles = dict.fromkeys(mark.lastgroup for mark in marks)
    of_styles = ([mark for mark in marks if mark.lastgroup == style] for style in styles)
    listings = (_ordinal_list(one, hit, analysed, matcher) for one in of_styles)
    return [listing for listing in listings if listing is not None]


def _ordinal_list(
    marks: Sequence[re.Match[str]], hit: Hit, analysed: Analysed, matcher: Matcher
) -> _Listing | None:
    """The list of one style of mark."""
    passage, text = analysed.passage, analysed.text
    if len(marks) < _MIN_MEMBERS:
        return None
    members: list[tuple[int, int]] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        limit = following.start() + 1 if following else passage.end
        sentences = split_sentences(text, mark.end(), limit)
        if sentences:
            members.append((sentences[0].start, sentences[0].end))
    lead = text[passage.start : marks[0].start()]
    coverage = matcher.coverage(
        (
            (lead, 1.0),
            (analysed.heading, 0.8),
            (analysed.document.title, 0.5),
            (passage.text, 0.5),
        )
    )
    if len(members) < _MIN_MEMBERS:
        return None
    return _Listing(tuple(members), coverage, analysed.document, passage, hit)


def _inline_lists(
    question: Question, hit: Hit, analysed: Analysed, matcher: Matcher
) -> Iterator[Finding]:
    """A、B和C等…: an enumeration inside one clause, given as it stands."""
    text = analysed.text
    for sentence in analysed.sentences:
        for clause in sentence.clauses:
            members = _members(text, clause)
            if members < _MIN_MEMBERS or clause.end - clause.start > _LONG_CLAUSE:
                continue
            coverage = matcher.coverage(
                (
                    (text[clause.start : clause.end], 1.0),
                    (text[sentence.start : sentence.end], 0.8),
                    (analysed.heading, 0.6),
                    (analysed.document.title, 0.5),
                    (analysed.passage.text, 0.4),
                )
            )
            bonus = _COUNT_BONUS if question.count == members else 0.0
            yield Finding(
                text=clean(text[clause.start : clause.end]),
                document=analysed.document,
                passage=analysed.passage,
                hit=hit,
                quotes=((clause.start, clause.end),),
                confidence=min(1.0, coverage + bonus),
            )


_LONG_CLAUSE = 140


def _members(text: str, clause: Clause) -> int:
    """Parts between enumeration commas, the last one parted once more by 和/及/与."""
    if len(clause.items) < 2:
        return len(clause.items)
    last = text[clause.items[-1].start : clause.items[-1].end]
    return len(clause.items) + bool(re.match(r"[^和及与]{1,12}(?:和|及|与|以及)[^和及与]", last))


def _finding(question: Question, listing: _Listing) -> Finding:
    text = listing.document.text
    names = [clean(_bare(text[start:end])) for start, end in listing.members]
    bonus = _COUNT_BONUS if question.count == len(names) else 0.0
    segments = tuple(
        Segment(f"{place}. {name}", (span,))
        for place, (name, span) in enumerate(zip(names, listing.members, strict=True), 1)
    )
    return Finding(
        text="；".join(segment.text for segment in segments),
        segments=segments,
        document=listing.document,
        passage=listing.passage,
        hit=listing.hit,
        quotes=listing.members,
        confidence=min(1.0, listing.coverage + bonus),
    )
