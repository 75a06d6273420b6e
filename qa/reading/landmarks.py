"""What a passage offers to any question: borders where answers begin and end, and signs.

Positions are relative to the start of the passage. Counts are cumulative, so that the count
inside `[start, end)` is `counts[end] - counts[start]`.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.language.normalise import fold
from ingest.language.tokens import Tokenizer
from qa.reading.analysed import Analysed

Counts = NDArray[np.int32]
Flags = NDArray[np.bool_]

# words behind which official prose names what it announces
_LEAD = re.compile(
    r"是|为|即|指|叫|称为|达到|达|共|占|包括|包含|分别为|分别|有|如下|等|以下|"
    r"通过|按照|依据|根据|采取|采用|以|用|凭|利用|依托|实施|实行|建立|开展|"
    r"在|于|自|从|至|到|截至|前往|由|向|对|给|给予|与|和|经|报|"
    r"要求|应当|应|须|需|必须|要|可以|可|不得|提出|强调|明确|指出|规定"
)
# words before which what was named ends
_TAIL = re.compile(r"等|的|之?后|以[上下内]|方式|形式|措施|方面|工作|标准|渠道")
_ORGANISATION = re.compile(
    r"(?:局|部|委|厅|办|院|会|公司|银行|中心|政府|处|所|站|社|集团|学校|大学|医院|平台|机构|单位|部门|组)"
    r"(?=$|[、，。；：）\s的等和及])"
)
# what a yes or no is said with
_MODAL = re.compile(
    r"可以|不得|应当|严禁|不予|禁止|必须|不能|不可|无需|不再|免收|免征|允许|可按|一律|不受|须"
)
_NUMBER = re.compile(r"\d[\d.,:％%万亿元年月日]+")

COUNTED = ("digits", "items", "commas", "sentences", "quantities", "dates", "organisations", "modals")  # fmt: skip
"""Rows of `Landmarks.counts`: characters of figures and dates, marks, ends of the others."""


@dataclass(frozen=True, slots=True)
class Landmarks:
    """One passage; arrays have the length of its text plus one, `counts` a row for each of
    `COUNTED`.

    `weak_start` and `weak_end` are borders inside clauses: of items, behind lead words and before
    tail words, never inside a word or a number.
    """

    offset: int
    text: str
    folded: str
    may_cut: Flags
    clause_start: Flags
    clause_end: Flags
    item_start: Flags
    item_end: Flags
    weak_start: Flags
    weak_end: Flags
    counts: Counts


class LandmarkReader:
    """Reads landmarks, remembering the most recent passages (they never change)."""

    def __init__(self, tokenizer: Tokenizer, capacity: int = 2048) -> None:
        self._tokenizer = tokenizer
        self._capacity = capacity
        self._kept: OrderedDict[str, Landmarks] = OrderedDict()

    def read(self, analysed: Analysed) -> Landmarks:
        key = analysed.passage.passage_id
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._read(analysed)
            if len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found

    def _read(self, analysed: Analysed) -> Landmarks:
        offset = analysed.passage.start
        text = analysed.text[offset : analysed.passage.end]
        pieces = {name: np.zeros(len(text) + 1, dtype=np.bool_) for name in _PIECES}
        for sentence in analysed.sentences:
            for clause in sentence.clauses:
                pieces["clause_start"][clause.start - offset] = True
                pieces["clause_end"][clause.end - offset] = True
                for item in clause.items:
                    pieces["item_start"][item.start - offset] = True
                    pieces["item_end"][item.end - offset] = True
        may_cut = self._word_borders(text) & ~_inside_numbers(text)
        behind_lead, before_tail = np.zeros_like(may_cut), np.zeros_like(may_cut)
        behind_lead[[match.end() for match in _LEAD.finditer(text)]] = True
        before_tail[[match.start() for match in _TAIL.finditer(text)]] = True
        return Landmarks(
            offset=offset,
            text=text,
            folded=fold(text),
            may_cut=may_cut,
            weak_start=(pieces["item_start"] | behind_lead) & may_cut,
            weak_end=(pieces["item_end"] | before_tail) & may_cut,
            counts=_counts(analysed, text, offset),
            **pieces,
        )

    def _word_borders(self, text: str) -> Flags:
        borders = np.zeros(len(text) + 1, dtype=np.bool_)
        position = 0
        for word in self._tokenizer.cut(text):
            borders[min(position, len(text))] = True
            position += len(word)
        borders[len(text)] = True
        return borders


_PIECES = ("clause_start", "clause_end", "item_start", "item_end")


def _counts(analysed: Analysed, text: str, offset: int) -> Counts:
    marks = np.zeros((len(COUNTED), len(text) + 1), dtype=np.int32)
    rows = dict(zip(COUNTED, marks, strict=True))
    for position, char in enumerate(text, 1):
        if char.isdigit():
            rows["digits"][position] = 1
        elif char == "、":
            rows["items"][position] = 1
        elif char in "，；：,;:":
            rows["commas"][position] = 1
        elif char in "。！？\n":
            rows["sentences"][position] = 1
    for statement in analysed.statements:
        quantity = statement.quantity
        rows["quantities"][quantity.start - offset + 1 : quantity.end - offset + 1] = 1
    for mention in analysed.dates:
        rows["dates"][mention.start - offset + 1 : mention.end - offset + 1] = 1
    for name, pattern in (("organisations", _ORGANISATION), ("modals", _MODAL)):
        for match in pattern.finditer(text):
            rows[name][match.end()] = 1
    return marks.cumsum(axis=1, dtype=np.int32)


def _inside_numbers(text: str) -> Flags:
    inside = np.zeros(len(text) + 1, dtype=np.bool_)
    for match in _NUMBER.finditer(text):
        inside[match.start() + 1 : match.end()] = True
    return inside
