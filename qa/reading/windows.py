"""Windows: the spans of a passage that may be the answer, around one sentence.

Answers begin and end at borders of clauses and items, behind or before what the question
repeats, behind words that announce content (通过…, 为…, 要求…) and before words that close it
(…等, …的方式). Longer answers run over up to five sentences. No border cuts a word or a number.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qa.reading.analysed import Analysed
from qa.reading.landmarks import COUNTED, Landmarks
from qa.reading.overlap import Overlap

Borders = NDArray[np.intp]

_MAX_LENGTH = 260
_MAX_RUN_LENGTH = 520
_MAX_RUN = 5
_MAX_BORDERS = 28
_NOT_FIRST = frozenset("，。、；：！？,;:!?)]}）】〕》”」的 \n\t\u3000")
_NOT_LAST = frozenset("，、：,:([{（【〔《“「 \n\t\u3000")
_COMMAS = COUNTED.index("commas")


def windows_at(
    place: int, analysed: Analysed, marks: Landmarks, overlap: Overlap
) -> tuple[Borders, Borders]:
    """Starts and ends (relative to the passage) of the windows that begin in one sentence.

    Args:
        place: number of the sentence in the passage, from 0.
    """
    sentence = analysed.sentences[place]
    first, last = sentence.start - marks.offset, sentence.end - marks.offset
    starts, ends = _inside(first, bare_end(marks.text, last), marks, overlap)
    if analysed.table is not None:  # a neighbouring sentence of a table belongs to another cell
        return starts, ends
    run_starts, run_ends = _runs(place, analysed, marks)
    return np.concatenate((starts, run_starts)), np.concatenate((ends, run_ends))


def bare_end(text: str, end: int) -> int:
    """The end of a sentence without its closing mark."""
    return end - 1 if end and text[end - 1] in "。；！？;!?" else end


def _inside(first: int, last: int, marks: Landmarks, overlap: Overlap) -> tuple[Borders, Borders]:
    """All fitting pairs of borders inside one sentence: a window that crosses clauses begins or
    ends with one."""
    begin, close = _starts(first, last, marks, overlap), _ends(first, last, marks, overlap)
    starts, ends = (grid.ravel() for grid in np.meshgrid(begin, close, indexing="ij"))
    length = ends - starts
    commas = marks.counts[_COMMAS]
    crossing = commas[ends] - commas[starts] > 0
    strong = marks.clause_start[starts] | marks.clause_end[ends]
    kept = (length > 0) & (length <= _MAX_LENGTH) & (strong | ~crossing)
    return starts[kept], ends[kept]


def _starts(first: int, last: int, marks: Landmarks, overlap: Overlap) -> Borders:
    here = slice(first, last)
    behind_repeated = np.zeros(last - first, dtype=np.bool_)
    behind_repeated[1:] = overlap.repeated[first : last - 1] & ~overlap.repeated[first + 1 : last]
    strong = marks.clause_start[here]
    weak = (marks.weak_start[here] | (behind_repeated & marks.may_cut[here])) & ~strong
    positions = _chosen(strong, weak) + first
    return np.array([p for p in positions if marks.text[p] not in _NOT_FIRST], dtype=np.intp)


def _ends(first: int, last: int, marks: Landmarks, overlap: Overlap) -> Borders:
    here = slice(first + 1, last + 1)
    before_repeated = overlap.repeated[here] & ~overlap.repeated[first:last]
    strong = marks.clause_end[here]
    weak = (marks.weak_end[here] | (before_repeated & marks.may_cut[here])) & ~strong
    positions = _chosen(strong, weak) + first + 1
    return np.array([p for p in positions if marks.text[p - 1] not in _NOT_LAST], dtype=np.intp)


def _chosen(strong: NDArray[np.bool_], weak: NDArray[np.bool_]) -> Borders:
    """Borders of clauses, and others as far as the number of borders allows."""
    certain, doubtful = np.flatnonzero(strong)[:_MAX_BORDERS], np.flatnonzero(weak)
    return np.sort(np.concatenate((certain, doubtful[: _MAX_BORDERS - len(certain)])))


def _runs(place: int, analysed: Analysed, marks: Landmarks) -> tuple[Borders, Borders]:
    """Runs of two to five sentences, from the first or one of the last two clauses on."""
    sentences = analysed.sentences
    begins = [clause.start - marks.offset for clause in sentences[place].clauses]
    begins = [*begins[:1], *begins[max(1, len(begins) - 2) :]]
    runs = [
        (start, end)
        for sentence in sentences[place + 1 : place + _MAX_RUN]
        for end in [bare_end(marks.text, sentence.end - marks.offset)]
        for start in begins
        if end - start <= _MAX_RUN_LENGTH and marks.text[start] not in _NOT_FIRST
    ]
    starts, ends = np.array(runs, dtype=np.intp).reshape(-1, 2).T
    return starts, ends
