"""Revisions of code: what was made by other code than this is made again.

A revision is a hash of the source and data files of packages. Nobody has to remember to raise a
number, and an upgraded program re-reads what its older self has read.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_READING = ("ingest.sources", "ingest.structure", "ingest.metadata", "ingest.figures")
_TOKENS = ("ingest.language",)


def reading_revision() -> str:
    """Of all that turns bytes into documents, passages and facts."""
    return _revision(*_READING, *_TOKENS)


def tokens_revision() -> str:
    """Of all that turns text into tokens."""
    return _revision(*_TOKENS)


@cache
def _revision(*packages: str) -> str:
    digest = hashlib.sha256()
    for package in packages:
        _add(digest, files(package), package)
    return digest.hexdigest()[:16]


def _add(digest: hashlib._Hash, folder: Traversable, name: str) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                _add(digest, entry, path)
        elif not entry.name.endswith(".pyc"):
            digest.update(path.encode())
            digest.update(hashlib.sha256(entry.read_bytes()).digest())
