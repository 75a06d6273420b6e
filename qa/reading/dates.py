"""Dates as answers: every date of the passages found is a candidate, judged like a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures.dates import DateMention
from ingest.language.clauses import Clause, Piece, Sentence
from ingest.language.normalise import squash
from qa.answers import Hit
from qa.questions import Asked, Question
from qa.reading.analysed import Analysed
from qa.reading.binding import Where, bind
from qa.reading.document_fit import of_lower_tier
from qa.reading.figure_wording import confidence
from qa.reading.findings import Candidate, Finding, best_first
from qa.reading.fit import Binder
from qa.reading.matching import Matcher
from qa.reading.wording import DATELINE, clean

_LEVELS = (1.0, 0.92, 0.75, 0.6, 0.45, 0.35)
_LONG_CLAUSE = 60
_ASKS_DAY = re.compile(r"哪一?天|哪(?:几|[两二三四五])天|几号|几日|何日|哪一?日")
_HAS_DAY = re.compile(r"日|号|天|[年月]底|旬|\d[-/.]\d{1,2}[-/.]\d")
_ASKS_END = re.compile(
    r"(?:到|至|做到|截止到?|截至|持续到)(?:哪(?:一)?(?:年|天|月)|什么时候|何时|啥时候|几月|几号)|"
    r"(?:什么时候|何时|哪(?:一)?[年天月]|啥时候)(?:之?前|为止|截止|结束|到期|完成)"
)
_ENDS_BEFORE = re.compile(r"(?:到|至|截至|截止)\s*$")
_ENDS_BEHIND = re.compile(r"\s*(?:年?底)?(?:之?前|以前|为止|止)")
_ISSUED = re.compile(
    r"印发|发布|公布|出台|下发|颁布|通过|发出|批复|答复|刊发|刊登|报道|落款|成文|发文|登载|发表|签发|日期|时间|批准"
)
_EFFECT_BEHIND = re.compile(
    r"[^，。；、\d]{0,6}(?:施行|实施|生效|执行|起效|启用|起用|实行|有效|开始)"
)
_ISSUE_LABEL = re.compile(
    r"^[【\[]?(?:发文|发布|成文|印发|公布|签发|颁布|公开|生成|落款)(?:时间|日期)[】\]]?[：:]"
)
# a date of every year is asked for, and told with 每
_ASKS_ROUND = re.compile(r"每年|一年[里中]|一般|通常|往年|年年")
_ROUND = 0.2
"""How much a date of every year is before others where one is asked."""
_END = 0.2
"""How much a date that ends something is before others where the end is asked."""


def date_candidates(
    question: Question,
    hits: Sequence[tuple[Hit, Analysed]],
    matcher: Matcher,
    binder: Binder,
) -> list[Candidate]:
    """All dates of the passages, best first. A date the asker named is not the answer."""
    named = {mention.text for mention in question.dates}
    by_day = bool(_ASKS_DAY.search(question.text))
    best_final = max((hit.scores.final for hit, _ in hits), default=0.0) or 1.0
    candidates = [
        _candidate(question, hit, analysed, mention, matcher, binder, best_final)
        for hit, analysed in hits
        if not question.years or binder.tells_of_year(analysed.document)
        for mention in analysed.dates
        if mention.text not in named
        and mention.precision != "plan"
        and (not by_day or _HAS_DAY.search(mention.text))
        and not (question.asked is Asked.ISSUE_DATE and _in_title(analysed, mention))
        and (question.asked is not Asked.ISSUE_DATE or _tells_of_issue(analysed, mention))
        and (question.asked is not Asked.EFFECTIVE_DATE or _takes_effect(analysed, mention))
        and (_asks_signature(question, analysed) or not _signs(analysed, mention))
        and (question.asked is Asked.ISSUE_DATE or not _in_dateline(analysed, mention))
    ]
    return best_first(candidates)


def _asks_signature(question: Question, analysed: Analysed) -> bool:
    return question.asked is Asked.ISSUE_DATE and not of_lower_tier(question, analysed.document)


def _signs(analysed: Analysed, mention: DateMention) -> bool:
    """A date alone in its line, or behind the label of its issue, signs the text (成文日期, GB/T
    9704): it tells of no event in it."""
    if analysed.table is not None:
        return False
    text = analysed.text
    begin = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.end)
    line = text[begin : end if end >= 0 else len(text)]
    return _ISSUE_LABEL.sub("", line.strip()).strip(" （()）") == mention.text


def _in_dateline(analysed: Analysed, mention: DateMention) -> bool:
    """The day in a dateline is that of the report, not of what it tells."""
    begin = analysed.text.rfind("\n", 0, mention.start) + 1
    dateline = DATELINE.match(analysed.text[begin : mention.end + 2].lstrip())
    return dateline is not None


def _in_title(analysed: Analysed, mention: DateMention) -> bool:
    """A year in the title names what the text is about, not when it was made."""
    text = analysed.text
    begin = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.end)
    line = squash(text[begin : end if end >= 0 else len(text)])
    return len(line) > len(mention.text) and line in squash(analysed.document.title)


def _tells_of_issue(analysed: Analysed, mention: DateMention) -> bool:
    """A day of issue stands in a sentence that says so, or signs the text."""
    sentence, _ = _around(analysed, mention.start)
    said = analysed.text[sentence.start : sentence.end]
    return bool(_ISSUED.search(said)) or _signs(analysed, mention)


def _takes_effect(analysed: Analysed, mention: DateMention) -> bool:
    """“自…起施行”: the verb stands right behind the day; what is repealed beside it has days of its
    own."""
    return bool(_EFFECT_BEHIND.match(analysed.text, mention.end))


def _ends(analysed: Analysed, mention: DateMention) -> bool:
    text = analysed.text
    return bool(
        _ENDS_BEFORE.search(text[max(0, mention.start - 4) : mention.start])
        or _ENDS_BEHIND.match(text, mention.end)
    )


def _candidate(
    question: Question,
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
    score += _END * (bool(_ASKS_END.search(question.text)) and _ends(analysed, mention))
    score += _ROUND * (bool(_ASKS_ROUND.search(question.text)) and mention.text.startswith("每"))
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
        answers="时间 日期 期限 年限 截止",
        binding=candidate.binding,
        inherited=candidate.fit.inherited,
    )
