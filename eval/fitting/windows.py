"""Answer windows with the F1 each would score: what the span model is fitted on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.opening import Opened
from eval.overlap import tokens
from ingest.embedding.load import load_embedder
from ingest.settings import Settings
from qa.analysis import QuestionAnalyser
from qa.answering import READ_DEPTH, Answerer
from qa.assembly import load_language
from qa.filters import NO_FILTERS
from qa.reading.analysed import PassageAnalyser
from qa.reading.reader import Reader
from qa.reading.semantics import Semantics
from qa.reading.spans import SentenceWindows, SpanReader

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WindowReader:
    """The parts of the chain that lead from a question to answer windows."""

    analyser: QuestionAnalyser
    answerer: Answerer
    reader: Reader

    @classmethod
    def over(cls, opened: Opened, settings: Settings) -> WindowReader:
        """Over an open index, with the bundled language tools."""
        language = load_language()
        analyser = QuestionAnalyser(
            language.tokenizer,
            language.lexicon,
            language.gazetteer,
            language.corrector,
            language.frequencies,
        )
        reader = Reader(
            opened.index,
            language.gazetteer,
            PassageAnalyser(opened.index, language.gazetteer),
            Semantics(load_embedder(settings)),
            SpanReader(language.tokenizer),
        )
        return cls(analyser, opened.answerer, reader)

    def windows(self, text: str) -> list[SentenceWindows]:
        """The windows of one question."""
        question = self.analyser.analyse(text)
        hits = self.answerer.hits(question, NO_FILTERS, READ_DEPTH)
        return self.reader.windows(question, hits)


def worth_by_answers(found: SentenceWindows, answers: Sequence[str]) -> Values:
    """F1 of every window against its best gold answer, as CMRC 2018 scores it by characters."""
    text, starts, ends = _in_passage(found)
    return np.asarray(np.max([window_f1(text, starts, ends, gold) for gold in answers], axis=0))


def worth_by_facts(found: SentenceWindows, facts: Sequence[Sequence[str]]) -> Values:
    """1 for a window that holds a variant of every fact, less where it is long, and a share of it
    where facts are missing."""
    text, starts, ends = _in_passage(found)
    held = np.mean([_holds(text, starts, ends, variants) for variants in facts], axis=0)
    brevity = 1 / (1 + np.maximum(0, ends - starts - _BRIEF) / _HALVED)
    return np.asarray(np.where(held == 1, 1.0, _PARTIAL * held) * brevity)


_BRIEF, _HALVED = 40, 160
"""Characters up to which an answer is brief, and how many more halve its worth."""
_PARTIAL = 0.3
"""Worth of an answer that lacks a fact: it is wrong, but nearer than one that lacks all."""


def _in_passage(found: SentenceWindows) -> tuple[str, NDArray[np.intp], NDArray[np.intp]]:
    """The text of the passage, and the borders of the windows in it."""
    analysed = found.at.analysed
    offset = analysed.passage.start
    text = analysed.text[offset : analysed.passage.end]
    return text, found.starts - offset, found.ends - offset


def _holds(
    text: str, starts: NDArray[np.intp], ends: NDArray[np.intp], variants: Sequence[str]
) -> NDArray[np.bool_]:
    """Which windows hold one of the variants, not as a part of a longer number."""
    holding = np.zeros(len(starts), dtype=np.bool_)
    for variant in variants:
        pattern = rf"(?<![\d.]){re.escape(variant)}" if variant[0].isdigit() else re.escape(variant)
        for match in re.finditer(pattern + (r"(?!\d)" if variant[-1].isdigit() else ""), text):
            holding |= (starts <= match.start()) & (match.end() <= ends)
    return holding


def window_f1(text: str, starts: NDArray[np.intp], ends: NDArray[np.intp], answer: str) -> Values:
    """F1 over the longest common substring of characters, punctuation left out.

    All windows are judged at once: every common substring of text and answer is found along the
    diagonals of their comparison, and cut to each window.
    """
    counted = np.array([_counts(char) for char in text])
    before = np.concatenate(([0], np.cumsum(counted)))
    own = _codes(char for char, keep in zip(text, counted, strict=True) if keep)
    gold = _codes(filter(_counts, answer))
    common = _common_runs(own, gold)
    if not len(common):
        return np.zeros(len(starts))
    first, last = before[starts], before[ends]
    shared = np.minimum(last[:, None], common[:, 1]) - np.maximum(first[:, None], common[:, 0])
    return 2 * np.maximum(0, shared.max(axis=1)) / np.maximum(1, last - first + len(gold))


def _counts(char: str) -> bool:
    """Whether the scorer counts a character at all."""
    return bool(tokens(char))


def _codes(chars: Iterator[str]) -> NDArray[np.int64]:
    return np.array([ord(char.lower()[0]) for char in chars], dtype=np.int64)


def _common_runs(own: NDArray[np.int64], gold: NDArray[np.int64]) -> NDArray[np.int64]:
    """Spans of `own` that stand in `gold`, one row (start, end) each, shape (runs, 2)."""
    if not len(own) or not len(gold):
        return np.zeros((0, 2), dtype=np.int64)
    equal = own[:, None] == gold[None, :]
    runs: list[tuple[int, int]] = []
    for shift in range(1 - len(own), len(gold)):
        diagonal = np.diagonal(equal, shift)
        if not diagonal.any():
            continue
        edges = np.flatnonzero(np.diff(np.concatenate(([0], diagonal.astype(np.int8), [0]))))
        base = max(0, -shift)
        runs += [
            (base + int(first), base + int(last))
            for first, last in zip(edges[::2], edges[1::2], strict=True)
        ]
    return np.array(runs, dtype=np.int64).reshape(-1, 2)
