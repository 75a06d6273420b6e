"""Writes the documents behind a gold set of shared plain texts as files, ready for ingest.

    POLICYQA_SHARED=… python -m eval.policies OUT_DIR --of policies
    policyqa ingest OUT_DIR --index INDEX
    policyqa eval answers eval/gold/policies --index INDEX

The texts are not part of the repository: they are lines of `training/gov_policy_misc.jsonl.gz`
and `training/laws_lawrefbook.jsonl.gz` in the shared folder. `documents.tsv` beside the cases of a
set (policies, ministries, reports) names the lines to take; more than the cases ask about, so that
similar texts of other places, tiers and years stand beside the right one.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ingest.errors import DamagedError, PolicyQAError, SourceError


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a shared collection to write, and its title where the text does not begin with
    one. A case names line 263 (from 0) of gov_policy_misc as `gov_policy_misc:263`."""

    collection: str
    row: int
    title: str

    @property
    def name(self) -> str:
        return f"{self.collection}:{self.row}"

    @property
    def file_name(self) -> str:
        return f"{self.collection}-{self.row:03}.txt"


SETS = ("policies", "ministries", "reports")
"""Gold sets whose documents are lines of shared collections; the first is the default."""


def listed_documents(of: str = SETS[0]) -> tuple[Listed, ...]:
    """The documents of the list of one of `SETS`, by line."""
    listing = files("eval") / "gold" / of / "documents.tsv"
    with listing.open("r", encoding="utf-8") as lines:
        return tuple(
            Listed(record["collection"], int(record["row"]), record["title"])
            for record in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )


def shared_collection(environment: Mapping[str, str], name: str) -> Path:
    """A collection in the folder that POLICYQA_SHARED names.

    Raises:
        SourceError: the variable is unset, or the file is not there.
    """
    folder = environment.get("POLICYQA_SHARED")
    if not folder:
        raise SourceError("没有设置 POLICYQA_SHARED", "请把它设为共享材料所在的目录")
    path = Path(folder) / "training" / f"{name}.jsonl.gz"
    if not path.is_file():
        raise SourceError(f"没有找到 {path}", "请检查 POLICYQA_SHARED")
    return path


def read_texts(collection: Path, field: str = "text") -> tuple[str, ...]:
    """The text that every line of the collection holds in `field`.

    Raises:
        DamagedError: a line is not JSON with the field, or the file is not gzip.
    """
    try:
        with gzip.open(collection, "rt", encoding="utf-8") as lines:
            return tuple(json.loads(line)[field] for line in lines)
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise DamagedError(f"读不出 {collection}：{error}", "请重新取得这个文件") from error


def write_documents(
    documents: Sequence[Listed], texts: Mapping[str, Sequence[str]], folder: Path
) -> tuple[Path, ...]:
    """Write each document as a text file of `folder` (made where missing), title line first.

    Args:
        texts: the lines of every collection, by its name.

    Raises:
        DamagedError: a collection has no such line.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(document, texts[document.collection], folder) for document in documents)


def _write(document: Listed, texts: Sequence[str], folder: Path) -> Path:
    if document.row >= len(texts):
        raise DamagedError(
            f"{document.collection} 只有 {len(texts)} 行，没有第 {document.row} 行",
            "请取得完整的文件",
        )
    text = texts[document.row]
    path = folder / document.file_name
    path.write_text(f"{document.title}\n\n{text}" if document.title else text, "utf-8")
    return path


def write_listed(folder: Path, of: str = SETS[0]) -> tuple[Path, ...]:
    """Write the documents of the list of one of `SETS`.

    Raises:
        SourceError: a collection is not there.
        DamagedError: a collection cannot be read, or has no such line.
    """
    documents = listed_documents(of)
    texts = {
        name: read_texts(shared_collection(os.environ, name))
        for name in sorted({document.collection for document in documents})
    }
    return write_documents(documents, texts, folder)


def run_writer(
    module: str,
    description: str | None,
    write: Callable[..., Sequence[Path]],
    arguments: Sequence[str] | None,
    sets: Sequence[str] = (),
) -> int:
    """The command line of a module that writes documents to OUT_DIR: its exit code. With `sets`,
    `--of` names the one that `write` gets beside the folder."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {module}",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="OUT_DIR")
    if sets:
        parser.add_argument("--of", choices=sets, default=sets[0], help="which gold set")
    given = parser.parse_args(arguments)
    folder: Path = given.folder
    try:
        written = write(folder, given.of) if sets else write(folder)
    except PolicyQAError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"{len(written)} 份文件已写入 {folder}")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the listed documents to OUT_DIR; exit code 1 where they cannot be read."""
    return run_writer("eval.policies", __doc__, write_listed, arguments, SETS)


if __name__ == "__main__":
    sys.exit(main())
