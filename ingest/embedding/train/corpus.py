"""The training texts, cut into pieces about as long as the passages of an index."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# A statute is cut at 第…条, a notice at its paragraphs; chapter lines belong to no article.
_ARTICLE = re.compile(r"^\s*第[〇零一二三四五六七八九十百千\d]+条", re.MULTILINE)
_CHAPTER = re.compile(r"^\s*第[〇零一二三四五六七八九十百\d]+[编章节].{0,40}$", re.MULTILINE)
_SHORTEST, _LONGEST = 30, 400


@dataclass(frozen=True, slots=True)
class TrainingText:
    """A law or government document as given."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a training text with the title of its document."""

    title: str
    text: str


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The records of a `.jsonl.gz` file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_texts(folder: Path) -> list[TrainingText]:
    """Laws and government documents, without doubles of one title and text."""
    texts = [
        TrainingText(row["title"].strip(), row["text"])
        for name in ("gov_policy_misc", "laws_lawrefbook")
        for row in read_rows(folder / f"{name}.jsonl.gz")
    ]
    return list({(text.title, text.text): text for text in texts}.values())


def cut_pieces(text: TrainingText) -> list[Piece]:
    """Articles of a statute, else paragraphs joined up to 400 characters."""
    body = _CHAPTER.sub("", text.text)
    starts = [match.start() for match in _ARTICLE.finditer(body)]
    if len(starts) >= 5:
        blocks = [body[a:b].strip() for a, b in zip(starts, [*starts[1:], len(body)], strict=True)]
    else:
        blocks = list(_joined(line.strip() for line in body.splitlines()))
    return [Piece(text.title, block) for block in blocks if len(block) >= _SHORTEST]


def _joined(lines: Iterator[str]) -> Iterator[str]:
    block = ""
    for line in lines:
        if block and len(block) + len(line) > _LONGEST:
            yield block
            block = ""
        block = f"{block}\n{line}" if block else line
    if block:
        yield block
