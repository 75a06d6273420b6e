"""The name in a question whose place another name of its kind takes: 制造类 gives way to 创新类.

A Chinese name ends in the kind of thing it names, so names of one kind end alike (一等奖 and 二等奖,
汽车 and 摩托车, 城镇居民 and 农村居民), or begin alike (专利代理机构 and 专利代理师, 园区里 and 园区外).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import takewhile

Cut = Callable[[str], list[str]]

_MOST_WORDS = 4
_BREAKS = re.compile(
    r"[^\u4e00-\u9fffA-Za-z0-9]|^[的是有了在对给等和与及或为被按要能可把让从到个家]$"
)
_LEAST_HEAD = 2
_MOST_UNLIKE = 2
"""Characters by which the parts of two names that differ may differ in length."""


def with_replaced(base: str, name: str, cut: Cut) -> str | None:
    """The question with `name` where its counterpart stood; None where it has none."""
    if len(name) < 2 or name in base:
        return None
    found = max(
        (
            (kin, start, end)
            for start, end in _runs(base, name, cut)
            if (kin := _kin(base[start:end], name))
        ),
        default=None,
    )
    if found is None:
        return None
    _, start, end = found
    return base[:start] + name + base[end:]


def _kin(own: str, name: str) -> tuple[int, int, int] | None:
    """How near two names are: by how much they end or begin alike, then by the likeness in length
    of what differs, then by length. None for names of different kinds."""
    if own == name:
        return None
    tail, head = _alike(own[::-1], name[::-1]), _alike(own, name)
    unlike = abs(len(own) - len(name))
    if head >= _LEAST_HEAD and 2 * head >= max(len(own), len(name)):
        return max(head, tail), -unlike, len(own)
    if not tail or tail == len(own) or unlike > (_MOST_UNLIKE if tail > 1 else 1):
        return None
    return tail, -unlike, len(own)


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin alike with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _runs(base: str, name: str, cut: Cut) -> Iterator[tuple[int, int]]:
    """Spans of a few words that no particle parts, and their beginnings that end as the name does:
    words are told less surely by their ends (制造|类要满足)."""
    starts: list[int] = []
    at = 0
    for word in cut(base):
        at = base.find(word, at)
        if at < 0:
            return
        starts = [] if _BREAKS.search(word) else [*starts, at][-_MOST_WORDS:]
        for end in range(at + 1, at + len(word) + 1):
            if base[end - 1] == name[-1] or end == at + len(word):
                yield from ((start, end) for start in starts)
        at += len(word)
