"""Things joined by 和, 与, 、 before what is said of all of them: “A和B的奖励分别是多少？”.

Chinese leaves what the members share unsaid in the later ones: a tier, title or place at the head
of the later member replaces that of the first (国家级小巨人和省级小巨人), a bare noun only the last
word before the joint (一等奖和二等奖).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.questions import INTERROGATIVE

_JOINT = re.compile(
    r"以及|和|与|跟|及|、|(?<![占同环])比(?![例重率])|是(?=[^，。？]{2,16}(?:几|多少)倍)"
)
_CLAUSE = re.compile(r"[^，,。；;？?：:]+")
# before these what is said of the members begins
_SAID = re.compile(
    r"对|的|在|各|分别|每(?=[个项家人位户名件条亩辆年月])|都|谁|哪|相差|差[几多]|有[什何哪没]|要|是|给|能|可(?=以|享|获|拿|领|申)|怎|最|应|须|需|多少|几|多[出了]|[多少高低](?=多少|几)|"
    r"合计|一共|总共|共|加起来|奖(?=[励补金]|多少|几)|补[贴助]|由|中的|里|什么|如何|同时|高[出多]|低[多了]|少[多了]"
)
# behind these a member begins
_BORDER = re.compile(r"[的，：、有是]|[里中][，的]|当中|之中|对|给|把|让|由|属于|关于|达到")
# 甲和乙两个行业的…: the members are as many as the number behind them says, and share its noun
_SUMMED_UP = re.compile(r"(?:[这那])?[两二三四五六](?:个|类|种|份|项|大)(?=[\u4e00-\u9fff])")
# 最少、最多新增几家: both bounds of one figure, which stand in one range (8—15家)
_BOUND_BEFORE = re.compile(r"(?:最少|最多|至少|至多|起码|顶多)$")
_BOUND_BEHIND = re.compile(r"最少|最多|至少|至多|起码|顶多")
_VERBS = "有是对给把让由"
# a clause that begins so is a member beside the clause before it
_AND = re.compile(r"(?:和|与|跟|以及|还有)(?=.{4})")
_LEAST, _MOST = 2, 24


_SHARED = 4
# 人数, 面积, 金额: a measure needs no other noun behind it
_MEASURE = re.compile(r"[数额率积量期费价值限龄度收入]$")
_TELLING = 2
"""Words. A member of as many says by itself what it is."""


@dataclass(frozen=True, slots=True)
class Members:
    """The members of one coordination; `before` and `after` are what they share."""

    before: str
    names: tuple[str, ...]
    after: str

    def alone(self) -> tuple[str, ...]:
        """The question of each member."""
        return tuple(f"{self.before}{name}{self.after}" for name in self.names)


Heads = Callable[[str], Sequence[Sequence[tuple[int, int]]]]
"""Spans of the specifics of a text (places, tiers, years, counts …), one sequence a class."""


def find_members(text: str, heads: Heads, cut: Callable[[str], list[str]]) -> Members | None:
    """The coordination that the question asks about, if it has one."""
    clauses = list(_CLAUSE.finditer(text))
    for before, clause in pairwise(clauses):
        joint = _AND.match(clause.group())
        if joint and not INTERROGATIVE.search(before.group() + clause.group()):
            names = (before.group(), clause.group()[joint.end() :])
            return Members(text[: before.start()], names, text[clause.end() :])
    for clause in clauses:
        found = _in_clause(clause.group(), heads, cut)
        if found is not None:
            return Members(
                text[: clause.start()] + found.before,
                found.names,
                found.after + text[clause.end() :],
            )
    return None


def _in_clause(clause: str, heads: Heads, cut: Callable[[str], list[str]]) -> Members | None:
    joints = [m for m in _JOINT.finditer(clause) if not _quoted(clause, m.start())]
    for joint in reversed(joints):
        right = clause[joint.end() :]
        # where the clause asks nothing, what is said of the members stands in the next one
        summed = _SUMMED_UP.search(right, _LEAST)
        if summed is not None:
            last: str | None = right[: summed.start()]
        else:
            last = _last_member(right) if INTERROGATIVE.search(clause) else _bearable(right)
        left = clause[: joint.start()]
        if last is None or not left:
            continue
        left = _without_shared(left, right[len(last) :])
        if _BOUND_BEFORE.search(left) and _BOUND_BEHIND.match(right):
            return None
        start = _start(left, last, heads, cut, summed_up=summed is not None)
        if start is None or len(left) - start < _LEAST:
            continue
        names = [left[start:], last]
        while left[:start].endswith("、"):
            rest = left[: start - 1]
            earlier = _start(rest, names[0], heads, cut)
            if earlier is None or len(rest) - earlier < _LEAST:
                return None
            names.insert(0, rest[earlier:])
            start = earlier
        if len(set(names)) == len(names):
            completed = _completed(names, heads)
            return Members(left[:start], completed, clause[joint.end() + len(last) :])
    return None


def _completed(names: Sequence[str], heads: Heads) -> tuple[str, ...]:
    """Modifiers take the noun of the last member: 国家级和省级小巨人 are both 小巨人."""
    last = names[-1]
    noun = last[
        max((end for spans in heads(last) for start, end in spans if start == 0), default=0) :
    ]

    def is_modifier(name: str) -> bool:
        return any((0, len(name)) in spans for spans in heads(name))

    return (*(name + noun if is_modifier(name) else name for name in names[:-1]), last)


def _quoted(text: str, at: int) -> bool:
    before = text[:at]
    return any(before.count(a) > before.count(b) for a, b in ("《》", "“”", "（）", "()"))


def _last_member(right: str) -> str | None:
    for match in _SAID.finditer(right, _LEAST):
        if not _quoted(right, match.start()):
            return right[: match.start()] if match.start() <= _MOST else None
    return _bearable(right)


def _without_shared(left: str, after: str) -> str:
    """租房补贴和购房补贴最多领几年: what is said of both members may stand behind each."""
    for size in range(min(_SHARED, len(after), len(left) - _LEAST), 1, -1):
        if left.endswith(after[:size]):
            return left[:-size]
    return left


def _bearable(right: str) -> str | None:
    return right if _LEAST <= len(right) <= _MOST else None


def _start(
    left: str,
    like: str,
    heads: Heads,
    cut: Callable[[str], list[str]],
    *,
    summed_up: bool = False,
) -> int | None:
    """Where the member before a joint begins, judged by the member behind it: at its own specifics
    where that one has some, else as long a word, where both end alike (一等奖和二等奖), else at the
    border before it, if it has words enough to leave none unsaid."""
    borders = [m.end() for m in _BORDER.finditer(left) if _is_word(m, left, cut)]
    border = max(borders, default=0)
    if "的" in like and left.count("的") == like.count("的"):  # 甲的“某基地”和乙的“某孵化器”
        border = max((b for b in borders if "的" in left[b:]), default=0)
    for own, others in zip(heads(left), heads(like), strict=True):
        if any(start == 0 for start, _ in others):
            inside = [start for start, _ in own if start >= border]
            return inside[-1] if inside else border
    if left[-1] != like[-1]:
        if _modifiers_joined(cut(left), cut(like)):
            return None
        # 城镇和农村居民收入: a member of one word may share those behind the second
        measures = _MEASURE.search(left) and _MEASURE.search(like)
        telling = len(cut(left[border:])) >= min(_TELLING, len(cut(like)))
        return border if telling or measures or summed_up else None
    if left[:border].endswith("、") and len(left) - border <= len(like) + _LEAST:
        return border  # 中压、次高压和高压: in an enumeration a member begins behind the comma
    starts, at = [], 0
    for word in cut(left):
        starts.append(at)
        at += len(word)
    inside = [s for s in starts if s >= border] or [border]
    return min(inside, key=lambda s: (abs(len(left) - s - len(like)), s))


def _is_word(match: re.Match[str], left: str, cut: Callable[[str], list[str]]) -> bool:
    """Whether a verb that stands before members is a word of its own: 有色金属 has no 有."""
    if match.group() not in _VERBS:
        return True
    at = 0
    for word in cut(left):
        if at == match.start():
            return word == match.group()
        at += len(word)
    return False


def _modifiers_joined(left: list[str], like: list[str]) -> bool:
    """最高、最低录取分: what is joined are words that modify the same head, which stands once."""
    before, behind = left[-1], like[0]
    alike = len(before) == len(behind) and bool(set(before) & set(behind))
    return alike and len(like) > 1
