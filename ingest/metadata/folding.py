"""Digits as documents type them, read as ASCII digits without moving a character."""

from __future__ import annotations

import re

_FULL_WIDTH = re.compile(r"[０-９]")
_TYPED_YEAR = re.compile(r"[一二][OoＯｏ〇○零一二三四五六七八九]{3}年")
_LETTERS = str.maketrans("OoＯｏ", "〇〇〇〇")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def fold(text: str) -> str:
    """Full-width digits as ASCII, punctuation left alone; the length stays the same."""
    return text.translate(_DIGITS) if _FULL_WIDTH.search(text) else text


def fold_years(text: str) -> str:
    """`fold`, and the letter O of a typed 二OO六年 as the numeral it stands for."""
    return _TYPED_YEAR.sub(lambda match: match.group().translate(_LETTERS), fold(text))
