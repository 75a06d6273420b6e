"""Official wording → how people would say it, by the lay lexicon read backwards."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

from ingest.language.lexicon import LayTerm
from ingest.language.normalise import fold

# What people put around the matter they ask about; no content words.
_OPENINGS = ("", "", "", "请问", "我想问", "如果", "要是", "听说", "我们", "我家")
_CLOSINGS = (
    "", "怎么办", "吗", "可以吗", "能不能", "要怎么弄", "有啥规定", "算不算", "该怎么处理",
    "是什么", "怎么申请", "要什么条件", "有多少", "多久", "行不行", "会怎么样", "归谁管", "有哪些",
)  # fmt: skip

# 归谁管 asks for the 主管部门; in the middle of a sentence it cannot stand for it.
_ASKING = frozenset("谁哪啥几多怎吗")


class LayRewriter:
    """Rewrites official text into lay words.

    Args:
        lay_terms: the lexicon; its first two official terms of a word are read backwards.
        cut: text → words, nothing left out.
        rate: how often a term with lay forms is replaced.
    """

    def __init__(
        self, lay_terms: Iterable[LayTerm], cut: Callable[[str], Sequence[str]], rate: float
    ) -> None:
        self._cut = cut
        self._rate = rate
        self._lay: dict[str, list[str]] = {}
        for entry in lay_terms:
            if _ASKING.intersection(entry.word):
                continue
            for term in entry.official[:2]:
                self._lay.setdefault(fold(term), []).append(entry.word)
        self._longest = max(map(len, self._lay), default=0)

    def question(self, clause: str, rng: random.Random) -> str:
        """The clause in lay words as a question; empty where no term of it has a lay form."""
        rewritten = self.rewrite(clause, rng)
        if rewritten == fold(clause):
            return ""
        return rng.choice(_OPENINGS) + rewritten + rng.choice(_CLOSINGS)

    def keywords(self, words: Sequence[str], rng: random.Random) -> str:
        """A question of loose words, some of them in lay form."""
        said = [self.rewrite(word, rng) for word in words]
        return rng.choice(_OPENINGS) + "".join(said) + rng.choice(_CLOSINGS)

    def rewrite(self, text: str, rng: random.Random) -> str:
        """The folded text with official terms replaced, whole words only."""
        words = list(self._cut(fold(text)))
        said: list[str] = []
        at = 0
        while at < len(words):
            term, length = self._longest_term(words, at)
            if length and rng.random() < self._rate:
                said.append(rng.choice(self._lay[term]))
                at += length
            else:
                said.append(words[at])
                at += 1
        return "".join(said)

    def _longest_term(self, words: Sequence[str], at: int) -> tuple[str, int]:
        found = ("", 0)
        joined = ""
        for length, word in enumerate(words[at:], 1):
            joined += word
            if len(joined) > self._longest:
                break
            if joined in self._lay:
                found = (joined, length)
        return found
