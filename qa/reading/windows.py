"""Windows: the spans of a passage that may be the answer, around one sentence.

Answers begin and end at borders of clauses and items, behind or before what the question
repeats, behind words that announce content (通过…, 为…, 要求…) and before words that close it
(…等, …的方式). Longer answers run over up to five sentences. No border cuts a word or a number.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qa.reading.analysed import Analysed
from qa.reading.landmarks import Landmarks
from qa.reading.overlap import Overlap

Borders = NDArray[np.intp]

_MAX_LENGTH = 260
_MAX_RUN_LENGTH = 520
_MAX_RUN = 5
_MAX_BORDERS = 28
_NOT_FIRST = frozenset("，。、；：！？,;:!?)]}）】〕》”」的 \n\t\u3000")
_NOT_LAST = frozenset("，、：,:([{（【〔《“「 \n\t\u3000")


def windows_at(
    place: int, analysed: Analysed, landmarks: Landmarks, overlap: Overlap
) -> tuple[Borders, Borders]:
    """Starts and ends (relative to the passage) of the windows that begin in one sentence."""
    sentence = analysed.sentences[place]
    first, last = sentence.start - landmarks.offset, sentence.end - landmarks.offset
    starts, ends = _inside(first, _bare(landmarks.text, last), landmarks, overlap)
    if analysed.table is None:  # a neighbouring sentence of a table belongs to another cell
        run_starts, run_ends = _runs(place, analysed, landmarks)
        starts, ends = np.concatenate((starts, run_starts)), np.concatenate((ends, run_ends))
    return starts, ends


def _inside(
    first: int, last: int, landmarks: Landmarks, overlap: Overlap
) -> tuple[Borders, Borders]:
    """All fitting pairs of borders inside one sentence."""
    begin, close = _starts(first, last, landmarks, overlap), _ends(first, last, landmarks, overlap)
    starts, ends = (grid.ravel() for grid in np.meshgrid(begin, close, indexing="ij"))
    length = ends - starts
    clauses = landmarks.counts[2]
    crossing = clauses[ends] - clauses[starts] > 0
    strong = landmarks.clause_start[starts] | landmarks.clause_end[ends]
    kept = (length > 0) & (length <= _MAX_LENGTH) & (strong | ~crossing)
    return starts[kept], ends[kept]


def _starts(first: int, last: int, landmarks: Landmarks, overlap: Overlap) -> Borders:
    here = slice(first, last)
    covered = overlap.covered_flags
    behind_covered = np.zeros(last - first, dtype=np.bool_)
    behind_covered[1:] = covered[first : last - 1] & ~covered[first + 1 : last]
    strong = landmarks.clause_start[here]
    weak = (landmarks.item_start[here] | (landmarks.leads[here] > 0) | behind_covered) & ~strong
    weak &= landmarks.word_border[here] & ~landmarks.number_inside[here]
    positions = _chosen(strong, weak) + first
    return np.array([p for p in positions if landmarks.text[p] not in _NOT_FIRST], dtype=np.intp)


def _ends(first: int, last: int, landmarks: Landmarks, overlap: Overlap) -> Borders:
    here = slice(first + 1, last + 1)
    covered = overlap.covered_flags
    before_covered = covered[here] & ~covered[first:last]
    strong = landmarks.clause_end[here]
    weak = (landmarks.item_end[here] | landmarks.tail[here] | before_covered) & ~strong
    weak &= landmarks.word_border[here] & ~landmarks.number_inside[here]
    positions = _chosen(strong, weak) + first + 1
    return np.array([p for p in positions if landmarks.text[p - 1] not in _NOT_LAST], dtype=np.intp)


def _chosen(strong: NDArray[np.bool_], weak: NDArray[np.bool_]) -> Borders:
    """Strong borders, and weak ones as far as the number of borders allows."""
    certain, doubtful = np.flatnonzero(strong)[:_MAX_BORDERS], np.flatnonzero(weak)
    return np.sort(np.concatenate((certain, doubtful[: _MAX_BORDERS - len(certain)])))


def _runs(place: int, analysed: Analysed, landmarks: Landmarks) -> tuple[Borders, Borders]:
    """Runs of two to five sentences from a clause of this one on."""
    sentences = analysed.sentences
    offset = landmarks.offset
    begins = [clause.start - offset for clause in sentences[place].clauses]
    begins = [*begins[:1], *begins[max(1, len(begins) - 2) :]]
    starts: list[int] = []
    ends: list[int] = []
    for last in range(place + 1, min(len(sentences), place + _MAX_RUN)):
        end = _bare(landmarks.text, sentences[last].end - offset)
        for start in begins:
            if end - start <= _MAX_RUN_LENGTH and landmarks.text[start] not in _NOT_FIRST:
                starts.append(start)
                ends.append(end)
    return np.array(starts, dtype=np.intp), np.array(ends, dtype=np.intp)


def _bare(text: str, end: int) -> int:
    return end - 1 if end and text[end - 1] in "。；！？;!?" else end
