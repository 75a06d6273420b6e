"""Training pairs: what somebody might ask, and the passage that answers.

Every source is a list of `Pair`; a passage is named by its place in one shared list, so that
equal passages are known to be equal (they are no negatives of each other).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from ingest.embedding.train.corpus import Piece, TrainingText, cut_pieces, read_rows
from ingest.embedding.train.rewrite import LayRewriter

_SENTENCE_END = re.compile(r"(?<=[。；！？\n])")
_ARTICLE_NUMBER = re.compile(r"^\s*第[〇零一二三四五六七八九十百千\d]+条[ 　]*")


@dataclass(frozen=True, slots=True)
class Pair:
    """A query and the number of its passage."""

    query: str
    passage: int


@dataclass(slots=True)
class PairSet:
    """Passages, each once, and the pairs of every source."""

    passages: list[str] = field(default_factory=list)
    sources: dict[str, list[Pair]] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def add(self, source: str, query: str, passage: str) -> None:
        number = self._numbers.setdefault(passage, len(self.passages))
        if number == len(self.passages):
            self.passages.append(passage)
        self.sources.setdefault(source, []).append(Pair(query, number))


@dataclass(frozen=True, slots=True)
class LayQuestion:
    """A question in everyday words, written for `start:end` of the document with this title."""

    question: str
    title: str
    start: int
    end: int


def read_lay_questions() -> list[LayQuestion]:
    """All bundled lay questions (`ingest/embedding/data/lay_questions_*.tsv`)."""
    folder = resources.files("ingest.embedding").joinpath("data")
    questions = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.startswith("lay_questions"):
            continue
        for line in file.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 4 and cells[2].isdigit() and cells[3].isdigit():
                questions.append(LayQuestion(cells[0], cells[1], int(cells[2]), int(cells[3])))
    return questions


def make_pairs(
    folder: Path,
    texts: Sequence[TrainingText],
    questions: Sequence[LayQuestion],
    rewriter: LayRewriter,
    salient: Callable[[str], Sequence[str]],
    rng: random.Random,
) -> PairSet:
    """All pairs of all sources.

    Args:
        folder: where the `.jsonl.gz` files of pairs lie.
        texts: laws and government documents.
        questions: lay questions to train on.
        rewriter: official wording → lay wording.
        salient: text → its words, the most telling first.
    """
    pairs = PairSet()
    pieces = [piece for text in texts for piece in cut_pieces(text)]
    _add_cloze(pairs, pieces, rng)
    _add_titles(pairs, pieces, rng)
    _add_rewritten(pairs, pieces, rewriter, rng)
    _add_keywords(pairs, pieces, rewriter, salient, rng)
    _add_files(pairs, folder)
    _add_lay(pairs, texts, questions)
    return pairs


def with_title(title: str, text: str) -> str:
    """A passage as the index embeds it: the title of its document before it, once."""
    return text if text.startswith(title) else f"{title}\n{text}"


def _add_cloze(pairs: PairSet, pieces: Iterable[Piece], rng: random.Random) -> None:
    """Inverse cloze: a sentence asks for the piece it was taken from (kept in it one time in ten)."""
    for piece in pieces:
        sentences = [part for part in _SENTENCE_END.split(piece.text) if len(part.strip()) >= 8]
        if len(sentences) < 2:
            continue
        chosen = rng.choice(sentences)
        rest = piece.text if rng.random() < 0.1 else piece.text.replace(chosen, "", 1)
        query = _ARTICLE_NUMBER.sub("", chosen).strip()[:80]
        pairs.add("cloze", query, with_title(piece.title, rest))


def _add_titles(pairs: PairSet, pieces: Iterable[Piece], rng: random.Random) -> None:
    for piece in pieces:
        if rng.random() < 0.25:
            pairs.add("title", piece.title, piece.text)


def _add_rewritten(
    pairs: PairSet,
    pieces: Iterable[Piece],
    rewriter: LayRewriter,
    rng: random.Random,
) -> None:
    """A clause of the piece in lay words, where the lexicon knows a lay word for one of its terms."""
    for piece in pieces:
        clauses = [part for part in re.split(r"[，。；：\n]", piece.text) if 6 <= len(part) <= 40]
        rng.shuffle(clauses)
        for clause in clauses[:3]:
            asked = rewriter.question(_ARTICLE_NUMBER.sub("", clause), rng)
            if asked:
                pairs.add("rewritten", asked, with_title(piece.title, piece.text))
                break


def _add_keywords(
    pairs: PairSet,
    pieces: Iterable[Piece],
    rewriter: LayRewriter,
    salient: Callable[[str], Sequence[str]],
    rng: random.Random,
) -> None:
    """Two to five telling words of the piece, loosely joined: how people ask when they search."""
    for piece in pieces:
        if rng.random() < 0.5:
            continue
        words = list(salient(_ARTICLE_NUMBER.sub("", piece.text))[:10])
        if len(words) >= 3:
            chosen = rng.sample(words, min(len(words), rng.randint(2, 5)))
            query = rewriter.keywords(chosen, rng)
            pairs.add("keywords", query, with_title(piece.title, piece.text))


def _add_files(pairs: PairSet, folder: Path) -> None:
    for source, name in (
        ("heading", "law_heading_article"),
        ("govcn", "govcn_title_para"),
        ("guide", "bj_industry_policy_template"),
        ("reading", "drcd_dev_t2s"),
        ("reading", "cmrc2018_trial"),
        ("abstract", "csl_title_abstract"),
    ):
        for row in read_rows(folder / f"{name}.jsonl.gz"):
            pairs.add(source, row["query"], row["positive"])


def _add_lay(
    pairs: PairSet, texts: Sequence[TrainingText], questions: Sequence[LayQuestion]
) -> None:
    for question, passage in lay_passages(texts, questions):
        pairs.add("lay", question.question, passage)


def lay_passages(
    texts: Sequence[TrainingText], questions: Iterable[LayQuestion]
) -> list[tuple[LayQuestion, str]]:
    """Each lay question with its passage: the span with some context and the title before it.

    Some titles stand for several versions of a law; the offsets were taken from the first.
    """
    by_title: dict[str, str] = {}
    for text in texts:
        by_title.setdefault(text.title, text.text)
    found = []
    for question in questions:
        body = by_title.get(question.title.strip())
        if body is None or question.end > len(body):
            continue
        found.append((question, with_title(question.title, body[question.start : question.end])))
    return found
