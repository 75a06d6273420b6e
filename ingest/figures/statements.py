"""Statements: each figure of a sentence bound to the words it is about.

Three general forms of Chinese official prose bind figures to their subjects:

* “A、B、C分别给予x、y、z”: the n-th figure belongs to the n-th member of the list before 分别;
  where fewer figures than names stand, names joined by 和/及 share one figure.
* “省、市级A奖励x、y”: as many figures as tiers belong to the tiers in order, also without 分别.
* “新增A x家、B y家”: a figure belongs to its own item between enumeration commas; “x（B达到y）”: the
  exception in brackets is an item of its own.
* an item that repeats only what differs (“省级首台套3个、市级30个”) takes its head from the
  item before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures.heads import find_heads
from ingest.figures.quantities import Quantity, find_quantities
from ingest.figures.tiers import find_tiers
from ingest.language.clauses import Clause, Piece, Sentence, split_sentences


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure with what it is about.

    `label` is the text of its subject (an aligned list member, or what stands before the figure
    in its item), completed from its neighbour where it was shortened. `item`, `clause` and
    `sentence` are spans of the text; `aligned` says that 分别 bound it. `alone` says that no other
    figure of the same unit stands in the clause.
    """

    quantity: Quantity
    label: str
    item: Piece
    clause: Clause
    sentence: Sentence
    aligned: bool
    alone: bool


def read_statements(text: str, start: int = 0, end: int | None = None) -> tuple[Statement, ...]:
    """The statements of `text[start:end]`, in order, spans into `text`."""
    statements: list[Statement] = []
    for sentence in split_sentences(text, start, end):
        statements.extend(_of_sentence(text, sentence))
    return tuple(statements)


def _of_sentence(text: str, sentence: Sentence) -> list[Statement]:
    said = text[sentence.start : sentence.end]
    found = find_quantities(said)
    taken = {at for q in found for at in range(q.outer_start, q.outer_end)}
    heads = (q for q in find_heads(said) if q.start not in taken)
    ordered = sorted((*found, *heads), key=lambda quantity: quantity.start)
    quantities = [quantity.moved(sentence.start) for quantity in ordered]
    if not quantities:
        return []
    aligned = _alignment(text, sentence, quantities)
    statements: list[Statement] = []
    previous: str | None = None
    for quantity in quantities:
        clause = _piece_at(sentence.clauses, quantity.start) or _whole(sentence)
        item = (
            _bracketed(text, clause, quantity) or _piece_at(clause.items, quantity.start) or clause
        )
        member = aligned.get(quantity.start)
        if member is not None:
            label = member
        else:
            label = _completed(text[item.start : quantity.outer_start].strip(), previous)
            previous = label
        statements.append(
            Statement(
                quantity=quantity,
                label=label,
                item=Piece(item.start, item.end),
                clause=clause,
                sentence=sentence,
                aligned=member is not None,
                alone=_alone(quantity, quantities, clause),
            )
        )
    return statements


def _piece_at(pieces: Sequence[Piece], position: int) -> Clause | None:
    for piece in pieces:
        if piece.start <= position < piece.end:
            return piece  # type: ignore[return-value]
    return None


_EXCEPTION = re.compile(r"[（(]([^（）()]*[\u4e00-\u9fff]{3}[^（）()]*)[）)]")


def _bracketed(text: str, clause: Clause, quantity: Quantity) -> Piece | None:
    """The words in brackets round a figure that has its subject there: 25%（高校达到15%）."""
    for match in _EXCEPTION.finditer(text, clause.start, clause.end):
        start, end = match.span(1)
        if start + 2 <= quantity.outer_start < end:
            return Piece(start, end)
    return None


def _whole(sentence: Sentence) -> Clause:
    return Clause(sentence.start, sentence.end, (Piece(sentence.start, sentence.end),))


def _alone(quantity: Quantity, quantities: Sequence[Quantity], clause: Clause) -> bool:
    return not any(
        other is not quantity
        and other.kind == quantity.kind
        and clause.start <= other.start < clause.end
        for other in quantities
    )


# --- 分别 ------------------------------------------------------------------------------------

_JOINT = re.compile(r"、|和|与|及|以及|或")
_BETWEEN = re.compile(r"^\s*(?:[（(][^（）()]*[）)])?\s*(?:[、，,和与及或]|以及)\s*$")


def _alignment(text: str, sentence: Sentence, quantities: Sequence[Quantity]) -> dict[int, str]:
    """Figure start → list member, for every 分别 that can be resolved without guessing."""
    bound = _tier_alignment(text, sentence, quantities)
    for mark in re.finditer("分别|依次", text[sentence.start : sentence.end]):
        position = sentence.start + mark.start()
        run = _run_after(text, quantities, position)
        if len(run) < 2:
            continue
        members = _members(text, sentence, position, len(run))
        if members:
            bound.update(
                (quantity.start, member) for quantity, member in zip(run, members, strict=True)
            )
    return bound


_GIVING = re.compile(
    r"[，,]?(?:每家|每个|一次性|最高|各|再|的)*(?:给予|奖励|补助|资助|补贴|奖补|安排|达到|为)*(?:最高|不超过|各)?$"
)


def _tier_alignment(
    text: str, sentence: Sentence, quantities: Sequence[Quantity]
) -> dict[int, str]:
    """“省、市级瞪羚企业，一次性奖励50万元、20万元”: tiers and figures in the same order."""
    bound: dict[int, str] = {}
    for first in quantities:
        run = _run_after(text, quantities, first.start)
        if len(run) < 2 or first.start in bound:
            continue
        clause = _piece_at(sentence.clauses, first.start) or _whole(sentence)
        ends = [c.end for c in sentence.clauses if c.end < clause.start][-2:]
        for end in (*reversed(ends), first.outer_start):
            members = [_GIVING.sub("", m) for m in _members(text, sentence, end, len(run))]
            tiers = [find_tiers(member) for member in members]
            named = {mentions[0].tier for mentions in tiers if len(mentions) == 1}
            if members and len(named) == len(run):
                bound.update((q.start, member) for q, member in zip(run, members, strict=True))
                break
    return bound


def _run_after(text: str, quantities: Sequence[Quantity], position: int) -> list[Quantity]:
    """The figures after `position` that follow one another with only a comma between."""
    run: list[Quantity] = []
    for quantity in quantities:
        if quantity.start < position:
            continue
        if not run:
            if re.search(r"[，。；]", text[position : quantity.start]):
                break
            run.append(quantity)
        elif quantity.kind == run[-1].kind and _BETWEEN.match(
            text[run[-1].outer_end : quantity.outer_start]
        ):
            run.append(quantity)
        else:
            break
    return run


def _members(text: str, sentence: Sentence, position: int, count: int) -> list[str]:
    """The `count` names before 分别, or nothing where the list does not divide into `count`."""
    for begin in _list_starts(sentence, position):
        region = _spelt_out(text[begin:position].strip(" ，,：:"))
        for pieces in (_split(region, "、"), _split(region, _JOINT), _split_last(region)):
            if len(pieces) == count:
                return _completed_members([_subject(piece) for piece in pieces])
    return []


_TIER = "(?:国家?|省|市|县|区)"
_TIER_LIST = re.compile(rf"(?<![城都]){_TIER}(?:[、和及与]?{_TIER})*[、和及与]?{_TIER}级")


def _spelt_out(region: str) -> str:
    """“省、市级” and “省市级” as 省级、市级; names in quotation marks side by side as a list."""
    listed = region.replace("”“", "”、“").replace("》《", "》、《")
    return _TIER_LIST.sub(
        lambda m: "、".join(
            f"{'国家' if one == '国' else one}级"
            for one in re.findall("国家?|[省市县区]", m.group())
        ),
        listed,
    )


def _list_starts(sentence: Sentence, position: int) -> list[int]:
    """Where the list may begin: its own clause first, then one and two clauses back."""
    clauses = [clause for clause in sentence.clauses if clause.start <= position]
    starts = [clause.start for clause in reversed(clauses[-3:])]
    return [start for start in starts if start < position] or [sentence.start]


def _split(region: str, separator: str | re.Pattern[str]) -> list[str]:
    """Members outside brackets and quotes."""
    shielded = re.sub(
        r"[“《（(][^”》）)]*[”》）)]", lambda match: "\0" * len(match.group()), region
    )
    pieces: list[str] = []
    begin = 0
    for match in re.finditer(separator, shielded):
        pieces.append(region[begin : match.start()])
        begin = match.end()
    pieces.append(region[begin:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _split_last(region: str) -> list[str]:
    """A、B和C: commas, and the joint before the last member only."""
    pieces = _split(region, "、")
    last = _split(pieces[-1], re.compile("和|与|及|以及")) if pieces else []
    return pieces[:-1] + last if len(last) == 2 else []


_SUBJECT_LEAD = re.compile(
    r"^.*?(?:对于|对|给|向|将|按照|按|其中)?(?:首次|新|当年|年度)?"
    r"(?:获评|获得|评为|认定为|认定|列入|入选|通过|获批|晋升|荣获|新增|达到)(?:为|的)?"
)


def _subject(piece: str) -> str:
    """A list member without the governing words before it (对获评…, 其中…)."""
    stripped = _SUBJECT_LEAD.sub("", piece)
    stripped = re.sub(r"^(?:其中|对于|对|给|向|将|按照|按|即)", "", stripped or piece)
    return re.sub(r"(?:的|，)$", "", stripped).strip() or piece


def _completed_members(members: list[str]) -> list[str]:
    """国家级、省级、市级专精特新企业: the head of the last member serves all."""
    head = _head(members[-1])
    return [member + head if head and _ends_with_tier(member) else member for member in members]


def _completed(label: str, previous: str | None) -> str:
    """An item that names only a tier takes its head from the item before."""
    if previous is None or not _is_only_tier(label):
        return label
    head = _head(previous)
    return label + head if head else label


def _ends_with_tier(label: str) -> bool:
    mentions = find_tiers(label)
    return bool(mentions) and mentions[-1].end == len(label)


def _is_only_tier(label: str) -> bool:
    mentions = find_tiers(label)
    return len(mentions) == 1 and mentions[0].end - mentions[0].start >= len(label.strip())


def _head(label: str) -> str:
    mentions = find_tiers(label)
    return label[mentions[-1].end :].strip() if mentions else ""
