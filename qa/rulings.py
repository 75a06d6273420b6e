"""Rulings: the word that answers a polar question by a rule, written by reading, read back by the gate.

“不可以：供热企业不得收取任何费用”: what a clause lays down (不得) beside what is asked (能收费吗) gives the
word. It may be said only where the clause speaks of the act that is asked, its form leaves no doubt,
and deriving the word again gives the same. Where a rule excepts somebody, depends on a leave, or only
bounds a figure, the rule is given without a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.deontic import DENYING, Force, forces_of
from qa.polar import PolarKind, content_characters, polar_of
from qa.questions import Question
from qa.reading.matching import matching_form, share_told

_WORDS = {
    (PolarKind.ALLOWED, Force.FORBIDS): "不可以",
    (PolarKind.ALLOWED, Force.ALLOWS): "可以",
    (PolarKind.REQUIRED, Force.REQUIRES): "需要",
    (PolarKind.REQUIRED, Force.EXEMPTS): "不需要",
    (PolarKind.COUNTED, Force.EXCLUDES): "不算",
    (PolarKind.COUNTED, Force.COUNTS): "算",
}
_IF_MET = "符合条件的"
_LINE = re.compile(
    rf"^(?P<word>(?:{_IF_MET})?(?:{'|'.join(sorted(set(_WORDS.values())))}))：(?P<rule>.+)$", re.S
)
_TOLD = 0.6
"""Share of what is asked that a rule must say, by words or by characters."""
_TOLD_HERE = {PolarKind.ALLOWED: 0.4, PolarKind.REQUIRED: 0.6, PolarKind.COUNTED: 0.4}
"""The same of the clause whose form decides: 应当 requires what stands in its own clause only."""

# an act told with a negation (能不交材料吗, 没捞好处能免责吗) turns what a form says
_NEGATED = re.compile(r"[不没未别]|无法|除了?")
_ALTERNATING = re.compile(r"(.{1,2})不\1|可不可以|需不需要|属不属于|包不包[括含]|有没有|不$")
# what depends on a case, a leave or a bound decides nothing for all
_DEPENDS = re.compile(
    r"除外|例外|除[^，。；]{2,40}外?，|但|确需|特殊情况|另有规定|原则上|不得(?:超过|少于|低于|高于|早于|晚于|大于|小于|多于|迟于)|"
    r"不得(?:拒绝|拒不|阻碍|阻挠|妨碍|影响)|不能(?:满足|提供|达到|按)|不可能|擅自"
)
# what forbids a manner (不得擅自拆除, 不能作为唯一依据) leaves the act itself open
_NARROWING = (
    "唯一", "单独", "仅", "只", "变相", "随意", "任意", "违规", "非法", "违法", "超出", "恶意", "无故", "虚假",
    "单方", "盲目", "一律", "私自", "过度", "不合理", "不正当",
)  # fmt: skip
_LEAVE = re.compile(r"(?:未经|经)[^，。；]{2,24}?(?:同意|批准|许可|审批|审核|认定|授权)")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule as it is written, and the word by which it answers."""

    word: str
    rule: str


def ruling_line(ruling: Ruling) -> str:
    return f"{ruling.word}：{ruling.rule}"


def read_ruling(line: str) -> Ruling | None:
    """The ruling that a line states, None where it states none."""
    match = _LINE.match(line.strip().rstrip("。"))
    return Ruling(match["word"], match["rule"]) if match else None


def ruling_word(question: Question, rule: str) -> str | None:
    """The word by which a rule answers a polar question, None where nothing is sure."""
    polar = polar_of(question.text)
    if polar.kind is PolarKind.WHETHER or _is_negated(polar.act) or _DEPENDS.search(rule):
        return None
    if _told(question, polar.act, rule) < _TOLD:
        return None
    decides = max(
        (clause for clause in re.split(r"[，；。：:]", rule) if forces_of(clause)),
        key=lambda clause: _told(question, polar.act, clause),
        default="",
    )
    if _told(question, polar.act, decides) < _TOLD_HERE[polar.kind]:
        return None
    if any(how in decides and how not in question.text for how in _NARROWING):
        return None
    said = [
        word
        for force in Force
        if force in forces_of(decides) and (word := _WORDS.get((polar.kind, force)))
    ]
    if len(said) != 1 or not _is_of_case(question, rule, decides):
        return None
    if said == ["需要"] and forces_of(rule) & DENYING:
        return None  # of what one sentence requires and forbids, either may be meant
    return said[0] if said[0] not in _GRANTS else _granted(said[0], rule)


_GRANTS = frozenset(("可以", "算", "不需要"))
"""Words that open something to the asker: a condition in the rule may close it again."""
# a rule that grants to those of a kind: 符合条件的可直接申报, 具有…学历的公民可以参加, 在…以内的
_LIMITED = re.compile(
    r"的(?:[^，。；的]{0,12})?(?:，|可|免|无需|无须|不需|不必|属于|纳入|视为)|符合|具有|具备|达到|以[上下内]"
)


def _granted(word: str, rule: str) -> str | None:
    """What a rule grants, to all or to those that meet its condition; None where it also denies."""
    denying = {Force.EXCLUDES} if word == "不需要" else DENYING - {Force.EXEMPTS}
    if forces_of(rule) & denying or _LEAVE.search(rule):
        return None
    limited = _LIMITED.search(rule)
    if limited is None:
        return word
    return f"{_IF_MET}{word}" if word == "可以" else None


_CASE = re.compile(r"([^，。；：]{3,})(?:的|时|后|前|期间)，")
_SAME_CASE = 0.35
"""Share of the characters of a case (用户要求暂停供热的，…) that the question must tell."""


def _is_of_case(question: Question, rule: str, decides: str) -> bool:
    """Whether the cases that a rule sets before its deciding clause are told by the asker."""
    cases = [content_characters(case) for case in _CASE.findall(rule.split(decides)[0])]
    told = set(question.text)
    return all(len(case & told) >= _SAME_CASE * len(case) for case in cases)


def _is_negated(act: str) -> bool:
    return bool(_NEGATED.search(_ALTERNATING.sub("", act)))


def _told(question: Question, act: str, text: str) -> float:
    """How much of an act a text says: by the question's words with their official wordings, or by
    the characters of it, whichever is more."""
    folded, asked = matching_form(text), matching_form(act)
    terms = [t for t in question.terms if t.text in asked and len(t.text) > 1]
    by_words = share_told(terms, folded)
    for place in question.places:
        act = act.replace(place.short, "")
    characters = content_characters(act)
    by_characters = len(characters & set(text)) / len(characters) if characters else 0.0
    return max(by_words, by_characters)
