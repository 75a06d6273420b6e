"""责任单位: which bodies a section names as responsible.

Plans name them in brackets at the end of a task (“（责任单位：市工信局、市财政局）”, “（发展改革委牵头，财政部参与）”)
or on a line of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LABEL = (
    r"(?:责任|牵头|配合|实施|落实|主办|协办|参与|参加|负责|承办|主管|完成)(?:责任)?(?:单位|部门)"
)
_BRACKETED = re.compile(rf"[（(]({_LABEL}[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]")
_LINE = re.compile(rf"^({_LABEL}\s*[:：].*)$", re.M)
_INSIDE = r"([^（()）。；]*(?:[（(][^（()）]*[）)][^（()）。；]*)*?(?:牵头|负责|参与|配合|落实)[^（()）]{0,40})"
# behind a full sentence, also inside a paragraph: one paragraph may hold several tasks
_IN_CHARGE = re.compile(rf"(?:(?<=[。；])[（(]{_INSIDE}[）)]|[（(]{_INSIDE}[）)]\s*$)", re.M)
_LABELS = re.compile(rf"{_LABEL}\s*[:：]")
_ROLE = re.compile(
    r"(?:等|会同|按(?:照)?(?:职责|职能|分工)[^、，；]*|共同|分别|分工)*(?:牵头|负责|参与|参加|配合|落实|组织实施)+$"
)
_LEADING = re.compile(r"牵头|主办")
_SUPPORTING = re.compile(r"配合|参与|参加|协办|协助")
_BY_VERB = re.compile(
    r"(?:^|[，,；;])(?P<units>[^，,；;]*?)(?:等)?(?:共同|按职责分工|分工)?(?P<verb>牵头|主办|配合|参与|参加|协办|协助)(?:负责|落实)?(?=[，,；;]|$)"
)
_ET_AL = re.compile(r"等(?:有关|相关|各)?(?:部门|单位|部门和单位|地区)?(?:和单位)?$")
_SPLIT = re.compile(r"[、，,；;\s]+")
_LONGEST_UNIT = 30


@dataclass(frozen=True, slots=True)
class Tail:
    """A statement of responsibility inside a text: its span, brackets included, and the bodies."""

    start: int
    end: int
    units: tuple[str, ...]


def responsible_tails(text: str) -> tuple[Tail, ...]:
    """The statements of responsibility in a text, in order, with a label or without one
    (“（财政部负责）”)."""
    if "单位" not in text and "部门" not in text and "负责" not in text and "牵头" not in text:
        return ()
    found = [*_BRACKETED.finditer(text), *_LINE.finditer(text)]
    labelled = [match.span() for match in found]
    found += [
        match
        for match in _IN_CHARGE.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in labelled)
    ]
    tails = (
        Tail(match.start(), match.end(), tuple(_names("".join(filter(None, match.groups())))))
        for match in found
    )
    return tuple(sorted((t for t in tails if t.units), key=lambda tail: tail.start))


def responsible_units(text: str) -> tuple[str, ...]:
    """Names of the responsible bodies in the order of first mention, without repetition."""
    return tuple(dict.fromkeys(unit for tail in responsible_tails(text) for unit in tail.units))


def units_in_role(statement: str, *, leading: bool) -> tuple[str, ...]:
    """The bodies of a statement that lead (牵头, 主办), or those that take part (配合, 参与).

    Labels say it before the bodies (“牵头单位：A，参加单位：B”), verbs behind them (“A牵头，B、C配合”).
    Empty where the statement parts no roles.
    """
    inner = statement.strip().strip("（()）").split("。")[0]
    role = _LEADING if leading else _SUPPORTING
    labels = list(_LABELS.finditer(inner))
    if labels:
        ends = [*(label.start() for label in labels[1:]), len(inner)]
        parts = [
            inner[label.end() : end]
            for label, end in zip(labels, ends, strict=True)
            if role.search(label.group())
        ]
    else:
        parts = [match["units"] for match in _BY_VERB.finditer(inner) if role.search(match["verb"])]
    return tuple(dict.fromkeys(name for part in parts for name in _names(part)))


def _names(statement: str) -> list[str]:
    first_sentence = statement.split("。")[0]
    unlabelled = _LABELS.sub("、", first_sentence)
    names = []
    for part in _split_outside_brackets(unlabelled):
        name = _ET_AL.sub("", _ROLE.sub("", part)).removeprefix("以及").strip()
        if 2 <= len(name) <= _LONGEST_UNIT:
            names.append(name)
    return names


def _split_outside_brackets(text: str) -> list[str]:
    """Parts between 、，； that do not stand in brackets: 市促进（民营经济、外贸）领导小组 is one name."""
    masked = re.sub(r"[（(][^（()）]*[）)]", lambda match: "\0" * len(match.group()), text)
    parts = []
    position = 0
    for match in _SPLIT.finditer(masked):
        parts.append(text[position : match.start()])
        position = match.end()
    parts.append(text[position:])
    return [part for part in parts if part]
