"""File names from outside (uploads, web addresses) as names that are safe on disk."""

from __future__ import annotations

import re

_LONGEST = 200
"""Bytes of UTF-8; common file systems take 255, and writers add suffixes of their own."""


def safe_name(name: str) -> str:
    """The last part of a path or name, without separators, control characters and leading dots.

    The extension survives shortening. A name of which nothing is left becomes “未命名”.
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(char for char in last if char.isprintable() and char not in '<>:"|?*')
    kept = kept.strip().lstrip(".").strip()
    if not kept:
        return "未命名"
    stem, dot, suffix = kept.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = kept, "", ""
    room = _LONGEST - len((dot + suffix).encode("utf-8", "ignore"))
    return stem.encode("utf-8", "ignore")[:room].decode("utf-8", "ignore") + dot + suffix
