"""Awarded titles in text (小巨人, 单项冠军, 绿色工厂 …): what a figure counts or rewards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class TitleMention:
    """A title with its span; `umbrella` is the wider title it belongs to, or ""."""

    title: str
    umbrella: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    text = files("ingest.figures").joinpath("data/titles.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((title, umbrella, re.compile(pattern)) for title, umbrella, pattern in rows)


@lru_cache(maxsize=1)
def _any_title() -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern for _, _, pattern in _patterns()))


@lru_cache(maxsize=16384)
def find_titles(text: str) -> tuple[TitleMention, ...]:
    """Titles in order of appearance; an umbrella word that only leads a title (专精特新小巨人) is
    part of it."""
    if not _any_title().search(text):
        return ()
    found: list[TitleMention] = []
    for title, umbrella, pattern in _patterns():
        found.extend(TitleMention(title, umbrella, *m.span()) for m in pattern.finditer(text))
    found.sort(key=lambda mention: (mention.start, -mention.end))
    return tuple(mention for mention in found if not _leads(mention, found, text))


def _leads(mention: TitleMention, found: list[TitleMention], text: str) -> bool:
    return any(
        other is not mention
        and other.umbrella == mention.title
        and other.end >= mention.end
        and -len(mention.title) <= other.start - mention.end <= 2
        and not re.search(r"[、，。和与及]", text[mention.end : other.start])
        for other in found
    )
