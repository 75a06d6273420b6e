"""The figure of a later ask, beside what answered the ask before it.

Who asks for two figures at once (“门槛是几年、多少人次”, “支出多少，其中教育占多少”) asks of one rule, and a
rule tells its figures side by side: in the next item or clause, in the next sentence, at the
farthest in the next article. A figure there is known by the ask's own noun in its clause, or, where
the ask has none (“封顶多少”), by its kind alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.figures.quantities import Quantity
from qa.questions import Question, Term
from qa.reading.figure_wording import word_figure
from qa.reading.figures import figure_candidates, governing
from qa.reading.findings import Candidate, Finding
from qa.reading.matching import matching_form, share_told
from qa.reading.scene import Scene

SENTENCE, PARAGRAPH, RULE = 0, 1, 2
"""How far a figure stands from what answered before: in its sentence, in its paragraph or the next
sentences, or elsewhere in its section."""

_LEAST_TOLD = {SENTENCE: 0.3, PARAGRAPH: 0.4, RULE: 0.6}
"""Share of the ask's own words, by weight, that must stand beside a figure."""

_ALONE_TOLD = 0.15
"""The same where no other figure of the unit asked stands as near."""

_STEP = 0.2
"""How much more a farther figure must tell."""

_NEXT = 120
"""Characters behind the sentence that answered before, within which the next one is its own."""

_FAR = 300
"""Characters from there to a neighbouring article that still speaks of the same matter."""

_SHARE_ASKED = re.compile(r"占(?:了|到)?(?:多少|几)(?!成|个点)")
_CHANGE_ASKED = re.compile(
    r"(?:比|较)(?:上一?年|去年|前一?年|上年同期|同期)[^，。？]{0,8}(?:多少|几)|同比[^，。？]{0,8}(?:多少|几)|(?:增长|增加|增幅|涨|减少|下降)(?:了)?(?:多少|几)"
)
_CHANGE_TOLD = re.compile(
    r"[，,（(]?(?:(?:同比|比上年|比去年|较上年|较去年|比上年同期|名义|实际)[，,]?){0,2}(?:增长|增加|增收|增支|多|提高|上升|下降|减少|减收|降低|回落)了?$"
)
_UNIT = 0.1
_CHARACTER = 0.7
"""Weight of a character that stands in a text, beside a word."""

_FORM_WORDS = re.compile(
    r"多[少久长大高远]|最[多少高低长短晚早大小]|至少|起码|顶多|其中|里[头面]|另外|分别|一共|总共|时间|时候|小时|分钟|工作日|的话|才能|可以|"
    r"[几哪谁的了吗呢么嘛吧啊各大概约得要能会可给把被让就才又再还也都是有在到为和与及跟或一二两三个些这那来去上下内外以之后前中时日天年月周人家项元钱万亿占]|[^\u4e00-\u9fff]"
)
# words of asking, which no text repeats
_ASKING = re.compile(
    r"多少|[几哪]|最[多少高低长短大小]|至少|起码|顶多|上限|下限|封顶|门槛|其中|里[头面]|另外|分别|各|大[概约]|一共|总共|得|要"
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure beside an answer: how far it stands, and how much of the ask it tells."""

    finding: Finding
    zone: int
    told: float


def figure_beside(scene: Scene, before: Finding) -> Beside | None:
    """The best figure of the scene beside an earlier answer, None where none tells the ask.

    Args:
        scene: passages around that answer, without the figures given already.
    """
    asked = _in_unit_of_whole(scene.question, before)
    asks_words = bool(own_terms(asked) or own_signs(asked))
    found: list[Beside] = []
    near: list[tuple[int, Candidate]] = []
    for candidate in figure_candidates(asked, scene.hits, scene.matcher, scene.binder):
        zone = _zone(candidate, before) if candidate.mismatch is None else None
        if zone is not None:
            near.append((zone, candidate))
    for zone, candidate in near:
        told = told_of(asked, _beside_text(candidate), candidate.quantity)
        if zone == SENTENCE and tells_change(asked, candidate, before):
            told = 1.0
        least = _ALONE_TOLD if _is_alone(asked, zone, candidate, near) else _LEAST_TOLD[zone]
        if (told < least) if asks_words else (zone == RULE):
            continue
        finding = replace(word_figure(candidate, scene.matcher), group=None)
        found.append(Beside(finding, zone, told))
    return max(found, key=lambda one: one.told - _STEP * one.zone, default=None)


def _is_alone(
    question: Question, zone: int, candidate: Candidate, near: Sequence[tuple[int, Candidate]]
) -> bool:
    """Whether a figure in the paragraph is the only one there of the unit asked, or of the kind
    where no unit is named; both bounds of a range are one."""
    if zone == RULE or not question.kinds:
        return False
    alike = [
        other for place, other in near if place <= PARAGRAPH and has_unit(question, other.quantity)
    ]
    return has_unit(question, candidate.quantity) and len({c.where.clause for c in alike}) == 1


def has_unit(question: Question, quantity: Quantity | None) -> bool:
    """Whether a figure has the unit asked for; true where none is named."""
    unit = question.unit_word
    return unit is None or (quantity is not None and quantity.text.rstrip().endswith(unit))


def tells_change(question: Question, candidate: Candidate, before: Finding) -> bool:
    """“比前一年增加多少”: the change stands directly behind the figure that changed (1200万辆，增长15.3%)."""
    changed = before.quantity
    if changed is None or not _CHANGE_ASKED.search(question.text):
        return False
    between = candidate.analysed.text[changed.outer_end : candidate.where.start]
    return bool(_CHANGE_TOLD.match(between))


def _in_unit_of_whole(question: Question, before: Finding) -> Question:
    """“其中教育占多少”: what is part of a total is told in its unit or as its share."""
    if before.quantity is None or not _SHARE_ASKED.search(question.text):
        return question
    return replace(question, kinds=question.kinds | {before.quantity.kind})


def own_terms(question: Question) -> tuple[Term, ...]:
    """Words of the ask itself, none taken over from another, that official texts could repeat."""
    return tuple(
        term
        for term in question.terms
        if term.text in matching_form(question.text)
        and (term.official or term.alternatives)
        and not _ASKING.fullmatch(term.text)
    )


def told_of(question: Question, text: str, quantity: Quantity | None) -> float:
    """How much of the ask's own words a text tells, 0 to 1; more where its figure has the very
    unit that is asked for."""
    by_word = share_told(own_terms(question), matching_form(text))
    told = max(by_word, _CHARACTER * share_of_signs(own_signs(question), text))
    return told + _UNIT if question.unit_word and has_unit(question, quantity) else told


def own_signs(question: Question) -> frozenset[str]:
    """The characters of the ask that carry meaning: a lay word mostly shares one with the
    official word for it (办完 and 办结, 隔多久 and 间隔)."""
    return frozenset(_FORM_WORDS.sub("", matching_form(question.text)))


def share_of_signs(signs: frozenset[str], text: str) -> float:
    return sum(sign in text for sign in signs) / len(signs) if signs else 0.0


def _zone(candidate: Candidate, before: Finding) -> int | None:
    if candidate.analysed.document.doc_id != before.document.doc_id:
        return None
    sentence = candidate.where.sentence
    start, end = before.quotes[0][0], before.quotes[-1][1]
    if sentence.start < end and start < sentence.end:
        return SENTENCE
    text = candidate.analysed.text
    first, last = sorted(((start, end), (sentence.start, sentence.end)))
    between = text[first[1] : last[0]]
    if "\n" not in between.strip() and len(between) <= _NEXT:
        return PARAGRAPH
    same = candidate.analysed.passage.section.section_id == before.passage.section.section_id
    return RULE if same or len(between) <= _FAR else None


def _beside_text(candidate: Candidate) -> str:
    """The item or clause of a figure with the clauses that lead to it."""
    where, analysed = candidate.where, candidate.analysed
    statement = next((s for s in analysed.statements if s.quantity is candidate.quantity), None)
    text = analysed.text
    if statement is None:
        return text[where.clause.start : where.clause.end]
    lead, _ = governing(analysed, statement)
    own = where.clause if statement.alone else where.item
    pieces = [text[piece.start : piece.end] for piece in (*lead, own)]
    return "，".join((where.label, where.header, *pieces))
