"""What the fits have in common: their GOLD=INDEX arguments, and how a result is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.spans import ANSWERABLE


@dataclass(frozen=True, slots=True)
class FitSource:
    """A set of questions and the index of its documents.

    `gold` is a gold file or folder, or a BEIR folder with answers beside its queries.
    """

    gold: Path
    index: Path

    @property
    def name(self) -> str:
        return self.gold.name

    @property
    def has_spans(self) -> bool:
        """Whether it is a BEIR folder."""
        return (self.gold / ANSWERABLE).exists()


def read_sources(arguments: Sequence[str]) -> list[FitSource]:
    """The sources of a command line; empty where an argument is no GOLD=INDEX."""
    pairs = [argument.partition("=") for argument in arguments]
    if not all(gold and index for gold, _, index in pairs):
        return []
    return [FitSource(Path(gold), Path(index)) for gold, _, index in pairs]


def keep(path: Path, stored: Mapping[str, object]) -> None:
    """Writes a fit beside the code that reads it, and says on stdout how it was fitted."""
    lines = (f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in stored.items())
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    print(f"{path}: {stored['fitted']}")
