"""Writes the support programmes behind `eval/gold/guide` as text files, ready for ingest.

    POLICYQA_SHARED=… python -m eval.guide OUT_DIR
    policyqa ingest OUT_DIR --index INDEX
    policyqa eval answers eval/gold/guide --index INDEX

The texts are not part of the repository: they are pieced together from the passages of
`training/bj_industry_policy_template.jsonl.gz` in the shared folder, a guide to what Beijing
offers firms. A passage is the title of a programme in the first line and one labelled part of it
below (服务内容：…), and stands there once for every question a template makes of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.policies import read_texts, run_writer, shared_collection

COLLECTION = "bj_industry_policy_template"
FIELD = "positive"
"""Where a line of the collection holds its passage."""

ORDER = ("服务内容", "条件要求", "办理流程", "服务流程", "时间/频度", "依据文件")
"""Labels of the parts, in the order in which the guide prints them."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme and its parts in order. A case names the eighth as
    `bj_industry_policy_template:7`."""

    number: int
    title: str
    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{COLLECTION}:{self.number}"

    @property
    def file_name(self) -> str:
        return f"{COLLECTION}-{self.number:02}.txt"

    @property
    def text(self) -> str:
        return "\n\n".join((self.title, *self.parts)) + "\n"


def programmes_of(passages: Iterable[str]) -> tuple[Programme, ...]:
    """The programmes in the order in which they first appear, each passage once."""
    parts: dict[str, dict[str, None]] = {}
    for passage in passages:
        title, _, part = passage.partition("\n")
        parts.setdefault(title, {})[part] = None
    return tuple(
        Programme(number, title, tuple(sorted(found, key=_place)))
        for number, (title, found) in enumerate(parts.items())
    )


def _place(part: str) -> int:
    """Where a part stands; parts of one label (a long one is cut in two) keep their order."""
    label = part.partition("：")[0]
    return ORDER.index(label) if label in ORDER else len(ORDER)


def write_programmes(programmes: Iterable[Programme], folder: Path) -> tuple[Path, ...]:
    """Write each programme as a text file of `folder` (made where missing), title line first."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(programme, folder) for programme in programmes)


def _write(programme: Programme, folder: Path) -> Path:
    path = folder / programme.file_name
    path.write_text(programme.text, "utf-8")
    return path


def write_shared(folder: Path) -> tuple[Path, ...]:
    """Write all programmes of the shared collection.

    Raises:
        SourceError: the collection is not there.
        DamagedError: it cannot be read.
    """
    passages = read_texts(shared_collection(os.environ, COLLECTION), FIELD)
    return write_programmes(programmes_of(passages), folder)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the programmes to OUT_DIR; exit code 1 where they cannot be read."""
    return run_writer("eval.guide", __doc__, write_shared, arguments)


if __name__ == "__main__":
    sys.exit(main())
