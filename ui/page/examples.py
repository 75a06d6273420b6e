"""Questions to begin with, about documents that are there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from ui.page.component import asset

SHOWN = 4


def example_questions(documents: Sequence[Mapping[str, Any]]) -> list[str]:
    """Written questions whose document is in the index, filled up with ones made from metadata.

    Args:
        documents: rows of `ui.documents.document_rows`.
    """
    present = {(row["original"] or row)["doc_number"] or row["title"] for row in documents}
    written = [question for about, question in _written() if about in present]
    made = [question for row in documents if (question := _made(row))]
    return list(dict.fromkeys(written + made))[:SHOWN]


def _made(row: Mapping[str, Any]) -> str | None:
    """A question that the metadata of a document answers."""
    if row["doc_number"]:
        return f"《{row['title']}》的文号是什么？"
    if row["issuer"]:
        return f"《{row['title']}》是哪个部门发布的？"
    return None


@lru_cache(maxsize=1)
def _written() -> tuple[tuple[str, str], ...]:
    """(doc_number or title of the document, question)."""
    stored = tomllib.loads(asset("examples.toml"))["example"]
    return tuple((row["about"], row["question"]) for row in stored)
