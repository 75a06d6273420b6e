"""Turns of the conversation as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Document
from qa.answers import Status
from ui.page.markup import render
from ui.page.turns import StoredAnswer, StoredCitation, Turn

_MARK = re.compile(r"\[(\d{1,3})\]")
_LIST_MARK = re.compile(r"^\s*(?:[-·•*]|\d{1,2}[.、)）])\s*")
_LABELS = {
    Status.INSUFFICIENT: "没有找到依据",
    Status.CONFLICT: "文件之间说法不一",
    Status.CLARIFY: "请再说明一点",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the answer's text, or the place where a citation stands."""

    text: str = ""
    citation: StoredCitation | None = None


def turns_html(turns: Sequence[Turn], first: int, *, last: bool) -> str:
    """Turns in order.

    Args:
        first: the number of the first of them in the conversation.
        last: whether the conversation ends with them; only its end can be asked again.
    """
    return "\n".join(
        turn_html(turn, number, last=last and number == first + len(turns) - 1)
        for number, turn in enumerate(turns, first)
    )


def turn_html(turn: Turn, number: int, *, last: bool) -> str:
    answer = turn.answer
    return render(
        "turn.html",
        turn=turn,
        number=number,
        last=last,
        label=_LABELS.get(answer.status, "") if answer else "",
        lines=_lines(answer) if answer else (),
        choices=_choices(answer) if answer else (),
        copied=copied_text(turn),
    )


def progress_html(question: str, sources: Sequence[Document] | None, text: str) -> str:
    """A turn on its way: first the sources that are read (None: not known yet), then text."""
    return render("progress.html", question=question, sources=sources, text=_MARK.sub("", text))


def welcome_html(
    examples: Sequence[str], documents: int, problem: str = "", remedy: str = ""
) -> str:
    """What stands where no question has been asked yet."""
    return render(
        "welcome.html", examples=examples, documents=documents, problem=problem, remedy=remedy
    )


def parts(text: str, citations: Sequence[StoredCitation]) -> tuple[Part, ...]:
    """One line of an answer; a mark without a citation stays text."""
    by_index = {citation.index: citation for citation in citations}
    found: list[Part] = []
    for place, piece in enumerate(_MARK.split(text)):
        citation = by_index.get(int(piece)) if place % 2 else None
        written = f"[{piece}]" if place % 2 else piece
        if citation is not None:
            found.append(Part(citation=citation))
        elif written:
            found.append(Part(written))
    return tuple(found)


def copied_text(turn: Turn) -> str:
    """Question, answer, notices and citations as text to paste into a document."""
    answer = turn.answer
    if answer is None:
        return ""
    blocks = [f"问：{turn.question}", f"答：{answer.answer}"]
    if answer.notices:
        blocks.append("\n".join(("说明：", *(f"· {notice}" for notice in answer.notices))))
    if answer.citations:
        blocks.append("\n".join(("出处：", *map(_copied_citation, answer.citations))))
    return "\n\n".join(blocks)


def _copied_citation(citation: StoredCitation) -> str:
    fields = (citation.issuer, citation.doc_number, citation.issued_on, citation.region)
    described = "，".join(
        field for field in (*fields, citation.validity, citation.edition) if field
    )
    section = f"，{citation.section}" if citation.section else ""
    quote = " ".join(citation.quote.split())
    return f"[{citation.index}] 《{citation.title}》（{described}）{section}：“{quote}”"


def _lines(answer: StoredAnswer) -> tuple[tuple[Part, ...], ...]:
    lines = [line for line in answer.answer.splitlines() if line.strip()]
    if answer.status is Status.CLARIFY:
        lines = lines[:1]  # the choices below it are buttons
    return tuple(parts(line, answer.citations) for line in lines)


def _choices(answer: StoredAnswer) -> tuple[str, ...]:
    """The lines below a question back are what may be chosen."""
    if answer.status is not Status.CLARIFY:
        return ()
    lines = answer.answer.splitlines()[1:]
    bare = (_MARK.sub("", _LIST_MARK.sub("", line)).strip() for line in lines)
    return tuple(line for line in bare if line)
