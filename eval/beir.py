"""BEIR folders (corpus, queries, qrels) and TREC files, in and out."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.documents import (
    Document,
    Kind,
    ParsedDocument,
    Passage,
    Provenance,
    Section,
    Tier,
    Validity,
)
from ingest.errors import CaseError

Qrels = Mapping[str, Mapping[str, int]]
"""Query id → document id → relevance."""

Ranking = Mapping[str, Sequence[tuple[str, float]]]
"""Query id → (document id, score), best first."""


@dataclass(frozen=True, slots=True)
class BeirEntry:
    """A line of `corpus.jsonl`."""

    entry_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class BeirQuery:
    """A line of a queries file; `answers` are gold spans where the set gives them."""

    query_id: str
    text: str
    answers: tuple[str, ...] = ()


def read_corpus(folder: Path) -> Iterator[BeirEntry]:
    """The entries of `corpus.jsonl` or `corpus.jsonl.gz`.

    Raises:
        CaseError: there is no such file, or a line of it is wrong.
    """
    plain = folder / "corpus.jsonl"
    for line in _lines(plain if plain.exists() else folder / "corpus.jsonl.gz"):
        yield BeirEntry(str(line["_id"]), line.get("title") or "", line["text"])


def read_queries(file: Path) -> Iterator[BeirQuery]:
    """The queries of a `queries.jsonl`; errors as in `read_corpus`."""
    for line in _lines(file):
        yield BeirQuery(str(line["_id"]), line["text"], tuple(line.get("answers", ())))


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    if not file.is_file():
        raise CaseError(
            f"没有找到 {file}",
            "BEIR 目录里要有 corpus.jsonl（或 .gz）、queries.jsonl 和 qrels.tsv",
        )
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _parse(line, f"{file}:{number}")


def _parse(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise CaseError(f"{where} 不是 JSON：{error}", "每行一个 JSON 对象") from error
    if not isinstance(value, dict) or "_id" not in value or not isinstance(value.get("text"), str):
        raise CaseError(f"{where} 缺少 _id 或 text", "每行要有 _id 和 text")
    return value


def read_qrels(file: Path) -> Qrels:
    """Judgements of a BEIR `.tsv` (with header) or a TREC file (four columns).

    Raises:
        CaseError: there is no such file, or a line of it is wrong.
    """
    if not file.is_file():
        raise CaseError(f"没有找到 {file}", "请用 --qrels 给出相关性判断文件")
    qrels: dict[str, dict[str, int]] = {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for number, line in enumerate(lines, 1):
            row = line.split()
            if not row or row[-1] == "score":
                continue
            if len(row) not in (3, 4) or not row[-1].lstrip("-").isdecimal():
                raise CaseError(f"{file}:{number} 不是相关性判断", "每行三列（BEIR）或四列（TREC）")
            qrels.setdefault(row[0], {})[row[-2]] = int(row[-1])
    return qrels


def write_qrels(qrels: Qrels, file: Path) -> None:
    """TREC qrels: query, 0, document, relevance."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, delimiter=" ", lineterminator="\n")
        for query_id, judged in qrels.items():
            writer.writerows((query_id, 0, name, relevance) for name, relevance in judged.items())


def read_trec_run(file: Path) -> Ranking:
    """A TREC run, each query's documents by rank.

    Raises:
        CaseError: there is no such file, or a line of it is wrong.
    """
    if not file.is_file():
        raise CaseError(f"没有找到 {file}", "请给出 TREC 格式的检索结果")
    ranked: dict[str, list[tuple[int, str, float]]] = {}
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        row = line.split()
        if not row:
            continue
        try:
            query_id, _, name, rank, score, _ = row
            ranked.setdefault(query_id, []).append((int(rank), name, float(score)))
        except ValueError as error:
            raise CaseError(f"{file}:{number} 不是 TREC 检索结果", "每行六列") from error
    return {
        query_id: tuple((name, score) for _, name, score in sorted(rows))
        for query_id, rows in ranked.items()
    }


def write_trec_run(ranking: Ranking, file: Path, tag: str = "policyqa") -> None:
    """Query, Q0, document, rank from 1, score, tag."""
    with file.open("w", encoding="utf-8") as lines:
        for query_id, found in ranking.items():
            for rank, (name, score) in enumerate(found, 1):
                lines.write(f"{query_id} Q0 {name} {rank} {score:.6f} {tag}\n")


def parsed_entries(entries: Iterable[BeirEntry], source: str) -> Iterator[ParsedDocument]:
    """Each entry as a document of one passage; its id is the document id.

    An entry without text cannot be found and is left out, as in any other index.
    """
    for entry in entries:
        if entry.text.strip():
            yield parsed_entry(entry, source)


def parsed_entry(entry: BeirEntry, source: str) -> ParsedDocument:
    """A document of one section and one passage."""
    sha256 = hashlib.sha256(entry.text.encode("utf-8", "surrogatepass")).hexdigest()
    section = Section(f"{entry.entry_id}-s", (), 0, len(entry.text))
    passage = Passage(
        passage_id=f"{entry.entry_id}-p",
        doc_id=entry.entry_id,
        section=section,
        start=0,
        end=len(entry.text),
        text=entry.text,
        order=0,
    )
    document = Document(
        doc_id=entry.entry_id,
        title=entry.title,
        kind=Kind.OFFICIAL,
        issuer=None,
        doc_number=None,
        issued_on=None,
        effective_on=None,
        expires_on=None,
        validity=Validity.UNKNOWN,
        region=None,
        region_code=None,
        tier=Tier.UNKNOWN,
        source=Provenance(f"{source}#{entry.entry_id}", "application/x-beir", "beir"),
        sha256=sha256,
        text=entry.text,
    )
    return ParsedDocument(document, (section,), (), (), (passage,))
