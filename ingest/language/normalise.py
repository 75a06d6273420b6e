"""Folding for matching: variants of one character become one character, offsets stay true.

`fold` maps code point to code point, so `len(fold(text)) == len(text)` and an offset found in
folded text is an offset into the original. What is folded are the variants that differ between
copies of one official text: full and half width, letter case, the dashes of ranges and the
quotation marks an input method happens to produce, and the brackets of a 发文字号 (GB/T 9704
prescribes 〔〕; copies carry ［］, （）, 【】 and []).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Protocol

_VARIANTS = {
    "-": "‐‑‒–—―−─━﹘﹣－ー",
    "~": "～〜∼˜∽",
    '"': "“”„‟«»「」『』〝〞〟＂",
    "'": "‘’‚‛′＇`",
    "(": "〔〖【［[（﹝",
    ")": "〕〗】］]）﹞",
    "·": "•・‧∙⋅●",
}


class _FoldTable(dict[int, int]):
    """A `str.translate` table that works out each code point once, when it is first met."""

    def __init__(self) -> None:
        super().__init__()
        for target, variants in _VARIANTS.items():
            self.update(dict.fromkeys(map(ord, variants), ord(target)))

    def __missing__(self, code: int) -> int:
        folded = self._work_out(code)
        self[code] = folded
        return folded

    def _work_out(self, code: int) -> int:
        character = chr(code)
        # ①, ², ½ are numerals of their own kind: read as digits they would invent figures.
        if unicodedata.category(character) == "No":
            return code
        if character.isspace():
            return code if character in "\n\t" else ord(" ")
        for form in (unicodedata.normalize("NFKC", character).lower(), character.lower()):
            if len(form) == 1 and form != character:
                return self[ord(form)]
        return code


_FOLD_TABLE = _FoldTable()


def fold(text: str) -> str:
    """The text with character variants folded; the same length, idempotent."""
    return text.translate(_FOLD_TABLE)


def squash(text: str) -> str:
    """The text without white space of any kind."""
    return "".join(text.split())


def squash_with_offsets(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without white space, and for each character left its offset in `text`."""
    kept = [(character, at) for at, character in enumerate(text) if not character.isspace()]
    return "".join(character for character, _ in kept), tuple(at for _, at in kept)


class Spanned(Protocol):
    """Something found in a text at `text[start:end]`."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def blanked(text: str, spans: Iterable[Spanned]) -> str:
    """The text with blanks where the spans stand: as long as before, so that offsets stay true."""
    chars = list(text)
    for span in spans:
        chars[span.start : span.end] = " " * (span.end - span.start)
    return "".join(chars)
