"""Kill an ingest at random moments and look at what is left: the old index or the new, whole.

Each run starts from the same index, starts an ingest of more files in a process of its own, and
kills that process at a moment drawn evenly from the time an undisturbed run takes. Afterwards the
index must open, prove intact file by file and part by part, and hold exactly the old or exactly
the new contents; and the same ingest, started again, must reach exactly the new contents.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

import ingest
from eval.bench.figures import Figure
from ingest.bundled import TrustedReader
from ingest.embedding.protocol import ModelIdentity, Vectors
from ingest.errors import PolicyQAError
from ingest.index.building import TOKENS, Progress, Tools, silent
from ingest.index.generations import IndexStore
from ingest.index.verify import content_problems
from ingest.intake import Intake
from ingest.language.tokens import load_tokenizer
from ingest.metadata.places import load_gazetteer
from ingest.parsing import parse_document
from ingest.pipeline import Ingestor

_SENTENCES = (
    "对首次认定的国家级专精特新小巨人企业，一次性奖励{n}万元。",
    "到2025年，全市培育省级专精特新中小企业{n}家。",
    "支持企业开展数字化改造，按投入的{n}%给予补助。",
)


class HashingEmbedder:
    """Bags of hashed characters: no model plays a part here, and this one loads at once."""

    identity = ModelIdentity("hashing", "1", 64)
    dense_weight = 0.3

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        rows = [self.embed_query(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), 64)

    def embed_query(self, text: str) -> Vectors:
        bag = np.zeros(64, dtype=np.float32)
        for character in text:
            bag[zlib.crc32(character.encode()) % 64] += 1
        return bag / max(float(np.linalg.norm(bag)), 1e-9)


@dataclass(frozen=True, slots=True)
class KillReport:
    """What `runs` kills left behind. Every index is in exactly one of the last four counts."""

    runs: int
    killed: int
    old: int = 0
    new: int = 0
    mixed: int = 0
    damaged: int = 0
    not_resumed: int = 0
    problems: tuple[str, ...] = ()

    @property
    def lost(self) -> int:
        """Runs after which something was lost, mixed or could not be taken up again."""
        return self.mixed + self.damaged + self.not_resumed


def run_kills(
    runs: int,
    folder: Path,
    *,
    documents: int = 60,
    seed: int = 1,
    signal_sent: int = signal.SIGKILL,
    progress: Progress = silent,
) -> KillReport:
    """Kill `runs` ingests in the empty folder `folder`, each of twice `documents` files."""
    first, both, start = folder / "first", folder / "both", folder / "start"
    write_documents(first, range(documents))
    write_documents(both, range(2 * documents))
    ingest_here(start, first)
    index = folder / "index"
    shutil.copytree(start, index)
    began = time.monotonic()
    _process(index, both).wait()
    duration = time.monotonic() - began
    contents = (IndexStore(start).open().seal.contents, IndexStore(index).open().seal.contents)
    report = KillReport(runs=0, killed=0)
    moments = random.Random(seed)
    for done in range(runs):
        progress("杀死导入进程", done, runs)
        shutil.rmtree(index)
        shutil.copytree(start, index)
        killed = _kill_after(moments.uniform(0, duration), _process(index, both), signal_sent)
        report = _judged(
            replace(report, runs=report.runs + 1, killed=report.killed + killed),
            index,
            both,
            contents,
        )
    progress("杀死导入进程", runs, runs)
    return report


def kill_figures(report: KillReport) -> list[Figure]:
    """The counts of a report, as benchmarks show them."""
    counts = (
        ("被杀死的导入", report.killed, f"共 {report.runs} 次，其余在被杀之前已完成"),
        ("之后是旧索引", report.old, "完整"),
        ("之后是新索引", report.new, "完整"),
        ("新旧混杂", report.mixed, ""),
        ("损坏", report.damaged, ""),
        ("不能接着导入", report.not_resumed, ""),
    )
    return [Figure(name, float(count), "次", note) for name, count, note in counts]


def write_documents(folder: Path, numbers: range) -> None:
    """Small policy documents, all different."""
    folder.mkdir(parents=True)
    for number in numbers:
        lines = [f"关于扶持企业发展的通知（第{number}号）", "一、支持措施"]
        lines += [sentence.format(n=number + 1) for sentence in _SENTENCES]
        (folder / f"{number:04}.txt").write_text("\n".join(lines), "utf-8")


def ingest_here(index: Path, folder: Path) -> None:
    """Ingest `folder` in this process, as the killed processes do."""
    store = IndexStore(index)
    parse = partial(parse_document, gazetteer=load_gazetteer())
    tools = Tools(HashingEmbedder(), load_tokenizer(), {TOKENS: "1"})
    intake = Intake(TrustedReader(), parse, "1", index / "cache")
    Ingestor(store, intake, tools).ingest([folder], root=folder)


def _judged(report: KillReport, index: Path, folder: Path, contents: tuple[str, str]) -> KillReport:
    store = IndexStore(index)
    try:
        reader = store.open(thorough=True)
        problems = list(content_problems(reader.folder))
    except PolicyQAError as error:
        return _failed(report, "damaged", str(error))
    if problems:
        return _failed(report, "damaged", problems[0])
    if reader.seal.contents not in contents:
        return _failed(report, "mixed", reader.seal.contents)
    found = "old" if reader.seal.contents == contents[0] else "new"
    report = replace(report, **{found: getattr(report, found) + 1})
    reader.close()
    ingest_here(index, folder)
    if store.open(thorough=True).seal.contents != contents[1]:
        return _failed(report, "not_resumed", "resumed with other contents")
    return report


def _failed(report: KillReport, count: str, problem: str) -> KillReport:
    changes = {count: getattr(report, count) + 1, "problems": (*report.problems, problem)}
    return replace(report, **changes)


def _process(index: Path, folder: Path) -> subprocess.Popen[bytes]:
    root = Path(ingest.__file__).resolve().parents[1]
    return subprocess.Popen(
        [sys.executable, "-m", "eval.bench.kills", os.fspath(index), os.fspath(folder)],
        env={**os.environ, "PYTHONPATH": os.fspath(root)},
        start_new_session=True,
    )


def _kill_after(seconds: float, process: subprocess.Popen[bytes], signal_sent: int) -> bool:
    """Whether the process was still at work when the signal came."""
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal_sent)  # the writer alone: its helpers must notice by themselves
        process.wait()
        return True


if __name__ == "__main__":  # the process that is killed: python -m eval.bench.kills INDEX FOLDER
    ingest_here(Path(sys.argv[1]), Path(sys.argv[2]))
