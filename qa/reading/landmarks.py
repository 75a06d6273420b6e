"""What a passage offers to any question: borders where answers begin and end, and signs.

Positions are relative to the start of the passage; arrays of counts are cumulative, so that the
count inside `[start, end)` is `counts[end] - counts[start]`.
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

# words after which official prose names what it is about to say, by role
_LEADS = {
    "copula": r"(?:是|为|即|指|叫|称为|达到|达|共|占)",
    "content": r"(?:包括|包含|分别为|分别|有|如下|等|以下)",
    "means": r"(?:通过|按照|依据|根据|采取|采用|以|用|凭|利用|依托|实施|实行|建立|开展)",
    "point": r"(?:在|于|自|从|至|到|截至|前往)",
    "agent": r"(?:由|向|对|给|给予|与|和|经|报)",
    "duty": r"(?:要求|应当|应|须|需|必须|要|可以|可|不得|提出|强调|明确|指出|规定)",
}
LEADS = tuple(_LEADS)
_LEAD = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _LEADS.items()))
_ORGANISATION = re.compile(
    r"(?:局|部|委|厅|办|院|会|公司|银行|中心|政府|处|所|站|社|集团|学校|大学|医院|平台|机构|单位|部门|组)"
    r"(?=$|[、，。；：）\s的等和及])"
)
_MODAL = re.compile(
    r"可以|不得|应当|严禁|不予|禁止|必须|不能|不可|无需|不再|免收|免征|允许|可按|一律|不受|须"
)
_TAIL = re.compile(r"等|的|之?后|以[上下内]|方式|形式|措施|方面|工作|标准|渠道")
_MARKER = re.compile(
    r"(?:^|(?<=[\n。；：，]))\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|"
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十\d]+[,，、条是]|\d{1,2}[.．、]|[①-⑳])"
)

COUNTED = ("digits", "items", "commas", "sentences", "quantities", "dates", "organisations", "modals", "markers")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Landmarks:
    """One passage. All arrays have the length of the text plus one.

    `leads` holds the role of the lead word that ends at a position (0 none, else 1 + index in
    `LEADS`). `counts` has a row for each of `COUNTED`. `depth` is the depth of brackets and
    quotation marks before a position. `number_inside` marks positions between two digits.
    """

    offset: int
    text: str
    folded: str
    word_border: Flags
    clause_start: Flags
    clause_end: Flags
    item_start: Flags
    item_end: Flags
    sentence_of: Counts
    leads: Counts
    tail: Flags
    counts: NDArray[np.int32]
    depth: Counts
    number_inside: Flags


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
        size = len(text) + 1
        flags = {name: np.zeros(size, dtype=np.bool_) for name in _FLAGS}
        sentence_of = np.full(size, -1, dtype=np.int32)
        for place, sentence in enumerate(analysed.sentences):
            sentence_of[sentence.start - offset : sentence.end - offset + 1] = place
            for clause in sentence.clauses:
                flags["clause_start"][clause.start - offset] = True
                flags["clause_end"][clause.end - offset] = True
                for item in clause.items:
                    flags["item_start"][item.start - offset] = True
                    flags["item_end"][item.end - offset] = True
        for match in _TAIL.finditer(text):
            flags["tail"][match.start()] = True
        return Landmarks(
            offset=offset,
            text=text,
            folded=fold(text),
            word_border=self._word_borders(text),
            sentence_of=sentence_of,
            leads=_leads(text),
            counts=_counts(analysed, text, offset),
            depth=_depth(text),
            number_inside=_number_inside(text),
            **flags,
        )

    def _word_borders(self, text: str) -> Flags:
        borders = np.zeros(len(text) + 1, dtype=np.bool_)
        position = 0
        for word in self._tokenizer.cut(text):
            borders[min(position, len(text))] = True
            position += len(word)
        borders[len(text)] = True
        return borders


_FLAGS = ("clause_start", "clause_end", "item_start", "item_end", "tail")


def _leads(text: str) -> Counts:
    roles = np.zeros(len(text) + 1, dtype=np.int32)
    for match in _LEAD.finditer(text):
        roles[match.end()] = 1 + LEADS.index(match.lastgroup or "")
    return roles


def _counts(analysed: Analysed, text: str, offset: int) -> NDArray[np.int32]:
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
    # characters of quantities and dates, ends of organisations and of modal words
    for statement in analysed.statements:
        quantity = statement.quantity
        rows["quantities"][quantity.start - offset + 1 : quantity.end - offset + 1] = 1
    for mention in analysed.dates:
        rows["dates"][mention.start - offset + 1 : mention.end - offset + 1] = 1
    for name, pattern in (
        ("organisations", _ORGANISATION),
        ("modals", _MODAL),
        ("markers", _MARKER),
    ):
        for match in pattern.finditer(text):
            rows[name][match.end()] = 1
    return marks.cumsum(axis=1, dtype=np.int32)


_OPEN, _CLOSE = frozenset("（(《“「【〔["), frozenset("）)》”」】〕]")


def _depth(text: str) -> Counts:
    steps = [0, *((char in _OPEN) - (char in _CLOSE) for char in text)]
    return np.cumsum(steps, dtype=np.int32)


def _number_inside(text: str) -> Flags:
    inside = np.zeros(len(text) + 1, dtype=np.bool_)
    for match in re.finditer(r"\d[\d.,:％%万亿元年月日]+", text):
        inside[match.start() + 1 : match.end()] = True
    return inside
