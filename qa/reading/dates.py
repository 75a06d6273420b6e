"""Dates as answers: every date of the passages found is a candidate, judged like a figure."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.figures.dates import DateMention
from ingest.language.clauses import Clause, Piece, Sentence
from qa.answers import Hit
from qa.questions import Asked, Question
from qa.reading.analysed import Analysed
from qa.reading.binding import Where, bind
from qa.reading.figures import confidence
from qa.reading.findings import Candidate, Finding
from qa.reading.fit import Binder
from qa.reading.matching import Matcher
from qa.reading.wording import clean

_LEVELS = (1.0, 0.92, 0.75, 0.6, 0.45, 0.35)
_LONG_CLAUSE = 60


def date_candidates(
    question: Question,
    hits: Sequence[tuple[Hit, Analysed]],
    matcher: Matcher,
    binder: Binder,
) -> list[Candidate]:
    """All dates of the passages, best first. A date the asker named is not the answer."""
    named = {mention.text for mention in question.dates}
    best_final = max((hit.scores.final for hit, _ in hits), default=0.0) or 1.0
    candidates = [
        _candidate(hit, analysed, mention, matcher, binder, best_final)
        for hit, analysed in hits
        for mention in analysed.dates
        if mention.text not in named
        and mention.precision != "plan"
        and (question.asked is Asked.ISSUE_DATE or not _signs(analysed, mention))
    ]
    return sorted(
        candidates, key=lambda c: (c.mismatch is not None, -c.score, c.hit.rank, c.where.start)
    )


def _signs(analysed: Analysed, mention: DateMention) -> bool:
    """A date alone in its line signs the text (成文日期, GB/T 9704): it tells of no event in it."""
    if analysed.table is not None:
        return False
    text = analysed.text
    begin = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.end)
    line = text[begin : end if end >= 0 else len(text)]
    return line.strip(" （()）") == mention.text


def _candidate(
    hit: Hit,
    analysed: Analysed,
    mention: DateMention,
    matcher: Matcher,
    binder: Binder,
    best_final: float,
) -> Candidate:
    sentence, clause = _around(analysed, mention.start)
    where = Where(mention.start, mention.end, clause, clause, sentence)
    binding = bind(analysed, where)
    text = analysed.text
    following = _following(sentence, clause)
    leading = clean(text[clause.start : clause.end]) == clean(mention.text)
    if any(following.start <= other.start < following.end for other in analysed.dates):
        following = Piece(clause.end, clause.end)  # it tells of its own date
    levels = (
        (text[clause.start : clause.end], _LEVELS[0]),
        (text[following.start : following.end], _LEVELS[0] if leading else _LEVELS[1]),
        (text[sentence.start : sentence.end], _LEVELS[2]),
        (analysed.heading, _LEVELS[3]),
        (analysed.document.title, _LEVELS[4]),
        (analysed.passage.text, _LEVELS[5]),
    )
    coverage = matcher.coverage(levels)
    fit = binder.place_fit(binding, analysed.document.region_code)
    score = coverage + fit.score + 0.12 * hit.scores.final / best_final
    score += 0.05 * (mention.precision == "day")
    return Candidate(hit, analysed, where, binding, fit, coverage, score)


def _around(analysed: Analysed, position: int) -> tuple[Sentence, Clause]:
    for sentence in analysed.sentences:
        if sentence.start <= position < sentence.end:
            for clause in sentence.clauses:
                if clause.start <= position < clause.end:
                    return sentence, clause
            return sentence, Clause(sentence.start, sentence.end, ())
    whole = Clause(analysed.passage.start, analysed.passage.end, ())
    return Sentence(whole.start, whole.end, (whole,)), whole


def _following(sentence: Sentence, clause: Clause) -> Piece:
    """A leading date (“2020年12月21日，工信部公布…”) speaks of the next clause."""
    later = [c for c in sentence.clauses if c.start >= clause.end]
    return later[0] if later else Piece(clause.end, clause.end)


def word_date(candidate: Candidate, matcher: Matcher) -> Finding:
    """The clause with the date where it is short and tells what happened, else the date."""
    analysed, where = candidate.analysed, candidate.where
    text = analysed.text
    clause, following = where.clause, _following(where.sentence, where.clause)
    wording = text[clause.start : clause.end]
    if clean(wording) == clean(text[where.start : where.end]) and following.end > following.start:
        wording = f"{wording}，{text[following.start : following.end]}"
    if len(wording) > _LONG_CLAUSE:
        wording = text[where.start : where.end]
    return Finding(
        text=clean(wording),
        document=analysed.document,
        passage=analysed.passage,
        hit=candidate.hit,
        quotes=((where.sentence.start, where.sentence.end),),
        confidence=confidence(candidate, matcher),
        binding=candidate.binding,
        inherited=candidate.fit.inherited,
    )
