"""Revisions of code: what was made by other code than this is made again.

A revision is a hash of the source and data files of packages and modules. Nobody has to remember
to raise a number, and an upgraded program re-reads what its older self has read.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_READING = ("blocks.py", "figures", "metadata", "origins.py", "sources", "structure")
_TOKENS = ("language",)


def reading_revision() -> str:
    """Of all that turns bytes into documents, passages and facts."""
    return _revision(*_READING, *_TOKENS)


def tokens_revision() -> str:
    """Of all that turns text into tokens."""
    return _revision(*_TOKENS)


@cache
def _revision(*names: str) -> str:
    digest = hashlib.sha256()
    for name in names:
        _add(digest, files("ingest").joinpath(name), name)
    return digest.hexdigest()[:16]


def _add(digest: hashlib._Hash, entry: Traversable, path: str) -> None:
    if entry.is_file():
        digest.update(path.encode())
        digest.update(hashlib.sha256(entry.read_bytes()).digest())
        return
    for inner in sorted(entry.iterdir(), key=lambda inner: inner.name):
        if inner.name != "__pycache__" and not inner.name.endswith(".pyc"):
            _add(digest, inner, f"{path}/{inner.name}")
