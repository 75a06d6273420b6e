"""Whether the asker's case meets a condition: “孵出4家…能申请吗” beside “不少于5家”.

Who gives a figure or a day and asks whether the matter is open to them asks for a comparison. It is
made only with a bound of the same unit and subject, or with a window of days for the same deed, in
the document that speaks of the matter; where such conditions differ by case and the question does
not tell the case, the conditions are given and nothing is concluded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ingest.documents import Document
from ingest.figures.dates import DateMention
from ingest.figures.tiers import find_tiers
from qa.questions import Asked, Question, rows
from qa.reading.binding import Where, bind
from qa.reading.findings import Finding, Segment
from qa.reading.matching import Matcher, matching_form, quality
from qa.reading.met_condition import NAMED, Condition, clause_around, content_pairs
from qa.reading.own_bounds import own_bounds
from qa.reading.scene import Scene, sensed
from qa.reading.sentences import SentenceAt
from qa.reading.wording import clean
from qa.verdicts import (
    Verdict,
    dated,
    inside,
    tier_name,
    verdict_line,
    windows_of,
)

_MET = 0.1
"""What meeting the asker's subject adds to the confidence."""
_SURE = 0.5
"""How much of the best sentence's score a condition must have in the document that answers, to be
of the same matter."""
_ELSEWHERE = 0.9
"""The same in another document."""

_OPEN_TO = re.compile(
    r"能|可以|可否|够|符合|享受|申[请报]|来得及|赶得上|资格|达标|合格|满足|行[吗不么]|算|拿|领|评|报|扣|抵|轮得?到|得到|认定|入选|纳入"
)
_DUTY = re.compile(
    r"(?:需要?|须|要不要|用不用|要)(?:再|先|另外)?(?:交|缴|办|提供|提交|填|备案|审批|公示|签|付|退|还)|会不会|会被"
)


def asks_whether(question: Question) -> bool:
    """“能申请吗”, “够不够”, “还来得及报不”: whether the matter is open to the asker; “要交材料吗” asks
    for a duty and no condition."""
    asked = Asked.BOOLEAN in (question.asked, *question.also_asked)
    return asked and bool(_OPEN_TO.search(question.text)) and not _DUTY.search(question.text)


def own_condition(scene: Scene, document: Document | None) -> Finding | None:
    """The verdict on the asker's figures and days by the conditions of a document; None where
    nothing compares surely.

    Args:
        document: that of what the question was answered with otherwise.
    """
    question = scene.question
    given = question.own_values or dated(question.dates) or question.tiers
    if not asks_whether(question) or not given:
        return None
    ranked = scene.sentences
    best = max((at.score for at in ranked), default=0.0)
    near = [
        at
        for at in ranked
        if at.score >= (_SURE if at.analysed.document is document else _ELSEWHERE) * best
    ]
    conditions = [c for at in near for c in _conditions(scene, at)]
    document = conditions[0].at.analysed.document if conditions else document
    conditions = [c for c in conditions if c.at.analysed.document is document]
    return _finding(scene, _of_the_case(conditions)) if conditions else None


# what keeps out, goes first or grades sets no condition: “成立不满三年的，不予受理”
_KEEPS_OUT = re.compile(
    r"不得|不予|不能|不可|不再|不享受|不支持|不纳入|不受理|不适用|禁止|除外|不包括|不含|取消|退回|暂停|"
    r"处罚|罚款|优先|鼓励|倾斜|从重|从轻"
)


def _keeps_out(at: SentenceAt) -> bool:
    """Whether a sentence, or the line that opens its list, says who is left out."""
    text, start = at.analysed.text, at.sentence.start
    if _KEEPS_OUT.search(text, start, at.sentence.end):
        return True
    opening = text.rfind("：\n", at.analysed.passage.start, start)
    lead = text[max(text.rfind("\n", 0, opening), 0) : opening] if opening >= 0 else ""
    return bool(_KEEPS_OUT.search(lead))


def _conditions(scene: Scene, at: SentenceAt) -> Iterable[Condition]:
    if _keeps_out(at):
        return
    if not _is_elsewhere(scene, at):
        yield from own_bounds(scene, at)
        yield from _windows(scene, at)
    yield from _tiers(scene, at)


def _is_elsewhere(scene: Scene, at: SentenceAt) -> bool:
    """Whether a condition is that of another tier or place: each has its own annex or section."""
    binding = bind(at.analysed, Where.of_sentence(at.sentence))
    fits = (
        scene.binder.tier_fit(binding),
        scene.binder.place_fit(binding, at.analysed.document.region_code),
    )
    return any(fit.mismatch for fit in fits)


# --- days ----------------------------------------------------------------------------------


def _windows(scene: Scene, at: SentenceAt) -> Iterable[Condition]:
    text, sentence = at.analysed.text, at.sentence
    told = text[sentence.start : sentence.end]
    for window in windows_of(told):
        for day in dated(scene.question.dates):
            met = inside(day, window)
            rule = told[max(0, window.start - _BEFORE) : window.start] + told[window.end :]
            if met is None or not _one_deed(scene.question.text, day, rule):
                continue
            start, end = clause_around(sentence, sentence.start + window.start)
            yield Condition(at, start, end, day.text, met)


_BEFORE = 12
"""Characters before a window in which its deed may stand (建设时间应为…至…)."""
_STOP = re.compile(r"[，。；？！,]")


@lru_cache(maxsize=1)
def _deeds() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row[0]) for row in rows("deeds.tsv"))


def _one_deed(asked: str, day: DateMention, told: str) -> bool:
    """Whether what the asker did on the day is what the window is for: one deed in the words of
    either, and where neither names a known one, two pairs of characters in common."""
    before = _STOP.split(asked[: day.start])[-1]
    behind = _STOP.split(asked[day.end :])[0]
    deed, rule = f"{before} {behind}", told[: 40 + _BEFORE]
    done = {at for at, wording in enumerate(_deeds()) if wording.search(deed)}
    meant = {at for at, wording in enumerate(_deeds()) if wording.search(rule)}
    if done or meant:
        return bool(done & meant)
    return len(content_pairs(deed) & content_pairs(rule)) >= 2


# --- tiers ---------------------------------------------------------------------------------

_OWN_TIER = re.compile(
    r"(?:我们?|我司|公司|企业|单位|厂里?|刚|只|已经?)[^，。？]{0,8}(?:是|为|属于|评上|获评|认定(?:为|成)?|拿了|只有|只是)[^，。？]{0,6}$"
)
_TELLING = 0.5
"""Weight of a word that tells what a clause speaks of."""


def _tiers(scene: Scene, at: SentenceAt) -> Iterable[Condition]:
    """“省级以上的小巨人企业” beside “我们只是市级的”: a bound on the tier of what the asker has."""
    question, text = scene.question, at.analysed.text
    own = [m for m in find_tiers(question.text) if not m.negated]
    if len(own) != 1 or own[0].and_above or not _OWN_TIER.search(question.text[: own[0].start]):
        return
    for mention in at.analysed.tiers:
        inside = at.sentence.start <= mention.start < at.sentence.end
        if not (inside and mention.and_above and not mention.negated):
            continue
        start, end = clause_around(at.sentence, mention.start)
        if _tells_of(scene.matcher, text[start:end], own[0].tier):
            yield Condition(at, start, end, tier_name(own[0].tier), own[0].tier in mention.tiers)


def _tells_of(matcher: Matcher, clause: str, tier: str) -> bool:
    """Whether two telling words of the question, beside the tier, stand in a clause."""
    told = matching_form(clause)
    met = [
        term
        for term in matcher.terms
        if len(term.text) > 1
        and not term.text.isdigit()
        and term.weight >= _TELLING
        and term.text not in tier
        and quality(term, told) >= NAMED
    ]
    return len(met) >= 2


# --- the verdict ---------------------------------------------------------------------------


_CLEARLY = 0.1
"""How much better the question must meet a condition than one that says otherwise."""


def _of_the_case(conditions: Sequence[Condition]) -> list[Condition]:
    """The best condition for each figure of the asker's, with one of its passage that says
    otherwise (one bound for each line of business) where the question does not tell them apart."""
    kept: list[Condition] = []
    for own in dict.fromkeys(c.own for c in conditions):
        first, *others = [c for c in conditions if c.own == own]
        passage = first.at.analysed.passage.passage_id
        rivals = [
            c
            for c in others
            if c.met != first.met
            and c.at.analysed.passage.passage_id == passage
            and c.at.score > first.at.score - _CLEARLY
        ]
        kept += [first, *rivals[:1]]
    return kept


def _finding(scene: Scene, conditions: Sequence[Condition]) -> Finding:
    """One line for each condition that is not met, else for each that is."""
    disputed = {c.own for c in conditions if len({d.met for d in conditions if d.own == c.own}) > 1}
    unmet = [c for c in conditions if not c.met and c.own not in disputed]
    shown = unmet or [c for c in conditions if c.own not in disputed] or list(conditions)
    first = shown[0]
    segments = tuple(dict.fromkeys(_segment(c, plain=c.own in disputed) for c in shown))
    return Finding(
        text="；".join(segment.text for segment in segments),
        document=first.at.analysed.document,
        passage=first.at.analysed.passage,
        hit=first.at.hit,
        quotes=tuple(dict.fromkeys(quote for segment in segments for quote in segment.quotes)),
        confidence=min(1.0, sensed(scene, first.at) + _MET),
        segments=segments,
        inherited=first.at.hit.inherited,
    )


def _segment(condition: Condition, *, plain: bool) -> Segment:
    text, sentence = condition.at.analysed.text, condition.at.sentence
    quote = (sentence.start, sentence.end)
    if plain:
        return Segment(clean(text[sentence.start : sentence.end]), (quote,))
    rule = clean(text[condition.start : condition.end]).replace("“", "").replace("”", "")
    return Segment(verdict_line(Verdict(condition.met, rule, condition.own)), (quote,))
