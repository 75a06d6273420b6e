"""Terms and places written with a character of the same sound or shape: 专精特心, 金胡县.

An input method offers characters of the same sound, and a scan reads characters of the same
shape. The corrector is conservative, since mending what is right is worse than leaving what is
wrong: a term has at least three characters, exactly one differs, the wrong character is part of
no dictionary word where it stands, and only one term comes into question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.language.normalise import fold
from ingest.language.tokens import load_tokenizer, read_terms

_SHORTEST, _SHORTEST_PLACE = 4, 3
# Particles and conjunctions stand next to any word: 标准的 is not 标准地.
_PARTICLES = frozenset("的了着地得和与及以于为是在不等并由向之或而也就都将对从")
_GAP = "\0"
_PLACE_SUFFIXES = "省市区县州盟旗"


@dataclass(frozen=True, slots=True)
class Change:
    """`wrong` stood at `start` of the text and was read as `right` (of the same length)."""

    start: int
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Correction:
    """The mended text, of the same length, and what was changed in it."""

    text: str
    changes: tuple[Change, ...]


class TypoCorrector:
    """Mends terms of a vocabulary.

    Args:
        vocabulary: right forms; those too short to be told from chance are ignored.
        cut: text → its words, nothing left out.
        is_word: whether the dictionary holds a word.
        shapes: groups of characters that look alike.
    """

    def __init__(
        self,
        vocabulary: Iterable[str],
        cut: Callable[[str], Sequence[str]],
        is_word: Callable[[str], bool],
        shapes: Iterable[str],
    ) -> None:
        self._cut = cut
        self._is_word = is_word
        self._terms = {fold(term) for term in vocabulary if _is_long_enough(term)}
        self._lengths = sorted({len(term) for term in self._terms}, reverse=True)
        self._by_gap: dict[str, list[str]] = {}
        for term in sorted(self._terms):
            for form in _gapped(term):
                self._by_gap.setdefault(form, []).append(term)
        self._lookalikes: dict[str, set[str]] = {}
        for group in shapes:
            for character in group:
                self._lookalikes.setdefault(character, set()).update(group)

    def correct(self, text: str) -> Correction:
        """The text with every unmistakable typo mended; longer terms first."""
        folded = fold(text)
        free = self._free_characters(folded)
        changes: list[Change] = []
        for length in self._lengths:
            for start in range(len(folded) - length + 1):
                window = folded[start : start + length]
                right = self._right_form(window, free[start : start + length])
                if right:
                    changes.append(Change(start, text[start : start + length], right))
                    free[start : start + length] = [False] * length
        mended = text
        for change in changes:
            end = change.start + len(change.right)
            mended = mended[: change.start] + change.right + mended[end:]
        return Correction(mended, tuple(sorted(changes, key=lambda change: change.start)))

    def _free_characters(self, folded: str) -> list[bool]:
        """Characters that could be wrong: in no term as written, and in no dictionary word."""
        free = [True] * len(folded)
        at = 0
        for word in self._cut(folded):
            # 州市 stands in jieba's dictionary; made of division suffixes only, it proves nothing.
            if len(word) > 1 and self._is_word(word) and word.strip(_PLACE_SUFFIXES):
                free[at : at + len(word)] = [False] * len(word)
            at += len(word)
        for length in self._lengths:
            for start in range(len(folded) - length + 1):
                if folded[start : start + length] in self._terms:
                    free[start : start + length] = [False] * length
        return free

    def _right_form(self, window: str, free: Sequence[bool]) -> str | None:
        if (
            not (all(free) if len(window) < _SHORTEST else any(free))
            or not window.isalpha()
            or window.isascii()
        ):
            return None
        candidates = {
            term
            for at, form in enumerate(_gapped(window))
            if free[at] and window[at] not in _PARTICLES
            for term in self._by_gap.get(form, ())
            if self._alike(window[at], term[at]) and not _other_division(window, at)
        }
        return candidates.pop() if len(candidates) == 1 else None

    def _alike(self, wrong: str, right: str) -> bool:
        if right in self._lookalikes.get(wrong, ()):
            return True
        return not _readings(wrong).isdisjoint(_readings(right))


def _is_long_enough(term: str) -> bool:
    is_place = term[-1:] in _PLACE_SUFFIXES
    return len(term) >= (_SHORTEST_PLACE if is_place else _SHORTEST)


def _other_division(window: str, at: int) -> bool:
    """A differing last character names another division (…市 for …县), not a typo."""
    return at == len(window) - 1 and window[at] in _PLACE_SUFFIXES


def _gapped(term: str) -> Iterator[str]:
    return (term[:at] + _GAP + term[at + 1 :] for at in range(len(term)))


@lru_cache(maxsize=4096)
def _readings(character: str) -> frozenset[str]:
    """All readings of a character in pinyin without tones."""
    from pypinyin import Style, pinyin  # 0.1 s: only when something looks like a typo

    return frozenset(
        pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")[0:1][0]
        if "\u3400" <= character <= "\u9fff"
        else ()
    )


@lru_cache(maxsize=4)
def load_corrector(places: tuple[str, ...] = ()) -> TypoCorrector:
    """The corrector over the policy terms and, where given, place names of a gazetteer."""
    tokenizer = load_tokenizer()
    return TypoCorrector(
        [*read_terms("policy_terms.txt"), *places],
        tokenizer.cut,
        tokenizer.is_word,
        read_terms("similar_shapes.txt"),
    )
