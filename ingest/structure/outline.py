"""Headings → a tree, with the order of levels learned from the document itself.

Which numbering stands inside which differs from document to document (一、 > （一） > 1. is usual,
1. > （一） occurs). A style already open closes everything below it; a new style opens a level
below, unless it usually outranks the open one and the open one does not go on after it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.structure.compose import Unit
from ingest.structure.headings import PLAIN, PLAIN_RUN_IN, Candidate, Form

_TINY = 60
"""Leaf sections that are all shorter than this are items of a list (characters)."""
_MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in force at unit `unit`, with the headings above it.

    `single`: it heads its own paragraph only (an unnumbered run-in heading).
    """

    unit: int
    path: tuple[str, ...]
    single: bool = False


@dataclass(slots=True)
class _Node:
    candidate: Candidate
    parent: _Node | None
    children: int = 0

    def path(self) -> tuple[str, ...]:
        above = self.parent.path() if self.parent else ()
        return (*above, self.candidate.text)


def build_outline(
    candidates: Sequence[Candidate], units: Sequence[Unit], last: int
) -> list[Heading]:
    """The headings of a part that ends before unit `last`.

    Numbered sentences and lists of tiny items are not headings; what they hold stays with the
    section above.
    """
    kept = list(candidates)
    for _ in range(_MOST_ROUNDS):
        nodes = _nest(kept)
        dropped = _inside_articles(nodes) or _items(nodes) or _tiny(nodes, units, last)
        if not dropped:
            break
        kept = [candidate for candidate in kept if candidate.unit not in dropped]
    return [
        Heading(node.candidate.unit, node.path(), node.candidate.rank == PLAIN_RUN_IN)
        for node in _nest(kept)
    ]


def _nest(candidates: Sequence[Candidate]) -> list[_Node]:
    restarts = Counter(c.key for c in candidates if c.number == 1)
    following = _next_of_key(candidates)
    nodes: list[_Node] = []
    stack: list[_Node] = []
    positions: dict[int, int] = {}
    learned: set[tuple[str, str]] = set()
    for index, candidate in enumerate(candidates):
        keys = [node.candidate.key for node in stack]
        if candidate.key in keys:
            del stack[keys.index(candidate.key) :]
        else:
            while stack and candidate.rank < stack[-1].candidate.rank:
                top = stack[-1].candidate
                later = following.get((positions[top.unit], top.key))
                inside = (candidate.key, top.key)
                if inside in learned or _opens_below(candidate, top, later, restarts):
                    learned.add(inside)
                    break
                stack.pop()
        parent = stack[-1] if stack else None
        if parent:
            parent.children += 1
        node = _Node(candidate, parent)
        nodes.append(node)
        stack.append(node)
        positions[candidate.unit] = index
    return nodes


def _next_of_key(candidates: Sequence[Candidate]) -> dict[tuple[int, str], Candidate]:
    """For each candidate (by position and key) the next one of the same key."""
    upcoming: dict[str, Candidate] = {}
    following: dict[tuple[int, str], Candidate] = {}
    for index in range(len(candidates) - 1, -1, -1):
        candidate = candidates[index]
        if candidate.key in upcoming:
            following[index, candidate.key] = upcoming[candidate.key]
        upcoming[candidate.key] = candidate
    return following


def _opens_below(
    candidate: Candidate, top: Candidate, later: Candidate | None, restarts: Counter[str]
) -> bool:
    """Whether a style that usually outranks `top` stands inside it here."""
    if candidate.structural or candidate.rank < 0 or candidate.number != 1:
        return False
    if top.rank >= PLAIN:
        return restarts[candidate.key] >= 2 and later is not None
    return later is not None and top.number is not None and later.number == top.number + 1


def _inside_articles(nodes: Sequence[_Node]) -> set[int]:
    """款 and 项 of an article: numbered, but parts of its text."""
    return {
        node.candidate.unit
        for node in nodes
        if node.parent is not None
        and node.parent.candidate.is_article
        and not node.candidate.structural
    }


def _items(nodes: Sequence[_Node]) -> set[int]:
    """Headings of one kind, in all sections of one kind, most of which are whole sentences."""
    groups: dict[tuple[str, str], list[_Node]] = defaultdict(list)
    for node in nodes:
        groups[node.parent.candidate.key if node.parent else "", node.candidate.key].append(node)
    dropped: set[int] = set()
    for group in groups.values():
        items = [node for node in group if node.candidate.form is Form.ITEM and not node.children]
        if len(items) * 2 >= len(group) and not group[0].candidate.structural:
            dropped.update(node.candidate.unit for node in group if not node.children)
            dropped.update(node.candidate.unit for node in items)
    return dropped


def _tiny(nodes: Sequence[_Node], units: Sequence[Unit], last: int) -> set[int]:
    """Sibling groups of leaves whose texts are all tiny."""
    starts = [node.candidate.unit for node in nodes]
    sizes = {
        start: _size(units, start, end)
        for start, end in zip(starts, [*starts[1:], last], strict=False)
    }
    dropped: set[int] = set()
    for group in _siblings(nodes):
        leaves = all(not node.children for node in group)
        small = all(sizes[node.candidate.unit] < _TINY for node in group)
        if len(group) > 1 and leaves and small and not group[0].candidate.structural:
            dropped.update(node.candidate.unit for node in group)
    return dropped


def _size(units: Sequence[Unit], first: int, last: int) -> int:
    return sum(len(unit.text) for unit in units[first:last])


def _siblings(nodes: Sequence[_Node]) -> list[list[_Node]]:
    groups: dict[tuple[int, str], list[_Node]] = defaultdict(list)
    for node in nodes:
        parent = node.parent.candidate.unit if node.parent else -1
        groups[parent, node.candidate.key].append(node)
    return list(groups.values())
