"""How answers, hits and documents look in a terminal: plain text that survives a pipe."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from qa.answers import Answer, Citation, Hit, Status

_SHOWN_QUOTE = 160
"""Characters of a quote in the terminal; `--json` has all of it."""


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def answer_text(answer: Answer) -> str:
    """The answer, its citations and its notices."""
    parts = [inert(answer.text)]
    if answer.citations:
        heading = "依据" if answer.status is not Status.INSUFFICIENT else "最接近的原文"
        parts += ["", f"{heading}：", *(_citation(citation) for citation in answer.citations)]
    if answer.notices:
        parts += ["", "说明：", *(f"  · {inert(notice)}" for notice in answer.notices)]
    return "\n".join(parts)


def hits_text(hits: Iterable[Hit]) -> str:
    """Hits, best first: rank, score, document and section, text."""
    return "\n\n".join(
        f"{hit.rank}. {_joined(hit.document.title, hit.document.doc_number, hit.document.region)}"
        f"（{hit.scores.final:.3f}）\n"
        + (
            f"   {inert(' > '.join(hit.passage.section.path))}\n"
            if hit.passage.section.path
            else ""
        )
        + f"   {_shortened(hit.passage.text)}"
        for hit in hits
    )


def inert(text: str) -> str:
    """Text without control characters: a document must not be able to steer a terminal."""
    return "".join(char for char in text if char in "\n\t" or char.isprintable() or char == "　")


def _citation(citation: Citation) -> str:
    shown: Mapping[str, Any] = citation.as_json()
    document = _joined(
        shown["title"],
        shown["doc_number"],
        shown["issuer"],
        shown["issued_on"],
        shown["region"],
        shown["validity"],
        shown["edition"],
    )
    place = _joined(shown["section"], f"第{shown['page']}页" if shown["page"] else None)
    lines = [f"[{citation.index}] {document}"]
    if place:
        lines.append(f"    {place}")
    lines.append(f"    “{_shortened(citation.quote)}”")
    return "\n".join(lines)


def _joined(*fields: str | None) -> str:
    return inert("｜".join(field for field in fields if field))


def _shortened(text: str) -> str:
    line = inert(" ".join(text.split()))
    return line if len(line) <= _SHOWN_QUOTE else f"{line[: _SHOWN_QUOTE - 1]}…"
